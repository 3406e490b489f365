"""The short form: a few screens and ways of sending, in a pseudo-terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from . import over_ssh
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


@pytest.mark.skipif(not over_ssh.is_possible(), reason="there is no SSH server here")
def test_codes_come_through_ssh_too(tmp_path: Path) -> None:
    with over_ssh.server(tmp_path) as through:
        trial = run_trial(tmp_path / "trial", "find", BY_NAME["2 ms"], 20, 1, through)
    assert list(trial.faults) == []
