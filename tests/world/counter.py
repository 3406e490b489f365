"""The real program at a stranger's shop, in a terminal whose every frame is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyte

from tests.patience import HUNG_SECONDS
from tests.stranger import Stranger
from tests.stranger.server import TOKEN
from tests.terminal import KEYS, Terminal

HOME: Final = r"Last in, of|No customers"
SCANS: Final = r"\^L look up"
QUESTION: Final = re.compile(r"scanned or typed\?")
SIZE: Final = (100, 40)

PICKUP: Final = "2030-01-07"
"""When the repeat pickup of customer 117 is next."""

_STILL: Final = 0.4
"""Seconds without anything being painted after which a screen stands still."""


class Counter(Terminal):
    """The program in its terminal.

    Attributes:
        frames: What stood on the screen, one after another, since `begin`.
        bells: How often it rang since then.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        super().__init__(environment=environment, size=SIZE)
        self.frames: list[str] = []
        self.bells = 0
        self.screen.bell = self._ring  # type: ignore[method-assign]
        self._stream = pyte.ByteStream(self.screen)

    def _ring(self, *_: object) -> None:
        self.bells += 1

    def begin(self) -> None:
        """Forget what was seen."""
        self.frames, self.bells = [self._now], 0

    @property
    def _now(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press named keys, also `ctrl+` and a letter; anything else is typed as it stands."""
        for key in keys:
            is_control = key.startswith("ctrl+") and key not in KEYS
            super().press(chr(ord(key[-1]) & 31) if is_control else key)

    def write(self, pieces: Sequence[tuple[bytes, float]]) -> float:
        """Write pieces, each so many seconds before the next; return by how much one was late.

        What is painted meanwhile is only gathered: to read it would take time.
        """
        longest, due, seen = 0.0, time.monotonic(), []
        for piece, gap in pieces:
            longest = max(longest, time.monotonic() - due)
            self.send(piece)
            due = time.monotonic() + gap
            while (left := due - time.monotonic()) > 0:
                if (painted := self._painted_within(left)) is None:
                    time.sleep(max(0.0, left))
                else:
                    seen.append(painted)
        for painted in seen:
            self._see(painted)
        return longest

    def _see(self, painted: bytes) -> None:
        self._stream.feed(painted)
        if (now := self._now) != self.frames[-1]:
            self.frames.append(now)

    def watch(self, seconds: float) -> bool:
        """Read what is painted for so long; tell whether anything was."""
        until, is_painted = time.monotonic() + seconds, False
        while (left := until - time.monotonic()) > 0:
            painted = self._painted_within(left)
            if painted is None:
                return is_painted
            if painted:
                self._see(painted)
                is_painted = True
        return is_painted

    def settle(self, least: float, most: float = 8.0) -> None:
        """Watch for a while, and on until it stands still."""
        self.watch(least)
        until = time.monotonic() + most
        while self.watch(_STILL) and time.monotonic() < until:
            pass

    def comes(self, pattern: str, seconds: float) -> bool:
        """Tell whether a pattern stands on the screen, now or soon."""
        until = time.monotonic() + seconds
        while not re.search(pattern, self._now):
            if time.monotonic() > until or not self.is_running:
                return False
            self.watch(0.05)
        return True


class Scene:
    """A shop, its files on this computer, and the counter in front of it."""

    def __init__(self, directory: Path) -> None:
        self.stranger = Stranger()
        pickup = {"customerID": "117", "pickupDate": PICKUP, "frequency": "7"}
        self.stranger.shop.perform("repeatPickup", pickup)
        self.stranger.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.stranger.__enter__()
        self._environment = {
            f"XDG_{kind}_HOME": str(directory / kind.lower())
            for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        settings = directory / "config" / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(0o600)
        settings.write_text(
            f'[[shops]]\nname = "World"\nbase_url = "{self.stranger.base_url}"\n'
            f'token = "{TOKEN}"\nrate = 50\nmargin = 0.0\n'
        )
        self.counter = self._opened()

    def _opened(self) -> Counter:
        counter = Counter(self._environment)
        counter.begin()
        counter.wait_for(HOME, HUNG_SECONDS)
        counter.wait_for(r"left  ·  online", HUNG_SECONDS)
        while re.search(r"filling \d", counter.text):
            pass
        return counter

    def reopen(self) -> None:
        """Let the program be started anew, in the same files."""
        self.counter.kill()
        self.counter = self._opened()

    def close(self) -> None:
        """End everything."""
        self.counter.kill()
        self.stranger.__exit__()

    @property
    def writes(self) -> list[Any]:
        """What the shop was asked to change."""
        return self.stranger.writes
