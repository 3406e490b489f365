"""Send codes into a counter in a pseudo-terminal; exit code 1 where one was not taken."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from . import over_ssh
from .scanning import trials


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.scanner", description=__doc__)
    arguments.add_argument("--codes", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--ssh", action="store_true", help="through an SSH server of its own")
    asked = arguments.parse_args()
    began, sent, faults = time.perf_counter(), 0, 0
    with contextlib.ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        through = stack.enter_context(over_ssh.server(directory)) if asked.ssh else []
        asked_about = 0
        for trial in trials(directory, asked.codes, asked.seed, through):
            sent += len(trial.sent)
            found = list(trial.faults)
            faults += len(found)
            asked_about += trial.asked
            sys.stdout.write(f"{len(trial.sent):6} {trial.screen}, {trial.way.name}\n")
            sys.stdout.writelines(f"       ! {fault}\n" for fault in found)
            sys.stdout.flush()
    sys.stdout.write(
        f"{sent} codes, {faults} faults, {asked_about} questions, "
        f"{time.perf_counter() - began:.0f} s\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
