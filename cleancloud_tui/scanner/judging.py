"""Decides whether the end of what was typed in a row was scanned.

A timer never decides that a code is complete: over SSH, keys that were sent apart arrive in one
piece, and a line that hangs opens a pause in the middle of a code. Where the times of the keys
can't decide, the shop's patterns do:

| the keys came | where | what fits | then it is |
|---|---|---|---|
| in any way | anywhere | the prefix that the shop set stands before it | a scan |
| in any way | anywhere | a prefix is set, and does not stand before it | typed |
| in any way | anywhere | AIM's identifier stands before it | a scan |
| within `gap` | anywhere | it looks like a payment card | dropped |
| within `gap` | where codes are wanted | anything | a scan |
| not as one | no text field | a pattern, right behind a mark of a phone number | typed |
| within `gap` | no text field | a pattern | a scan |
| within `gap` | a text field | a pattern, and nothing that people type | a scan |
| within `gap` | a text field | no pattern, but the shop knows such a code | a scan |
| within `gap` | a text field | a pattern, and something that people type: | |
| | | each key came by itself, or the shop knows such a garment | a scan |
| | | it came right behind a scan, or right before one, or with two others | a scan |
| | | its keys were as slow as a person's, and did not come evenly | typed |
| | | it has a digit or two | typed |
| | | otherwise | a person is asked |
| most of them | a text field | a pattern | a person is asked |
| within 0.2 s | anywhere | a pattern, and nothing that people type | a scan |
| within 0.2 s | no text field | the number of a ticket, three digits at least | a scan |
| as only a machine sends them | no text field | anything else | an unknown code |
| one by one, as fast | a text field | anything else | an unknown code |
| in one piece, and ended | a text field | 40 signs, or a separator among them | unknown codes |
| in one piece | a text field | 40 signs, and no space among them | an unknown code |
| in one piece, and ended | a text field | several texts | a person is asked |
| | | four signs, right behind a scan | a person is asked |
| slower, or in one piece | | | typed |

"What people type" is a pattern of the shop too (`Patterns.typed`): phone numbers, short numbers,
days. Pauses are allowed as `pace` has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from . import pace
from .labels import symbologies
from .labels.codes import CodeKind, ScannedCode
from .patterns import LONGEST, Patterns
from .scanner import Scanner
from .strokes import KeyTarget, Run

SLOW_GAP: Final = 0.2
"""Seconds between the keys of slow scanners: some by Bluetooth take 0.12 to 0.16."""

LONGEST_BURST: Final = 3 * LONGEST
"""Signs of a burst at most: a payment card's stripe holds more than a label."""

_PARTS_OF_NUMBERS: Final = tuple("0123456789+-()./ ")
"""What a phone number may hold before the part that looks like a code."""

_MARKS_OF_NUMBERS: Final = tuple("+-()./")
"""What stands in a phone number only, where digits by themselves are keys."""

_THINKING: Final = 5.0
"""Seconds from such a mark within which the rest of the number is typed."""

_LEAST: Final = 3
"""Signs of a ticket's number that came slowly, and of any code without a suffix."""


@dataclass(frozen=True, slots=True)
class FoundScan:
    """What was scanned at the end of a run.

    Attributes:
        start: Where it begins.
        code: The code; None where it can be none and is to be dropped.
        in_doubt: Whether a person may have typed it as well.
    """

    start: int
    code: ScannedCode | None
    in_doubt: bool = False


