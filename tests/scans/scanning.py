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

from .counter_in_terminal import SCREENS
from .over_ssh import remote

ROOT = Path(__file__).parents[2]
SUFFIXES = ("\r", "\n", "\r\n", "\t")
MARKS = ("]C0", "]A0", "]I0", "]d2", "]Q1")
TYPED_INTO = ("find", "audit", "connect", "notes", "palette", "repeat pickup")
"""Screens whose focus is in a text field."""

UNPROVEN = ("0 ms", "1 ms", "140 ms")
"""Ways that prove nothing of a lone number that is as short as people's: it stays in the field."""


@dataclass(frozen=True)
class Way:
    """How codes are sent.

    Attributes:
        name: Its name.
        gap: Seconds between keys; None for many codes in one write.
        prefix: What the scanner sends before each code.
        hangs: Whether the line hangs in the middle of some codes.
        is_paste: Whether each code comes as a bracketed paste.
        is_marked: Whether AIM's identifier leads.
    """

    name: str
    gap: float | None = None
    prefix: str = ""
    hangs: bool = False
    is_paste: bool = False
    is_marked: bool = False


WAYS = (
    Way("one write"),
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


def some_codes(rng: Random, count: int, *, tickets: bool) -> list[str]:
    """Return codes of all kinds, with tickets or without; no two are alike."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        kind = 0 if len(codes) % 3 == 0 else rng.randrange(6 if tickets else 5)
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
    is_unproven = screen in TYPED_INTO and way.name in UNPROVEN
    codes = some_codes(rng, count, tickets=not is_unproven)
    directory.mkdir(parents=True, exist_ok=True)
    report = directory / "report.json"
    arguments = [
        "-m",
        "tests.scans.counter_in_terminal",
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
    try:
        _wait_for(child, report.with_suffix(".ready"))
        _send(child, rng, way, codes)
        _drain(child, 0.5)
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


def _send(child: pexpect.spawn[bytes], rng: Random, way: Way, codes: Sequence[str]) -> None:
    suffix = rng.choice(SUFFIXES)
    texts = [
        way.prefix + (rng.choice(MARKS) if way.is_marked else "") + code + suffix for code in codes
    ]
    if way.is_paste:
        texts = [f"\x1b[200~{code}\n\x1b[201~" for code in codes]
    if way.gap is None:
        whole = "".join(texts).encode()
        for begin in range(0, len(whole), 1024):  # a terminal takes no more at once
            os.write(child.fileno(), whole[begin : begin + 1024])
            _drain(child, 0.001)
        return
    for text in texts:
        hangs_at = rng.randrange(2, len(text) - 2) if way.hangs and len(text) > 6 else -1
        for number, sign in enumerate(text):
            os.write(child.fileno(), sign.encode())
            _drain(child, rng.uniform(0.05, 0.3) if number == hangs_at else way.gap)
        _drain(child, rng.choice((0.0, 0.06, 0.12)))


def _drain(child: pexpect.spawn[bytes], seconds: float) -> None:
    """Let time pass, and read what the program paints, or it would wait for the terminal."""
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        with contextlib.suppress(pexpect.TIMEOUT):
            child.read_nonblocking(65536, timeout=max(0.0, left))
        if left <= 0:
            return


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
