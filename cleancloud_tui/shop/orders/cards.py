"""What is done with a customer's saved cards, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...api.models.orders import Order
from ...api.operations import OPERATIONS, Operation
from ...api.operations.rules import no_card_number
from ...api.request import Request
from ...values.cards import holds_card
from ..writes.ids import ids_of

_CHARGING: Final = OPERATIONS["chargeCard"]
_ADDING: Final = OPERATIONS["addCard"]
_DEFAULT: Final = OPERATIONS["setDefaultCard"]
_READING: Final = OPERATIONS["getCards"]

_NOT_A_PROCESSOR: Final = {_ADDING.name: "2"}
"""Where a code of `type` is no card processor: 2 asks Stripe for a secret instead of EVO."""


def _types_of(operation: Operation) -> Mapping[str, str]:
    parameter = operation.parameter("type")
    return parameter.choices if parameter else {}


PROVIDERS: Final = _types_of(_READING)
"""Whose cards can be asked for by name, by code."""

ADDED_BY: Final = {"1": "Stripe", **{code: PROVIDERS[code] for code in ("3", "6")}}
"""With whom a card can be saved by its token, by code."""


def charge(order: Order, processor: str = "") -> Request:
    """Charge the customer's default card for an order's whole total.

    Args:
        order: The order.
        processor: The code of the shop's card processor, as in all of these; empty for CleanCloud
            to know.
    """
    ids = ids_of(customer_id=order.customer_id, order_id=order.id)
    return Request.of(_CHARGING, {**ids, **_type(_CHARGING, processor)})


def add(customer_id: str, token: str, processor: str = "") -> Request:
    """Save a card by the token that the card processor gave for it."""
    card = {**ids_of(customer_id=customer_id), "paymentMethodID": token}
    return Request.of(_ADDING, {**card, **_type(_ADDING, processor)})


def ask_for_secret(customer_id: str) -> Request:
    """Have Stripe make the secret by which its own form saves a card of the customer."""
    asked = {**ids_of(customer_id=customer_id), "type": _NOT_A_PROCESSOR[_ADDING.name]}
    return Request.of(_ADDING, asked)


def may_be_card_number(text: str) -> bool:
    """Tell whether a text that is to be a token looks like a card's number instead."""
    return holds_card(text) or no_card_number({"paymentMethodID": text}) is not None


def make_default(customer_id: str, card_id: str, processor: str = "") -> Request:
    """Make a card the one that is charged."""
    card = {**ids_of(customer_id=customer_id), "cardID": card_id}
    return Request.of(_DEFAULT, {**card, **_type(_DEFAULT, processor)})


def cards_of(customer_id: str, processor: str = "") -> Request:
    """Ask for a customer's saved cards."""
    return Request.of(_READING, {**ids_of(customer_id=customer_id), **_type(_READING, processor)})


def _type(operation: Operation, processor: str) -> dict[str, str]:
    """Return the card processor as an operation wants it, where it has a name for it."""
    parameter = operation.parameter("type")
    is_named = parameter is not None and processor in parameter.choices
    is_one = _NOT_A_PROCESSOR.get(operation.name) != processor
    return {"type": processor} if is_named and is_one else {}
