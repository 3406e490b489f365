"""Testing on every Python of this machine: everything on one, and what needs a terminal on each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import pythons


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
        if code := _on(python, beside, "--version"):
            return code
    for version, python in others.items():
        _say(f"In a terminal, on Python {pythons.named(version)}:")
        begun = time.monotonic()
        if code := _on(python, beside, "-m", "terminal"):
            return code
        _say(f"That took {time.monotonic() - begun:.0f} s.")
    return 0


def _on(python: Path, *arguments: str) -> int:
    return subprocess.run([python, "-m", "tests", *arguments], check=False).returncode


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
