"""Saved cards and charges: `addCard` to `setDefaultCard`.

A token tells what card it stands for, in the manner of Stripe's test tokens: one with "mastercard"
or "amex" in it is of that brand, one with "declined" in it is refused by its bank.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from ...api.operations.rules import no_card_number
from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of, order_of_customer
from ..orders import order_state
from ..store import Row

_STRIPE: Final = 1
_SETUP_INTENT: Final = "2"
_CARD_PAYMENT: Final = 2
_BRANDS: Final[Mapping[str, str]] = {"mastercard": "Mastercard", "amex": "American Express"}
_YEARS_VALID: Final = 3


def add_card(call: PracticeCall) -> Reply:
    """Save a card by its token, or answer the secret with which Stripe makes one."""
    customer = customer_of(call)
    if call.text("type") == _SETUP_INTENT:
        return replies.success(clientSecret=f"seti_practice_{customer['id']}_{call.now}")
    token = call.text("paymentMethodID")
    if not token:
        raise RefusalError("Missing Parameter: paymentMethodID")
    if no_card_number(call.parameters):
        raise RefusalError("Invalid payment method")
    has_cards = call.store.row("SELECT 1 FROM cards WHERE customer_id = ?", (customer["id"],))
    card_id = call.store.insert(
        "cards",
        {
            "customer_id": customer["id"],
            "processor": call.number("type", _STRIPE),
            "brand": next((_BRANDS[word] for word in _BRANDS if word in token.lower()), "Visa"),
            "last_four": f"{zlib.crc32(token.encode()) % 10_000:04}",
            "exp_month": 12,
            "exp_year": datetime.fromtimestamp(call.now, UTC).year + _YEARS_VALID,
            "is_default": 0 if has_cards else 1,
            "refuses": 1 if "declined" in token.lower() else 0,
        },
    )
    return replies.success(cardID=str(card_id))


def get_cards(call: PracticeCall) -> Reply:
    """Answer a customer's cards, of one processor where `type` names it."""
    return replies.success(Cards=[replies.card(row) for row in _cards(call)])


def set_default_card(call: PracticeCall) -> Reply:
    """Make one card the default and no other."""
    card_id = call.text("cardID").strip()
    if card_id not in {str(card["id"]) for card in _cards(call)}:
        raise RefusalError("No Card With That ID")
    call.store.execute(
        "UPDATE cards SET is_default = (id = ?) WHERE customer_id = ?",
        (int(card_id), call.number("customerID")),
    )
    return replies.success()


def charge_card(call: PracticeCall) -> Reply:
    """Charge a customer's default card for an order's whole total."""
    order = order_of_customer(call)
    if order["paid"]:
        raise RefusalError("Order is already paid")
    card = next(iter(_cards(call)), None)
    if card is None:
        raise RefusalError("Customer does not have a saved card")
    charge_id = call.store.insert(
        "charges",
        {
            "order_id": order["id"],
            "card_id": card["id"],
            "amount": order["total"],
            "at": call.now,
            "refused": card["refuses"],
        },
    )
    if card["refuses"]:
        return replies.refusal("Your card was declined.")
    order_state.pay(call.store, order["id"], _CARD_PAYMENT, call.now)
    return replies.success(chargeID=str(charge_id), amount=replies.money(order["total"]))


def _cards(call: PracticeCall) -> list[Row]:
    """Return a customer's cards, of one processor where `type` names it, the default first."""
    return call.store.rows(
        "SELECT * FROM cards WHERE customer_id = ? AND ? IN (0, processor)"
        " ORDER BY is_default DESC, id",
        (customer_of(call)["id"], call.number("type")),
    )


HANDLERS: Final[Mapping[str, Handler]] = {
    "addCard": add_card,
    "chargeCard": charge_card,
    "getCards": get_cards,
    "setDefaultCard": set_default_card,
}
