"""Sends codes into a pseudo-terminal as scanners do, and compares what the counter took."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pexpect
import pyte

from .counter_in_terminal import SCREENS
from .over_ssh import remote

ROOT = Path(__file__).parents[2]
SUFFIXES = ("\r", "\n", "\r\n", "\t")
MARKS = ("]C0", "]A0", "]I0", "]d2", "]Q1")
QUESTION = "scanned or typed?"
"""Stands on the screen where the keys of a number do not tell; whoever scans says so."""

SCANNED = b"\x1bOR"
"""F3."""

UNPROVEN = ("one piece", "0 ms", "1 ms", "140 ms", "paste", "2 ms, hanging")
"""Ways that prove nothing of a lone number that is as short as people's."""

PATIENCE = 20.0
"""Seconds in which a code is taken, or asked about, whatever else the machine does."""


@dataclass(frozen=True)
class Way:
    """How codes are sent.

    Attributes:
        name: Its name.
        gap: Seconds between keys; None for many codes in one write.
        prefix: What the scanner sends before each code.
        hangs: Whether the line hangs in the middle of some codes.
        is_paste: Whether each code comes as a bracketed paste.
        is_piece: Whether each code comes in one piece, as a slow line delivers it.
        is_marked: Whether AIM's identifier leads.
    """

    name: str
    gap: float | None = None
    prefix: str = ""
    hangs: bool = False
    is_paste: bool = False
    is_piece: bool = False
    is_marked: bool = False


WAYS = (
    Way("one write"),
    Way("one piece", 0.0, is_piece=True),
    Way("0 ms", 0.0),
    Way("1 ms", 0.001),
    Way("2 ms", 0.002),
    Way("8 ms", 0.008),
    Way("16 ms", 0.016),
    Way("2 ms, hanging", 0.002, hangs=True),
    Way("prefix", 0.002, prefix="#"),
    Way("identifier", 0.002, is_marked=True),
    Way("paste", is_paste=True),
    Way("140 ms", 0.14),
)


@dataclass(frozen=True)
class Trial:
    """One screen, one way, some codes: what was sent and what was seen."""

    screen: str
    way: Way
    sent: tuple[str, ...]
    taken: tuple[str, ...]
    actions: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    asked: int

    @property
    def faults(self) -> Iterator[str]:
        where = f"{self.screen}, {self.way.name}"
        if self.taken != self.sent:
            lost = [code for code in self.sent if code not in self.taken]
            more = [code for code in self.taken if code not in self.sent]
            count = f"{len(self.taken)} of {len(self.sent)}"
            yield f"{where}: {count}, lost {lost[:5]}, instead {more[:5]}"
        if self.actions:
            yield f"{where}: bindings fired: {self.actions[:5]}"
        if self.after != self.before:
            yield f"{where}: fields hold {self.after} instead of {self.before}"


