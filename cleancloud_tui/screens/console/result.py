"""What came of a request: the reply folded, or the request as it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ...shop.console.written import cleaned, reply_as_json
from .reply_tree import ReplyTree


class View(Enum):
    """What is shown of it."""

    REPLY = "reply"
    JSON = "request as JSON"
    CURL = "request for curl"

    @property
    def next(self) -> View:
        """The one that comes after it."""
        views = list(View)
        return views[(views.index(self) + 1) % len(views)]


class Result(Vertical):
    """One pane for the reply and for the request; only what was answered last stands in it.

    Attributes:
        view: What is shown.
        sought: What was looked for last in the reply.
        subject: The operation, after which a file of it is called.
    """

    BINDINGS = [
        Binding("slash", "screen.find", "Find", id="find_in_reply", key_display="/"),
        Binding("n", "screen.find_next", "Next", id="find_next"),
        Binding("c", "screen.copy", "Copy", id="copy"),
        Binding("v", "screen.copy_value", "Copy value", id="copy_value", show=False),
        Binding("w", "screen.write", "Save", id="write"),
    ]

    def __init__(self) -> None:
        super().__init__(id="result")
        self.view = View.REPLY
        self.sought = ""
        self.subject = "reply"
        self._told = ""
        self._reply: object = None
        self._request = {View.JSON: "", View.CURL: ""}

    def compose(self) -> ComposeResult:
        """A heading, the reply, and the request in its place."""
        yield Static(id="result-head", markup=False)
        yield ReplyTree()
        with VerticalScroll(id="text-place", can_focus=True):
            yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Say what comes here."""
        self._show()

    @property
    def text(self) -> str:
        """What is shown, whole: what is copied and written to a file; empty where it is nothing."""
        if self.view is not View.REPLY:
            return self._request[self.view]
        return "" if self._reply is None else reply_as_json(self._reply)

    @property
    def ending(self) -> str:
        """What a file ends with that holds what is shown."""
        return "sh" if self.view is View.CURL else "json"

    @property
    def reply(self) -> ReplyTree:
        """The reply."""
        return self.query_one(ReplyTree)

    @property
    def has_reply(self) -> bool:
        """Whether a reply is shown."""
        return self.view is View.REPLY and self._reply is not None

    def say(self, told: str) -> None:
        """Say in place of a reply what is known; no older one stays behind."""
        self._told, self._reply = told, None
        self.view = View.REPLY
        self._show()

    def answer(self, told: str, reply: object) -> None:
        """Show a reply under a heading."""
        self._told, self._reply = told, reply
        self.view = View.REPLY
        self.reply.offer(cleaned(reply))
        self._show()

    def offer_request(self, as_json: str, as_curl: str) -> None:
        """Take the request as it would be sent now; sentences where it can't be sent yet."""
        self._request = {View.JSON: as_json, View.CURL: as_curl}
        if self.view is not View.REPLY:
            self._show()

    def turn(self) -> None:
        """Show the next view."""
        is_focused = self.has_focus_within
        self.view = self.view.next
        self._show()
        if is_focused:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keys to what is shown."""
        (self.reply if self.has_reply else self.query_one("#text-place")).focus()

    def _show(self) -> None:
        is_tree = self.has_reply
        self.reply.display = is_tree
        self.query_one("#text-place").display = not is_tree
        if self.view is View.REPLY:
            head = self._told if is_tree else "Reply"
            text = "" if is_tree else self._told
        else:
            head, text = self.view.value.capitalize(), self._request[self.view]
        others = " · ".join(each.value for each in _others(self.view))
        self.query_one("#result-head", Static).update(
            Content.assemble((head, "bold"), f"   F6: {others}")
        )
        self.query_one("#text", Static).update(Content(text))


def _others(view: View) -> Iterator[View]:
    yield view.next
    yield view.next.next
