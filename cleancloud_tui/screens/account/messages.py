"""Messages between a customer and the shop: the newest first, older ones by a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.messages import Message
from ...shop.customers import accounts
from ...wording.values import Wording, joined
from ..deeds.deeds import deed
from ..deeds.sending import sent
from ..desk import Desk
from ..dialogs.edit_text import EditTextDialog
from .base import AccountScreen

PAGE: Final = 20
"""Messages that are asked for at first, and how many more each time."""


class MessagesScreen(AccountScreen[Sequence[Message]]):
    """What the customer and the shop wrote to one another."""

    HELP = (
        "What the customer and the shop wrote to one another, the newest first. o asks for older "
        "messages. m records what a customer said: nothing is sent to them, for CleanCloud takes "
        "messages to the shop only."
    )

    BINDINGS = [
        Binding("o", "older", "Older", id="older"),
        Binding("m", "record", "Record a message", id="record"),
    ]

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk, customer_id)
        self._asked_for = PAGE
        self._are_all = False

    def body(self) -> Iterator[Widget]:
        """Whose they are, and the messages under one another."""
        yield Static(id="messages-heading", classes="heading", markup=False)
        with VerticalScroll(classes="text"):
            yield Static(id="messages-text", markup=False)

    def show(self) -> None:
        """Show the messages that were told."""
        found = self.told.value if self.told else None
        self.query_one("#messages-heading", Static).update(self._heading(found))
        texts = "\n\n".join(message_in_words(each, self.wording) for each in found or ())
        self.query_one("#messages-text", Static).update(texts)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    async def read(self) -> Sequence[Message]:
        """Ask for the latest messages: one request, for no page has a name but how many."""
        found = await self.shop.ask.messages_of(self.customer_id, self._asked_for)
        self._are_all = len(found) < self._asked_for
        return newest_first(found)

    def action_older(self) -> None:
        """Ask for a page more."""
        if self._are_all:
            self.notice.failed("CleanCloud tells no older messages.")
        elif self.told is not None:
            self._asked_for = max(self._asked_for, len(self.told.value)) + PAGE
            self.bring_up_to_date()

    @deed("record a message")
    async def action_record(self) -> None:
        """Record a message from the customer: the API sends none to them."""
        question = f"Message from {self.whose}: nothing is sent to them"
        text = ""
        while text := (await self.ask_over(EditTextDialog(question, text)) or "").strip():
            message = sent(self, accounts.record_message, self.customer_id, text)
            if await self.attempt("Message recorded", message, self.ask_again):
                self.ask_again()
                return

    def _heading(self, found: Sequence[Message] | None) -> str:
        heading = f"Messages of {self.whose}"
        if found is None:
            return f"{heading}: not known yet"
        if not found:
            return f"{heading}: there are no messages"
        newest = "the newest " if all(each.at for each in found) else ""
        if self._are_all:
            return f"{heading}: all {len(found)} that CleanCloud tells"
        return f"{heading}: {newest}{len(found)}; o asks for older ones"


def newest_first(found: Sequence[Message]) -> Sequence[Message]:
    """Return messages by their time, where all tell theirs; else as they came."""
    dated = [(each.at, each) for each in found if each.at is not None]
    if len(dated) < len(found):
        return found
    return [each for _, each in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def message_in_words(message: Message, wording: Wording) -> str:
    """Return who wrote a message and when, and under it what; what is not told is unknown."""
    who = {True: "customer", False: "shop", None: "from whom is unknown"}[message.from_customer]
    when = wording.moment(message.at) if message.at else "when is unknown"
    return f"{joined(when, who)}\n{message.text}"
