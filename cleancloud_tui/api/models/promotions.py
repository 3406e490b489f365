"""Promo codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Promotion:
    """What a promo code gives (`usePromo`).

    Attributes:
        percent: Taken off the customer's orders.
        credit: Added to the customer's credit.
    """

    percent: Decimal | None = None
    credit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """The code by which a customer invites others (`getReferral`).

    Attributes:
        for_customer: Credit that the customer gets for each who comes.
        for_friend: Credit that whoever comes gets.
        gift: What is told of it in words.
    """

    code: str = ""
    for_customer: Decimal | None = None
    for_friend: Decimal | None = None
    gift: str = ""
