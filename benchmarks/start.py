"""How long from start to a usable screen: against a bare Textual app, and on a full mirror.

    python -m benchmarks.start [--runs 9] [--mirror DIR] [--customers 100000] [--orders 1000000]

What is compared runs in a pseudo-terminal of 80×24, by turns; the clock stops when the terminal has
received a word that stands on the finished screen. Also told: the peak of memory, and `--help`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pty
import select
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.full_mirror import made
from benchmarks.home import directories, home_with

BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header, Input

class Bare(App[None]):
    BINDINGS = [("f1", "help", "Help"), ("f2", "find", "Find"), ("f3", "scan", "Scan")]
    def compose(self):
        yield Header()
        yield Input(placeholder="type here")
        yield DataTable()
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Name", "Phone", "Address", "Last in", "Open", "Ready", "Owes")
        for row in range(50):
            table.add_row(f"row-{row:02}", "020 7946 0000", "High Street", "today", "1", "2", "$3")
        self.query_one(Input).focus()

Bare().run()
"""


COUNTER = [sys.executable, "-m", "cleancloud_tui"]
LAST_IN = b"Last in, of"
NOBODY = b"No customers are known"

TO_VERSION_8 = """
DROP TRIGGER order_deleted;
DROP TRIGGER order_removed;
DROP TABLE order_figures;
PRAGMA user_version = 8;
"""


def run(command: list[str], marker: bytes, environment: Mapping[str, str]) -> tuple[float, float]:
    """Return seconds until the marker was painted, and the peak of memory in MB two seconds on."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    seen = b""
    try:
        while marker not in seen:
            ready, _, _ = select.select([terminal], [], [], 30)
            if not ready:
                raise SystemExit(f"{command} did not paint {marker!r}: {seen[-400:]!r}")
            seen += os.read(terminal, 65536)
        painted = time.perf_counter() - started
        memory = _peak_after(pid, terminal, 2.0)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return painted, memory


def _peak_after(pid: int, terminal: int, seconds: float) -> float:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            os.read(terminal, 65536)
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1024


def seconds_of(command: list[str], environment: dict[str, str], runs: int) -> float:
    """Return the median seconds that a command takes."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def environment_of(home: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program in a home, on a screen of 80×24."""
    inherited = {name: value for name, value in os.environ.items() if "CLEANCLOUD" not in name}
    return {**inherited, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **home}


def against_bare(home: Path, runs: int) -> None:
    """Print how the counter of the practice shop compares with a bare Textual app."""
    environment = environment_of(directories(home))
    bare = [sys.executable, "-c", BARE]
    first, _ = run(COUNTER, LAST_IN, environment)
    run(bare, b"row-03", environment)
    ours, theirs, peaks = [], [], []
    for _ in range(runs):
        theirs.append(run(bare, b"row-03", environment)[0])
        painted, peak = run(COUNTER, LAST_IN, environment)
        ours.append(painted)
        peaks.append(peak)
    bare_median, our_median = statistics.median(theirs), statistics.median(ours)
    print(f"first start, shop made and filled: {first:.2f} s")
    print(f"bare Textual {bare_median:.3f} s, counter {our_median:.3f} s")
    print(f"ratio {our_median / bare_median:.2f} (at most 1.4)")
    print(f"peak memory {max(peaks):.0f} MB (under 70)")
    nothing = seconds_of([sys.executable, "-c", "pass"], environment, runs)
    for option in ("--help", "--version"):
        taken = seconds_of([*COUNTER, option], environment, runs)
        print(f"{option} {taken * 1000:.0f} ms, {taken / nothing:.1f} times python -c pass")


def on_full(home: Path, mirror: Path, runs: int) -> None:
    """Print how opening on a full mirror compares with opening on an empty one."""
    full = environment_of(home_with(home, mirror))
    empty = environment_of(home_with(home, None))
    run(COUNTER, LAST_IN, full)
    run(COUNTER, NOBODY, empty)
    on_empty, on_full = [], []
    for _ in range(runs):
        on_empty.append(run(COUNTER, NOBODY, empty)[0])
        on_full.append(run(COUNTER, LAST_IN, full)[0])
    of_empty, of_full = statistics.median(on_empty), statistics.median(on_full)
    print(f"on an empty mirror {of_empty:.3f} s, on a full one {of_full:.3f} s")
    print(f"ratio {of_full / of_empty:.2f} (at most 1.15)")


def from_before(home: Path, mirror: Path, runs: int) -> None:
    """Print how long the first start takes on a mirror of version 8: no order was counted."""
    painted = []
    for number in range(runs):
        old = home / f"before-{number}" / "mirror.db"
        old.parent.mkdir()
        shutil.copy(mirror, old)
        with contextlib.closing(sqlite3.connect(old)) as connection:
            connection.executescript(TO_VERSION_8)
        painted.append(run(COUNTER, LAST_IN, environment_of(home_with(old.parent, old)))[0])
    print(f"on a mirror from before {statistics.median(painted):.3f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--mirror", type=Path, help="keep the full mirror in this folder")
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        against_bare(home / "practice", options.runs)
        mirror = made(options.mirror or home, options.customers, options.orders)
        on_full(home, mirror, options.runs)
        from_before(home, mirror, options.runs)


if __name__ == "__main__":
    main()
