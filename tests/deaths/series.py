"""One computer, one shop, and a program that dies again and again."""

from __future__ import annotations

import contextlib
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.stranger import Stranger
from tests.terminal import Terminal

from . import ends, treatments
from .computer import Computer
from .treatments import Treatment
from .works import WORKS, Person, Work

PEOPLE: Final = 20
"""Customers of the stranger's shop: each is worked for once a series."""

_ON_SCREEN_SECONDS: Final = 10.0
_FOUND_SECONDS: Final = 40.0
"""Within this something that was done is found: it is looked for 5, 10 and 20 s after sending."""

_IMPATIENT_SECONDS: Final = 1.5
_DID_HAPPEN: Final = r"did[\s▌]+happen"
"""Said in a message, where its words may part."""

_LONG_SECONDS: Final = 2.0


@dataclass(slots=True)
class Death:
    """One death, and what came before it."""

    person: Person
    kind: str
    treatment: Treatment
    end: str
    presses: int
    before: str = ""
    """What the screen said before the last keys."""
    told: str = ""
    """What the screen said before it."""
    was_long: bool = False
    """Whether it took so long that what became of the work may have been found before."""

    @property
    def new_on_screen(self) -> str:
        """The lines that the last keys brought."""
        known = self.before.splitlines()
        return "\n".join(line for line in self.told.splitlines() if line not in known)

    @property
    def work(self) -> Work:
        """What was under way."""
        return WORKS[self.kind]

    def __str__(self) -> str:
        twice = f", pressed {self.presses} times" if self.presses > 1 else ""
        return (
            f"{self.kind} for {self.person.customer}, {self.treatment.name}{twice}, by {self.end}"
        )


