"""The lane that every key goes through before the focused widget sees it: scans leave it here.

It hands the rest on in order, each key when all that the ones before it opened is there: what is
typed ahead of a dialog waits for it. Where that takes too long, all of it is left out, and told.
Where nobody can tell whether a number was scanned, it asks.
Characters that turn out to be a scan after a text field has got them are taken out again: before
each one, what the field holds is kept.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from math import inf
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ...scanner.burst import BurstDecoder
from ...scanner.doubts import DoubtAnswer
from ...scanner.grave import HOLD, GraveKeys, KeyVerdict
from ...scanner.judging import LONGEST_BURST
from ...scanner.labels.codes import ScannedCode
from ...scanner.pace import FINGER
from ...scanner.scanner import CR, ESCAPE, LF, SUFFIX_KEYS, TAB, is_shift
from ...scanner.setup import ScanSetup
from ...scanner.strokes import Given, KeyTarget, Sort, Stroke, StrokeOutcome, Taken
from ...widgets.scan_field import ScanField
from ...widgets.unread_keys import call_behind_keys
from .keepsakes import Keepsakes
from .question import ANSWERS, MASKED, ScanQuestion
from .typed_ahead import Chain, Ready
from .typed_text import is_entry, is_text_field

_PARTING: Final = frozenset("\x1d\x1e")
"""Separators inside a GS1 code; they are no key of a person's."""

_MOVING: Final = frozenset(
    ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace")
)
"""Keys that move about or mend, with Shift and Ctrl too; none of them does anything else."""

_SOON: Final = 0.001
"""Seconds of a timer at least."""


