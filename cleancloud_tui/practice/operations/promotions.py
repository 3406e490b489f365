"""Promo codes, referrals and loyalty points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of

REFERRAL_GIFT: Final = 1000
"""Cents of credit that the customer who invited and the one who came each receive."""

CENTS_A_POINT: Final = 1
"""What one loyalty point is worth as credit. A point is earned with each whole unit paid."""

_REFERRAL_CODE: Final = re.compile(r"FRIEND(\d{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Gift:
    """What a code gives: a discount in percent, or cents of credit."""

    percent: str = "0"
    credit: int = 0
    referrer_id: int = 0


def referral_code(customer_id: int) -> str:
    """Return the code with which a customer invites others."""
    return f"FRIEND{customer_id:04}"


def get_referral(call: PracticeCall) -> Reply:
    """Answer a customer's referral code and both gifts."""
    return replies.referral(referral_code(customer_of(call)["id"]), REFERRAL_GIFT)


def use_promo(call: PracticeCall) -> Reply:
    """Use a promo code or an invitation, once for each customer, or only check it."""
    return use(call, customer_of(call)["id"])


def use(call: PracticeCall, customer_id: int) -> Reply:
    """Use `promoCode` for a customer, or only check it where `onlyCheckIfValid` is 1."""
    gift = _gift(call, customer_id)
    if not call.is_set("onlyCheckIfValid"):
        _give(call, customer_id, gift)
    credit = call.store.number("SELECT credit FROM customers WHERE id = ?", (customer_id,))
    return replies.promotion(gift.percent, gift.credit, credit)


def convert_loyalty_points(call: PracticeCall) -> Reply:
    """Turn all unused points into credit."""
    customer = customer_of(call)
    points = customer["loyalty_points"]
    if points <= 0:
        raise RefusalError("No Loyalty Points Available")
    gained = points * CENTS_A_POINT
    call.store.execute(
        "UPDATE customers SET credit = credit + ?, loyalty_points = 0,"
        " loyalty_points_used = loyalty_points_used + ? WHERE id = ?",
        (gained, points, customer["id"]),
    )
    return replies.success(
        newCredit=replies.money(customer["credit"] + gained), creditGained=replies.money(gained)
    )


def _gift(call: PracticeCall, customer_id: int) -> _Gift:
    code = call.text("promoCode").strip()
    gift = _promotion(call, code) or _invitation(call, code, customer_id)
    if gift is None:
        raise RefusalError("Invalid Promo Code")
    if call.store.row(
        "SELECT 1 FROM promo_uses WHERE code = ? AND customer_id = ?", (code, customer_id)
    ):
        raise RefusalError("Promo Code Already Used")
    return gift


def _promotion(call: PracticeCall, code: str) -> _Gift | None:
    row = call.store.row(
        "SELECT * FROM promo_codes WHERE code = ? AND (expires = 0 OR expires > ?)",
        (code, call.now),
    )
    return _Gift(row["percent"], row["credit"]) if row else None


def _invitation(call: PracticeCall, code: str, customer_id: int) -> _Gift | None:
    match = _REFERRAL_CODE.fullmatch(code)
    if match is None or int(match[1]) == customer_id:
        return None
    referrer = call.store.row(
        "SELECT id FROM customers WHERE id = ? AND deactivated = 0", (int(match[1]),)
    )
    return _Gift(credit=REFERRAL_GIFT, referrer_id=referrer["id"]) if referrer else None


def _give(call: PracticeCall, customer_id: int, gift: _Gift) -> None:
    call.store.insert(
        "promo_uses",
        {
            "code": call.text("promoCode").strip(),
            "customer_id": customer_id,
            "used": call.now,
        },
    )
    if gift.percent != "0":
        call.store.update("customers", customer_id, {"discount_percent": gift.percent})
    for receiver in filter(None, (customer_id, gift.referrer_id)):
        call.store.execute(
            "UPDATE customers SET credit = credit + ? WHERE id = ?", (gift.credit, receiver)
        )


HANDLERS: Final[Mapping[str, Handler]] = {
    "getReferral": get_referral,
    "usePromo": use_promo,
    "convertLoyaltyPoints": convert_loyalty_points,
}
