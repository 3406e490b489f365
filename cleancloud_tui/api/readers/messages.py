"""Messages between a customer and the shop, as `getMessages` tells them."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.messages import Message
from .fields import ReplyRow, all_read


def messages(reply: Mapping[str, object]) -> tuple[Message, ...]:
    """Read the messages, in the reply's order."""
    return all_read(ReplyRow(reply).rows("Messages", "Message"), _message)


def _message(row: Mapping[str, object]) -> Message | None:
    fields = ReplyRow(row)
    text = fields.text("message", "text", "body")
    if not text:
        return None
    return Message(
        text=text,
        id=fields.code("id", "messageID"),
        at=fields.instant("timeStamp", "sent", "created", "createdDate", "date", "time"),
        from_customer=fields.flag("fromCustomer", "isCustomer"),
    )
