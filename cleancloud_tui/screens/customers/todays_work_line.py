"""Today's work on one line: what there is of it, and the key that lists it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ...shop.mirror.todays_work import BY_DAY, TodaysWork
from ...wording.orders import NOT_KNOWN

WORK_KEYS: Final[Mapping[TodaysWork, str]] = {
    TodaysWork.READY: "f6",
    TodaysWork.DUE: "f7",
    TodaysWork.OVERDUE: "f8",
    TodaysWork.UNPAID: "f10",
    TodaysWork.AWAITING_PICKUP: "f12",
}
"""The key that lists each kind of work."""

WORK_LABELS: Final[Mapping[TodaysWork, str]] = {
    TodaysWork.READY: "Ready",
    TodaysWork.DUE: "Due today",
    TodaysWork.OVERDUE: "Late",
    TodaysWork.UNPAID: "Unpaid",
    TodaysWork.AWAITING_PICKUP: "Pickups",
}


class WorkLine(Widget):
    """Tells how many orders of each kind of work there are, and which kind is listed.

    Attributes:
        counts: How many there are of each.
        undated: How many open orders are due on a day that nobody knows.
        listed: The kind that is listed.
    """

    counts: reactive[Mapping[TodaysWork, int]] = reactive(dict)
    undated: reactive[int] = reactive(0)
    listed: reactive[TodaysWork | None] = reactive(None)

    def render(self) -> Content:
        """Write a key, a kind and its count each; the one that is listed stands out."""
        return Content.assemble(" ", Content("  ").join(map(self._part, WORK_KEYS)))

    def _part(self, kind: TodaysWork) -> Content:
        told = f"{WORK_LABELS[kind]} {self._count(kind)}"
        key = (f"{WORK_KEYS[kind].upper()} ", "bold $text-accent")
        return Content.assemble(key, (f"[{told}]", "reverse") if self.listed is kind else told)

    def _count(self, kind: TodaysWork) -> str:
        """Return how many there are; `3+?` where more may be, `unknown` where none is known."""
        count, may_be_more = self.counts.get(kind, 0), bool(self.undated and kind in BY_DAY)
        return f"{count:,}" + "+?" * may_be_more if count or not may_be_more else NOT_KNOWN
