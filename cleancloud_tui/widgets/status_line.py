"""The line at the top of every screen: which shop, its connection, its requests, its mirror."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class StatusLine(Widget):
    """Shop and mode on the left, state on the right; where both don't fit, the left stays whole.

    Attributes:
        urgent: Cells at the beginning of the right that are seen even where the left gives way.
    """

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))
    urgent: reactive[int] = reactive(0)

    def render(self) -> Content:
        """Put the two ends on one line."""
        width = self.size.width
        left = self.left.truncate(max(0, width - self.urgent - 2), ellipsis=True)
        room = width - left.cell_length - 1
        right = self.right.truncate(max(0, room), ellipsis=True)
        return Content.assemble(left, " " * (room - right.cell_length + 1), right)
