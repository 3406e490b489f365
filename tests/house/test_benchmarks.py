"""Programs that print figures are run by hand, so that nobody sees soon that one does not begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["benchmarks", "screenshots"])
def test_all_that_such_a_program_is_made_of_can_be_loaded(folder: str) -> None:
    names = [
        f"{folder}.{each.stem}" for each in (ROOT / folder).glob("*.py") if each.stem[0] != "_"
    ]
    assert names
    code = f"import importlib; [importlib.import_module(each) for each in {names!r}]"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
