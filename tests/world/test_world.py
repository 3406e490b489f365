"""The short form: a few places, at a scanner's paces; two programs are started for all of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from .places import PLACES
from .world import World

pytestmark = pytest.mark.terminal

SHORT = (
    ("search", "customer", "status of an order"),
    pytest.param(("stays here?", "notes", "send an operation?"), marks=pytest.mark.once),
)
PACES = (None, 0.002, 0.008)


@pytest.mark.parametrize("names", SHORT)
def test_what_nobody_should_send_does_nothing(names: tuple[str, ...], tmp_path: Path) -> None:
    places = [place for place in PLACES if place.name in names]
    with World(tmp_path, seed=1, paces=PACES) as world:
        trials = [world.try_one(places) for _ in places]
    assert [str(trial) + str(trial.faults) for trial in trials if trial.faults] == []
    assert sum(trial.is_late for trial in trials) < len(trials)
