"""Saved cards, as `getCards` tells them: never more of a card's number than its last four."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.cards import Card
from .fields import ReplyRow, all_read


def cards(reply: Mapping[str, object]) -> tuple[Card, ...]:
    """Read a customer's saved cards."""
    return all_read(ReplyRow(reply).rows("Cards", "Card", "savedCards"), _card)


def _card(row: Mapping[str, object]) -> Card | None:
    fields = ReplyRow(row)
    card_id = fields.code("id", "cardID")
    if not card_id:
        return None
    return Card(
        id=card_id,
        brand=fields.line("brand", "cardType", "cardBrand"),
        last_four=_last_four(fields.line("last4", "lastFour", "cardLast4", "last4digits")),
        expires=fields.line("expires", "expiry", "exp") or _expiry(fields),
        is_default=fields.flag("isDefault", "default", "defaultCard"),
    )


def _last_four(told: str) -> str:
    return "".join(sign for sign in told if sign.isdecimal())[-4:]


def _expiry(fields: ReplyRow) -> str:
    month = fields.integer("expMonth", "expiryMonth")
    year = fields.integer("expYear", "expiryYear")
    return f"{month:02}/{year % 100:02}" if month is not None and year is not None else ""
