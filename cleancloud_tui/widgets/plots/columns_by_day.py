"""Amounts by day as columns: each series in a strip of its own, all on one scale.

None hides behind another, and each has its axis. Where there are more days than columns, days next
to one another share one, and the heading says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from textual.content import Content

from ...values.cells import centred, cut, left, right
from .amounts import short, stacked, top_of
from .plot import AXIS, FIRST, SECOND

_SCALE: Final = 6
"""Cells of the amounts at the axis, the axis included."""

_WIDEST: Final = 11
"""Cells that a column takes at most, its gap included."""

_ROOM_FOR_AMOUNT: Final = 5
"""Cells between two columns from which on the amount stands above its column."""

_LEAST: Final = 2
"""Lines that a strip has at least, besides its heading."""

_UNKNOWN: Final = "?"


@dataclass(frozen=True, slots=True)
class Series:
    """One strip.

    Attributes:
        name: What it is.
        total: What it comes to, in words.
        amounts: One a day; None where it is not known.
    """

    name: str
    total: str
    amounts: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class ColumnsByDay:
    """Series by day.

    Attributes:
        labels: Of the days, as short as possible.
        series: Each with as many amounts as there are labels.
        one: What a column is of, such as `day`.
    """

    labels: Sequence[str]
    series: Sequence[Series]
    one: str = "day"

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Draw the strips one below another, the labels under the last one."""
        room = max(1, width - _SCALE)
        together = -(-len(self.labels) // room) or 1
        labels = self.labels[::together]
        strips = [_together(each.amounts, together) for each in self.series]
        step = max(1, min(_WIDEST, room // max(1, len(labels))))
        top = top_of([amount for strip in strips for amount in strip if amount is not None])
        share = max(_LEAST, (height - 1) // max(1, len(strips)) - 1)
        drawn: list[Content] = []
        styles = (FIRST, SECOND)
        for number, (each, strip) in enumerate(zip(self.series, strips, strict=True)):
            by = f", {together} {self.one}s a column" if together > 1 else f" by {self.one}"
            heading = cut(f"{each.name}{by}: {each.total}", width)
            drawn.append(Content.styled(heading, "bold"))
            drawn += _strip(strip, top, share, step, styles[number % len(styles)])
        drawn.append(Content.styled(cut(" " * _SCALE + _foot(labels, step), width), AXIS))
        return drawn


def _together(amounts: Sequence[Decimal | None], count: int) -> list[Decimal | None]:
    """Add up days next to one another; with an unknown one among them, nobody knows."""
    parts = [amounts[start : start + count] for start in range(0, len(amounts), count)]
    known = [[each for each in part if each is not None] for part in parts]
    return [
        sum(told, Decimal(0)) if len(told) == len(part) else None
        for part, told in zip(parts, known, strict=True)
    ]


def _strip(
    amounts: Sequence[Decimal | None], top: Decimal, height: int, step: int, style: str
) -> list[Content]:
    wide = max(1, step - 1 if step < _ROOM_FOR_AMOUNT else step - 2)
    told = step >= _ROOM_FOR_AMOUNT and height > _LEAST
    tall = height - 1 if told else height  # the highest has its amount above it
    columns = [_column(amount, top, tall, height, wide if told else 0) for amount in amounts]
    lines = []
    for line in range(height - 1, -1, -1):
        cells = (left(_wide(column[line], wide), step) for column in columns)
        lines.append(Content.assemble((_axis(line, tall, top), AXIS), ("".join(cells), style)))
    return lines


def _column(amount: Decimal | None, top: Decimal, tall: int, height: int, room: int) -> list[str]:
    """Return what stands in a column, from its foot up: its blocks, and the amount above them."""
    if amount is None:
        return [_UNKNOWN, *[" "] * (height - 1)]
    column = [*stacked(amount, top, tall), *[" "] * (height - tall)]
    if room:
        at = next((line for line, sign in enumerate(column) if sign == " "), height - 1)
        column[at] = centred(cut(short(amount), room), room)
    return column


def _wide(sign: str, wide: int) -> str:
    """Return a character as wide as its column; an amount as it is."""
    return sign * wide if len(sign) == 1 and sign != _UNKNOWN and not sign.isdigit() else sign


def _axis(line: int, tall: int, top: Decimal) -> str:
    marks = {0: Decimal(0), tall - 1: top}
    if tall > 4 and tall % 2:
        marks[tall // 2] = top / 2
    mark = marks.get(line)
    if line >= tall:
        return " " * _SCALE
    return right(short(mark), _SCALE - 1) + "┤" if mark is not None else " " * (_SCALE - 1) + "│"


def _foot(labels: Sequence[str], step: int) -> str:
    """Return as many labels as there is room for, each under its column."""
    longest = max(map(len, labels), default=0)
    every = -(-(longest + 1) // step)
    room = step * every
    return "".join(left(cut(label, room), room) for label in labels[::every]).rstrip()
