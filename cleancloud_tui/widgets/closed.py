"""What Textual keeps of widgets that are closed, and how it lets go of them.

Each of these kept whole screens with all their lines, or the forms of the whole day: no collecting
of garbage helps against what is still referred to.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.style import Style
from textual.widget import Widget


def share_colors() -> None:
    """Let Textual keep colours by what they are, and not by the widget that asked for them first.

    A cache of Textual's, made for a method, keeps the last thousand widgets and what they painted:
    a hundred thousand objects after 30 screens.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[method-assign, assignment]


@lru_cache(1024)
def _inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


@cache  # once, however many counters a process has
def take_apart_unused_styles() -> None:
    """Let go of the styles of a widget's parts as soon as they are made anew, or it is closed.

    Textual makes a node for each class of a part, such as the cursor of a field, whenever it
    styles the widget: eighty objects that refer to one another, nine tenths of all garbage. Nobody
    but the widget knows of them. What is left then are the lines that it painted.
    """
    process, leave = Stylesheet._process_component_classes, Widget._message_loop_exit

    def process_and_let_go(stylesheet: Stylesheet, node: DOMNode) -> None:
        before = list(node._component_styles.values())
        process(stylesheet, node)
        _take_apart(before)

    async def leave_and_let_go(widget: Widget) -> None:
        last = list(widget._component_styles.values())
        await leave(widget)
        _take_apart(last)
        widget._styles_cache.clear()

    Stylesheet._process_component_classes = process_and_let_go  # type: ignore[method-assign, assignment]
    Widget._message_loop_exit = leave_and_let_go  # type: ignore[method-assign, assignment]


def _take_apart(unused: Iterable[RenderStyles]) -> None:
    for styles in unused:
        if styles.node is not None:
            vars(styles.node).clear()


def forget_closed(app: App[Any]) -> None:
    """Forget closed widgets that watch the app.

    Textual does so when what they watch changes: a text area watches the theme, which does not.
    """
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [watcher for watcher in watchers if not watcher[0]._closing]
