"""Repeat pickups in words: what is known is said, what is not is unknown, never none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.readers.repeat_pickups import repeat_pickup_row
from cleancloud_tui.shop.pickups.days import on_day
from cleancloud_tui.shop.pickups.moving.moves import moved, skipped
from cleancloud_tui.shop.pickups.occurrences import Occurrence
from cleancloud_tui.shop.pickups.repeat_pickups import unknown_to_skip
from cleancloud_tui.shop.pickups.route_days import RouteDays
from cleancloud_tui.shop.pickups.troubles import Surroundings, Trouble, TroubleKind
from cleancloud_tui.wording.pickups import (
    moved_in_words,
    occurrence_in_words,
    rhythm_in_words,
    schedule_in_words,
    short_in_words,
    trouble_in_words,
    troubles_in_words,
    window_in_words,
)
from cleancloud_tui.wording.schedules.surroundings import on_day_in_words
from cleancloud_tui.wording.values import Wording

TUESDAY = date(2026, 12, 8)
WORDING = Wording(lambda: datetime(2026, 11, 28, 12, tzinfo=UTC), UTC)
ALL = RepeatPickup(
    "1",
    next_day=TUESDAY,
    pickup_start="9am",
    pickup_end="11am",
    frequency=2,
    duration=20,
    delivery_days=2,
    delivery_start="5pm",
    delivery_end="7pm",
    tip=Decimal(0),
    tip_percent=Decimal(10),
    needs_confirmation=True,
    confirm_days=1,
    orders_created=6,
)


def test_all_of_a_schedule_is_said() -> None:
    assert schedule_in_words(ALL, WORDING) == (
        "every 2 weeks on Tuesday, 9am to 11am; delivered 2 days later, 5pm to 7pm; "
        "6 of 20 done; asked by SMS 1 day before; tip 10 %"
    )
    assert short_in_words(ALL, WORDING) == "every 2 weeks on Tuesday, 9am to 11am; 6 of 20 done"


@pytest.mark.parametrize(
    ("day", "said"),
    [(8, "one pickup, Tue 8 Dec, 9am to 11am"), (29, "one pickup, tomorrow, 9am to 11am")],
)
def test_one_that_comes_once_has_no_rhythm(day: int, said: str) -> None:
    on_day = date(2026, 11 if day == 29 else 12, day)
    once = replace(ALL, next_day=on_day, frequency=1, duration=1, orders_created=0)
    assert rhythm_in_words(once, WORDING) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "how often is unknown; delivery unknown; how many are done is unknown, until when "
         "is unknown; whether it is asked by SMS is unknown"),
        ({"frequency": 1, "delivery_days": 0, "duration": 0, "needs_confirmation": False},
         "every week; no delivery set; until cancelled"),
        ({"frequency": 1, "delivery_days": 1, "duration": 3, "needs_confirmation": True},
         "every week; delivered 1 day later; 3 orders, how many are done is unknown; "
         "asked by SMS unknown before"),
        ({"frequency": 4, "delivery_days": 0, "duration": 0, "orders_created": 6,
          "needs_confirmation": False, "tip": Decimal("3.5")},
         "every 4 weeks; no delivery set; 6 done, until cancelled; tip $3.50"),
        ({"frequency": 1, "delivery_days": 0, "duration": 1, "orders_created": 0,
          "needs_confirmation": False, "tip": Decimal(-3)},
         "one pickup, on a day that is unknown; no delivery set; 0 of 1 done; tip unknown"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_unknown(told: dict[str, object], said: str) -> None:
    assert schedule_in_words(RepeatPickup("1", **told), WORDING) == said  # type: ignore[arg-type]


def test_what_comes_and_what_is_wrong_with_it() -> None:
    christmas = date(2026, 12, 25)
    occurrence = Occurrence(7, TUESDAY, TUESDAY + timedelta(2))
    assert occurrence_in_words(occurrence, WORDING) == "Tue 8 Dec, delivered Thu 10 Dec"
    assert occurrence_in_words(Occurrence(7, TUESDAY), WORDING) == "Tue 8 Dec"
    closed = Trouble(TroubleKind.CLOSED, christmas)
    assert trouble_in_words(closed, WORDING) == "Fri 25 Dec: closed"
    delivery = Trouble(TroubleKind.CLOSED, christmas, is_delivery=True)
    assert trouble_in_words(delivery, WORDING) == "Fri 25 Dec, delivery: closed"
    other = Trouble(TroubleKind.SAME_SCHEDULE, TUESDAY, other_id="1")
    said = "Tue 8 Dec: collides with every 2 weeks on Tuesday, 9am to 11am"
    assert trouble_in_words(other, WORDING, [ALL]) == said
    assert trouble_in_words(other, WORDING) == "Tue 8 Dec: another schedule comes then"
    order = Trouble(TroubleKind.SAME_ORDER, TUESDAY, other_id="437")
    assert trouble_in_words(order, WORDING) == "Tue 8 Dec: order 437 stands there"
    new_year = Trouble(TroubleKind.CLOSED, date(2027, 1, 1))
    assert troubles_in_words([closed, new_year, delivery, closed], WORDING) == (
        "Fri 25 Dec, Fri 1 Jan: closed; Fri 25 Dec, delivery: closed"
    )


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("9am", "11am", "9am to 11am"),
        ("09:00 AM", "17:30", "9am to 5:30pm"),
        ("9am-12pm", "", "9am to 12pm"),
        ("9am - 12pm", "12 PM", "9am to 12pm"),
        ("9am", "", "9am to unknown"),
        ("99pm", "11am", "unknown to 11am"),
        ("9am-12pm", "1pm", "unknown to 1pm"),
        ("99pm", "x", "unknown"),
        ("", "", ""),
    ],
)
def test_times_that_can_not_be_are_unknown(start: str, end: str, said: str) -> None:
    row = {"pickupID": "1", "frequency": "1", "pickupStart": start, "pickupEnd": end}
    pickup = repeat_pickup_row(row | {"pickupDate": "2026-12-08"})
    assert pickup is not None
    assert window_in_words(pickup.pickup_start, pickup.pickup_end) == said
    assert rhythm_in_words(pickup, WORDING).startswith("every week on Tuesday")
    assert rhythm_in_words(pickup, WORDING).endswith(said)
    assert bool(unknown_to_skip(pickup, TUESDAY)) is ("unknown" in said or not said)


ABSURD = st.one_of(
    st.integers(-(10**14), 10**14),
    st.sampled_from(["", "x", None, "1e9", "9999-12-31", "1971-01-01", "4e9"]),
    st.floats(),
)
NAMES = ("pickupDate", "frequency", "duration", "deliveryDays", "ordersCreatedSoFar", "tip")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ABSURD)))
def test_whatever_a_schedule_tells_it_is_said(told: dict[str, object]) -> None:
    pickup = repeat_pickup_row({"pickupID": "1", **told})
    assert pickup is not None
    assert schedule_in_words(pickup, WORDING)
    assert short_in_words(pickup, WORDING)


def test_a_move_says_what_it_passes_over_and_where_it_is_not_free() -> None:
    christmas = date(2026, 12, 25)
    weekly = RepeatPickup("1", "9", christmas - timedelta(7), "9am", "11am", 1, 0)
    around = Surroundings(WORDING.today, RouteDays(closed={christmas}))
    told = skipped(weekly, around)
    assert told is not None
    lines = list(moved_in_words(told, WORDING.today, WORDING))
    assert lines[:4] == [
        "Passed over: Fri 25 Dec: closed.",
        "",
        "Now          Then",
        "Fri 18 Dec   Fri 1 Jan",
    ]
    told = moved(weekly, christmas, around)
    assert told is not None
    assert next(moved_in_words(told, WORDING.today, WORDING)) == "Not free: Fri 25 Dec: closed."


def test_a_day_on_which_a_schedule_may_come_is_not_said_to_be_empty() -> None:
    unread = replace(ALL, next_day=None)
    around = Surroundings(WORDING.today, schedules=(unread, replace(unread, orders_created=20)))

    def said(around: Surroundings) -> str:
        return on_day_in_words(TUESDAY, on_day(TUESDAY, around), WORDING)

    assert said(around) == "Tue 8 Dec: unknown whether a schedule comes"
    no_rhythm = replace(ALL, next_day=TUESDAY - timedelta(1), frequency=None)
    around = Surroundings(WORDING.today, schedules=(unread, no_rhythm))
    assert said(around).endswith("unknown whether 2 schedules come")
    over = replace(ALL, next_day=TUESDAY - timedelta(1), duration=1, orders_created=0)
    assert said(Surroundings(WORDING.today, schedules=(over,))) == "Tue 8 Dec: nothing"
