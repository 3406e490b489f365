"""What the shop layer answers with, beside the API's own models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ..api.models.customers import Customer
    from ..api.models.garments import Garment
    from ..api.models.orders import Order

Row = Mapping[str, object]

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
            `day_summaries`, `document`, `elsewhere` (another process wrote to the mirror),
            `filling`, `connection`, `retention` (a person is asked, or no longer) or `notice`.
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
        seconds_left: How long the rest takes at the pace of late; None where none was seen yet.
        is_paused: Whether nothing is asked for until it is resumed.
        is_stopped: Whether CleanCloud refused what was asked, or told it in a way that is not
            known: it is tried again later.
    """

    what: str
    done: int
    total: int
    customers: int
    orders: int
    garments: int
    finished: bool = False
    seconds_left: float | None = None
    is_paused: bool = False
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """When something was told, in Unix seconds.

    Attributes:
        asked_at: When the request was sent; for a change made here, when it was confirmed.
        now: When it is stored. A row from after that is a clock's mistake and counts for nothing.
        patched: Whether it is a change made here instead of an answer.
    """

    asked_at: float
    now: float
    patched: bool = False

    def is_late(self, read_at: float | None) -> bool:
        """Tell whether what is there, read at `read_at`, is newer than this."""
        return read_at is not None and self.asked_at < read_at <= self.now
