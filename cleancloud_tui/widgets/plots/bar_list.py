"""Bars that lie below one another, each with its label before it and its value behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from textual.content import Content

from ...values.cells import cells, cut, left, right
from .amounts import lying
from .plot import AXIS, FIRST, SECOND

_LONGEST: Final = 14
"""Cells of a label at most."""

_SIGNS: Final = {False: ("█", FIRST), True: ("░", SECOND)}


@dataclass(frozen=True, slots=True)
class LyingBar:
    """One line.

    Attributes:
        label: What it is.
        amount: How long the bar is, beside the others; None where that is not known.
        said: The same in words, behind the bar.
        is_other: Whether it belongs to what is compared with: a lighter bar.
    """

    label: str
    amount: Decimal | None
    said: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class BarList:
    """Bars under a title.

    Attributes:
        title: What they are of.
        bars: In the order in which they stand; each is as long as it is beside the longest.
        nothing: Said where there are none.
    """

    title: str
    bars: Sequence[LyingBar]
    nothing: str = "None."

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Draw a line a bar; where there are more than lines, the last one says how many."""
        drawn = [Content.styled(cut(self.title, width), "bold")]
        if not self.bars:
            return [*drawn, Content.styled(cut(self.nothing, width), AXIS)]
        room = max(1, height - 1)
        shown = self.bars if len(self.bars) <= room else self.bars[: max(1, room - 1)]
        label = min(_LONGEST, max(cells(bar.label) for bar in shown)) + 1
        said = max(cells(bar.said) for bar in shown) + 1
        top = max((bar.amount for bar in shown if bar.amount is not None), default=Decimal(0))
        wide = max(0, width - label - said)
        drawn += [_line(bar, label, said, wide, top) for bar in shown]
        if len(shown) < len(self.bars):
            drawn.append(Content.styled(f"and {len(self.bars) - len(shown)} more", AXIS))
        return drawn


def _line(bar: LyingBar, label: int, said: int, wide: int, top: Decimal) -> Content:
    sign, style = _SIGNS[bar.is_other]
    length = 0 if bar.amount is None else lying(bar.amount, top, wide)
    return Content.assemble(
        left(cut(bar.label, label - 1), label),
        (left(sign * length, wide), style),
        right(bar.said, said),
    )
