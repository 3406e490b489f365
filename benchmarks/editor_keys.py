"""From a key typed into the form of a schedule to its repaint, beside a bare form of Textual's.

    python -m benchmarks.editor_keys [--keys 100]

Both run in a pseudo-terminal, one after the other: a form of as many entries with nothing behind
them, and the counter's editor over the practice shop, with its preview, its calendar and its draft.
Measured is from the write of a key until the last piece of output has arrived that changed the
screen.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
from itertools import cycle
from typing import Final

from textual.app import App, ComposeResult
from textual.containers import Grid
from textual.widgets import Input, Label

from benchmarks.typing import CLEAR, Stopwatch

MOST: Final = 50.0
"""Milliseconds under which a key is to be repainted."""

SIZES: Final = ((80, 24), (120, 40))
ENTRIES: Final = 13
EMPTY: Final = "tue, +7"
"""Stands in the first entry while it is empty."""

TEXTS: Final = ("wed", "fri", "+9", "2026-12-15", "5 jan")
BARE: Final = "from benchmarks.editor_keys import BareForm; BareForm().run()"


class BareForm(App[None]):
    """Nothing but entries."""

    CSS = "Grid { grid-size: 4; grid-columns: 15 1fr 15 1fr; grid-rows: 1; }"

    def compose(self) -> ComposeResult:
        """Two entries a row, each with a label, in which something may be typed."""
        yield Label("A form")
        with Grid():
            for number in range(ENTRIES):
                yield Label(f"Entry {number}")
                yield Input(compact=True, placeholder=EMPTY if number == 0 else "")

    def on_mount(self) -> None:
        """Begin with the first."""
        self.query(Input).first().focus()


def measure(terminal: Stopwatch, keys: int) -> list[float]:
    """Type texts into the entry that has the cursor; return the milliseconds of each key."""
    took: list[float] = []
    for text in cycle(TEXTS):
        for end, key in enumerate(text, 1):
            took.append(terminal.answer_of(key, text[:end].rstrip()))
        terminal.answer_of(CLEAR, EMPTY)
        if len(took) >= keys:
            return took
    return took


def bare(size: tuple[int, int], keys: int) -> list[float]:
    """Measure the bare form."""
    with Stopwatch(size=size, command=(sys.executable, "-c", BARE)) as terminal:
        terminal.wait_for(re.escape(EMPTY))
        return measure(terminal, keys)


def editor(size: tuple[int, int], keys: int) -> list[float]:
    """Measure the editor, opened for the first customer whose order is to be picked up."""
    with tempfile.TemporaryDirectory() as home:
        places = {f"XDG_{each}_HOME": home for each in ("CONFIG", "DATA", "STATE", "CACHE")}
        with Stopwatch(size=size, environment={**os.environ, **places}) as terminal:
            terminal.wait_for("Pickups [1-9]")
            terminal.wait_until_gone("filling|asking")
            for pressed, sign in (
                (("f12",), "Type to narrow"),
                (("down", "enter"), r"\n Order \d+"),
                (("c",), r"customer \d+"),
                (("r",), "as of just now"),
                (("a",), re.escape(EMPTY)),
            ):
                terminal.press(*pressed)
                terminal.wait_for(sign)
            return measure(terminal, keys)


def main() -> None:
    """Print the figures, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keys", type=int, default=100)
    keys = parser.parse_args().keys
    for size in SIZES:
        plain, took = statistics.median(bare(size, keys)), sorted(editor(size, keys))
        middle, p95 = statistics.median(took), took[len(took) * 95 // 100]
        print(
            f"{size[0]}×{size[1]}: a bare form {plain:.1f} ms a key, the editor {middle:.1f} ms "
            f"({middle / plain:.1f} times as long), p95 {p95:.1f} ms (under {MOST:.0f})"
        )


if __name__ == "__main__":
    main()
