"""Bars of block characters: one line a day, a part within a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..values.cells import left, right

_LABEL: Final = 12
_AMOUNT: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One line.

    Attributes:
        whole: What the light bar stands for; the longest one fills the width.
        part: What the dark bar stands for, drawn over the light one.
        amount: Written behind the bar.
    """

    label: str
    whole: Decimal
    part: Decimal
    amount: str


class Bars(Widget):
    """Bars that use the width there is."""

    bars: reactive[Sequence[Bar]] = reactive(())

    def render(self) -> Content:
        """Draw a line a bar."""
        room = max(0, self.size.width - _LABEL - _AMOUNT - 1)
        longest = max((max(bar.whole, bar.part) for bar in self.bars), default=Decimal(0))
        return Content("\n").join(self._line(bar, room, longest) for bar in self.bars)

    def _line(self, bar: Bar, room: int, longest: Decimal) -> Content:
        dark = _cells(bar.part, longest, room)
        light = max(0, _cells(bar.whole, longest, room) - dark)
        return Content(
            f"{left(bar.label, _LABEL)}{right(bar.amount, _AMOUNT - 1)}  {'█' * dark}{'░' * light}"
        )


def _cells(amount: Decimal, longest: Decimal, room: int) -> int:
    if amount <= 0 or longest <= 0:
        return 0
    return max(1, round(amount * room / longest))
