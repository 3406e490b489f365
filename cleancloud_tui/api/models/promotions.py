"""Promo codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Promotion:
    """What a promo code gives (`usePromo`).

    Attributes:
        percent: Taken off the customer's orders.
        credit: Added to the customer's credit.
        is_valid: Whether it can be used; None where only the reply's yes says so.
        words: What CleanCloud says of it.
    """

    percent: Decimal | None = None
    credit: Decimal | None = None
    is_valid: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """The code by which a customer invites others (`getReferral`).

    Attributes:
        for_customer: Credit that the customer gets for each who comes.
        for_friend: Credit that whoever comes gets.
        gift: What is told of it in words.
        unread: The reply, where it tells more that may be about the gift; None where not.
    """

    code: str = ""
    for_customer: Decimal | None = None
    for_friend: Decimal | None = None
    gift: str = ""
    unread: Mapping[str, object] | None = None
