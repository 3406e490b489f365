"""Keys as they come in, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from .labels.codes import ScannedCode


class KeyTarget(Enum):
    """What keys are for where they would go."""

    TEXT = auto()
    """A field that people type into."""
    KEYS = auto()
    """A list, a button, or nothing: characters are commands, if anything."""
    CODES = auto()
    """A field that people type codes into."""


class Sort(Enum):
    """What a key does."""

    SIGN = auto()
    """It is a character."""
    MOVE = auto()
    """It moves about, or mends what was typed: an arrow, Backspace."""
    COMMAND = auto()
    """Whatever else: Enter, Tab, Escape, a function key, a letter with Ctrl."""


NO_SIGN: Final = "\ufffd"
"""Stands in a code for a key or a separator that is no character: no code of a shop has one."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key.

    Attributes:
        text: The character, or the name of the key.
        time: When it came, in seconds.
        source: What brought it; whoever holds the widgets knows it again by this.
        sort: What it does.
    """

    text: str
    time: float
    source: object = None
    sort: Sort = Sort.SIGN


@dataclass(frozen=True, slots=True)
class Given:
    """These are for the widget: a person typed them.

    Attributes:
        strokes: The keys.
        is_bunched: Whether they came in one piece, so that nobody can be sure that it was a person.
    """

    strokes: tuple[Stroke, ...]
    is_bunched: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """These were scanned; those that the widget was given are to be taken back.

    Attributes:
        strokes: The keys, the suffix left out.
        code: The code; None where it can be none and was dropped.
        time: When it was complete.
    """

    strokes: tuple[Stroke, ...]
    code: ScannedCode | None
    time: float


StrokeOutcome = Given | Taken


@dataclass(slots=True)
class Run:
    """What came in a row.

    Attributes:
        strokes: The characters.
        ends: The suffix, and a line feed behind it.
        given: How many of the characters the widget has.
        is_sent: Whether only a machine can have sent it.
        sent_from: Where a machine's keys begin in a text field, once they are too many for others.
        is_pasted: Whether its end was pasted.
    """

    strokes: list[Stroke] = field(default_factory=list)
    ends: list[Stroke] = field(default_factory=list)
    given: int = 0
    is_sent: bool = False
    sent_from: int | None = None
    is_pasted: bool = False

    @property
    def text(self) -> str:
        """The characters as a text."""
        return text_of(self.strokes)

    @property
    def last(self) -> Stroke:
        """What came last."""
        return (self.ends or self.strokes)[-1]

    @property
    def held(self) -> tuple[Stroke, ...]:
        """What the widget has not got."""
        return (*self.strokes[self.given :], *self.ends)

    def give(self) -> list[StrokeOutcome]:
        """Give the widget what it has not."""
        held = self.held
        self.given = len(self.strokes)
        return [Given(held)] if held else []


def text_of(strokes: Iterable[Stroke]) -> str:
    """Return the characters among keys as a text, and a sign for each key that is none."""
    return "".join(each.text if each.sort is Sort.SIGN else NO_SIGN for each in strokes)
