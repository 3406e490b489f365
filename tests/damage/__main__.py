"""Running the damages from the command line."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from .trials import live_through


async def run(damages: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Live through many damages; return how they ended, and what was wrong, in words."""
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(damages):
        own_seed = seed * 1_000_003 + number
        with tempfile.TemporaryDirectory(prefix="damage-") as directory:
            damage, end, found = await live_through(Path(directory), own_seed)
        ends[f"{damage.name.partition('_')[0]} {end}"] += 1
        wrong += [f"{own_seed}: {damage.name}, {damage.how}: {each}" for each in found]
    return ends, wrong


def main() -> int:
    """Damage files; tell what should not be, and end with 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage")
    parser.add_argument("--damages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    logging.disable()
    began = time.monotonic()
    ends, wrong = asyncio.run(run(told.damages, told.seed))
    print("\n".join(wrong))
    print(f"{told.damages} damages in {time.monotonic() - began:.0f} s, {len(wrong)} wrong")
    print(", ".join(f"{end}: {count}" for end, count in sorted(ends.items())))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
