"""What comes of a schedule in words, and why nothing does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.pickups.occurrences import as_of, occurrences
from cleancloud_tui.wording.schedules.coming import is_last, none_comes_in_words, number_in_words
from cleancloud_tui.wording.values import Wording

TODAY = date(2026, 11, 28)
WORDING = Wording(lambda: datetime(2026, 11, 28, 12, tzinfo=UTC), UTC)
PICKUP = RepeatPickup("1", "9", date(2026, 12, 8), frequency=1, duration=2, orders_created=0)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, ""),
        ({"next_day": None}, "Type the day: what comes of it stands here."),
        ({"orders_created": 6}, "None is left: 6 of 2 orders are done."),
        ({"orders_created": 6, "duration": 0}, ""),
        ({"next_day": date(2026, 11, 24)}, "Tue 24 Nov has gone: today or later."),
        ({"next_day": date(2026, 11, 27)}, "Yesterday has gone: today or later."),
        ({"next_day": TODAY}, ""),
    ],
)
def test_why_nothing_comes(changed: dict[str, object], told: str) -> None:
    pickup = replace(PICKUP, **changed)  # type: ignore[arg-type]
    assert none_comes_in_words(pickup, TODAY, WORDING) == told


def test_which_it_is_is_unknown_where_it_is_unknown_how_many_are_done() -> None:
    first, last = occurrences(PICKUP, TODAY)
    assert [number_in_words(PICKUP, each) for each in (first, last)] == ["1", "2"]
    assert [is_last(PICKUP, each) for each in (first, last)] == [False, True]
    unknown = as_of(replace(PICKUP, orders_created=None), date(2026, 12, 9))
    assert unknown.next_day == date(2026, 12, 15)
    for each in occurrences(unknown, TODAY):
        assert number_in_words(unknown, each) == "?"
        assert not is_last(unknown, each)
