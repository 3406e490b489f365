"""What the schedules of all customers come to, on each day and weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.pickups.occurrences import comes_on
from cleancloud_tui.shop.pickups.shopwide.known import KnownSchedule
from cleancloud_tui.shop.pickups.shopwide.load import (
    DAYS,
    by_weekday,
    comes_within,
    is_on_weekday,
    load,
)

TODAY = date(2026, 12, 28)
DAY = timedelta(days=1)


def known(**told: object) -> KnownSchedule:
    pickup = RepeatPickup("1", "9", pickup_start="9am", pickup_end="11am", **told)  # type: ignore[arg-type]
    return KnownSchedule(pickup, "Ada Lane", datetime(2026, 12, 1, tzinfo=UTC))


schedules = st.builds(
    known,
    next_day=st.none() | st.dates(TODAY - 60 * DAY, TODAY + 60 * DAY),
    frequency=st.none() | st.integers(1, 4),
    duration=st.none() | st.integers(0, 20),
    delivery_days=st.none() | st.integers(0, 9),
    orders_created=st.none() | st.integers(0, 20),
)


@settings(max_examples=60)
@given(st.lists(schedules, max_size=8))
def test_each_day_has_what_comes_on_it(some: list[KnownSchedule]) -> None:
    days = load(some, TODAY)
    assert [each.day for each in days] == [TODAY + ahead * DAY for ahead in range(DAYS)]
    for each in days:
        came = [one for one in some if comes_on(one.pickup, each.day)]
        assert each.pickups == len(came) == sum(each.windows.values())
        within = [one for one in some if comes_within(one, each.day, each.day)]
        assert within == came
    assert sum(each.deliveries for each in days) <= sum(each.pickups for each in days)


@settings(max_examples=60)
@given(st.lists(schedules, max_size=8))
def test_a_weekday_has_those_that_are_listed_on_it(some: list[KnownSchedule]) -> None:
    counted = by_weekday(some)
    assert counted == tuple(sum(is_on_weekday(one, day) for one in some) for day in range(7))


def test_windows_stand_by_their_time_and_what_is_unknown_last() -> None:
    at = {"next_day": TODAY, "frequency": 1}
    later, unknown = known(**at), known(**at)
    later = KnownSchedule(
        RepeatPickup("2", "9", next_day=TODAY, pickup_start="12pm", pickup_end="2pm"),
        "Zia",
        later.read_at,
    )
    unknown = KnownSchedule(RepeatPickup("3", "9", next_day=TODAY), "Nur", unknown.read_at)
    (today, *_) = load([unknown, later, known(**at), known(**at)], TODAY)
    assert dict(today.windows) == {("9am", "11am"): 2, ("12pm", "2pm"): 1, ("", ""): 1}
    assert list(today.windows) == [("9am", "11am"), ("12pm", "2pm"), ("", "")]
