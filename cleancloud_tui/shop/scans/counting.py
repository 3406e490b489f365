"""Counting the racks: what hangs there, against the orders that are Ready.

A ticket stands for all of its order. Of an order whose garments are not known, one ticket is asked
for; of one with labels, each of them, or the ticket.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..mirror.mirror import Mirror

HEADINGS: Final = ("Finding", "Order", "Garment", "Place", "Remark")


class CountResult(Enum):
    """What a count found."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class Counted:
    """A garment that was counted; with an empty barcode a ticket, with an empty order neither."""

    order_id: str
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class CountLine:
    """One finding; an empty barcode stands for the whole order.

    Attributes:
        place: Where it should be, as far as that is known.
        remark: What more is known of it: `Cleaning`, `not known`.
    """

    finding: CountResult
    order_id: str
    barcode: str
    place: str
    remark: str

    def cells(self) -> tuple[str, ...]:
        """Return it as a line under `HEADINGS`."""
        return (self.finding.value, self.order_id, self.barcode, self.place, self.remark)


@dataclass(frozen=True, slots=True)
class CountReport:
    """What a count found, and when.

    Attributes:
        ended_at: None while it is under way.
        ready: How many orders are Ready.
        counted: How many labels and tickets were counted.
        lines: What does not fit, missing first.
    """

    begun_at: datetime
    ended_at: datetime | None
    ready: int
    counted: int
    lines: tuple[CountLine, ...]

    def of(self, finding: CountResult) -> int:
        """Return how many lines tell that."""
        return sum(line.finding is finding for line in self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """A count under way."""

    id: int
    begun_at: datetime
    counted: frozenset[Counted]


def findings(mirror: Mirror, counted: Iterable[Counted]) -> tuple[int, tuple[CountLine, ...]]:
    """Return how many orders are Ready, and what does not fit with what was counted."""
    by_order: dict[str, set[str]] = defaultdict(set)
    for each in counted:
        by_order[each.order_id].add(each.barcode)
    ready = [row["id"] for row in mirror.file.rows(_READY)]
    missing = [line for order_id in ready for line in _missing(mirror, order_id, by_order)]
    others = by_order.keys() - set(ready)
    unexpected = [
        line for each in sorted(others, key=_by_number) for line in _other(mirror, each, by_order)
    ]
    return len(ready), (*missing, *unexpected)


_READY: Final = (
    "SELECT id FROM orders WHERE in_work = 1 AND deleted = 0 AND is_ready = 1"
    " ORDER BY length(id), id"
)


def _missing(mirror: Mirror, order_id: str, by_order: dict[str, set[str]]) -> list[CountLine]:
    counted = by_order.get(order_id, set())
    if "" in counted:
        return []
    known = mirror.order(order_id)
    rack = known.value.rack if known else ""
    garments = mirror.garments_of(order_id)
    if not counted:
        pieces = known.value.pieces if known else None
        remark = f"pieces: {pieces or len(garments) or '?'}"
        return [CountLine(CountResult.MISSING, order_id, "", rack, remark)]
    return [
        CountLine(CountResult.MISSING, order_id, each.barcode, each.place or rack, "")
        for each in garments
        if each.barcode not in counted
    ]


def _other(mirror: Mirror, order_id: str, by_order: dict[str, set[str]]) -> list[CountLine]:
    known = mirror.order(order_id)
    if known is None:
        remark = "not known"
    elif known.value.status is None:
        remark = f"status {known.value.status_code}"
    else:
        remark = known.value.status.label
    return [
        CountLine(CountResult.UNEXPECTED, order_id, barcode, "", remark)
        for barcode in sorted(by_order[order_id], key=_by_number)
    ]


def _by_number(code: str) -> tuple[int, str]:
    return len(code), code
