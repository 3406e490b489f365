"""The short form of the fault campaign."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("a desk's disk is filled by a limit that only Unix has", allow_module_level=True)

from cleancloud_tui.shop.journal.entries import EntryState

from .campaign import run

pytestmark = pytest.mark.long

FAULTS = 40


async def test_whatever_goes_wrong_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    scene = await run(tmp_path, faults=FAULTS, seed=1)
    assert scene.violations == []
    assert scene.door.tally.total() >= FAULTS
    assert sum(entry.state is EntryState.CONFIRMED for entry in scene.entries) > FAULTS / 2
