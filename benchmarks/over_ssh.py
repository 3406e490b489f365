"""One counter and some managers through a real SSH server: pace, locks, news, idling.

    python -m benchmarks.over_ssh [--minutes 10] [--managers 5]

The server of CleanCloud is the tests' stranger, which notes when each request arrives. The counter
changes an order's notes again and again; the managers, who may only look, have that order open and
ask for it anew. In the last minute nobody does anything.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.scanner import over_ssh
from tests.stranger.server import TOKEN, Stranger
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
ORDER = "204"
RATE = 3
"""Requests a second that CleanCloud allows."""

IDLE_SECONDS = 60.0
CHANGE_SECONDS = 12.0
ASK_SECONDS = (3.0, 9.0)

_SETTINGS = """
[app]
hide_seconds = 0

[[shops]]
name = "Mill"
base_url = "{address}"
token = "{token}"
"""


@contextlib.contextmanager
def sessions(
    way: Sequence[str], places: dict[str, str], managers: int
) -> Iterator[tuple[Terminal, list[Terminal]]]:
    """Open the counter and the managers, each at the order."""
    variables = [f"{name}={value}" for name, value in places.items()]
    with contextlib.ExitStack() as stack:
        opened = []
        for number in range(managers + 1):
            program = [sys.executable, "-m", "cleancloud_tui", *(["--read-only"] if number else [])]
            line = over_ssh.remote(["env", *variables, *program], ROOT)
            terminal = stack.enter_context(Terminal(command=[*way, line], size=(100, 30)))
            terminal.wait_for("Mill(.|\n)*online", 120)
            terminal.press("f2")
            terminal.press(*"abbott")
            terminal.wait_for("Abbott Ines", 120)
            terminal.press("enter")
            terminal.wait_for(f"{ORDER} ", 120)
            terminal.press("enter")
            terminal.wait_for("m More", 120)
            opened.append(terminal)
        yield opened[0], opened[1:]


def change(counter: Terminal, notes: str) -> float:
    """Change the order's notes, and return when that was confirmed."""
    counter.press("n")
    counter.wait_for("Notes of order")
    counter.press("\x01", "\x0b")  # to the line's begin, and the rest of it away
    counter.press(*notes)
    counter.press("ctrl+s")
    counter.wait_for("Notes saved", 60)
    return time.monotonic()


class Manager(threading.Thread):
    """Reads what comes, asks for the order anew now and then, and notes when notes were seen."""

    def __init__(self, terminal: Terminal, until: float) -> None:
        super().__init__(daemon=True)
        self.terminal = terminal
        self.until = until
        self.seen: dict[str, float] = {}

    def run(self) -> None:
        luck = random.Random(id(self))
        due = time.monotonic() + luck.uniform(*ASK_SECONDS)
        while time.monotonic() < self.until:
            text = self.terminal.text
            for word in text.split():
                if word.startswith("note-"):
                    self.seen.setdefault(word, time.monotonic())
            if time.monotonic() > due:
                self.terminal.press("f5")
                due = time.monotonic() + luck.uniform(*ASK_SECONDS)


def processor_of(data: str) -> dict[int, float]:
    """Return the seconds of the processor that each program of these files has taken."""
    took = {}
    for each in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            words = (each / "cmdline").read_bytes().split(b"\0")
            if b"cleancloud_tui" in words and data.encode() in (each / "environ").read_bytes():
                fields = (each / "stat").read_text().rpartition(")")[2].split()
                ticks = int(fields[11]) + int(fields[12])
                took[int(each.name)] = ticks / os.sysconf("SC_CLK_TCK")
    return took


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--managers", type=int, default=5)
    options = parser.parse_args()
    if not over_ssh.is_possible():
        raise SystemExit("There is no SSH server (sshd) on this computer.")
    with tempfile.TemporaryDirectory() as temporary, Stranger() as stranger:
        places = {
            f"XDG_{kind}_HOME": str(Path(temporary) / kind.lower())
            for kind in ("CONFIG", "DATA", "STATE")
        }
        settings = Path(places["XDG_CONFIG_HOME"]) / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(mode=0o600)
        settings.write_text(_SETTINGS.format(address=stranger.base_url, token=TOKEN))
        keys = Path(temporary) / "keys"
        keys.mkdir()
        with over_ssh.server(keys) as way, sessions(way, places, options.managers) as opened:
            counter, terminals = opened
            until = time.monotonic() + options.minutes * 60 - IDLE_SECONDS
            managers = [Manager(each, until) for each in terminals]
            for manager in managers:
                manager.start()
            changed = {}
            while time.monotonic() + CHANGE_SECONDS < until:
                notes = f"note-{len(changed)}"
                changed[notes] = change(counter, notes)
                counter._read(CHANGE_SECONDS)
            for manager in managers:
                manager.join()
            before, began = processor_of(places["XDG_DATA_HOME"]), time.monotonic()
            while time.monotonic() - began < IDLE_SECONDS:
                for each in (counter, *terminals):
                    each._read(0.1)
            after, took = processor_of(places["XDG_DATA_HOME"]), time.monotonic() - began
            screens = "\n".join(each.text for each in (counter, *terminals))
        arrivals = sorted(each.at for each in stranger.received)
        logs = "".join(each.read_text() for each in Path(temporary).rglob("*.log"))
    late = [
        manager.seen.get(notes, float("inf")) - at
        for notes, at in changed.items()
        for manager in managers
    ]
    apart = [later - one for one, later in zip(arrivals, arrivals[RATE:], strict=False)]
    idle = [(after[each] - before[each]) / took for each in before if each in after]
    print(
        f"{len(arrivals)} requests; {RATE + 1} in a row took {min(apart):.3f} s at least (over 1)"
    )
    print(f"{len(changed)} changes, seen by {options.managers} others: median"
          f" {statistics.median(late):.2f} s, at most {max(late):.2f} s (under 1)")  # fmt: skip
    print("idle, of a core each:", ", ".join(f"{each:.2%}" for each in idle), "(under 2 %)")
    locks = [line for line in (logs + screens).splitlines() if "lock" in line.lower()]
    print(f"locks told of: {len(locks)}", *locks[:3])


if __name__ == "__main__":
    main()
