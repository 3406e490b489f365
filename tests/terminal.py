"""A pseudo-terminal with the program in it, read as a person reads it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

from cleancloud_tui.stores.private import make_folder

from . import forking
from .patience import HUNG_SECONDS

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "end": "\x1b[F",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "ctrl+b": "\x02",
    "ctrl+n": "\x0e",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
}

SETTLING: Mapping[str, float] = {
    "escape": 0.15,  # with a key right behind it, it would be taken for one longer sequence
    "tab": 0.3,  # nobody types on before the cursor has moved
    "shift+tab": 0.3,
}
"""Seconds that a person takes before the next key, at least."""

SEEN: frozenset[str] = frozenset({"tab", "shift+tab"})
"""Keys behind which a person looks what they did, however long that takes on a busy machine."""

LOOK_SECONDS = 5.0
"""After how long they go on where nothing changed."""

PERSON_SECONDS = 0.05
"""Between two keys of a person: a scanner's come faster."""

YES = "f12"
LEAVE = "ctrl+q"
ASKS = "F12"
"""Stands in every question."""

ONCE_MORE = "Once more, when you have read it"
"""Stands in a question where a busy machine can't tell who pressed the key that says yes."""

READING_SECONDS = 0.3
"""Before a person says yes or leaves, and before the next key: it would be a scanner's else."""

NEXT_YES_SECONDS = 1.3
"""From one yes to the next: the question is read first."""

_TAKES_TERMINAL = (
    sys.executable,
    "-ISc",
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execvp(sys.argv[1], sys.argv[1:])",
)
"""Makes the terminal the one that the program hangs on, without a fork in a process of threads."""

AS_INSTALLED = (sys.executable, "-m", "cleancloud_tui")
"""Starts the program as a person does, with a Python of its own."""

MOST_PAINTED = 1_000_000
"""Bytes of what was painted that are kept, as they came."""


