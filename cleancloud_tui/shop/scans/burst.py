"""Tells scans from typing: a scanner is a keyboard, and types its codes among a person's keys.

What is typed in a row is a run. A suffix ends it; then `judging` says whether its end was scanned.
No key of a scan reaches a widget if it came fast: keys are held back until the next one was due.
Those that came slower were given to the widget, and are to be taken back.

Where it stays in doubt, all is held back a little longer: codes that come right behind one another
were scanned, for nobody types so fast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from . import pace
from .codes import ScannedCode
from .judging import LONGEST_BURST, SLOW_GAP, Found, Judge
from .patterns import LONGEST, Patterns
from .scanner import CR, LF, Scanner
from .strokes import Given, Outcome, Place, Run, Stroke, Taken

TYPING_HOLD: Final = 0.015
"""Seconds that a key is held back from a text field: nobody notices."""

CODE_HOLD: Final = 0.5
"""Seconds that a key is held back where it is certain that a code has begun."""

_NEVER: Final = float("-inf")
_CERTAIN_AFTER: Final = 2
_SCANNING_ON: Final = 2.0
"""Seconds after a scan in which the next one is more likely than a command."""

_VOUCHING: Final = 3
"""Codes right behind one another that vouch for one another: no line hangs for so long that a
person types as many numbers meanwhile."""

_MOST_KEPT: Final = 2 * LONGEST_BURST


class BurstDecoder:
    """Takes keys one by one, and says which are typed and which were scanned."""

    def __init__(
        self,
        scanner: Scanner,
        patterns: Patterns,
        knows: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Begin with nothing.

        Args:
            scanner: How codes are sent.
            patterns: What the shop's codes look like.
            knows: Tells whether the shop has a garment with a code; at once, without the network.
        """
        self._scanner = scanner
        self._judge = Judge(scanner, patterns, knows)
        self._run = Run()
        self._doubted: list[tuple[Run, Found]] = []
        self._recent: dict[str, float] = {}
        self._last_scan = _NEVER
        self._line_feed_until = _NEVER

    def due(self, place: Place) -> float | None:
        """Return when `wait` is to be called if nothing comes before; None for not at all."""
        run = self._run
        if self._doubted:
            return (run if run.strokes else self._doubted[-1][0]).last.time + pace.FINGER
        if len(run.strokes) > run.given:
            return run.last.time + self._hold(place)
        if run.strokes and not self._scanner.suffixes:
            return run.last.time + self._scanner.pause
        return None

    def character(self, stroke: Stroke) -> list[Outcome]:
        """Take a character; it decides nothing but what is in doubt."""
        outcomes = self._end_doubt(stroke.time)
        run = self._run
        run.strokes.append(stroke)
        if len(run.strokes) > _MOST_KEPT and run.given > LONGEST:
            del run.strokes[:LONGEST]
            run.given -= LONGEST
        return outcomes

    def suffix(self, stroke: Stroke, place: Place) -> list[Outcome]:
        """Take a key that may end a code."""
        if stroke.text == LF and not self._run.strokes:
            if stroke.time <= self._line_feed_until:
                return []
            if self._doubted:
                self._doubted[-1][0].ends.append(stroke)
                return []
        outcomes = self._end_doubt(stroke.time)
        self._run.ends.append(stroke)
        if stroke.text not in self._scanner.suffixes or not self._run.strokes:
            return outcomes + self.other()
        return outcomes + self._decide(place)

    def paste(self, stroke: Stroke, place: Place) -> list[Outcome]:
        """Take a pasted text: lines may be codes, and part of a line the beginning of one."""
        *lines, rest = stroke.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not lines and len(rest) <= LONGEST:
            outcomes = self.other()
            for number, sign in enumerate(rest):
                source = None if number else stroke.source
                outcomes += self.character(Stroke(sign, stroke.time, source))
            return outcomes
        outcomes = self.other()
        codes = [self._judge.read(line) for line in lines if line.strip()]
        if rest or not codes or not self._judge.are_codes(codes, place):
            return [*outcomes, Given((stroke,))]
        return [*outcomes, *(self._taken((), code, stroke.time) for code in codes)]

    def other(self) -> list[Outcome]:
        """Take note of a key that belongs to no code: all that came before it was typed."""
        outcomes = self._believe_typed() + self._run.give()
        self._run = Run()
        return outcomes

    def wait(self, now: float, place: Place) -> list[Outcome]:
        """Say what it means that nothing has come since."""
        due = self.due(place)
        if due is None or now < due:
            return []
        if self._doubted:
            return self._believe_typed() + self._run.give()
        if not self._scanner.suffixes and now >= self._run.last.time + self._scanner.pause:
            return self._decide(place)
        return self._run.give()

    def _hold(self, place: Place) -> float:
        hold = self._scanner.gap if place is Place.KEYS else TYPING_HOLD
        if place is Place.KEYS and self._run.last.time - self._last_scan <= _SCANNING_ON:
            hold = max(hold, SLOW_GAP)
        if self._judge.has_begun(self._run.text) or (place is Place.KEYS and self._hurries()):
            hold = CODE_HOLD
        return hold if self._scanner.suffixes else min(hold, self._scanner.pause)

    def _hurries(self) -> bool:
        """Tell whether the latest keys came faster than a person types."""
        times = [stroke.time for stroke in self._run.strokes[-_CERTAIN_AFTER:]]
        return len(times) == _CERTAIN_AFTER and pace.is_unbroken(times, self._scanner.gap)

    def _end_doubt(self, now: float) -> list[Outcome]:
        """Take for typed what is in doubt, where nothing came right behind it."""
        if not self._doubted:
            return []
        last = (self._run if self._run.strokes else self._doubted[-1][0]).last
        return self._believe_typed() if now - last.time > pace.FINGER else []

    def _believe_typed(self) -> list[Outcome]:
        doubted, self._doubted = self._doubted, []
        return [outcome for run, _ in doubted for outcome in run.give()]

    def _decide(self, place: Place) -> list[Outcome]:
        run, self._run = self._run, Run()
        found = self._judge.find(run, place)
        if found is None:
            return self._believe_typed() + run.give()
        if found.start > 0:
            return self._believe_typed() + self._take(run, found)
        follows = run.strokes[0].time - self._last_scan <= pace.FINGER
        self._doubted.append((run, found))
        if found.in_doubt and not follows and len(self._doubted) < _VOUCHING:
            return []
        doubted, self._doubted = self._doubted, []
        return [outcome for each in doubted for outcome in self._take(*each)]

    def _take(self, run: Run, found: Found) -> list[Outcome]:
        typed = tuple(run.strokes[run.given : found.start])
        outcomes: list[Outcome] = [Given(typed)] if typed else []
        time = run.last.time
        self._last_scan = time
        if run.ends and run.ends[-1].text == CR:
            self._line_feed_until = time + pace.LONGEST_PAUSE
        outcomes.append(self._taken(tuple(run.strokes[found.start :]), found.code, time))
        return outcomes

    def _taken(self, strokes: tuple[Stroke, ...], code: ScannedCode | None, time: float) -> Taken:
        if code is not None:
            since = time - self._scanner.repeat
            self._recent = {text: at for text, at in self._recent.items() if at >= since}
            code = replace(code, is_repeat=code.text in self._recent)
            self._recent[code.text] = time
        return Taken(strokes, code, time)
