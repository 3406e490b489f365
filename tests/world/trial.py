"""One trial: something is sent onto a place, and what came of it is judged.

| what was sent | what may come of it |
|---|---|
| anything, anyhow | no write, and the program goes on |
| what the shop knows | it leads to its order or garment, waits, or is asked about |
| the unknown, at a scanner's pace | it is told, and the screen is as before |
| anything, as slow as a person types | letters may press keys; there is no write all the same |
| the same in a text field | it may be typed, and kept: a note, say; no money, no status |

A code that looks like the shop's own may be looked up where nothing is open that would be left.
Where the machine was so busy that keys came late, what was sent was no scanner's pace.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random
from typing import Final

from tests.stranger import Received

from .codes import Code
from .counter import QUESTION, SCANS, Counter, Scene
from .places import Keeps, Place, go
from .sending import PACES, Plan, planned

LATE: Final = 0.025
"""Seconds by which a key came late, so that it was no scanner's pace."""

_PASSING: Final = 6.0
"""Seconds after which what was shown in passing is gone."""

_MESSAGES_FROM: Final = 30
"""Messages lie over the right end of the screen, from about there on."""

_LOUD: Final = re.compile(r"scan|code|label|known|card|WAITING|Caps", re.IGNORECASE)
_NO_NOTES: Final = frozenset({"status", "paid", "paymentType", "finalTotal", "discount", "tip"})

_NOTICE: Final = re.compile(r"^ (.*as of |waiting for the API|[!✓] )")
"""The line above the keys, which says how fresh the screen is and how something went."""


@dataclass
class Trial:
    """What was sent where, and what is wrong with what came of it.

    Attributes:
        is_late: Whether keys came later than they were meant to.
    """

    place: Place
    plan: Plan
    faults: list[str] = field(default_factory=list)
    is_late: bool = False
    shown: str = ""

    def __str__(self) -> str:
        return f"{self.place.name}: {self.plan}"


def run(
    scene: Scene,
    place: Place,
    rng: Random,
    known: list[Code],
    paces: tuple[float | None, ...] = PACES,
) -> Trial:
    """Try something on a place, which is gone to first; the program stands anywhere afterwards."""
    counter = scene.counter
    plan = planned(rng, [] if place.changes else known, paces)
    trial = Trial(place, plan)
    go(counter, place)
    before, asked_before = counter.text, len(scene.writes)
    counter.begin()
    trial.is_late = counter.write(plan.pieces) > LATE and plan.is_fast
    counter.settle(1.0)
    while QUESTION.search(counter.text.splitlines()[-1]) and counter.is_running:
        counter.press("f3")  # it was scanned
        counter.settle(0.5)
    trial.shown = counter.text
    if not counter.is_running:
        trial.faults.append("the program has ended")
        return trial
    trial.faults += _faults_of_screen(trial, before, counter)
    trial.faults += [f"{code.text} ({code.kind}) is lost" for code in _lost(trial, counter)]
    trial.faults += [
        f"a write: {each.operation} {dict(each.parameters)}"
        for each in scene.writes[asked_before:]
        if not (_may_be_typed(trial) and _is_note(each))
    ]
    return trial


def _may_be_typed(trial: Trial) -> bool:
    """Tell whether a person may have typed the same into the same field."""
    is_slow = not trial.plan.is_fast or trial.is_late
    return trial.place.is_text and (is_slow or trial.plan.may_be_typed)


def _is_note(write: Received) -> bool:
    """Tell whether a write changes words about somebody or something, and nothing else."""
    if write.operation in ("updateOrder", "updateCustomer"):
        return not _NO_NOTES & set(write.parameters)
    return write.operation in ("updateGarment", "addMessage", "addToCustomerGroup")


