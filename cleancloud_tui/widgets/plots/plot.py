"""The widget that shows a plot in the room that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

AXIS = "$text-muted"
FIRST = "$text-success"
SECOND = "$text-accent"
"""Styles of what is drawn; each is told by its characters, too."""

_MANY: Final = 20
"""Lines of a plot that may be as tall as it wants."""


class Drawing(Protocol):
    """What can be drawn."""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Return it in so many cells and lines at most."""
        ...


class Plot(Widget):
    """Shows a drawing; nothing where there is none.

    Attributes:
        drawing: What is shown.
    """

    drawing: reactive[Drawing | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that it takes where it has as many as it wants."""
        return len(self.drawing.lines(width, _MANY)) if self.drawing else 0

    def render(self) -> Content:
        """Draw in the room that there is."""
        if self.drawing is None or not (self.size.width and self.size.height):
            return Content("")
        lines = self.drawing.lines(self.size.width, self.size.height)
        return Content("\n").join(lines[: self.size.height])
