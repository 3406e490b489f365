from __future__ import annotations

from datetime import date, timedelta

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.schedules import after_next, in_words, next_days

TUESDAY = date(2026, 6, 9)


def test_schedules_are_said_in_words() -> None:
    pickup = RepeatPickup(
        "1", next_day=TUESDAY, pickup_start="10am", pickup_end="12pm", frequency=2
    )
    assert in_words(pickup) == "every 2 weeks on Tuesday, 10am-12pm"
    assert in_words(RepeatPickup("1", frequency=1, duration=3)) == "every week, 3 times"
    assert in_words(RepeatPickup("1", duration=3)) == "how often is unknown, 3 times"
    counted = RepeatPickup("1", next_day=TUESDAY, frequency=1, duration=3, orders_created=2)
    assert in_words(counted) == "every week on Tuesday, 1 more of 3"


def test_next_days_and_skipping_once() -> None:
    pickup = RepeatPickup("1", next_day=TUESDAY, frequency=2, duration=3, orders_created=1)
    assert next_days(pickup, TUESDAY, 5) == (TUESDAY, TUESDAY + timedelta(weeks=2))
    assert next_days(pickup, TUESDAY + timedelta(1), 5) == (TUESDAY + timedelta(weeks=2),)
    assert after_next(pickup, TUESDAY) == TUESDAY + timedelta(weeks=2)
    assert next_days(RepeatPickup("1"), TUESDAY) == ()
