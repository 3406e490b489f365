"""Testing on every Python of this machine: everything on one, and what needs a terminal on each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests import pythons

WORKERS: Final = 3 * (os.cpu_count() or 1)
"""Three a core: most of the time the tests wait for a screen, a connection or another process."""

ON_EACH: Final = "terminal and not once"
"""Marks the tests that are run on each Python."""


def run(here: Callable[[], int], beside: str) -> int:
    """Run the tests, say on what, and return the exit code.

    Args:
        here: Runs all tests on this Python.
        beside: What tells another Python to run in an environment of its own.
    """
    found = pythons.found()
    _say(f"Pythons that were found: {pythons.in_words(found)}")
    missing = sorted(pythons.declared() - found.keys())
    if missing and os.environ.get("CI"):
        _say(f"Python {', '.join(map(pythons.named, missing))} is not here to be tested on.")
        return 1
    if code := here():
        return code
    others = {version: each for version, each in found.items() if version != pythons.own()}
    if os.name == "nt":
        others = {}  # no pseudo-terminal
    for python in others.values():  # their environments first: to make them is not testing
        made = _on(python, beside, "--version")
        if made.returncode:
            _say(made.stdout)
            return made.returncode
    return _in_a_terminal(others, beside)


def _in_a_terminal(others: Mapping[pythons.Version, Path], beside: str) -> int:
    """Run what needs a terminal on all other Pythons at once: most of the time it waits for one."""
    begun = time.monotonic()
    workers = share_of_workers(len(others))
    with ThreadPoolExecutor() as pool:
        runs = {
            version: pool.submit(_on, python, beside, "-n", str(workers), "-m", ON_EACH)
            for version, python in others.items()
        }
        for version, run in runs.items():
            _say(f"In a terminal, on Python {pythons.named(version)}:")
            _say(run.result().stdout)
    if others:
        _say(f"That took {time.monotonic() - begun:.0f} s.")
    return next((code for run in runs.values() if (code := run.result().returncode)), 0)


def share_of_workers(others: int) -> int:
    """How many workers each of so many other Pythons has: fewer than this one had by itself.

    More of them make keys come late.
    """
    return max(1, WORKERS // (others + 1))


def _on(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "tests", *arguments],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
