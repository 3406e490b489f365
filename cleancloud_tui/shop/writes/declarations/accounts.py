"""Writes that change what a customer has: credit, points, subscriptions, cards."""

from __future__ import annotations

from typing import Final

from ....api.operations import OPERATIONS, WireParameters
from ....api.rights import Right
from ...mirror.mirror import Mirror
from ...records import Row
from ..declaration import OF_CUSTOMER, WriteDeclaration
from ..outcomes.accounts import (
    card_made_default,
    points_converted,
    promo_used,
    subscribed,
    unsubscribed,
)


def _account(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.customer(str(sent["customerID"]))
    if known is None:
        return None
    amounts = {
        "creditAvailable": known.value.credit,
        "discountPercentage": known.value.discount_percent,
        "loyaltyPointsAvailable": known.value.loyalty_points,
        "loyaltyPointsUsed": known.value.loyalty_points_used,
    }
    return {name: str(amount) for name, amount in amounts.items() if amount is not None}


_USING_PROMO: Final = WriteDeclaration(
    OPERATIONS["usePromo"],
    identified_by=("customerID",),
    truth=OF_CUSTOMER,
    read_first=OF_CUSTOMER,
    note=_account,
    read_again=OF_CUSTOMER,
    look_up=promo_used,
)

_CONVERTING_POINTS: Final = WriteDeclaration(
    OPERATIONS["convertLoyaltyPoints"],
    identified_by=("customerID",),
    truth=OF_CUSTOMER,
    read_first=OF_CUSTOMER,
    note=_account,
    read_again=OF_CUSTOMER,
    look_up=points_converted,
)

_SUBSCRIBING: Final = WriteDeclaration(
    OPERATIONS["addSubscription"],
    identified_by=("customerID",),
    right=Right.CHARGE,
    truth=OF_CUSTOMER,
    look_up=subscribed,
)

_UNSUBSCRIBING: Final = WriteDeclaration(
    OPERATIONS["deleteSubscription"],
    identified_by=("customerID",),
    right=Right.DELETE,
    truth=OF_CUSTOMER,
    look_up=unsubscribed,
)

_ADDING_CARD: Final = WriteDeclaration(
    OPERATIONS["addCard"],
    identified_by=("customerID",),
    truth=OF_CUSTOMER,
    unseen="The card may have been saved: look at the customer's cards first.",
)

_MAKING_DEFAULT: Final = WriteDeclaration(
    OPERATIONS["setDefaultCard"],
    identified_by=("customerID", "cardID"),
    truth=OF_CUSTOMER,
    look_up=card_made_default,
)

DECLARATIONS: Final = (
    _USING_PROMO,
    _CONVERTING_POINTS,
    _SUBSCRIBING,
    _UNSUBSCRIBING,
    _ADDING_CARD,
    _MAKING_DEFAULT,
)