class Terminal:
    """Runs a command on a screen of 80×24, or of another size.

    Attributes:
        painted: What it wrote to the terminal, the last of it.

    Args:
        arguments: What follows the program's name.
        environment: Set besides what is set; a variable that is None is taken away.
        size: Columns and lines.
        command: What is run, followed by the arguments; None for the program, forked from a
            process that has read it already.
        is_new: Whether whoever starts it was never welcomed.
    """

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        command: Sequence[str] | None = None,
        is_new: bool = False,
    ) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._text: str | None = None
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = os.openpty()
        termios.tcsetwinsize(slave, (lines, columns))
        wanted = {**os.environ, "TERM": "xterm-256color", **(environment or {})}
        variables = {name: value for name, value in wanted.items() if value is not None}
        if not is_new and "--read-only" not in arguments:
            _answer_welcome(variables)
        self._name = os.ttyname(slave)
        self.child = _started(command, arguments, variables, slave)
        os.close(slave)
        self._is_open = True
        self._pressed_at = self._said_yes_at = 0.0
        self.painted = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def press(self, *keys: str) -> None:
        """Press named keys; anything else is typed as it stands."""
        for key in keys:
            before = self.painted
            self._take_time(key)
            question = self._question if key == YES else []
            self.send(KEYS.get(key, key).encode())
            self._wait_until_read()
            self._read(SETTLING.get(key, 0.02))
            until = time.monotonic() + LOOK_SECONDS
            while key in SEEN and self.painted is before and time.monotonic() < until:
                self._read(0.05)
            if question:
                self._look_what_yes_did(question)

    def _wait_until_read(self) -> None:
        """Let the program take the keys: read at once with the next, they would be no person's.

        A busy machine may not let it run for longer than a person needs from key to key.
        """
        until = time.monotonic() + LOOK_SECONDS
        while self._is_unread and time.monotonic() < until:
            self._read(0.005)
        self._pressed_at = time.monotonic()

    @property
    def _is_unread(self) -> bool:
        try:
            terminal = os.open(self._name, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:  # the program has ended
            return False
        try:
            unread = fcntl.ioctl(terminal, termios.FIONREAD, bytes(4))
        finally:
            os.close(terminal)
        return any(unread)

    def _look_what_yes_did(self, question: list[str]) -> None:
        """Look until the question has gone, and say yes once more where it asks for that."""
        begun = time.monotonic()
        while self._question == question:
            now, is_asked = time.monotonic(), ONCE_MORE in self.text
            if now - begun > (HUNG_SECONDS if is_asked else LOOK_SECONDS):
                break
            if is_asked and now - self._said_yes_at > NEXT_YES_SECONDS:
                self._pressed_at = self._said_yes_at = now
                self.send(KEYS[YES].encode())

    @property
    def _question(self) -> list[str]:
        """What is asked in a box, without what stands around it, or below the keys."""
        lines = [part for line in self.text.splitlines() for part in line.split("█")[1:-1]]
        keys = [line for line in lines if ASKS in line]
        return lines[: lines.index(keys[0]) + 1] if keys else []

    def _take_time(self, key: str) -> None:
        """Wait for as long as a person takes from the key before, and to read what is asked."""
        until = time.monotonic() + LOOK_SECONDS
        while key == YES and ASKS not in self.text and time.monotonic() < until:
            self._pressed_at = time.monotonic()
        now = time.monotonic()
        since, since_yes = now - self._pressed_at, now - self._said_yes_at
        waits = [PERSON_SECONDS]
        if key in (YES, LEAVE):
            waits.append(READING_SECONDS - since)
        if key == YES:
            waits.append(NEXT_YES_SECONDS - since_yes)
        waits.append(READING_SECONDS - since_yes)
        time.sleep(max(waits))
        self._pressed_at = time.monotonic()
        if key == YES:
            self._said_yes_at = self._pressed_at

    def send(self, data: bytes) -> None:
        """Send bytes in one write, as a terminal or a scanner that sends them at once."""
        while data:  # a terminal takes no more than its buffer holds at once
            data = data[os.write(self._master, data) :]

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(lines, columns)
        self._text = None
        termios.tcsetwinsize(self._master, (lines, columns))

    @property
    def pid(self) -> int:
        """The program's process."""
        return self.child.pid

    def seconds_until(self, key: str, sign: bytes, seconds: float = HUNG_SECONDS) -> float:
        """Press a key, and return how long it took until some bytes were painted after it."""
        self._read(0.05)
        pressed, painted = time.perf_counter(), b""
        self.send(KEYS.get(key, key).encode())
        while sign not in painted:
            painted += self._painted_within(seconds) or b""
            assert time.perf_counter() - pressed < seconds, f"{sign!r} was not painted"
        taken = time.perf_counter() - pressed
        self._show(painted)
        return taken

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        self._read(0.05)
        if self._text is None:  # put together once for each picture, however often it is looked at
            self._text = "\n".join(line.rstrip() for line in self.screen.display)
        return self._text

    def wait_for(self, pattern: str, seconds: float = HUNG_SECONDS) -> re.Match[str]:
        """Read until a pattern stands on the screen, and return it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := re.search(pattern, self.text):
                return found
        raise AssertionError(f"{pattern!r} did not come:\n{self.text}")

    def read_all(self) -> bytes:
        """Return what was painted, of a program that paints no more."""
        while painted := self._painted_within(0.5):
            self._show(painted)
        return self.painted

    def wait_until_gone(self, pattern: str, seconds: float = HUNG_SECONDS) -> None:
        """Read until a pattern stands on the screen no more."""
        until = time.monotonic() + seconds
        while re.search(pattern, self.text):
            assert time.monotonic() < until, f"{pattern!r} did not go:\n{self.text}"

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self.child.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal under the program: it gets SIGHUP, and the end of its input."""
        if self._is_open:
            self._is_open = False
            os.close(self._master)

    def kill(self) -> None:
        """End the program as a crash does: it can't do anything any more."""
        self._end()

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return self.child.poll() is None

    def wait_for_end(self, seconds: float = HUNG_SECONDS) -> int:
        """Wait for the program to end and return its exit code; of a signal, less than zero.

        One that goes on is killed.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._read(0.1):
            pass
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(max(0.0, until - time.monotonic()))
        return self._end()

    def _end(self) -> int:
        self.child.kill()  # nothing where it has ended
        self.hang_up()
        return self.child.wait()

    def _read(self, seconds: float) -> bool:
        """Read what is painted for so long; False where the program has ended."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            painted = self._painted_within(left)
            if painted is None:
                return False
            if painted:
                self._show(painted)
        return True

    def _show(self, painted: bytes) -> None:
        self.painted = (self.painted + painted)[-MOST_PAINTED:]
        self._stream.feed(painted)
        self._text = None

    def _painted_within(self, seconds: float) -> bytes | None:
        """Return what is painted next, empty where nothing is; None where the program has ended."""
        if not self._is_open:
            return None
        if not select.select([self._master], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._master, 65536) or None
        except OSError:  # how Linux tells the end of a terminal
            return None


def _answer_welcome(variables: Mapping[str, str]) -> None:
    """Leave behind what whoever was welcomed has left."""
    if (state := variables.get("XDG_STATE_HOME")) and "CLEANCLOUD_TUI_HOME" not in variables:
        with contextlib.suppress(OSError):
            folder = Path(state, "cleancloud-tui")
            make_folder(folder)  # nobody else can look into any of them
            (folder / "welcomed").touch(mode=0o600)


def _started(
    command: Sequence[str] | None,
    arguments: Sequence[str],
    variables: Mapping[str, str],
    terminal: int,
) -> subprocess.Popen[bytes] | forking.Forked:
    if command is None and forking.IS_POSSIBLE:
        return forking.parent().forked(arguments, variables, terminal)
    return subprocess.Popen(
        [*_TAKES_TERMINAL, *(command or forking.PROGRAM), *arguments],
        env=variables,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
