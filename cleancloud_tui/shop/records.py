"""What the shop layer answers with, beside the API's own models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ..api.models import Customer, Garment, Order

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """Something from the mirror, and how old it is.

    Attributes:
        read_at: When the request that told it was sent; for a patched one, when the change was
            confirmed.
        patched: Whether a change made here was put in since, so that what the API works out by
            itself (stamps, totals) may be older than the rest.
    """

    value: T
    read_at: datetime
    patched: bool = False


@dataclass(frozen=True, slots=True)
class FoundGarment:
    """A garment that a barcode named, with the order and the customer it belongs to, if known."""

    garment: Garment
    order: Order | None = None
    customer: Customer | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a screen may show changed.

    Attributes:
        kind: `customer`, `order`, `garments` (of an order), `repeat_pickups` (of a customer),
            `day_summaries`, `document`, `filling`, `connection` or `notice`.
        id: Of the customer or order; empty where many changed at once or there is no id.
    """

    kind: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class FillProgress:
    """How far the first fill of the mirror is.

    Attributes:
        what: What was read last, in words.
        done: Requests made.
        total: Requests that it will take in all, estimated anew with every answer.
        customers, orders, garments: Rows known in the mirror.
        finished: Whether nothing is left to read.
    """

    what: str
    done: int
    total: int
    customers: int
    orders: int
    garments: int
    finished: bool = False
