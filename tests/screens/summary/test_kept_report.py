"""A report is made anew when the mirror changed; one that takes long, not at every change."""

from typing import Any

from cleancloud_tui.screens.summary.kept_report import KeptReport


class _Clock:
    now = worked = 0.0
    made = 0

    def make(self, seconds: float) -> Any:
        self.worked += seconds
        self.made += 1
        return self.made


def test_at_every_change_where_it_is_quick() -> None:
    clock = _Clock()
    kept = KeptReport(lambda: clock.now, lambda: clock.worked)
    told = [kept.of("week", version, lambda: clock.make(0.05)) for version in (1, 1, 2, 3)]
    assert told == [1, 1, 2, 3]
    assert kept.due_in == 0


def test_with_a_rest_where_it_takes_long() -> None:
    clock = _Clock()
    kept = KeptReport(lambda: clock.now, lambda: clock.worked)

    def look(about: str, version: int) -> Any:
        return kept.of(about, version, lambda: clock.make(0.5))

    assert look("year", 1) == 1
    assert look("year", 2) == 1, "it is not made again yet"
    assert kept.due_in == 10
    clock.now = 10
    assert look("year", 2) == 2
    assert kept.due_in == 0
    assert look("quarter", 3) == 3, "another one is made at once"
