"""Trials, one after another, each from a seed of its own, so that each can be done again alone."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Self

from . import trial as trials
from .codes import Code
from .counter import Scene
from .places import ORDERS, LostError, Place, go_home
from .sending import NOTHING, PACES


class World:
    """A shop at which something is tried, and another one after it where that did harm."""

    def __init__(self, directory: Path, seed: int, paces: tuple[float | None, ...] = PACES) -> None:
        self._directory = directory
        self._seed = seed
        self._paces = paces
        self._done = self._late = self._codes = self._scenes = 0
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._scene.close()

    def _open(self) -> None:
        self._scenes += 1
        self._scene = Scene(self._directory / str(self._scenes))
        self._known = _known_codes(Random(self._seed))

    def try_one(self, places: Sequence[Place]) -> trials.Trial:
        """Do the next trial; places take turns."""
        rng, place = Random(self._seed + self._done), places[self._done % len(places)]
        self._go_home()
        trial = self._tried(place, rng)
        self._done += 1
        self._late += trial.is_late
        self._codes += len(trial.plan.codes)
        if trial.faults or len(self._known) < 10:
            self._scene.close()
            self._open()
        return trial

    def _tried(self, place: Place, rng: Random) -> trials.Trial:
        state = rng.getstate()
        for attempt in (1, 2):
            try:
                return trials.run(self._scene, place, rng, self._known, self._paces)
            except LostError as error:  # what the trial before left open is in the way
                told = str(error)
                rng.setstate(state)
                if attempt == 1:
                    self._scene.reopen()
        return trials.Trial(place, NOTHING, [f"there is no way to it: {told}"])

    def _go_home(self) -> None:
        if not (self._scene.counter.is_running and go_home(self._scene.counter)):
            self._scene.reopen()

    def report(self, trial: trials.Trial) -> str:
        """Return what is wrong, and how it is done again."""
        seed = self._seed + self._done - 1
        faults = "".join(f"  ! {fault}\n" for fault in trial.faults)
        only = shlex.quote(trial.place.name)
        again = f"python -m tests.world --minutes 0 --seed {seed} --only {only}"
        shown = "".join(f"  | {line}\n" for line in trial.shown.splitlines() if line.strip())
        return f"{trial}\n{faults}  {again}\n{shown}"

    @property
    def summary(self) -> str:
        """What was done so far."""
        late = f" ({self._late} at no scanner's pace: the machine was busy)" if self._late else ""
        return f"{self._done} trials{late}, {self._codes} codes"


def _known_codes(rng: Random) -> list[Code]:
    """Return tickets and labels of the shop, but for those on the places; each is sent once."""
    numbers = [str(number) for number in range(203, 263) if str(number) not in ORDERS]
    codes = [Code("ticket", number) for number in numbers]
    is_there = [number for number in numbers if int(number) % 3 != 2]  # the others were collected
    codes += [Code("garment", f"55{number}000{each}") for number in is_there for each in (1, 2)]
    rng.shuffle(codes)
    return codes
