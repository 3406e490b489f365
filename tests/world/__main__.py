"""Send for an hour what nobody should send; exit code 1 where anything came of it.

`python -m tests.world clocks` lives through a year instead in which the clock is set (`clocks.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from . import clocks
from .places import PLACES
from .world import World


def main() -> int:
    if sys.argv[1:2] == ["clocks"]:
        return clocks.main(sys.argv[2:])
    arguments = argparse.ArgumentParser(prog="python -m tests.world", description=__doc__)
    arguments.add_argument("--minutes", type=float, default=60, help="0 for one trial")
    arguments.add_argument("--seed", type=int, default=1, help="of the first trial")
    arguments.add_argument("--only", default="", help="a screen or dialog; any part of its name")
    asked = arguments.parse_args()
    places = [place for place in PLACES if asked.only in place.name]
    if exact := [place for place in PLACES if place.name == asked.only]:
        places = exact
    if not places:
        arguments.error("there is none: " + ", ".join(place.name for place in PLACES))
    began, faults = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as directory, World(Path(directory), asked.seed) as world:
        while True:
            trial = world.try_one(places)
            faults += len(trial.faults)
            if trial.faults:
                sys.stdout.write(world.report(trial))
                sys.stdout.flush()
            if time.monotonic() - began >= 60 * asked.minutes:
                break
        sys.stdout.write(f"{world.summary}, {faults} faults, {time.monotonic() - began:.0f} s\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
