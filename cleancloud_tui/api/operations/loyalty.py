"""Loyalty points, promo codes, referrals."""

from __future__ import annotations

from typing import Final

from .schema import Operation, OperationKind, Wire, optional, required

_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of the Customer")

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "getReferral", "Get Referral Code and Gift", OperationKind.READ,
        "Answers a customer's referral code and what both sides get for it.",
        (_CUSTOMER_ID,),
    ),
    Operation(
        "usePromo", "Use Promo Code", OperationKind.NON_IDEMPOTENT_WRITE,
        "Uses a promo code for a customer, or only checks it.",
        (
            _CUSTOMER_ID,
            required("promoCode", Wire.TEXT, "The promo code"),
            optional("onlyCheckIfValid", Wire.FLAG, "Only check if promo code is valid for this customer.; Set to 1 if you only want to check validity but don't want to use it"),
        ),
        only_checks_with="onlyCheckIfValid",
    ),
    Operation(
        "convertLoyaltyPoints", "Convert Loyalty Points to Credit", OperationKind.NON_IDEMPOTENT_WRITE,
        "Turns all unused loyalty points of a customer into credit.",
        (_CUSTOMER_ID,),
    ),
)
