"""From a key press to painted results, in a pseudo-terminal of 80×24, over a full mirror.

    python -m benchmarks.typing [--mirror DIR] [--customers 100000] [--orders 1000000] [--keys 1000]

The counter runs as it does at a shop whose network is down; somebody types what people search for,
key by key. Measured is from the write of a key until the last piece of output has arrived that
changed the field, the heading or the list. The program's own clock and network line don't count.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.full_mirror import made, typed
from benchmarks.home import home_with
from tests.terminal import Terminal

MOST = 50.0
"""Milliseconds under which 95 of 100 keys are to be answered."""

QUIET = 0.12
"""Seconds without output after which a key's answer is taken for complete."""

PATIENCE = 10.0

EMPTY = "Last in, of"
"""What the heading says while the field is empty."""

CLEAR = "\x15"  # ctrl+u
FRAME = range(1, 22)
"""The lines of the screen between its header and its footer."""


class Stopwatch(Terminal):
    """A terminal that measures how long keys take."""

    def start(self) -> None:
        """Wait until the counter stands."""
        self.wait_for(EMPTY, 60)
        self.answer_of("", EMPTY)

    def answer_of(self, keys: str, expected: str) -> float:
        """Press keys, and return the milliseconds until the screen last changed for them.

        Args:
            keys: As the terminal sends them.
            expected: What stands on the screen then, among other things.
        """
        began = changed = time.perf_counter()
        shown = self._frame()
        self.send(keys.encode())
        while time.perf_counter() - began < PATIENCE:
            output = self._painted_within(QUIET)
            if not output:
                if any(expected in line for line in shown):
                    return (changed - began) * 1000
                continue
            arrived = time.perf_counter()
            self._stream.feed(output)
            if self._frame() != shown:
                shown, changed = self._frame(), arrived
        raise SystemExit(f"{expected!r} did not come:\n{self.text}")

    def processor(self) -> float:
        """Return the milliseconds of the processor that the program has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _frame(self) -> list[str]:
        # The cells themselves: pyte's own lines fail at signs that belong to those before them.
        lines = (self.screen.buffer[line] for line in FRAME)
        return ["".join(line[column].data for column in range(80)) for line in lines]


def measure(terminal: Stopwatch, texts: list[str]) -> list[tuple[float, str]]:
    """Type texts, and return the milliseconds of each key with what stood in the field then."""
    took = []
    for text in texts:
        for end, key in enumerate(text, 1):
            took.append((terminal.answer_of(key, text[:end].rstrip()), text[:end]))
        terminal.answer_of(CLEAR, EMPTY)
    return took


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mirror", type=Path, help="keep the mirror in this folder")
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=1_000)
    options = parser.parse_args()
    luck = random.Random(2)
    with tempfile.TemporaryDirectory() as temporary:
        mirror = made(options.mirror or Path(temporary), options.customers, options.orders)
        # pyte tells signs of double width otherwise than Textual lays them out: ASCII is typed.
        endless = (t for t in typed(luck, options.customers, options.orders) if t.isascii())
        texts = list(islice(endless, options.keys // 12))
        environment = home_with(Path(temporary), mirror)
        with Stopwatch(environment=environment) as terminal:
            terminal.start()
            before = terminal.processor()
            took = sorted(measure(terminal, texts))
            work = (terminal.processor() - before) / (len(took) + len(texts))
    p95 = took[len(took) * 95 // 100][0]
    print(f"{len(took)} keys: p50 {statistics.median(ms for ms, _ in took):.1f} ms,"
          f" p95 {p95:.1f} ms (under {MOST:.0f}), most {took[-1][0]:.1f} ms")  # fmt: skip
    print(f"of the processor: {work:.1f} ms a key on average")
    print("slowest:", ", ".join(f"{text!r} {ms:.0f} ms" for ms, text in took[:-9:-1]))


if __name__ == "__main__":
    main()
