"""Schedules of the practice shop: what is refused, and the orders that come of one day by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.readers.repeat_pickups import repeat_pickups
from cleancloud_tui.api.wire import day_of, day_stamp
from cleancloud_tui.practice.dispatch import answer
from cleancloud_tui.practice.shop_days import ShopDays
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.pickups.occurrences import occurrences

DAY = timedelta(days=1)
FIRST = date(2026, 12, 21)
WINDOW = {"pickupStart": "9am", "pickupEnd": "11am"}
LIVED = 75
"""Days that a shop lives through: a year's end, 29 February and a change of clocks lie in them."""


class LivingShop:
    """A practice shop with one customer, on a day of its own zone."""

    def __init__(self, store: PracticeStore, today: date, zone: ZoneInfo | None = None) -> None:
        self.store = store
        self.today = today
        self._zone = zone or UTC

    def answers(self, name: str, **sent: str) -> dict[str, Any]:
        """Return the answer to a request in the morning of the day."""
        moment = datetime(self.today.year, self.today.month, self.today.day, 7, tzinfo=self._zone)
        return dict(
            answer(
                self.store,
                name,
                {"customerID": "1", **sent},
                now=int(moment.timestamp()),
                days=ShopDays(self._zone),
                site="https://practice.invalid",
                most_orders=1_000,
            )
        )

    def refusal(self, name: str, **sent: str) -> str:
        """Return the words of a refusal; empty for a success."""
        return str(self.answers(name, **sent).get("Error", ""))

    def orders(self) -> list[dict[str, Any]]:
        """Return the orders, the oldest first."""
        return [dict(row) for row in self.store.rows("SELECT * FROM orders ORDER BY id")]


@contextmanager
def a_shop(today: date = FIRST, zone: ZoneInfo | None = None) -> Iterator[LivingShop]:
    store = PracticeStore()
    try:
        store.insert("customers", {"name": "Zia", "signed_up": 0})
        yield LivingShop(store, today, zone)
    finally:
        store.close()


def test_what_the_documentation_rules_out_is_refused() -> None:
    with a_shop() as shop:
        sent = {"pickupDate": day_stamp(FIRST + DAY), **WINDOW}
        for wrong, said in (
            ({"pickupDate": day_stamp(FIRST - DAY)}, "Pickup date can not be in the past"),
            ({"pickupStart": "5pm", "pickupEnd": "1pm"}, "Invalid Parameter: pickupEnd"),
            ({"pickupEnd": "9am"}, "Invalid Parameter: pickupEnd"),
            ({"pickupStart": "13pm"}, "Invalid Parameter: pickupStart"),
            ({"frequency": "5"}, "Invalid Parameter: frequency"),
            ({"frequency": "0"}, "Invalid Parameter: frequency"),
            ({"duration": "21"}, "Invalid Parameter: duration"),
            ({"duration": "-1"}, "Invalid Parameter: duration"),
            ({"duration": "3", "ordersCreatedSoFar": "3"}, "All orders of this repeat pickup "),
            ({"deliveryStart": "7pm", "deliveryEnd": "5pm"}, "Invalid Parameter: deliveryEnd"),
            ({"schedulerType": "1"}, "Missing Parameter: schedulerConfirmDays"),
        ):
            assert shop.refusal("repeatPickup", **{**sent, **wrong}).startswith(said), wrong
        assert shop.answers("getPickups")["Pickups"] == []
        assert shop.refusal("repeatPickup", **sent, duration="20", ordersCreatedSoFar="19") == ""
        known = {**sent, "pickupID": "1"}
        assert "created" in shop.refusal("updateRepeatPickup", **known, duration="19")
        assert "Confirm" in shop.refusal("updateRepeatPickup", **known, schedulerType="1")
        confirmed = {"schedulerType": "1", "schedulerConfirmDays": "2"}
        assert shop.refusal("updateRepeatPickup", **known, **confirmed) == ""
        assert shop.refusal("updateRepeatPickup", **known, schedulerType="1") == ""


