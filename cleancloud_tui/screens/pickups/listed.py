"""The list of a customer's schedules: a row each, and what comes of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.occurrences import Occurrence, occurrences
from ...shop.pickups.repeat_pickups import UNKNOWN, is_over, next_day
from ...shop.pickups.troubles import Surroundings, Trouble, all_troubles
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.pickups import (
    ENDED,
    occurrence_in_words,
    rhythm_in_words,
    short_trouble,
    troubles_in_words,
    wrong_in_words,
)
from ...wording.schedules.coming import number_in_words
from ...wording.values import Wording

COLUMNS: Final = (
    Column("Next pickup", 11, is_whole=True),
    Column("Schedule", 38, share=1, cut="words"),
    Column("Wrong", 20, share=1, cut="words"),
)

_LOOKED_AT: Final = 12
"""Pickups to come that are told, and looked at for what is wrong."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A customer's schedules as they are listed.

    Attributes:
        around: The schedules, and what they have to fit into.
        wording: How the shop writes its days.
    """

    around: Surroundings
    wording: Wording

    def rows(self) -> Iterator[TableRow]:
        """Yield the schedules by their next day; at the end those that have none."""
        for pickup in sorted(self.around.schedules, key=lambda each: self._day(each) or date.max):
            yield TableRow(pickup.id, self._cells(pickup))

    def coming(self, pickup: RepeatPickup) -> Iterator[str]:
        """Yield a line for each of the next pickups."""
        for each in self._coming(pickup):
            wrong = ", ".join(map(short_trouble, all_troubles(pickup, [each], self.around)))
            said = occurrence_in_words(each, self.wording)
            number = number_in_words(pickup, each)
            yield f"{number:>3}  {said}" + (f"   ! {wrong}" if wrong else "")

    def wrong(self, pickup: RepeatPickup) -> str:
        """Say what is wrong with a schedule; empty for nothing, or one that has ended."""
        if is_over(pickup):
            return ""
        return troubles_in_words(self._troubles(pickup), self.wording, self.around.schedules)

    def _cells(self, pickup: RepeatPickup) -> tuple[str, ...]:
        day, rhythm = self._day(pickup), rhythm_in_words(pickup, self.wording)
        if is_over(pickup):
            return ENDED, rhythm, ENDED
        wrong = wrong_in_words(self._troubles(pickup), self.wording)
        return self.wording.day(day) if day else UNKNOWN, rhythm, wrong

    def _day(self, pickup: RepeatPickup) -> date | None:
        return next_day(pickup, self.around.today)

    def _coming(self, pickup: RepeatPickup) -> Iterator[Occurrence]:
        return islice(occurrences(pickup, self.around.today), _LOOKED_AT)

    def _troubles(self, pickup: RepeatPickup) -> Sequence[Trouble]:
        return all_troubles(pickup, tuple(self._coming(pickup)), self.around)
