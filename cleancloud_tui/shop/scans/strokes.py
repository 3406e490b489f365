"""Keys as they come in, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from .codes import ScannedCode


class Place(Enum):
    """What keys are for where they would go."""

    TEXT = auto()
    """A field that people type into."""
    KEYS = auto()
    """A list, a button, or nothing: characters are commands, if anything."""
    CODES = auto()
    """A field that people type codes into."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One character, or a suffix.

    Attributes:
        text: The character, or the name of the suffix's key.
        time: When it came, in seconds.
        source: What brought it; whoever holds the widgets knows it again by this.
    """

    text: str
    time: float
    source: object = None


@dataclass(frozen=True, slots=True)
class Given:
    """These are for the widget: a person typed them."""

    strokes: tuple[Stroke, ...]


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


Outcome = Given | Taken


@dataclass(slots=True)
class Run:
    """What came in a row.

    Attributes:
        strokes: The characters.
        ends: The suffix, and a line feed behind it.
        given: How many of the characters the widget has.
    """

    strokes: list[Stroke] = field(default_factory=list)
    ends: list[Stroke] = field(default_factory=list)
    given: int = 0

    @property
    def text(self) -> str:
        """The characters as a text."""
        return "".join(stroke.text for stroke in self.strokes)

    @property
    def last(self) -> Stroke:
        """What came last."""
        return (self.ends or self.strokes)[-1]

    def give(self) -> list[Outcome]:
        """Give the widget what it has not."""
        held = (*self.strokes[self.given :], *self.ends)
        self.given = len(self.strokes)
        return [Given(held)] if held else []
