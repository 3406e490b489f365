"""Running the tests against the other shapes from the command line."""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import Final

from tests.shapes import SHAPES

FOLDERS: Final = ("tests/screens", "tests/app", "tests/widgets", "tests/shop/writes")
"""The tests that look at no reply by its names."""


def main() -> int:
    """Run them in one shape after another; end with 1 where any failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.replies")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SHAPES)}")
    parser.add_argument("--paths", nargs="+", default=FOLDERS, help="what to run of the tests")
    told = parser.parse_args()
    if unknown := set(told.names) - set(SHAPES):
        parser.error(f"there is no shape {', '.join(sorted(unknown))}")
    failed = [name for name in told.names or SHAPES if _run(name, told.paths)]
    sys.stdout.write(f"Failed in: {', '.join(failed) or 'none'}.\n")
    return int(bool(failed))


def _run(name: str, paths: list[str]) -> int:
    sys.stdout.write(f"Replies that are told as in tests/replies/{name}.toml:\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "tests", "--replies", name, "-m", "not terminal", *paths]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
