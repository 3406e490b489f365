"""Keys with their times, played to the decoder as a program with a clock would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from cleancloud_tui.scanner.burst import BurstDecoder
from cleancloud_tui.scanner.doubts import DoubtAnswer
from cleancloud_tui.scanner.labels.codes import ScannedCode
from cleancloud_tui.scanner.patterns import Patterns
from cleancloud_tui.scanner.scanner import Scanner
from cleancloud_tui.scanner.strokes import Given, KeyTarget, Sort, Stroke, StrokeOutcome

SUFFIX_KEYS = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}

COMMANDS = {
    "\x11": "ctrl+q",
    "\x13": "ctrl+s",
    "\x04": "ctrl+d",
    "\x1b": "escape",
    "\x00": "ctrl+@",
    "⓽": "f9",
    "⓾": "f10",
}
"""Keys that are no characters, and what stands for them here."""

Keys = Iterable[tuple[str, float]]
"""Characters and suffixes as they are sent, with their times."""


@dataclass
class Seen:
    """What the widgets and the shop got to see.

    Attributes:
        codes: What was taken, in its order.
        typed: What the widget holds in the end.
        asked: What nobody could tell, and a person was asked about in the end.
        given: All that the widget was given, whether or not it was taken back.
        bunched: What it was given that came in one piece with characters, and presses something.
    """

    codes: list[ScannedCode | None] = field(default_factory=list)
    typed: list[Stroke] = field(default_factory=list)
    given: str = ""
    asked: tuple[str, ...] = ()
    bunched: list[Stroke] = field(default_factory=list)

    @staticmethod
    def named(keys: str) -> str:
        """Return keys as `given` has them."""
        return "".join((SUFFIX_KEYS | COMMANDS).get(each, each) for each in keys)

    @property
    def texts(self) -> list[str]:
        return [code.text for code in self.codes if code]

    @property
    def field_text(self) -> str:
        return "".join(
            {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}.get(s.text, s.text) for s in self.typed
        )

    def take(self, outcomes: list[StrokeOutcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Given):
                self.typed += outcome.strokes
                self.bunched += outcome.strokes if outcome.is_bunched else ()
                self.given += "".join(stroke.text for stroke in outcome.strokes)
            else:
                self.codes.append(outcome.code)
                taken = {stroke.source for stroke in outcome.strokes}
                self.typed = [stroke for stroke in self.typed if stroke.source not in taken]


def replay(
    keys: Keys,
    place: KeyTarget,
    scanner: Scanner | None = None,
    patterns: Patterns | None = None,
    known: Iterable[str] = (),
    answer: DoubtAnswer = DoubtAnswer.TYPED,
) -> Seen:
    """Return what comes of keys; after a long silence, what is asked is answered."""
    decoder = BurstDecoder(scanner or Scanner(), patterns or _usual(), set(known).__contains__)
    seen = Seen()
    for number, (sign, time) in enumerate(keys):
        _wait(decoder, seen, time, place)
        if sign in SUFFIX_KEYS:
            seen.take(decoder.suffix(Stroke(SUFFIX_KEYS[sign], time, number), place))
        elif sign in COMMANDS:
            seen.take(decoder.command(Stroke(COMMANDS[sign], time, number, Sort.COMMAND), place))
        else:
            seen.take(decoder.character(Stroke(sign, time, number)))
    _wait(decoder, seen, float("inf"), place)
    seen.asked = decoder.asked
    seen.take(decoder.answer(answer))
    return seen


@cache
def _usual() -> Patterns:
    """Made once: to compile them takes a tenth of a replay."""
    return Patterns.of()


def _wait(decoder: BurstDecoder, seen: Seen, until: float, place: KeyTarget) -> None:
    while (due := decoder.due(place)) is not None and due < until:
        seen.take(decoder.wait(due, place))


def spaced(text: str, gap: float, begin: float = 0.0) -> Iterator[tuple[str, float]]:
    """Yield the keys of a text, evenly spaced."""
    for number, sign in enumerate(text):
        yield sign, begin + number * gap
