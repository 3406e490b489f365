"""A pseudo-terminal with the program in it, read as a person reads it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from typing import Self

import pexpect
import pyte

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


class Terminal:
    """Runs a command on a screen of 80×24."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "cleancloud_tui", *arguments],
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            dimensions=(24, 80),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def press(self, *keys: str) -> None:
        """Press named keys; anything else is typed as it stands."""
        for key in keys:
            self._child.send(KEYS.get(key, key))
            self._read(SETTLING.get(key, 0.02))

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._child.pid)

    def seconds_until(self, key: str, sign: bytes, seconds: float = 30) -> float:
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

    def wait_for(self, pattern: str, seconds: float = 30) -> re.Match[str]:
        """Read until a pattern stands on the screen, and return it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := re.search(pattern, self.text):
                return found
        raise AssertionError(f"{pattern!r} did not come:\n{self.text}")

    def kill(self) -> None:
        """End the program as a closed terminal or a crash does: it can't do anything any more."""
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)

    def wait_for_end(self) -> int:
        """Wait for the program to end and return its exit code."""
        self._child.expect(pexpect.EOF, timeout=20)
        self._child.close()
        return int(self._child.exitstatus or 0)

    def _read(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._stream.feed(self._child.read_nonblocking(65536, timeout=left))
            except pexpect.TIMEOUT:
                return
            except pexpect.EOF:
                return
