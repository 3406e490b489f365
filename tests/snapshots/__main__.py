"""Compare the screens with their pictures, or write these anew (`--update`)."""

import argparse
import sys
from pathlib import Path

import pytest

from .picture import UPDATE


def _main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.snapshots", description=__doc__)
    parser.add_argument("--update", action="store_true", help="write the pictures anew")
    parser.add_argument("-k", dest="which", default="", help="only these, by parts of their names")
    told = parser.parse_args()
    arguments = [str(Path(__file__).parent), "-n", "4", "-k", told.which]
    return pytest.main([*arguments, UPDATE] if told.update else arguments)


if __name__ == "__main__":
    sys.exit(_main())
