"""What Textual keeps of widgets that are closed, and how it lets go of them.

Each of these kept whole screens with all their lines, or the forms of the whole day: no collecting
of garbage helps against what is still referred to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.style import Style


def share_colors() -> None:
    """Let Textual keep colours by what they are, and not by the widget that asked for them first.

    A cache of Textual's, made for a method, keeps the last thousand widgets and what they painted:
    a hundred thousand objects after 30 screens.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[method-assign, assignment]


@lru_cache(1024)
def _inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def forget_closed(app: App[Any]) -> None:
    """Forget closed widgets that watch the app.

    Textual does so when what they watch changes: a text area watches the theme, which does not.
    """
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [watcher for watcher in watchers if not watcher[0]._closing]