class ScanLane:
    """Hears keys and pastes; hands on what was typed and delivers what was scanned.

    Attributes:
        listener: Who hears every key before it is read, and says whether that was for it alone.
    """

    def __init__(
        self,
        app: App[Any],
        setup: ScanSetup,
        *,
        knows: Callable[[str], bool],
        ready: Ready,
        hand_on: Callable[[Key | Paste], Awaitable[None]],
        deliver: Callable[[ScannedCode | None], Awaitable[None]],
    ) -> None:
        """Begin to listen.

        Args:
            app: Where the keys come in.
            setup: What scans are read by.
            knows: Tells at once whether something of the shop has a code.
            ready: Tells when a key may be handed on.
            hand_on: Treats a key or a paste as if there were no lane.
            deliver: Takes a scan; None for one that can be no code and was dropped.
        """
        self._app = app
        self._setup = setup
        self._knows = knows
        self._ready = ready
        self._hand_on = hand_on
        self.deliver = deliver
        self.listener: Callable[[Key | Paste], bool] | None = None
        self._looks_again = False
        self._keepsakes = Keepsakes(LONGEST_BURST)
        self._question: ScanQuestion | None = None
        self._given_to = self._aim
        self._inbox: deque[Key | Paste | None] = deque()
        self._work: asyncio.Task[None] | None = None
        self._chain = Chain(app, ready)
        self._heard_at = self._line_ended_at = -inf
        self._grave = GraveKeys()
        self._grave_held: tuple[Stroke, Screen[Any]] | None = None
        self._renew()

    @property
    def _aim(self) -> tuple[Screen[Any] | None, Widget | None]:
        """Where keys go now."""
        stack = self._app.screen_stack
        return (stack[-1], stack[-1].focused) if stack else (None, None)

    @property
    def is_waiting(self) -> bool:
        """Whether keys are held back, or a key would be taken for a part of the last scan."""
        decoder = self._decoder
        is_held = decoder.due(self._place) is not None or decoder.goes_on(get_time())
        is_at_work = self._work is not None and not self._work.done()
        return is_held or is_at_work or self._grave_held is not None

    def hear(self, event: Key | Paste) -> None:
        """Take a key or a paste; it is read when what came before it has been dealt with."""
        if self.listener is not None and self.listener(event):
            return
        since, self._heard_at = event.time - self._heard_at, event.time
        is_escape = isinstance(event, Key) and event.key == ESCAPE and since > HOLD
        if not (is_escape and self._ready.give_up()):
            self._put(event)

    def _put(self, event: Key | Paste | None) -> None:
        """Let something be read in its order; None for a look at what nothing came behind."""
        self._inbox.append(event)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._read(), name="keys")

    async def _read(self) -> None:
        """Read what has come, until all of it is dealt with.

        It is no part of the app's own work: a key that goes up to the app would wait for itself.
        """
        try:
            await self._ready.wait()
            while self._inbox and self._app.screen_stack:
                event = self._inbox.popleft()
                await (self._decide() if event is None else self._take(event))
                await self._ready.wait()
        except Exception as error:  # noqa: BLE001  (as one in a handler of the app's)
            self._app._handle_exception(error)

    async def _take(self, event: Key | Paste) -> None:
        if self._read_by != (self._setup.scanner, self._setup.patterns):
            await self._carry_out(self._decoder.settle(self._place))
            self._renew()
        if isinstance(event, Key) and is_shift(event.key):
            await self._hand_on(event)
            return
        self._forget_if_elsewhere()
        if self._decoder.has_given and self._aim != self._given_to:
            await self._carry_out(self._decoder.settle(self._place))  # what led here ends there
        await self._carry_out(self._heard(event))
        await self._give_grave()
        self._ask()
        self._wait()

    def _renew(self) -> None:
        setup = self._setup
        self._read_by = (setup.scanner, setup.patterns)
        self._decoder = BurstDecoder(setup.scanner, setup.patterns, self._knows)

    def _ask(self) -> None:
        """Let the question be on the screen for as long as something is in doubt."""
        asked = self._decoder.asked
        if self._question is not None and self._question.codes != asked:
            self._question.remove()
            self._question = None
        if asked and self._question is None:
            focused = self._app.focused
            is_masked = isinstance(focused, Input) and focused.password
            self._question = ScanQuestion(asked, is_masked=is_masked)
            self._app.screen.mount(self._question)

    def _forget_if_elsewhere(self) -> None:
        """Drop what is in doubt where another screen has come: it was typed for the other one."""
        if self._question is not None and self._question.screen is not self._app.screen:
            codes = MASKED if self._question.is_masked else ", ".join(self._question.codes)
            self._app.notify(
                f"{codes} was dropped, for nobody said whether it was scanned.", markup=False
            )
            self._decoder.answer(DoubtAnswer.NEITHER)
            self._ask()

    def _heard(self, event: Key | Paste) -> list[StrokeOutcome]:
        if isinstance(event, Key):
            self._grave.hear(self._stroke(event))
        if isinstance(event, Key) and event.key in ANSWERS and self._decoder.awaits_answer:
            return self._decoder.answer(ANSWERS[event.key])
        if isinstance(event, Paste):
            return self._decoder.paste(Stroke(event.text, event.time, event), self._place)
        stroke = self._stroke(event)
        if event.key in SUFFIX_KEYS:
            return self._decoder.suffix(stroke, self._place)
        if stroke.sort is Sort.SIGN:
            return self._decoder.character(stroke)
        return self._decoder.command(stroke, self._place)

    def _stroke(self, event: Key) -> Stroke:
        sign = event.character or ""
        if event.key in SUFFIX_KEYS:
            return Stroke(event.key, event.time, event, Sort.COMMAND)
        if event.is_printable or sign in _PARTING or (sign and sign in self._setup.scanner.prefix):
            return Stroke(sign, event.time, event)
        sort = Sort.MOVE if event.key.rpartition("+")[2] in _MOVING else Sort.COMMAND
        return Stroke(event.key, event.time, event, sort)

    @property
    def _place(self) -> KeyTarget:
        focused = self._app.focused
        if isinstance(focused, ScanField):
            return KeyTarget.CODES
        return KeyTarget.TEXT if is_text_field(focused) else KeyTarget.KEYS

    async def _carry_out(self, outcomes: list[StrokeOutcome]) -> None:
        left_out: list[str] = []
        for outcome in outcomes:
            await self._ready.wait()
            if isinstance(outcome, Taken):
                self._keepsakes.put_back(outcome)
                await self.deliver(outcome.code)
                continue
            self._given_to = self._aim
            if outcome.is_bunched and not _takes_bunched(outcome, self._app.focused):
                left_out.append(_named(outcome.strokes[0]))
                continue
            for stroke in outcome.strokes:
                await self._give_grave(is_next=True)
                match self._grave.weigh(stroke, self._place):
                    case KeyVerdict.GIVE:
                        await self._give(stroke.source)
                    case KeyVerdict.HOLD:
                        self._grave_held = (stroke, self._app.screen)
                    case KeyVerdict.LEAVE_OUT:
                        left_out.append(_named(stroke))
        if left_out:
            self._tell_left_out(left_out)

    async def _give_grave(self, *, is_next: bool = False) -> None:
        """Give the key that was held back, once nothing of a code can come behind it any more."""
        if self._grave_held is None:
            return
        stroke, screen = self._grave_held
        verdict = self._grave.weigh(stroke, self._place)
        if verdict is KeyVerdict.HOLD and not is_next and get_time() < stroke.time + HOLD:
            return
        self._grave_held = None
        if verdict is KeyVerdict.LEAVE_OUT or self._app.screen is not screen:
            self._tell_left_out([_named(stroke)])
        else:
            await self._give(stroke.source)

    async def _give(self, event: object) -> None:
        """Hand a key or a paste on; where there is nothing to paste into, it was no person's."""
        await self._ready.wait()
        if not isinstance(event, Key | Paste) or self._chain.leaves_out(event):
            return
        if isinstance(event, Paste) and self._place is KeyTarget.KEYS:
            await self.deliver(None)
        else:
            self._keepsakes.keep(event, self._app.focused)
            await self._hand_on(self._as_line_end(event))

    def _as_line_end(self, event: Key | Paste) -> Key | Paste:
        """Return Enter for a line feed among lines: some terminals end a pasted line with it."""
        if isinstance(event, Key) and event.key == CR:
            self._line_ended_at = event.time
        is_alone = event.time - self._line_ended_at > FINGER  # and not behind a carriage return
        is_line_feed = isinstance(event, Key) and event.key == LF and is_alone
        return Key(CR, "\r") if is_line_feed and isinstance(self._app.focused, TextArea) else event

    def _tell_left_out(self, keys: list[str]) -> None:
        """Say that nothing was pressed that came in one piece with characters, as a scan does."""
        self._app.bell()
        self._app.notify(
            f"{', '.join(dict.fromkeys(keys))} came together with other keys, as from a "
            "scanner, and was left out. Press it again.",
            severity="warning",
            markup=False,
        )

    def _wait(self) -> None:
        """Look again when the next key was due."""
        due = self._decoder.due(self._place)
        if self._grave_held is not None:
            given_at = self._grave_held[0].time + HOLD
            due = given_at if due is None else min(due, given_at)
        if due is not None and not self._looks_again:
            self._looks_again = True
            call_behind_keys(self._app, due, self._look, soonest=_SOON)

    async def _look(self) -> None:
        self._put(None)

    async def _decide(self) -> None:
        self._looks_again = False
        await self._carry_out(self._decoder.wait(get_time(), self._place))
        await self._give_grave()
        self._ask()
        self._wait()


def _named(stroke: Stroke) -> str:
    return "+".join(part.capitalize() for part in stroke.text.split("+"))


def _takes_bunched(given: Given, widget: Widget | None) -> bool:
    """Tell whether a key does no harm to a field that nobody may have pressed."""
    key = given.strokes[0].text
    return key == TAB or (key in SUFFIX_KEYS and widget is not None and is_entry(widget))
