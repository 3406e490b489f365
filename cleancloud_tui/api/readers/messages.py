"""Messages between a customer and the shop, as `getMessages` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.messages import Message
from .fields import ReplyRow
from .replies.listing import Listing

_TEXTS: Final = ("message", "text", "body", "content")
_WRITER: Final = ("from", "sender", "sentBy", "author", "direction")
_WRITERS: Final = {
    **dict.fromkeys(("customer", "client", "in", "incoming", "inbound", "received"), True),
    **dict.fromkeys(("store", "shop", "staff", "out", "outgoing", "outbound", "sent"), False),
}
"""Whether the customer wrote it, by words for who did, or which way it went."""

_MESSAGES: Final = Listing(("Messages", "messageHistory"), ids=_TEXTS, may_be_flat=False)


def messages(reply: Mapping[str, object]) -> tuple[Message, ...]:
    """Read the messages, in the reply's order.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _MESSAGES.read(reply, _message)


def _message(row: Mapping[str, object]) -> Message | None:
    fields = ReplyRow(row)
    text = fields.text(*_TEXTS)
    if not text:
        return None
    return Message(
        text=text,
        id=fields.code("id", "messageID"),
        at=fields.moment("timeStamp", "sent", "created", "createdDate", "date", "time"),
        from_customer=_is_from_customer(fields),
    )


def _is_from_customer(fields: ReplyRow) -> bool | None:
    """Return whether the customer wrote it: a flag, or a word for who did; None for unknown."""
    told = fields.flag("fromCustomer", "isCustomer")
    return _WRITERS.get(fields.line(*_WRITER).lower()) if told is None else told
