"""The line at the top of every screen: which shop, its connection, its requests, its mirror."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static


class StatusLine(Widget):
    """Shop and mode on the left, state on the right.

    The screen hands it what it says, whenever that changes.
    """

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def compose(self) -> ComposeResult:
        """Put the two ends on one line."""
        yield Static(id="status-left", markup=False)
        yield Static(id="status-right", markup=False)

    def watch_left(self, content: Content) -> None:
        """Show the left end."""
        if self.is_mounted:
            self.query_one("#status-left", Static).update(content)

    def watch_right(self, content: Content) -> None:
        """Show the right end."""
        if self.is_mounted:
            self.query_one("#status-right", Static).update(content)
