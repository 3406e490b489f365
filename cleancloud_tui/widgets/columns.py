"""The columns of a table: the room that each one gets, and what of a text is seen in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ..values.cells import ELLIPSIS, begin, cells, left, right

WIDE: Final = 100
"""From this width on, in cells, columns for wide terminals are shown."""

GAP: Final = " "
"""What stands on either side of a cell."""

_LEAST: Final = 6
"""Cells that a column with a share keeps where it gives way to a number."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        label: Its heading.
        width: Cells it takes; with a `share`, cells it takes at least.
        share: Its share of the width that is left over.
        align: Where its text stands. What stands on the right is a number, and never cut: others
            that have a share give way.
        cut: What may be cut where there is no room: a text anywhere, a day and its time only
            behind a word, since `5…` may be 5pm or 5:30pm.
        is_whole: Whether what stands on the left is not cut either: a day without its year is
            another day.
        wide_only: Left out where the table is narrower than 100 cells.
    """

    label: str
    width: int
    share: int = 0
    align: Literal["left", "right"] = "left"
    cut: Literal["anywhere", "words"] = "anywhere"
    is_whole: bool = False
    wide_only: bool = False


def fitted(text: str, room: int, column: Column) -> str:
    """Return a text that takes just this room, cut or padded."""
    if cells(text) > room:
        text = begin(text, room - 1)
        text = (_words_of(text) if column.cut == "words" else text) + ELLIPSIS
    return right(text, room) if column.align == "right" else left(text, room)


def _words_of(text: str) -> str:
    """Return the whole words of a text that was cut; all of it where there is but one."""
    return text[: 1 + max(text.rfind(" "), text.rfind("-"))].rstrip() or text


def holding(column: Column, values: Iterable[object]) -> Column:
    """Return a column that is as wide as what is never cut in it."""
    if column.align == "left" and not column.is_whole:
        return column
    longest = max((cells(str(value)) for value in values), default=0)
    return replace(column, width=max(column.width, longest))


def laid_out(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Return the columns that are shown, by their numbers, and the room that each one gets."""
    shown = [index for index, column in enumerate(columns) if not column.wide_only or width >= WIDE]
    gaps = 2 * len(GAP) * len(shown)
    left = width - gaps - sum(columns[index].width for index in shown)
    if left < 0:
        return _squeezed([(index, columns[index]) for index in shown], -left)
    shares = sum(columns[index].share for index in shown) or 1
    return [
        (index, columns[index].width + left * columns[index].share // shares) for index in shown
    ]


def _squeezed(columns: Sequence[tuple[int, Column]], missing: int) -> list[tuple[int, int]]:
    """Return the room of columns that do not fit: the widest of those with a share give way."""
    rooms = {index: column.width for index, column in columns}
    givers = [index for index, column in columns if column.share]
    for index in sorted(givers, key=rooms.__getitem__, reverse=True):
        given = max(0, min(missing, rooms[index] - _LEAST))
        rooms[index] -= given
        missing -= given
    return list(rooms.items())
