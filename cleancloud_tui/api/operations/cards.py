"""Saved cards: tokens only, never a card's number."""

from __future__ import annotations

from typing import Final

from .rules import no_card_number
from .schema import Operation, OperationKind, Wire, choice_of, optional, required

_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of the Customer")
_PROCESSOR: Final = choice_of("type", "Card processor", {3: "Clearent", 5: "CleanCloud Pay", 6: "Amazon"})

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addCard", "Add Credit Card to Customer Account", OperationKind.NON_IDEMPOTENT_WRITE,
        "Saves a card by its token.",
        (
            _CUSTOMER_ID,
            choice_of("type", "What to save", {1: "Stripe save card", 2: "Stripe request setup intent secret", 3: "Clearent Save Card", 6: "Amazon Save Card"}),
            optional("paymentMethodID", Wire.SECRET, "The payment method ID or token for the tokenized card from Stripe / Clearent / Amazon"),
        ),
        rules=(no_card_number,),
    ),
    Operation(
        "chargeCard", "Charge Saved Credit Card", OperationKind.NON_IDEMPOTENT_WRITE,
        "Charges a customer's saved card for an order; the order sets the amount.",
        (
            _CUSTOMER_ID,
            required("orderID", Wire.ID, "ID of the Order"),
            # The documentation lists 4 with no name.
            choice_of("type", "Card processor", {1: "Stripe", 2: "EVO", 3: "Clearent", 4: "4", 5: "CleanCloud Pay", 6: "Amazon"}),
        ),
    ),
    Operation(
        "getCards", "Get Saved Credit Cards", OperationKind.READ,
        "Answers a customer's saved cards.",
        (_CUSTOMER_ID, _PROCESSOR),
    ),
    Operation(
        "setDefaultCard", "Set Default Credit Card", OperationKind.IDEMPOTENT_WRITE,
        "Makes one of a customer's saved cards the default.",
        (
            _CUSTOMER_ID,
            required("cardID", Wire.TEXT, "ID of the Card, obtained from api/getCards endpoint"),
            _PROCESSOR,
        ),
    ),
)
