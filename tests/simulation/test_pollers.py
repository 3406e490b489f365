from pathlib import Path

import pytest

from .pollers import INCIDENTS, Ask, Day, Incident, report, shortcomings, simulate

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return simulate(tmp_path_factory.mktemp("pollers"), hours=2, seed=1, calm=90)


def test_only_who_holds_the_lease_asks_and_nobody_waits_longer_than_two_periods(day: Day) -> None:
    assert not list(shortcomings(day))


def test_processes_are_killed_and_frozen_and_others_take_over(day: Day) -> None:
    assert {incident.kind for incident in day.incidents} == {*INCIDENTS, "thaw"}
    assert day.handovers > 20
    assert len(day.asks) > 60


def test_what_came_out_is_told(day: Day) -> None:
    told = "\n".join(report(day))
    assert f"{len(day.asks)} asks" in told
    assert "× kill" in told


def test_the_same_seed_makes_the_same_day(tmp_path: Path) -> None:
    first, second = (
        simulate(tmp_path / name, hours=0.5, seed=7, calm=60) for name in ("first", "second")
    )
    assert (first.asks, first.incidents) == (second.asks, second.incidents)


def test_asking_out_of_turn_and_too_late_are_told_with_what_happened_around() -> None:
    day = Day(
        0.0,
        asks=[
            Ask(0.0, "process 1", 60.0, may=True),
            Ask(30.0, "process 2", 60.0, may=False),
            Ask(151.0, "process 1", 60.0, may=True),
        ],
        incidents=[Incident(40.0, "kill", "process 2")],
    )
    early, late = shortcomings(day)
    assert "process 2 asked without holding the lease" in early
    assert "Nobody asked for 121 s, at a period of 60 s" in late
    assert "40.0 kill process 2" in late
