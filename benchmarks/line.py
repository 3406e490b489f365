"""What goes over the line to a terminal of 80×24: for a key, for a screen, and while nobody types.

    python -m benchmarks.line [--seconds 20]

The counter runs over the practice shop in a pseudo-terminal, as behind an SSH server. Somebody
types what people search for, key by key, and opens screens; then nobody does anything.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tests.terminal import KEYS, Terminal

MOST_KEY, MOST_SCREEN = 3_000, 6_000
"""Bytes that a key in the search, and opening a screen, may take as a median."""

TYPED = ("smith", "anna mü", "ha", "0151", "kowalski", "lee 4", "garcia")

SCREENS = {
    "a customer": ("down", "enter"),
    "an order": ("enter",),
    "back": ("escape",),
    "repeat pickups": ("r",),
    "and back": ("escape",),
    "scan": ("f3",),
    "summary": ("f4",),
    "find": ("f2",),
    "budget": ("\x07",),
    "from the budget": ("escape",),
    "audit": ("\x14",),
    "from the audit": ("escape",),
}

_QUIET = 0.7
"""Seconds without output after which all has come."""


class Line(Terminal):
    """A terminal that counts what comes."""

    def count(self, *keys: str) -> int:
        """Press keys at a person's pace, and return the bytes that come for the last of them."""
        for key in keys:
            self.sent = 0
            self.send(KEYS.get(key, key).encode())
            self.listen(_QUIET)
        return self.sent

    def listen(self, quiet: float, at_most: float = 10.0) -> int:
        """Read until nothing comes for so long; return the bytes."""
        until, self.sent = time.monotonic() + at_most, 0
        while time.monotonic() < until and (painted := self._painted_within(quiet)):
            self.sent += len(painted)
            self._show(painted)
        return self.sent

    def idle(self, seconds: float) -> int:
        """Do nothing for so long; return the bytes that come."""
        began, sent = time.monotonic(), 0
        while (left := seconds - (time.monotonic() - began)) > 0:
            sent += self.listen(left, left)
        return sent


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=20, help="for which nobody types")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as temporary:
        names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
        places = {name: str(Path(temporary) / name) for name in names}
        environment = {**places, "SSH_CONNECTION": "192.0.2.7 1 192.0.2.1 22"}
        with Line(environment={**environment, "COLORTERM": "truecolor"}) as line:
            line.wait_for("Last in, of", 60)
            line.wait_for("online", 60)
            time.sleep(5)
            line.listen(3.0, 60)
            keys = [line.count(key) for text in TYPED for key in (*text, "\x15")]
            print(f"a key in the search: {statistics.median(keys):,.0f} bytes (under {MOST_KEY:,}),"
                  f" most {max(keys):,}")  # fmt: skip
            screens = {name: line.count(*pressed) for name, pressed in SCREENS.items()}
            print(f"a screen: {statistics.median(screens.values()):,.0f} bytes"
                  f" (under {MOST_SCREEN:,}), most {max(screens.values()):,}")  # fmt: skip
            print("  " + ", ".join(f"{name} {sent:,}" for name, sent in screens.items()))
            line.count("f2")
            idle = {"the search": line.idle(seconds)}
            line.count("down", "enter")
            line.count("enter")
            idle["an order"] = line.idle(seconds)
            told = ", ".join(f"{sent:,} bytes on {name}" for name, sent in idle.items())
            print(f"nobody types for {seconds} s: {told}")


if __name__ == "__main__":
    main()
