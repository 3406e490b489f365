"""The short form of the year: some weeks, in which the clock is set as often as in a year."""

from __future__ import annotations

from pathlib import Path

import pytest

from .clocks import Year

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("seed", "tells_time"), [(1, True), (2, False)])
async def test_nothing_comes_of_a_clock_that_is_set(
    seed: int, tells_time: bool, tmp_path: Path
) -> None:
    year = Year(tmp_path, seed, tells_time=tells_time)
    await year.live(20)
    assert year.faults == []