@dataclass(slots=True)
class Series:
    """Some deaths of the program on one computer.

    Attributes:
        directory: Of the computer's files; empty.
        seed: Decides what is done and what goes wrong.
        say: Is told of each death.
        violations: What should not be.
        deaths: Those that were.
        undecided: Entries that only a person can decide, though the server knows.
    """

    directory: Path
    seed: str
    say: Callable[[str], None] = lambda _: None
    violations: list[str] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    undecided: int = 0
    _computer: Computer = field(init=False)

    def run(self, deaths: int) -> None:
        """Let the program die so often, 20 times at most."""
        dice = random.Random(self.seed)
        people = [Person(place) for place in range(1, PEOPLE + 1)]
        dice.shuffle(people)
        with Stranger() as stranger:
            self._computer = Computer(self.directory / "computer", stranger.base_url)
            counter = self._computer.opened()
            try:
                for person in people[:deaths]:
                    death = self._drawn(person, dice)
                    self.deaths.append(death)
                    self._work(counter, stranger, death, dice)
                    counter = self._computer.opened()
                    counter = self._look(counter, stranger, death)
                    self.say(f"{death}: {counter.text.splitlines()[0]}")
            finally:
                counter.kill()
            self._see_in_the_end(stranger)

    def _drawn(self, person: Person, dice: random.Random) -> Death:
        return Death(
            person,
            dice.choice(list(WORKS)),
            treatments.drawn(dice),
            ends.drawn(dice),
            presses=dice.choice((1, 1, 2)),
        )

    # What happens

    def _work(
        self, counter: Terminal, stranger: Stranger, death: Death, dice: random.Random
    ) -> None:
        """Do what a person does, and die in the middle of it."""
        counter.wait_for("Last in, of", 20)
        try:
            death.work.get_ready(counter, death.person)
        except AssertionError as error:
            self._blame(death, f"could not be got ready: {error}")
        death.before = counter.text
        stranger.as_usual()
        stranger.answer(death.work.operation, death.treatment.answer)
        for press in range(death.presses):
            if press:
                time.sleep(dice.choice((0.0, 0.3, 0.5)))
            death.work.set_off(counter, death.person)
        self._wait_to_die(stranger, death, dice)
        death.told, pressed = counter.text, time.monotonic()
        if not ends.ENDS[death.end](counter):
            self._blame(death, "the program did not end")
        death.was_long = time.monotonic() - pressed > _LONG_SECONDS

    def _wait_to_die(self, stranger: Stranger, death: Death, dice: random.Random) -> None:
        """Wait for a random point: soon after the key, or as soon as the server has it."""
        if dice.random() < 0.3:
            time.sleep(dice.uniform(0, 0.3))
            return
        until = time.monotonic() + 5
        while time.monotonic() < until and not death.work.requests(stranger, death.person):
            time.sleep(0.005)
        time.sleep(dice.choice((0.0, dice.uniform(0, 0.2), dice.uniform(0, 2))))

    # What has to be seen then

    def _look(self, counter: Terminal, stranger: Stranger, death: Death) -> Terminal:
        """See that its doubt stands on the screen in time; return the program that runs then."""
        self._see_doubts(counter, stranger, death)
        if self._is_open(stranger, death) and not self._done(stranger, death):
            counter = self._try_again(counter, stranger, death)
        death.treatment.release()
        self._see_found(counter, stranger, death)
        return counter

    def _see_doubts(self, counter: Terminal, stranger: Stranger, death: Death) -> None:
        """See that as many doubts stand on the screen as there are, within seconds of the start."""
        until = time.monotonic() + _ON_SCREEN_SECONDS
        least = self._least(stranger)
        while self._doubts(counter) < least or not self._is_told(counter, stranger, death):
            if time.monotonic() > until:
                self._blame(death, f"{least} doubts, but on the screen:\n{counter.text}")
                return

    def _is_told(self, counter: Terminal, stranger: Stranger, death: Death) -> bool:
        """Tell whether the screen said something of a request that was not answered."""
        was_found_out = re.search(rf"✓|READY BY|{_DID_HAPPEN}", death.new_on_screen)
        if death.was_long or was_found_out or not self._is_open(stranger, death):
            return True
        is_told = re.search(rb"being looked up|TO RESOLVE|did happen", counter.painted)
        return bool(is_told or re.search(_DID_HAPPEN, counter.text))

    def _try_again(self, counter: Terminal, stranger: Stranger, death: Death) -> Terminal:
        """Do the same once more, as somebody who did not read what stands there."""
        if death.work.repeats:
            return counter
        arrived = len(death.work.requests(stranger, death.person))
        death.work.try_again(counter, death.person, _IMPATIENT_SECONDS)
        time.sleep(0.5)
        if len(death.work.requests(stranger, death.person)) > arrived:
            self._blame(death, f"sent again while it was not known:\n{counter.text}")
        counter.kill()
        counter = self._computer.opened()
        self._see_doubts(counter, stranger, death)
        return counter

    def _see_found(self, counter: Terminal, stranger: Stranger, death: Death) -> None:
        """See that what was done is found, and that values are set in the end."""
        waits = self._is_open(stranger, death) or self._done(stranger, death)
        until = time.monotonic() + (_FOUND_SECONDS if waits else 0)
        while True:
            seen, most = self._doubts(counter), self._most(stranger)
            is_set = not death.work.repeats or self._done(stranger, death)
            if seen <= most and (is_set or not waits):
                break
            if time.monotonic() > until:
                if waits:
                    self._give_up(counter, death, is_set=is_set)
                self.undecided += max(0, seen - most)
                break
        if seen < self._least(stranger):
            self._blame(death, f"a doubt is not on the screen any more:\n{counter.text}")

    def _give_up(self, counter: Terminal, death: Death, *, is_set: bool) -> None:
        if not is_set and not self._doubts(counter):
            self._blame(death, f"was neither done nor put before anybody:\n{counter.text}")
        counter.press("\x12")
        with contextlib.suppress(AssertionError):
            counter.wait_for("your decision|looked up", 5)
        self.say(f"a person has to decide: {death}\n{counter.text}")
        counter.press("escape")

    def _see_in_the_end(self, stranger: Stranger) -> None:
        """See that nothing was done twice."""
        for death in self.deaths:
            if death.work.repeats:
                continue
            requests = death.work.requests(stranger, death.person)
            done = sum(each.is_done for each in requests)
            if done > 1:
                self._blame(death, f"was done {done} times")
            elif len(requests) > 1 and not death.treatment.is_clear:
                self._blame(death, f"was sent {len(requests)} times")

    # What the server knows

    def _done(self, stranger: Stranger, death: Death) -> bool:
        return any(each.is_done for each in death.work.requests(stranger, death.person))

    def _is_open(self, stranger: Stranger, death: Death) -> bool:
        """Tell whether it arrived, and no answer told what became of it."""
        is_told = death.treatment.is_clear
        return not is_told and bool(death.work.requests(stranger, death.person))

    def _least(self, stranger: Stranger) -> int:
        """Return how many doubts there have to be: what arrived, and nothing tells of."""
        return sum(
            self._is_open(stranger, death)
            and not death.work.repeats
            and not self._done(stranger, death)
            for death in self.deaths
        )

    def _most(self, stranger: Stranger) -> int:
        """Return how many there may be: what was refused, or never sent, may not be known to be."""
        not_done = sum(
            not death.work.repeats and not self._done(stranger, death) for death in self.deaths
        )
        return not_done + self.undecided

    # What the screen says

    @staticmethod
    def _doubts(counter: Terminal) -> int:
        """Return how many doubts the status line tells."""
        found = re.findall(r"(\d+) (?:being looked up|TO RESOLVE)", counter.text)
        return sum(map(int, found))

    def _blame(self, death: Death, what: str) -> None:
        self.violations.append(f"[{self.seed}] {death}: {what}\nbefore it:\n{death.told}")
