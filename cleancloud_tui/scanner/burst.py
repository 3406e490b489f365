"""Tells scans from typing: a scanner is a keyboard, and types its codes among a person's keys.

What is typed in a row is a run. A suffix ends it; then `judging` says whether its end was scanned.
No key of a scan reaches a widget if it came fast: keys are held back until the next one was due.
Those that came slower were given to the widget, and are to be taken back.

Where it stays in doubt, all is held back a little longer: codes that come right behind one another
were scanned, for nobody types so fast. Where nothing comes, a person is asked (`doubts`), and may
as well type on.

What fits nothing, and only a scanner can have sent, is an unknown code (`machine`): whatever keys
are in it, none of them reaches a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from . import holding, machine, pace
from .doubts import NEXT, SCANNING_ON, DoubtAnswer, Doubts
from .giving import given, given_as_piece
from .judging import LONGEST_BURST, FoundScan, Judge
from .labels.codes import ScannedCode
from .patterns import LONGEST, Patterns
from .scanner import CR, ESCAPE, LF, Scanner
from .strokes import Given, KeyTarget, Run, Sort, Stroke, StrokeOutcome, Taken, text_of

_ESCAPE: Final = 0.15
"""Seconds within which an Escape at a code's end comes: terminals wait for what may follow it."""

_LEAST_NEXT: Final = 4
"""Signs of a piece that is asked about right behind a scan: what a line that is slow gathers of a
person's keys is shorter."""

