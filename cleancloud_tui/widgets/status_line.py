"""The line at the top of every screen: which shop, its connection, its requests, its mirror."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class StatusLine(Widget):
    """Shop and mode on the left, state on the right; where both don't fit, the left stays whole."""

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Put the two ends on one line."""
        room = self.size.width - self.left.cell_length - 1
        right = self.right.truncate(max(0, room), ellipsis=True)
        return Content.assemble(self.left, " " * (room - right.cell_length + 1), right)