def test_an_order_has_all_that_its_schedule_says() -> None:
    with a_shop() as shop:
        shop.store.insert("closed_days", {"day": int(day_stamp(FIRST + 4 * DAY)), "reason": "25"})
        asked = {"schedulerType": "1", "schedulerConfirmDays": "1", "tip": "3.5"}
        back = {"deliveryDays": "2", "deliveryStart": "5pm", "deliveryEnd": "7pm"}
        day = day_stamp(FIRST + 4 * DAY)
        shop.answers("repeatPickup", pickupDate=day, **WINDOW, **asked, **back)
        shop.answers("repeatPickup", pickupDate=day, **WINDOW, tipPercent="15", duration="1")
        shop.today += 4 * DAY
        [kept] = shop.answers("getPickups")["Pickups"]
        assert (kept["id"], kept["ordersCreatedSoFar"]) == ("1", "1")
        first, second = shop.orders()
        assert (first["pickup_date"], first["pickup_start"], first["tip"]) == (int(day), "9am", 350)
        assert first["delivery_date"] == int(day_stamp(FIRST + 6 * DAY))
        assert (first["delivery_start"], first["delivery_end"]) == ("5pm", "7pm")
        assert (second["delivery"], second["tip_percent"]) == (0, "15")
        assert first["status"] != second["status"]  # one waits for the customer's yes


def _planned(
    first: int, frequency: int, duration: int, delivery_days: int, made: int
) -> RepeatPickup:
    """Return a schedule whose first day is so many days after the beginning."""
    return RepeatPickup(
        "",
        next_day=FIRST + first * DAY,
        frequency=frequency,
        duration=duration,
        delivery_days=delivery_days,
        orders_created=min(made, duration - 1) if duration else made,
    )


plans = st.builds(
    _planned,
    st.integers(0, 40),
    st.integers(1, 4),
    st.integers(0, 20),
    st.integers(0, 9),
    st.integers(0, 19),
)
zones = st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/London"])


@settings(max_examples=100, deadline=None)
@given(st.lists(plans, min_size=1, max_size=40), st.dates(FIRST, date(2028, 2, 28)), zones)
def test_what_comes_of_schedules_is_what_the_shop_makes(
    planned: list[RepeatPickup], begins: date, zone: str
) -> None:
    with a_shop(begins, ZoneInfo(zone)) as shop:
        made = [_made_in(shop, plan, begins) for plan in planned]
        for _ in range(LIVED):
            shop.today += DAY
            shop.answers("getPriceLists")
        expected = [
            (each.pickup, pickup.id, each.delivery)
            for pickup in made
            for each in takewhile(lambda it: it.pickup <= shop.today, occurrences(pickup, begins))
        ]
        assert sorted(_orders(shop), key=_place) == sorted(expected, key=_place)
        coming = {pickup.id: next(occurrences(pickup, shop.today + DAY), None) for pickup in made}
        told = repeat_pickups(shop.answers("getPickups"))
        assert {each.id: each.next_day for each in told} == {
            pickup_id: each.pickup for pickup_id, each in coming.items() if each
        }


def _made_in(shop: LivingShop, plan: RepeatPickup, begins: date) -> RepeatPickup:
    """Make a schedule that begins as far behind the beginning as it was planned."""
    assert plan.next_day is not None
    first = begins + (plan.next_day - FIRST)
    reply = shop.answers(
        "repeatPickup",
        pickupDate=day_stamp(first),
        **WINDOW,
        frequency=str(plan.frequency),
        duration=str(plan.duration),
        deliveryDays=str(plan.delivery_days),
        ordersCreatedSoFar=str(plan.orders_created),
    )
    return replace(plan, id=str(reply["pickupID"]), next_day=first)


def _orders(shop: LivingShop) -> Iterator[tuple[date, str, date | None]]:
    for order in shop.orders():
        day, delivery = day_of(order["pickup_date"]), day_of(order["delivery_date"] or None)
        assert day is not None
        yield day, str(order["repeat_pickup_id"]), delivery


def _place(order: tuple[date, str, date | None]) -> tuple[date, str]:
    return order[:2]
