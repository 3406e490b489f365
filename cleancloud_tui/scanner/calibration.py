"""Finds out from a few labels how a scanner sends its codes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from .judging import SLOW_GAP
from .labels import symbologies
from .pace import FINGER
from .scanner import CR, LF, SUFFIX_KEYS, TAB, Scanner
from .strokes import Stroke

LABELS: Final = 3
"""Labels that tell enough."""

SILENCE: Final = 0.6
"""Seconds after which a label is over, whatever ended it."""

_SUFFIX_NAMES: Final = {(CR,): "cr", (LF,): "lf", (CR, LF): "cr lf", (TAB,): "tab", (): "none"}
_PREFIX_SIGNS: Final = frozenset("!#$%&'*+,/:;<=>?@[\\^_`{|}~")
_ROOM: Final = 1.5


@dataclass(frozen=True, slots=True)
class Label:
    """What arrived of one label.

    Attributes:
        strokes: Its keys, the suffix included.
    """

    strokes: tuple[Stroke, ...]

    @property
    def text(self) -> str:
        """All characters, a prefix and an identifier of AIM included."""
        return "".join(stroke.text for stroke in self.strokes if stroke.text not in SUFFIX_KEYS)

    @property
    def code(self) -> str:
        """The characters behind the identifier of AIM, or all where there is none."""
        return symbologies.split(self.text[max(0, symbologies.begin_of(self.text)) :])[1]

    @property
    def suffix(self) -> str:
        """What ended it, by the name that the settings have for it."""
        ends = tuple(stroke.text for stroke in self.strokes if stroke.text in SUFFIX_KEYS)
        return _SUFFIX_NAMES.get(ends, "any")

    @property
    def gaps(self) -> tuple[float, ...]:
        """Seconds between its keys."""
        return tuple(later.time - earlier.time for earlier, later in pairwise(self.strokes))


def prefix_of(labels: Sequence[Label]) -> str:
    """Return the signs that stand before every code, where they can be no part of one."""
    if len(labels) < 2:
        return ""
    columns = zip(*(label.text for label in labels), strict=False)
    common = takewhile(lambda signs: len(set(signs)) == 1 and signs[0] in _PREFIX_SIGNS, columns)
    return "".join(signs[0] for signs in common)


def symbology_of(label: Label, prefix: str) -> str:
    """Return how its bars were written; empty where the scanner did not tell."""
    return symbologies.split(label.text.removeprefix(prefix))[0]


def code_of(label: Label, prefix: str) -> str:
    """Return the code of a label, without what a scanner sends before it."""
    return symbologies.split(label.text.removeprefix(prefix))[1]


def is_turned(label: Label, prefix: str) -> bool:
    """Tell whether Caps Lock turned what a scanner sends before the code."""
    return symbologies.is_turned(label.text.removeprefix(prefix))


def proposed(labels: Sequence[Label], present: Scanner) -> Scanner:
    """Return the settings that fit what arrived; those that nothing is known of stay."""
    longest = max((gap for label in labels for gap in label.gaps), default=0.0)
    gap = max(FINGER, math.ceil(longest * _ROOM * 1000) / 1000)
    suffixes = {label.suffix for label in labels}
    return Scanner(
        prefix=prefix_of(labels),
        suffix=suffixes.pop() if len(suffixes) == 1 else "any",
        gap=min(gap, 0.5),
        pause=min(1.0, max(present.pause, 3 * gap)),
        repeat=present.repeat,
        slow=present.slow,
    )


def advice(labels: Sequence[Label], scanner: Scanner) -> str:
    """Return what would make scans surer; empty where nothing would."""
    if scanner.prefix or all(symbology_of(label, "") for label in labels):
        return ""
    if scanner.gap > FINGER:
        word = "much slower" if scanner.gap > SLOW_GAP else "slower"
        return f"Its keys come {word} than a scanner's should. Let it send a prefix, such as #."
    if scanner.suffix == "none":
        return "Let it send Enter behind each code: without, a code ends only by a pause."
    return ""