def some_codes(rng: Random, count: int) -> list[str]:
    """Return codes of all kinds; no two are alike."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        kind = (0, 5, rng.randrange(6))[len(codes) % 3]
        code = (
            f"{rng.randrange(10**12):012}",
            f"2{rng.randrange(10**10):010}",
            f"1{rng.randrange(10**7):07}",
            f"P-{rng.choice('ABCD')}{rng.randrange(1000)}",
            f"C-{rng.randrange(10**5)}",
            str(rng.randrange(1000, 999_999)),
        )[kind]
        if not code.startswith(("19", "20")):  # as days do, which people type
            codes[code] = None
    return list(codes)


def run_trial(
    directory: Path, screen: str, way: Way, count: int, seed: int, through: Sequence[str] = ()
) -> Trial:
    """Open a screen in a terminal, send codes, and return what came of it.

    Args:
        directory: A folder for what is written meanwhile.
        screen: One of `SCREENS`.
        way: How codes are sent.
        count: How many.
        seed: What makes them the same again.
        through: A command that opens a terminal elsewhere, such as `ssh`; none for here.
    """
    rng = Random(seed)
    codes = some_codes(rng, count)
    directory.mkdir(parents=True, exist_ok=True)
    report = directory / "report.json"
    arguments = [
        "-m",
        "tests.scanner.counter_in_terminal",
        screen,
        str(report),
        way.prefix,
        "0.2" if way.gap == 0.14 else "0.04",
    ]
    whole = [sys.executable, *arguments]
    if through:
        whole = [*through, remote(whole, ROOT)]
    child = pexpect.spawn(
        whole[0],
        whole[1:],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        dimensions=(24, 80),
    )
    counter = Counter(child)
    try:
        _wait_for(child, report.with_suffix(".ready"))
        _send(counter, rng, way, codes, report.with_suffix(".taken"))
        counter.wait(0.5)
        child.send("\x1b[24~")
        _wait_for(child, report)
    finally:
        child.close(force=True)
    seen = json.loads(report.read_text())
    return Trial(
        screen,
        way,
        tuple(codes),
        *(tuple(seen[name]) for name in ("taken", "actions", "before", "after")),
        asked=counter.asked,
    )


def trials(directory: Path, codes: int, seed: int, through: Sequence[str] = ()) -> Iterator[Trial]:
    """Yield trials, each way on one screen after another, until so many codes were sent."""
    rng, number, sent = Random(seed), 0, 0
    while sent < codes:
        way = WAYS[number % len(WAYS)]
        screen = SCREENS[(number + number // len(WAYS)) % len(SCREENS)]
        count = _fair(way, max(6, codes // 40))
        seeded = rng.randrange(10**6)
        yield run_trial(directory / str(number), screen, way, count, seeded, through)
        sent += count
        number += 1


def _fair(way: Way, count: int) -> int:
    """Return how many codes are sent that way: so many that none takes much longer."""
    if way.gap is None:
        return count * 3
    return max(4, min(count, round(20 / (14 * max(way.gap, 0.001)))))


@dataclass
class Counter:
    """The counter in its terminal, and who scans there.

    Attributes:
        child: The program.
        asked: How often it asked whether a number was scanned.
    """

    child: pexpect.spawn[bytes]
    asked: int = 0

    def __post_init__(self) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._is_asked = False

    def write(self, text: str) -> None:
        """Send keys in one piece."""
        os.write(self.child.fileno(), text.encode())

    def wait(self, seconds: float, *, in_code: bool = False) -> None:
        """Let time pass, read what is painted, and say that it was scanned where that is asked.

        Args:
            seconds: How long.
            in_code: A code is on its way: nobody presses a key in the middle of one.
        """
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            with contextlib.suppress(pexpect.TIMEOUT):
                painted = self.child.read_nonblocking(65536, timeout=max(0.0, left))
                self._stream.feed(painted)
            if not in_code:
                self._answer()
            if left <= 0:
                return

    def wait_for(self, codes: int, taken: Path) -> None:
        """Wait as a person does who looks at what became of it before going on.

        Args:
            codes: How many will have been taken then.
            taken: A file with as many characters as codes were taken.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not (taken.exists() and taken.stat().st_size >= codes):
            self.wait(0.02)

    def _answer(self) -> None:
        was_asked, self._is_asked = self._is_asked, QUESTION in self._screen.display[-1]
        if self._is_asked and not was_asked:
            self.asked += 1
            os.write(self.child.fileno(), SCANNED)


def _send(counter: Counter, rng: Random, way: Way, codes: Sequence[str], taken: Path) -> None:
    suffix = rng.choice(SUFFIXES)
    texts = [
        way.prefix + (rng.choice(MARKS) if way.is_marked else "") + code + suffix for code in codes
    ]
    if way.is_paste:
        texts = [f"\x1b[200~{code}\n\x1b[201~" for code in codes]
    if way.gap is None:
        whole = "".join(texts)
        for begin in range(0, len(whole), 1024):  # a terminal takes no more at once
            counter.write(whole[begin : begin + 1024])
            counter.wait(0.001)
        return
    for sent, text in enumerate(texts, 1):
        hangs_at = rng.randrange(2, len(text) - 2) if way.hangs and len(text) > 6 else -1
        for number, piece in enumerate([text] if way.is_piece else text):
            counter.write(piece)
            pause = rng.uniform(0.05, 0.3) if number == hangs_at else way.gap
            counter.wait(pause, in_code=True)
        is_unproven = way.name in UNPROVEN and text.strip().isdigit() and len(text.strip()) < 7
        counter.wait(rng.choice((0.0, 0.06, 0.12)))
        if is_unproven:
            counter.wait_for(sent, taken)


def _wait_for(child: pexpect.spawn[bytes], path: Path) -> None:
    until = time.monotonic() + 90
    while not path.exists():
        try:
            child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            break
        if time.monotonic() > until:
            break
    if not path.exists():
        raise AssertionError(f"{path.name} did not come")
