"""Messages: what a customer wrote to the shop, and what the shop answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, Reply, customer_of

_ALL: Final = -1
"""SQLite's word for no limit."""


def add_message(call: PracticeCall) -> Reply:
    """Record a message from the customer."""
    call.store.insert(
        "messages",
        {
            "customer_id": customer_of(call)["id"],
            "text": call.text("message"),
            "sent": call.now,
            "from_customer": 1,
        },
    )
    return replies.success()


def get_messages(call: PracticeCall) -> Reply:
    """Answer the latest messages, newest first."""
    rows = call.store.rows(
        "SELECT * FROM messages WHERE customer_id = ? ORDER BY sent DESC, id DESC LIMIT ?",
        (customer_of(call)["id"], call.number("limit") or _ALL),
    )
    return replies.success(Messages=[replies.message(row) for row in rows])


HANDLERS: Final[Mapping[str, Handler]] = {
    "addMessage": add_message,
    "getMessages": get_messages,
}
