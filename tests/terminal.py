"""A pseudo-terminal with the program in it, read as a person reads it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Self

import pexpect
import pyte

from .patience import HUNG_SECONDS

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
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
    "ctrl+n": "\x0e",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
}

SETTLING: Mapping[str, float] = {
    "escape": 0.15,  # with a key right behind it, it would be taken for one longer sequence
    "tab": 0.3,  # nobody types on before the cursor has moved
}
"""Seconds that a person takes before the next key, at least."""

SEEN: frozenset[str] = frozenset({"tab"})
"""Keys behind which a person looks what they did, however long that takes on a busy machine."""

LOOK_SECONDS = 5.0
"""After how long they go on where nothing changed."""

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
        command: What is run instead of the program, its arguments included.
    """

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        command: Sequence[str] = (sys.executable, "-m", "cleancloud_tui"),
    ) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        wanted = {**os.environ, "TERM": "xterm-256color", **(environment or {})}
        self._child = pexpect.spawn(
            command[0],
            [*command[1:], *arguments],
            env={name: value for name, value in wanted.items() if value is not None},
            dimensions=(lines, columns),
        )
        self._is_hung_up = False
        self.painted = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def press(self, *keys: str) -> None:
        """Press named keys; anything else is typed as it stands."""
        for key in keys:
            before = self.painted
            self._child.send(KEYS.get(key, key))
            self._read(SETTLING.get(key, 0.02))
            until = time.monotonic() + LOOK_SECONDS
            while key in SEEN and self.painted is before and time.monotonic() < until:
                self._read(0.05)

    def send(self, data: bytes) -> None:
        """Send bytes in one write, as a terminal or a scanner that sends them at once."""
        os.write(self._child.fileno(), data)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._child.pid)

    def seconds_until(self, key: str, sign: bytes, seconds: float = HUNG_SECONDS) -> float:
        """Press a key, and return how long it took until some bytes were painted after it."""
        self._read(0.05)
        pressed, painted = time.perf_counter(), b""
        os.write(self._child.fileno(), KEYS.get(key, key).encode())  # `send` would wait 50 ms
        while sign not in painted:
            painted += self._child.read_nonblocking(65536, timeout=seconds)
        taken = time.perf_counter() - pressed
        self._stream.feed(painted)
        return taken

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        self._read(0.05)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, pattern: str, seconds: float = HUNG_SECONDS) -> re.Match[str]:
        """Read until a pattern stands on the screen, and return it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := re.search(pattern, self.text):
                return found
        raise AssertionError(f"{pattern!r} did not come:\n{self.text}")

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self._child.kill(number)

    def hang_up(self) -> None:
        """Close the terminal under the program: it gets SIGHUP, and the end of its input."""
        self._child.ptyproc.fileobj.close()
        self._is_hung_up = True

    def kill(self) -> None:
        """End the program as a crash does: it can't do anything any more."""
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return bool(self._child.isalive())

    def wait_for_end(self, seconds: float = HUNG_SECONDS) -> int:
        """Wait for the program to end and return its exit code; of a signal, less than zero.

        One that goes on is ended, with whatever code that gives.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._read(0.1):
            pass
        while self._child.isalive() and time.monotonic() < until:
            time.sleep(0.02)
        self._child.close(force=True)
        return -int(self._child.signalstatus or 0) or int(self._child.exitstatus or 0)

    def _read(self, seconds: float) -> bool:
        """Read what is painted for so long; False where the program has ended."""
        if self._is_hung_up:
            return False
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                painted = self._child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                return True
            except pexpect.EOF:
                return False
            self.painted = (self.painted + painted)[-MOST_PAINTED:]
            self._stream.feed(painted)
        return True
