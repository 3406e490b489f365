"""The short form: a few screens and ways of sending, in a pseudo-terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from .scanning import WAYS, run_trial

BY_NAME = {way.name: way for way in WAYS}


@pytest.mark.parametrize(
    ("screen", "way"),
    [("find", "one write"), ("choose", "8 ms"), ("notes", "2 ms, hanging"), ("order", "paste")],
)
def test_every_code_is_taken_in_order_and_nothing_else_happens(
    tmp_path: Path, screen: str, way: str
) -> None:
    trial = run_trial(tmp_path, screen, BY_NAME[way], 20, seed=1)
    assert list(trial.faults) == []
