"""Saved cards, as `getCards` tells them: never more of a card's number than its last four."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ..models.cards import Card
from .fields import ReplyRow
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError, content

_IDS: Final = (
    "id",
    "cardID",
    "paymentMethodID",
    "paymentMethod",
    "token",
    "tokenID",
    "chargePermissionID",
)
_BRANDS: Final = ("brand", "cardType", "cardBrand", "displayBrand", "network")
_KINDS: Final = ("type", "kind", "scheme", "issuer")
"""What may be called a brand, and may as well be `card`: it counts where it is one's word."""

_NUMBERS: Final = ("number", "cardNumber", "masked", "maskedCardNumber", "pan")
_LAST_FOUR: Final = ("last4", "lastFour", "cardLast4", "last4digits", "lastFourDigits")
_EXPIRES: Final = ("expires", "expiry", "exp", "expDate", "expirationDate", "cardExp")
_NESTED: Final = ("card", "creditCard", "cardDetails", "paymentMethodDetails", "details")
_DESCRIBED: Final = (
    *("paymentDescriptor", "descriptor", "description", "label", "maskedNumber"),
    *_NUMBERS,
)
_DEFAULTS: Final = (
    *("defaultSource", "defaultCard", "defaultCardID", "defaultPaymentMethod"),
    *("defaultPaymentMethodID", "defaultToken"),
)
"""What tells the id of the default card beside the list."""

_DEEPEST: Final = 4
"""How deep in objects that is looked for."""
_CARDS: Final = Listing(
    names=("Cards", "Card", "savedCards"),
    ids=_IDS,
    marks=(*_BRANDS, *_LAST_FOUR, *_EXPIRES, *_NESTED, *_DESCRIBED),
)

_SECRETS: Final = ("clientSecret", "setupIntentSecret", "secret", "setupIntent", "intent")

_MASKED: Final = re.compile(r"(?:[*xX•.]{2,}|ending(?: in)?)[\s-]*([0-9]{4})(?![0-9])")
_BRAND: Final = re.compile(
    r"visa( debit| electron)?|master ?card|maestro|am(erican )?ex(press)?|discover"
    r"|diners( club)?|jcb|union ?pay|interac|eftpos",
    re.IGNORECASE,
)
_CLOSE: Final = re.compile(r"(0[1-9]|1[0-2])([0-9]{2})")


def cards(reply: Mapping[str, object]) -> tuple[Card, ...]:
    """Read a customer's saved cards.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    told = _CARDS.read(reply, _card)
    default = _default_beside(reply)
    if not default or default not in [card.id for card in told]:
        return told
    return tuple(
        replace(card, is_default=card.id == default) if card.is_default is None else card
        for card in told
    )


def setup_secret(reply: Mapping[str, object]) -> str:
    """Read the secret by which Stripe's own form saves a card (`addCard`); empty for none.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    secret = _first(place.line(*_SECRETS) for place in ReplyRow(reply).places())
    if not secret and content(reply):
        raise NotUnderstoodError(reply)
    return secret


def _card(row: Mapping[str, object]) -> Card | None:
    """Read a card: what processors tell of it stands beside its id, or in an object of its own."""
    fields = ReplyRow(row)
    card_id = fields.code(*_IDS)
    if not card_id:
        return None
    told = [fields]
    while inner := told[-1].row(*_NESTED):
        told.append(inner)
    return Card(
        id=card_id,
        brand=_first(map(_brand, told)),
        last_four=_first(map(_last_four, told)),
        expires=_first(map(_expires, told)),
        is_default=fields.flag("isDefault", "default", "defaultCard"),
    )


def _first(told: Iterable[str]) -> str:
    return next(filter(None, told), "")


def _default_beside(value: object, depth: int = _DEEPEST) -> str:
    """Return the id of the default card, where an object around the list tells it."""
    if not isinstance(value, Mapping) or not depth:
        return ""
    fields = ReplyRow(value)
    told = fields.code(*_DEFAULTS) or fields.row(*_DEFAULTS).code(*_IDS)
    return told or _first(_default_beside(each, depth - 1) for each in value.values())


def _brand(fields: ReplyRow) -> str:
    if told := fields.line(*_BRANDS):
        return told
    kind = fields.line(*_KINDS)
    return kind if _BRAND.fullmatch(kind.replace("_", " ")) else ""


def _last_four(fields: ReplyRow) -> str:
    if told := fields.line(*_LAST_FOUR):
        return "".join(sign for sign in told if sign.isdecimal())[-4:]
    masked = _MASKED.search(fields.line(*_DESCRIBED))
    return masked[1] if masked else ""


def _expires(fields: ReplyRow) -> str:
    if told := fields.line(*_EXPIRES):
        return _CLOSE.sub(r"\1/\2", told) if _CLOSE.fullmatch(told) else told
    month = fields.integer("expMonth", "expiryMonth", "expirationMonth")
    year = fields.integer("expYear", "expiryYear", "expirationYear")
    return f"{month:02}/{year % 100:02}" if month is not None and year is not None else ""
