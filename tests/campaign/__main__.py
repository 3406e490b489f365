"""Run a fault campaign and say what came of it; exit code 1 where something did not hold."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .campaign import run
from .scene import Scene


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    arguments.add_argument("--faults", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        scene = asyncio.run(run(Path(directory), faults=asked.faults, seed=asked.seed))
    seconds = time.perf_counter() - began
    sys.stdout.writelines(f"{line}\n" for line in [*report(scene, asked.seed), f"{seconds:.0f} s"])
    return 1 if scene.violations else 0


def report(scene: Scene, seed: int) -> Iterator[str]:
    """Yield the figures, and whatever did not hold."""
    yield from _counted("faults", scene.door.tally)
    yield from _counted("inputs", Counter(put.ending or "never said" for put in scene.inputs))
    refused = (put.kind for put in scene.inputs if put.ending == "refused")
    yield from _counted("refused", Counter(refused))
    yield from _counted("entries", Counter(entry.state.value for entry in scene.entries))
    people = (entry for entry in scene.entries if entry.needs_person)
    before = (f"{entry.operation}, {entry.state.value}" for entry in people)
    yield from _counted("to resolve", Counter(before))
    yield f"{len(scene.violations)} violations (seed {seed})"
    yield from (f"- {violation}" for violation in scene.violations)


def _counted(title: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{counts.total()} {title}"
    yield from (f"  {count:6} {name}" for name, count in counts.most_common())


if __name__ == "__main__":
    sys.exit(main())
