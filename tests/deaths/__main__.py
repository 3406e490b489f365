"""Running the deaths from the command line."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .series import PEOPLE, Series


def main() -> int:
    """Let the program die; tell what should not be, and end with 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.deaths", description=__doc__)
    parser.add_argument("--deaths", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--beside", type=int, default=2, help="how many computers at a time")
    told = parser.parse_args()
    began = time.monotonic()
    numbers = range(0, told.deaths, PEOPLE)
    with (
        tempfile.TemporaryDirectory(prefix="deaths-") as directory,
        ThreadPoolExecutor(told.beside) as beside,
    ):

        def one(first: int) -> Series:
            series = Series(Path(directory) / str(first), f"{told.seed} {first}", say=_say)
            series.run(min(PEOPLE, told.deaths - first))
            return series

        all_series = list(beside.map(one, numbers))
    violations = [each for series in all_series for each in series.violations]
    for each in violations:
        _say(f"\nVIOLATION {each}")
    deaths = sum(len(series.deaths) for series in all_series)
    undecided = sum(series.undecided for series in all_series)
    _say(
        f"{deaths} deaths in {time.monotonic() - began:.0f} s, {len(violations)} violations, "
        f"{undecided} left to a person"
    )
    return 1 if violations else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
