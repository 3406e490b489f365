from pathlib import Path

import pytest

from . import pollers
from .pollers import Day, report, shortcomings, simulate


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return simulate(tmp_path_factory.mktemp("pollers"), hours=2, seed=1, calm=60)


def test_only_who_holds_the_lease_asks_and_nobody_waits_longer_than_two_periods(day: Day) -> None:
    assert not list(shortcomings(day))


def test_processes_are_killed_and_frozen_and_others_take_over(day: Day) -> None:
    kinds = {incident.kind for incident in day.incidents}
    assert kinds >= {*pollers.INCIDENTS, "thaw"}
    assert day.handovers > 20
    assert len(day.asks) > 60


def test_a_process_that_asks_out_of_turn_or_too_late_would_be_told() -> None: ...