def _faults_of_screen(trial: Trial, before: str, counter: Counter) -> Iterator[str]:
    place, plan = trial.place, trial.plan
    is_slow = not plan.is_fast or trial.is_late
    if is_slow or place.keeps in (Keeps.SCANS, Keeps.LABELS) or _may_be_typed(trial):
        return
    leads_on = place.keeps is Keeps.NOTHING and any(
        code.is_known or code.may_be_looked_up for code in plan.codes
    )
    if leads_on:
        if not _is_led_to(trial, counter.text):
            yield "the screen is none that was asked for"
        return
    if changed := _what_changed(before, counter):
        yield f"fields changed: {changed[:4]}" if place.is_open_at(counter.text) else "it is closed"
    if plan.is_ended and not plan.is_all_known and not _is_told(before, counter):
        yield "nothing was told"


def _is_led_to(trial: Trial, text: str) -> bool:
    """Tell whether a screen is one that what is known leads to, or the one that was there."""
    tickets = [code.text for code in trial.plan.codes if code.kind == "ticket"]
    is_order = any(re.search(rf"(?m)^ Order {ticket}\b", text) for ticket in tickets)
    return is_order or re.search(SCANS, text) is not None or trial.place.is_open_at(text)


def _what_changed(before: str, counter: Counter) -> list[str]:
    """Return the lines that changed and stay so, but for those that change by themselves."""
    until = time.monotonic() + _PASSING
    while changed := _changes(before, counter.text):
        if time.monotonic() > until:
            break
        counter.watch(0.3)
    return changed


def _changes(before: str, now: str) -> list[str]:
    pairs = list(zip_longest(before.splitlines(), now.splitlines(), fillvalue=""))
    bottom = max((at for at, pair in enumerate(pairs) if _NOTICE.search("".join(pair))), default=-1)
    return [
        is_now or "(empty)"
        for was, is_now in pairs[1 : bottom if bottom > 0 else -1]
        if not _is_same(was, is_now)
    ]


def _is_same(was: str, is_now: str) -> bool:
    """Tell whether a line is as it was, as far as no message lies over it."""
    lines = (was, is_now) if was != is_now else ("", "")
    over = [at for line in lines if (at := line.find("▌", _MESSAGES_FROM)) >= 0]
    free = min(over, default=None)
    return lines[0][:free].rstrip() == lines[1][:free].rstrip()


def _is_told(before: str, counter: Counter) -> bool:
    if counter.bells:
        return True
    known = set(before.splitlines())
    new = (line for frame in counter.frames for line in frame.splitlines() if line not in known)
    return any(_LOUD.search(line) for line in new)


def _lost(trial: Trial, counter: Counter) -> Iterator[Code]:
    """Yield what the shop knows and was not carried out, and does not wait."""
    if _may_be_typed(trial) and all(_may_be_a_persons(code) for code in trial.plan.codes):
        return
    seen = "\n".join(counter.frames[1:])
    wanted = [
        code for code in trial.plan.codes if code.is_known and not _was_opened(trial, code, seen)
    ]
    if not wanted:
        return
    is_there = go_to_scans(counter)
    lost = [code for code in wanted if not (is_there and counter.comes(code.text, 5))]
    if lost:
        trial.shown += f"\nthen, where scans wait:\n{counter.text}"
    yield from lost


def _was_opened(trial: Trial, code: Code, seen: str) -> bool:
    if trial.place.keeps is Keeps.LABELS:
        return True
    if trial.place.keeps is Keeps.SCANS:
        return code.text in seen
    return code.kind == "ticket" and re.search(rf"(?m)^ Order {code.text}\b", seen) is not None


def _may_be_a_persons(code: Code) -> bool:
    """Tell whether people type such numbers, too: a short one that comes slowly is no scan."""
    return code.kind == "ticket" or not code.is_known


def go_to_scans(counter: Counter) -> bool:
    """Go where scans wait, closing dialogs on the way; tell whether that was possible."""
    for _ in range(8):
        counter.press("f3")
        if counter.comes(SCANS, 1.0):
            while counter.comes("Escape: seen", 0.4):  # a wrong scan lies over the others
                counter.press("escape")
            return True
        counter.press("escape")
    return False
