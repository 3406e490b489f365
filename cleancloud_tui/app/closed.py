"""What Textual keeps of widgets, closed ones above all, and how it lets go of them.

Each of these kept whole screens with all their lines, or the forms of the whole day: no collecting
of garbage helps against what is still referred to.
"""

from __future__ import annotations

import asyncio
from functools import cache, lru_cache
from typing import Any, Final

from textual import strip
from textual._styles_cache import StylesCache
from textual.app import App
from textual.cache import LRUCache
from textual.color import Color
from textual.style import Style
from textual.widget import Widget

from .styling import take_apart


def share_colors() -> None:
    """Let Textual keep colours by what they are, and not by the widget that asked for them first.

    A cache of Textual's, made for a method, keeps the last thousand widgets and what they painted:
    a hundred thousand objects after 30 screens.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[method-assign, assignment]


@lru_cache(1024)
def _inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


class _KeepsNothing:
    """The cache of a line of which nothing is kept."""

    __slots__ = ()

    def get(self, key: object) -> None:
        """Return that nothing is kept."""

    def __setitem__(self, key: object, value: object) -> None:
        pass


_KEEPS_NOTHING: Final = _KeepsNothing()


def keep_no_pieces_of_lines() -> None:
    """Let a painted line keep none of its pieces.

    Textual gives each line seven caches of what is cut from it: a quarter of all objects in use, to
    be gone through whenever it is looked for garbage. To cut a piece anew takes no longer.
    """
    vars(strip)["FIFOCache"] = lambda maxsize: _KEEPS_NOTHING


@cache  # once, however many counters a process has
def let_go_of_closed() -> None:
    """Let a closed widget keep nothing of what it painted, of its parts and of how large it was."""
    leave = Widget._message_loop_exit

    async def leave_and_let_go(widget: Widget) -> None:
        parts, above = list(widget._component_styles.values()), widget.parent
        await leave(widget)
        if isinstance(above, Widget):
            above._clear_arrangement_cache()
        take_apart(parts)
        widget._styles_cache.clear()
        widget._layout_cache.clear()
        _take_apart_links(widget._box_model_cache)

    Widget._message_loop_exit = leave_and_let_go  # type: ignore[method-assign, assignment]


def _take_apart_links(cache: LRUCache[Any, Any]) -> None:
    for link in cache._cache.values():
        link.clear()
    cache.clear()


def forget_closed(app: App[Any]) -> None:
    """Forget closed widgets that watch the app, and those whose timers were cancelled.

    Textual forgets watchers when what they watch changes: a text area watches the theme, which does
    not. A cancelled timer stays with the event loop until it would have been due, and refers to the
    widget that it was begun by.
    """
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [watcher for watcher in watchers if not watcher[0]._closing]
    for timer in getattr(asyncio.get_running_loop(), "_scheduled", ()):
        if timer.cancelled():
            timer._context = None