class Judge:
    """Knows the scanner, the shop's codes, and whether one is known to stand on something."""

    def __init__(self, scanner: Scanner, patterns: Patterns, knows: Callable[[str], bool]) -> None:
        self._scanner = scanner
        self._patterns = patterns
        self._knows = knows

    def find(self, run: Run, place: KeyTarget) -> FoundScan | None:
        """Return what was scanned at the end of a run; None where all of it was typed."""
        text, prefix = run.text, self._scanner.prefix
        if prefix and (start := text.rfind(prefix)) >= 0:
            return FoundScan(start, self.read(text[start + len(prefix) :]))
        if not prefix and (start := symbologies.begin_of(text)) >= 0:
            return FoundScan(start, self.read(text[start:]))
        times = [stroke.time for stroke in (*run.strokes, *run.ends)]
        return (
            self._unbroken(text, times, place)
            or self._digits_behind_letters(text, times, place)
            or self._doubtful(text, times, place)
        )

    def _unbroken(self, text: str, times: Sequence[float], place: KeyTarget) -> FoundScan | None:
        """Return a code that came at a scanner's pace; one that fits a pattern, if any does."""
        first = max(0, len(text) - LONGEST_BURST)
        misfit: FoundScan | None = None
        for gap in (self._scanner.gap, SLOW_GAP):
            for start in pace.possible_starts(times[first:], gap):
                found = self._judge(text, times, first + start, gap, place)
                if found and (found.code is None or found.code.kinds):
                    return found
                misfit = misfit or found  # a key may have been typed before what fits
        return misfit

    def _digits_behind_letters(
        self, text: str, times: Sequence[float], place: KeyTarget
    ) -> FoundScan | None:
        start = len(text.rstrip("0123456789"))
        if 0 < start < len(text) and pace.is_unbroken(times[start:], self._scanner.gap):
            return self._judge(text, times, start, self._scanner.gap, place)
        return None

    def _doubtful(self, text: str, times: Sequence[float], place: KeyTarget) -> FoundScan | None:
        """Return what may be a code whose line hung too often to be sure."""
        if place is not KeyTarget.TEXT or self._scanner.prefix or not pace.is_mostly_fast(times):
            return None
        code = self.read(text)
        return FoundScan(0, code, in_doubt=True) if code is not None and code.kinds else None

    def has_begun(self, text: str) -> bool:
        """Tell whether it is certain that a code has begun in a text."""
        if self._scanner.prefix:
            return self._scanner.prefix in text
        return symbologies.is_in(text)

    def _judge(
        self, text: str, times: Sequence[float], start: int, gap: float, place: KeyTarget
    ) -> FoundScan | None:
        """Return what a run is from there on, by the table above."""
        is_fast = gap == self._scanner.gap
        raw = text[start:]
        if is_fast and (begin := self._patterns.begin_of_card(raw)) >= 0:
            return FoundScan(start + begin, None)
        code = self.read(raw)
        if self._scanner.prefix or code is None or len(raw) < self._least:
            return None
        # The end of a code is no code: something else must have come long before.
        if not (
            pace.is_fresh(times, start)
            or _follows_word(text, times, start)
            or pace.is_behind_typing(times, start, self._scanner.gap)
        ):
            return None
        if is_fast and place is KeyTarget.CODES:
            return FoundScan(start, code)
        if not code.kinds:
            return FoundScan(start, code) if is_fast and self._knows(code.text) else None
        is_in_number = _is_in_number(text, times, start, place)
        if is_in_number and place is KeyTarget.KEYS:
            return None
        if is_fast and (pace.is_proof(times[start:]) or self._is_known(code)):
            return FoundScan(start, code)
        if is_in_number:
            return None
        if not self._patterns.is_typed(code.text):
            return FoundScan(start, code)
        if is_fast and place is KeyTarget.TEXT and not pace.is_even(times[start:]):
            return None
        if is_fast:
            return FoundScan(start, code, in_doubt=place is KeyTarget.TEXT)
        is_ticket = CodeKind.TICKET in code.kinds and len(code.text) >= _LEAST
        return FoundScan(start, code) if is_ticket and place is KeyTarget.KEYS else None

    def are_codes(self, codes: Sequence[ScannedCode | None], place: KeyTarget) -> bool:
        """Tell whether the lines of a paste may be scans."""
        return place is KeyTarget.CODES or all(code is None or code.kinds for code in codes)

    def is_doubtful(self, code: ScannedCode, place: KeyTarget) -> bool:
        """Tell whether a person may have pasted that code as well."""
        is_typed = place is KeyTarget.TEXT and self._patterns.is_typed(code.text)
        return is_typed and not self._is_known(code)

    def _is_known(self, code: ScannedCode) -> bool:
        return CodeKind.GARMENT in code.kinds and self._knows(code.text)

    def read(self, raw: str) -> ScannedCode | None:
        """Return the code of what a scanner sent; None where it can be none."""
        symbology, text = symbologies.split(raw)
        code = self._patterns.read(text, symbology)
        if code is not None and not code.turned and symbologies.is_turned(raw):
            return replace(code, turned=code.text)
        return code

    @property
    def _least(self) -> int:
        return 1 if self._scanner.suffixes else _LEAST


def _is_in_number(text: str, times: Sequence[float], start: int, place: KeyTarget) -> bool:
    """Tell whether what begins there may be the rest of a phone number."""
    if place is KeyTarget.TEXT:
        return text[:start].endswith(_PARTS_OF_NUMBERS)
    before = text[:start].rstrip("0123456789")
    if before.strip("".join(_PARTS_OF_NUMBERS)) or not before.endswith(_MARKS_OF_NUMBERS):
        return False
    return times[start] - times[len(before) - 1] < _THINKING


def _follows_word(text: str, times: Sequence[float], start: int) -> bool:
    """Tell whether digits begin there after a letter that did not come with them."""
    parted = times[start] - times[start - 1] > max(pace.APART, 3 * pace.longest(times[start:]))
    return parted and text[start].isdigit() and text[start - 1].isalpha()