_NEVER: Final = float("-inf")
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
            knows: Tells whether something of the shop has a code; at once, without the network.
        """
        self._scanner = scanner
        self._judge = Judge(scanner, patterns, knows)
        self._run = Run()
        self._doubts = Doubts()
        self._recent: dict[str, float] = {}
        self._last_scan = _NEVER
        self._noise_until = _NEVER
        self._line_feed_until = _NEVER

    @property
    def asked(self) -> tuple[str, ...]:
        """The codes of which a person is to say whether they were scanned; see `answer`."""
        held = self._doubts.held if self._doubts.is_asked else []
        return tuple(found.code.text for _, found in held if found.code)

    @property
    def has_given(self) -> bool:
        """Whether the widget has got keys that may still turn out to be part of a code."""
        return self._run.given > 0

    @property
    def awaits_answer(self) -> bool:
        """Whether the next key may be a person's answer, for no code has begun meanwhile."""
        return self._doubts.is_asked and not self._run.strokes

    def goes_on(self, time: float) -> bool:
        """Tell whether a key that came at a time came right behind a scan, as a part of it."""
        return time <= max(self._last_scan + pace.FINGER, self._noise_until)

    def answer(self, answer: DoubtAnswer) -> list[StrokeOutcome]:
        """Take a person's word for what was asked."""
        match answer:
            case DoubtAnswer.SCANNED:
                return self._believe_scanned()
            case DoubtAnswer.TYPED:
                return self._believe_typed()
            case DoubtAnswer.NEITHER:
                self._doubts.end()
                return []

    def due(self, place: KeyTarget) -> float | None:
        """Return when `wait` is to be called if nothing comes before; None for not at all."""
        run = self._run
        if self._doubts.is_young:
            if run.strokes:
                return run.last.time + pace.FINGER
            return self._doubts.last_time + self._doubts.patience
        if self._is_sent(place):  # the line may hang in the middle of it
            ends = pace.LONGEST_PAUSE if self._scanner.suffixes else self._scanner.pause
            return run.last.time + ends
        if run.held:
            return run.last.time + self._hold(place)
        if run.strokes and not self._scanner.suffixes:
            return run.last.time + self._scanner.pause
        return None

    def character(self, stroke: Stroke) -> list[StrokeOutcome]:
        """Take a character; it decides nothing yet."""
        outcomes = self._ask_if_late(stroke.time)
        self._add(stroke)
        return outcomes

    def suffix(self, stroke: Stroke, place: KeyTarget) -> list[StrokeOutcome]:
        """Take a key that may end a code."""
        stroke = replace(stroke, sort=Sort.COMMAND)
        if stroke.text == LF and not self._run.strokes and stroke.time <= self._line_feed_until:
            return []
        if not self._run.strokes and self._ends_doubt(stroke):
            self._doubts.held[-1][0].ends.append(stroke)
            return []
        if stroke.text not in self._scanner.suffixes or not self._run.strokes:
            return self.command(stroke, place)
        outcomes = self._ask_if_late(stroke.time)
        self._run.ends.append(stroke)
        return outcomes + self._decide(place)

    def command(self, stroke: Stroke, place: KeyTarget) -> list[StrokeOutcome]:
        """Take a key that is no character; among those of a code, it is part of it."""
        if self._is_noise(stroke):
            return []
        outcomes = self._ask_if_late(stroke.time)
        run = self._run
        if run.strokes and stroke.time - run.last.time <= self._reach(place):
            self._add(stroke)
            return outcomes
        outcomes += self.settle(place)
        if stroke.sort is Sort.MOVE or stroke.text == ESCAPE:
            return [*outcomes, Given((stroke,))]  # terminals hold Escape back themselves
        self._add(stroke)
        return outcomes

    def settle(self, place: KeyTarget) -> list[StrokeOutcome]:
        """Say what has come, for what comes next has nothing to do with it."""
        run, self._run = self._run, Run()
        return self._unknown(run, place) or self._believe_typed() + given(run, place)

    def paste(self, stroke: Stroke, place: KeyTarget) -> list[StrokeOutcome]:
        """Take a pasted text: lines may be codes, and part of a line the beginning of one."""
        *lines, rest = stroke.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not lines and len(rest) <= LONGEST:
            outcomes = self.settle(place)
            for number, sign in enumerate(rest):
                source = None if number else stroke.source
                outcomes += self.character(Stroke(sign, stroke.time, source))
            self._run.is_pasted = True
            return outcomes
        outcomes = self._ask_if_late(stroke.time) + (
            self.settle(place) if self._run.strokes else []
        )
        codes = [self._judge.read(line) for line in lines if line.strip()]
        if rest or not codes or not self._judge.are_codes(codes, place):
            return [*outcomes, *self._believe_typed(), Given((stroke,))]
        if any(code and self._judge.is_doubtful(code, place) for code in codes):
            unsourced = replace(stroke, source=None)
            for number, code in enumerate(codes):
                run = Run([unsourced if number else stroke])
                self._doubts.held.append((run, FoundScan(0, code, in_doubt=True)))
            return outcomes
        outcomes += self._end_doubts(stroke.time)
        return [*outcomes, *(self._taken((), code, stroke.time) for code in codes)]

    def other(self) -> list[StrokeOutcome]:
        """Take note of a key that belongs to no code: all that came before it was typed."""
        run, self._run = self._run, Run()
        return self._believe_typed() + run.give()

    def wait(self, now: float, place: KeyTarget) -> list[StrokeOutcome]:
        """Say what it means that nothing has come since."""
        due = self.due(place)
        if due is None or now < due:
            return []
        if self._doubts.is_young and not self._run.strokes:
            return self._ask()
        if not self._scanner.suffixes and now >= self._run.last.time + self._scanner.pause:
            return self._decide(place)
        run = self._run
        if self._is_sent(place) or any(each.sort is not Sort.SIGN for each in run.held):
            return self.settle(place)
        return self._believe_typed() + run.give()

    def _add(self, stroke: Stroke) -> None:
        run = self._run
        run.strokes.append(stroke)
        if len(run.strokes) > _MOST_KEPT and run.given > LONGEST:
            del run.strokes[:LONGEST]
            run.given -= LONGEST
            run.sent_from = run.sent_from and max(0, run.sent_from - LONGEST)
        elif len(run.strokes) > _MOST_KEPT and run.is_sent:
            del run.strokes[LONGEST_BURST]  # it is too long for a code: its end is not needed

    def _reach(self, place: KeyTarget) -> float:
        """Return within which time after the last key another one belongs to the same code."""
        return _ESCAPE if self._is_sent(place) else self._gap(place)

    def _gap(self, place: KeyTarget) -> float:
        """Return the time between a scanner's keys at most."""
        scanner = self._scanner
        return max(scanner.gap, scanner.slow) if place is KeyTarget.KEYS else scanner.gap

    def _is_noise(self, stroke: Stroke) -> bool:
        """Tell whether a key came right behind a scan: a scanner sent it, too."""
        is_first = not self._run.strokes and not self._doubts.held
        return is_first and self.goes_on(stroke.time)

    def _ends_doubt(self, stroke: Stroke) -> bool:
        """Tell whether a suffix that nothing stands before is one more of what is in doubt."""
        return self._doubts.is_behind(stroke.time) or (stroke.text == LF and self._doubts.any)

    def _is_sent(self, place: KeyTarget) -> bool:
        """Tell whether only a machine can have sent what has come."""
        run = self._run
        run.is_sent = run.is_sent or self._begin_of_sent(run, place) is not None
        return run.is_sent

    def _begin_of_sent(self, run: Run, place: KeyTarget) -> int | None:
        """Return where begins what only a machine can have sent; None where a person may have."""
        if not run.strokes or (run.is_pasted and not run.ends and place is not KeyTarget.KEYS):
            return None
        if not run.given and run.strokes[0].time - self._last_scan <= pace.FINGER:
            return 0
        if place is KeyTarget.TEXT:
            return self._begin_in_text(run)
        is_sent = run.is_sent or machine.is_machine(run.held, self._gap(place))
        return run.given if is_sent else None

    def _begin_in_text(self, run: Run) -> int | None:
        """Return the same in a text field; of what is long, only the latest keys are looked at."""
        if run.sent_from is None or len(run.strokes) <= LONGEST:
            first = max(0, len(run.strokes) - LONGEST_BURST)
            latest = (*run.strokes[first:], *run.ends)
            begin = machine.begin_in_text(latest, self._scanner.gap)
            is_cut = begin is None or (begin == 0 and first > 0)
            run.sent_from = None if is_cut or begin is None else first + begin
        if run.sent_from is None:
            run.sent_from = machine.begin_of_long_word(run.strokes)
        return run.sent_from

    def _unknown(self, run: Run, place: KeyTarget) -> list[StrokeOutcome]:
        """Return what only a machine can have sent as a code that fits nothing."""
        begin = self._begin_of_sent(run, place)
        if begin is None:
            return []
        time, sent = run.last.time, tuple(run.strokes[begin:])
        outcomes = self._end_doubts(run.strokes[0].time)
        if typed := tuple(run.strokes[run.given : begin]):
            outcomes.append(Given(typed))
        self._noise_until = time + _ESCAPE
        is_whole = not self._scanner.prefix and (run.ends or not self._scanner.suffixes)
        code = self._judge.read(text_of(sent)) if is_whole else None
        self._note_scan(run)
        return [*outcomes, self._taken(sent, code and replace(code, kinds=(), names=()), time)]

    def _hold(self, place: KeyTarget) -> float:
        run, scanner = self._run, self._scanner
        if self._judge.has_begun(run.text):
            hold = holding.CODE_HOLD
        elif place is KeyTarget.TEXT:
            hold = holding.in_text(run)
        else:
            is_scanning = run.last.time - self._last_scan <= SCANNING_ON
            hold = holding.from_commands(run, scanner.gap, is_scanning=is_scanning)
            if any(stroke.sort is Sort.SIGN for stroke in run.held):
                hold = max(hold, self._gap(place))  # Enter alone is waited for by people
        return hold if scanner.suffixes else min(hold, scanner.pause)

    def _ask_if_late(self, now: float) -> list[StrokeOutcome]:
        """Ask about what is in doubt, where nothing came right behind it."""
        is_alone = self._doubts.is_young and not self._run.strokes
        is_late = is_alone and now - self._doubts.last_time > self._doubts.patience
        return self._ask() if is_late else []

    def _ask(self) -> list[StrokeOutcome]:
        if not self._doubts.are_worth_asking:
            return self._believe_typed()
        self._doubts.is_asked = True
        return []

    def _believe_typed(self) -> list[StrokeOutcome]:
        return [
            outcome
            for run, found in self._doubts.end()
            for outcome in (run.give() if found.in_doubt else given_as_piece(run))
        ]

    def _believe_scanned(self) -> list[StrokeOutcome]:
        return [outcome for each in self._doubts.end() for outcome in self._take(*each)]

    def _end_doubts(self, time: float) -> list[StrokeOutcome]:
        """Say what comes of the doubts where a scan that is certain begins at a time."""
        return self._believe_scanned() if self._doubts.is_near(time) else self._believe_typed()

    def _decide(self, place: KeyTarget) -> list[StrokeOutcome]:
        run, self._run = self._run, Run()
        led, run = self._without_leading_keys(run, place)
        return led + self._decide_on(run, place)

    def _without_leading_keys(self, run: Run, place: KeyTarget) -> tuple[list[StrokeOutcome], Run]:
        """Part a code from the keys that a person pressed before it, while the line hung."""
        count = 0 if run.given else machine.leading_keys(run.strokes)
        rest = Run(run.strokes[count:], run.ends, is_pasted=run.is_pasted)
        found = self._judge.find(rest, place) if count and rest.strokes else None
        if found is None or found.code is None or not found.code.kinds:
            return [], run
        return [Given(tuple(run.strokes[:count]), is_bunched=True)], rest

    def _decide_on(self, run: Run, place: KeyTarget) -> list[StrokeOutcome]:
        found = self._judge.find(run, place)
        if found is None:
            return self._unknown(run, place) or self._not_scanned(run, place)
        if found.start > 0:
            return self._end_doubts(run.strokes[0].time) + self._take(run, found, place)
        return self._doubt(run, found)

    def _not_scanned(self, run: Run, place: KeyTarget) -> list[StrokeOutcome]:
        """Give what was typed, unless it came in one piece: then something may come behind it.

        Enter that came apart waits a little longer, for a code may begin with it.
        """
        is_next = self._doubts.is_followed(run.strokes[0].time)
        outcomes = [] if is_next else self._believe_typed()
        if (
            place is KeyTarget.TEXT
            and run.ends
            and run.last.time - run.strokes[-1].time <= pace.FINGER
        ):
            start = machine.begin_of_piece(run.strokes)
            code = self._judge.read(text_of(run.strokes[start:]))
            return outcomes + self._keep_in_doubt(
                run, FoundScan(start, code, in_doubt=self._is_behind_scan(run.strokes[start:]))
            )
        ends, run.ends = run.ends, []
        outcomes += self._believe_typed() + given(run, place)
        self._run.strokes = ends
        return outcomes

    def _is_behind_scan(self, piece: Sequence[Stroke]) -> bool:
        """Tell whether what came in one piece may be the next code of the same scanner.

        A space leads on from what was typed before.
        """
        is_long = len(piece) >= _LEAST_NEXT and piece[0].text != " "
        return is_long and piece[0].time - self._last_scan <= NEXT

    def _doubt(self, run: Run, found: FoundScan) -> list[StrokeOutcome]:
        """Take a code, or keep it in doubt."""
        time = run.strokes[0].time
        if not found.in_doubt or time - self._last_scan <= pace.FINGER:
            return self._end_doubts(time) + self._take(run, found)
        return self._keep_in_doubt(run, found)

    def _keep_in_doubt(self, run: Run, found: FoundScan) -> list[StrokeOutcome]:
        """Keep what a person may have typed, until there is more of it than a person types."""
        self._doubts.held.append((run, found))
        return self._believe_scanned() if self._doubts.are_vouched_for else []

    def _take(
        self, run: Run, found: FoundScan, place: KeyTarget = KeyTarget.TEXT
    ) -> list[StrokeOutcome]:
        start = self._begin_with_code(run, found) if place is KeyTarget.TEXT else found.start
        outcomes = self._before(run, start, place)
        self._note_scan(run)
        return [*outcomes, self._taken(tuple(run.strokes[start:]), found.code, run.last.time)]

    def _begin_with_code(self, run: Run, found: FoundScan) -> int:
        """Return where a code begins, with what the same machine sent before it."""
        if found.code is not None and self._begin_of_sent(run, KeyTarget.TEXT) is None:
            return found.start
        return machine.begin_of_piece(run.strokes[: found.start + 1])

    def _before(self, run: Run, start: int, place: KeyTarget) -> list[StrokeOutcome]:
        """Say what becomes of keys that came before a code."""
        before, gap = tuple(run.strokes[run.given : start]), self._scanner.gap
        if not before or place is KeyTarget.TEXT:
            return [Given(before)] if before else []
        if run.strokes[start].time - before[-1].time <= gap:
            return []  # the same machine sent them
        is_sent = machine.is_machine(before, gap)
        return [self._taken(before, None, before[-1].time) if is_sent else Given(before)]

    def _note_scan(self, run: Run) -> None:
        self._last_scan = run.last.time
        if run.ends and run.ends[-1].text == CR:
            self._line_feed_until = run.last.time + pace.LONGEST_PAUSE

    def _taken(self, strokes: tuple[Stroke, ...], code: ScannedCode | None, time: float) -> Taken:
        if code is not None:
            since = time - self._scanner.repeat
            self._recent = {text: at for text, at in self._recent.items() if at >= since}
            code = replace(code, is_repeat=code.text in self._recent)
            self._recent[code.text] = time
        return Taken(strokes, code, time)
