"""How often something was, by weekday and hour: shades, and the counts where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from ...values.cells import cut, left
from .plot import AXIS, FIRST

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LABEL: Final = 4
_SHADES: Final = "·░▒▓█"
"""For nothing, and from few to many."""

_USUAL: Final = (8, 18)
"""Hours that are shown whether or not there was anything."""

_HOUR: Final = 2
"""Cells of an hour's name."""

_WITH_COUNT: Final = 4
"""Cells of an hour from which on its count stands beside its shade."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Counts by weekday and hour.

    Attributes:
        title: What is counted.
        counts: Seven weekdays, Monday first, of 24 hours each.
    """

    title: str
    counts: Sequence[Sequence[int]]

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Draw a line a weekday, under the hours; below them what the shades stand for."""
        first, last = self._hours()
        room = max(1, min(6, (width - _LABEL) // (last - first + 1)))
        most = max((max(day) for day in self.counts), default=0)
        every = 1 if room > _HOUR else 2  # two figures need a blank behind them
        hours = "".join(left(str(hour), room * every) for hour in range(first, last + 1, every))
        drawn = [
            Content.styled(cut(self.title, width), "bold"),
            Content.styled(cut(" " * _LABEL + hours, width), AXIS),
        ]
        for name, day in zip(_DAYS, self.counts, strict=True):
            cells = "".join(_cell(count, most, room) for count in day[first : last + 1])
            drawn.append(Content.assemble((left(name, _LABEL), AXIS), (cells, FIRST)))
        drawn.append(Content.styled(cut(_legend(most), width), AXIS))
        return drawn

    def _hours(self) -> tuple[int, int]:
        """Return the hours that are shown: all with anything in them, and the usual ones."""
        busy = [hour for hour in range(24) if any(day[hour] for day in self.counts)]
        return min((*busy, _USUAL[0])), max((*busy, _USUAL[1]))


def _level(count: int, most: int) -> int:
    """Return the number of a count's shade."""
    levels = len(_SHADES) - 1
    return -(-count * levels // most) if count and most else 0


def _cell(count: int, most: int, room: int) -> str:
    shade = _SHADES[_level(count, most)]
    if room >= _WITH_COUNT and count:
        return left(f"{shade}{count}"[:room], room)
    return left(shade * max(1, room - 1) if count else shade, room)


def _legend(most: int) -> str:
    """Say from which to which count each shade goes, those that no count has left out."""
    if not most:
        return f"{_SHADES[0]} none"
    by_level: dict[int, list[int]] = {}
    levels = len(_SHADES) - 1
    for level in range(1, levels + 1):
        low, high = (level - 1) * most // levels + 1, level * most // levels
        if low <= high:
            by_level[level] = [low, high]
    spans = (
        f"{_SHADES[level]} {low if low == high else f'{low}–{high}'}"
        for level, (low, high) in by_level.items()
    )
    return "  ".join((f"{' ' * _LABEL}{_SHADES[0]} 0", *spans))
