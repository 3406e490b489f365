"""The signs beside the days of a calendar, and the legend that says what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

TODAY: Final = ">"
"""The sign of today."""


@dataclass(frozen=True, slots=True)
class DayMarks:
    """What is on a day, for a glance.

    Attributes:
        pickup, delivery: Whether a schedule picks up or delivers on it.
        order: Whether an order stands there.
        closed: Whether it is known that the shop is closed.
        nothing_left: Whether the route has no time left on it.
        clash: Whether two come at once.
        changed: Whether what is being decided changes something on it.
    """

    pickup: bool = False
    delivery: bool = False
    order: bool = False
    closed: bool = False
    nothing_left: bool = False
    clash: bool = False
    changed: bool = False

    @property
    def what(self) -> str:
        """The sign of what comes on it; empty for nothing."""
        if self.pickup and self.delivery:
            return "B"
        return "P" if self.pickup else "D" if self.delivery else "o" if self.order else ""

    @property
    def state(self) -> str:
        """The sign of what is to be known of it, the gravest first; empty for nothing."""
        if self.clash:
            return "!"
        return "x" if self.closed else "-" if self.nothing_left else "*" if self.changed else ""


_LEGEND: Final[Mapping[str, str]] = {
    "P": "pickup",
    "D": "delivery",
    "B": "both",
    "o": "order",
    "x": "closed",
    "-": "nothing left",
    "!": "clash",
    "*": "changed",
}


def legend(marks: Iterable[DayMarks], *, has_today: bool, room: int) -> list[str]:
    """Return what the signs stand for that are in sight, in lines; none of them is parted.

    Args:
        marks: Those that are in sight.
        has_today: Whether today is.
        room: The cells of a line.
    """
    signs = {sign for each in marks for sign in (each.what, each.state)}
    named = [f"{sign} {word}" for sign, word in _LEGEND.items() if sign in signs]
    return _packed([*[f"{TODAY} today"] * has_today, *named], room)


def _packed(words: Iterable[str], room: int) -> list[str]:
    """Return words in lines, none of them parted."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(word) + 2 <= room:
            lines[-1] += f"  {word}"
        else:
            lines.append(word)
    return lines
