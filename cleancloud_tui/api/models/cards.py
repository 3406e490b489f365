"""Saved cards and subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
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
    """What a customer pays regularly (`getSubscription`).

    Attributes:
        status: Whether it runs, in CleanCloud's words; empty where that is not told.
        ended: When it ended, or will.
        unread: The reply, where more is told of it than is read; None where not.
    """

    id: str
    name: str = ""
    status: str = ""
    price: Decimal | None = None
    started: datetime | None = None
    renews: datetime | None = None
    ended: datetime | None = None
    unread: Mapping[str, object] | None = None
