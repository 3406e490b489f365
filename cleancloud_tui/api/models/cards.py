"""Saved cards and subscriptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Card:
    """A saved card (`getCards`): brand and last four, never its number."""

    id: str
    brand: str = ""
    last_four: str = ""
    expires: str = ""
    is_default: bool | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a customer pays regularly (`getSubscription`)."""

    id: str
    name: str = ""
    status: str = ""
    price: Decimal | None = None
    started: datetime | None = None
    renews: datetime | None = None
