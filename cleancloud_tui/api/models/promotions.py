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
