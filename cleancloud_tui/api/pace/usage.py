"""What a shop's month was spent on, as the ledger counted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ..terms import MonthTerms

CORRECTION: Final = "correction"
"""The process of rows that nobody of this host sent: the count was corrected by a person."""


@dataclass(frozen=True, slots=True)
class UsageRow:
    """Requests of one kind on one day.

    Attributes:
        day: The day, on this host's calendar.
        operation: The wire name; empty in a correction.
        process: Who sent them: `counter pts/3`, `sync`, or `CORRECTION`.
        background: Whether nobody waited for them.
        purpose: What the background asked for; empty where people did.
        requests: How many; a correction may be below 0.
    """

    day: date
    operation: str
    process: str
    background: bool
    purpose: str
    requests: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Everything that was counted in this month.

    Attributes:
        terms: The terms of the month.
        now: When it was read, in Unix seconds.
        today: The day that it was then, on this host's calendar.
        spent: All requests of the month.
        rows: The month's requests by day and kind.
        before: Those of the six days before the month, to tell the pace of its first days.
        people_at: When a person's request was last sent, in Unix seconds; None where none was.
        spacing: By how much the background's requests are further apart than usual, after
            refusals for the rate.
    """

    terms: MonthTerms
    now: float
    today: date
    spent: int
    rows: tuple[UsageRow, ...]
    before: tuple[UsageRow, ...] = ()
    people_at: float | None = None
    spacing: float = 1.0
