"""What stands in a form as a schedule, readable or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.drafted import drafted
from cleancloud_tui.shop.pickups.form.form_values import NEW_VALUES, values_of

TODAY = date(2026, 11, 27)
KNOWN = RepeatPickup(
    "1", "9", date(2026, 12, 8), "9am", "11am", 2, 6, 2, "5pm", "7pm",
    Decimal("3.50"), Decimal(0), needs_confirmation=True, confirm_days=1, orders_created=3,
)  # fmt: skip


def test_a_known_schedule_is_read_back() -> None:
    assert drafted("9", KNOWN, values_of(KNOWN, TODAY), TODAY) == KNOWN


def test_what_is_typed_is_read_and_the_rest_is_not_yet() -> None:
    typed = {
        **NEW_VALUES,
        PickupField.DAY: "tue",
        PickupField.START: "9",
        PickupField.END: " \u0661\u0661am ",
        PickupField.ORDERS: "ten",
        PickupField.TIP: "2,5",
        PickupField.MADE_SO_FAR: "2",
    }
    assert drafted("9", None, typed, TODAY) == RepeatPickup(
        "",
        "9",
        date(2026, 12, 1),
        "",
        "11am",
        1,
        None,
        0,
        tip=Decimal("2.50"),
        tip_percent=Decimal(0),
        needs_confirmation=False,
        orders_created=2,
    )


def test_what_was_told_oddly_stays_until_something_is_typed() -> None:
    odd = replace(KNOWN, frequency=6, delivery_start="evening")
    before = values_of(odd, TODAY)
    assert drafted("9", odd, {**before, PickupField.FREQUENCY: ""}, TODAY).frequency == 6
    assert drafted("9", odd, {**before, PickupField.FREQUENCY: "2"}, TODAY).frequency == 2
    assert drafted("9", odd, before, TODAY).delivery_start == "evening"
    emptied = {**values_of(KNOWN, TODAY), PickupField.TIP: "", PickupField.DELIVERY_START: ""}
    assert drafted("9", KNOWN, emptied, TODAY) == replace(KNOWN, tip=Decimal(0), delivery_start="")


def test_days_that_have_gone_count_as_made() -> None:
    gone = replace(KNOWN, next_day=TODAY - timedelta(days=1))
    read = drafted("9", gone, values_of(gone, TODAY), TODAY)
    assert (read.next_day, read.orders_created) == (TODAY + timedelta(days=13), 4)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(list(PickupField)), st.text(max_size=12)))
def test_whatever_is_typed_is_read_as_something_or_nothing(typed: dict[str, str]) -> None:
    for pickup in (None, KNOWN):
        drafted("9", pickup, typed, TODAY)
