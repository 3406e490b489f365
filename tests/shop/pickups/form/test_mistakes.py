"""Wrong and border entries of a repeat pickup's form: what is said at which field, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.pickups import verbs
from cleancloud_tui.shop.pickups.fields import KNOWN as CHANGING
from cleancloud_tui.shop.pickups.fields import NEW as MAKING
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.form_values import NEW_VALUES, PickupForm, sendable, values_of
from cleancloud_tui.shop.pickups.form.mistakes import mistakes
from cleancloud_tui.shop.pickups.troubles import Surroundings
from tests.shop.pickups.form.entries import TODAY, WHOLE, WRONG, F

AROUND = Surroundings(TODAY)

KNOWN = RepeatPickup(
    "1", "9", date(2026, 12, 8), "9am", "11am", 2, 20, 2, "5pm", "7pm",
    Decimal("3.50"), Decimal(0), needs_confirmation=True, confirm_days=1, orders_created=6,
)  # fmt: skip


def new(**typed: str) -> PickupForm:
    return PickupForm("9", None, NEW_VALUES, {**WHOLE, **by_field(typed)})


def known(pickup: RepeatPickup = KNOWN, **typed: str) -> PickupForm:
    before = values_of(pickup, TODAY)
    return PickupForm("9", pickup, before, {**before, **by_field(typed)})


def by_field(typed: dict[str, str]) -> dict[PickupField, str]:
    return {F[name]: text for name, text in typed.items()}


RIGHT = [
    ("DAY", "today"),
    ("DAY", "2028-11-26"),
    ("DAY", " 2026-12-08\t"),
    ("DAY", "\u0662\u0660\u0662\u0666-\u0661\u0662-\u0660\u0668"),
    ("START", "\u00a010:59 AM "),
    ("START", "09:00"),
    ("END", "noon"),
    ("END", "\uff11\uff11pm"),
    ("FREQUENCY", "4"),
    ("ORDERS", "0"),
    ("ORDERS", "1"),
    ("ORDERS", "20"),
    ("ORDERS", ""),
    ("ORDERS", "\u0661\u0660"),
    ("MADE_SO_FAR", "9"),
    ("DELIVERY_DAYS", "60"),
    ("TIP", ""),
    ("TIP", "0"),
    ("TIP", "€ 3,50"),
    ("TIP_PERCENT", "0"),
    ("CONFIRM_DAYS", "30"),
    ("CONFIRMATION", "0"),
]


@pytest.mark.parametrize(("field", "text", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_field(field: str, text: str, said: str) -> None:
    told = mistakes(new(**{field: text}), AROUND)
    assert told == {F[field]: said}


@pytest.mark.parametrize(("field", "text"), RIGHT)
def test_what_is_right_is_sent(field: str, text: str) -> None:
    form = new(**{field: text})
    assert mistakes(form, AROUND) == {}
    verbs.make("9", sendable(MAKING, form.before, form.typed, TODAY))


def test_a_window_is_marked_at_its_end_and_the_window_alone() -> None:
    assert mistakes(new(START="5pm", END="1pm"), AROUND) == {F.END: "is not after 5pm"}
    assert mistakes(new(DELIVERY_START="7pm"), AROUND) == {F.DELIVERY_END: "is not after 7pm"}


def test_all_that_is_wrong_is_said_at_once() -> None:
    told = mistakes(PickupForm("9", None, NEW_VALUES, {**NEW_VALUES, F.ORDERS: "x"}), AROUND)
    assert set(told) == {F.DAY, F.START, F.END, F.ORDERS}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, {}),
        ({"ORDERS": "6"}, {F.ORDERS: "6 are made already; to stop it, end it"}),
        ({"ORDERS": "7"}, {}),
        ({"ORDERS": "0"}, {}),
        ({"TIP_PERCENT": "10"}, {F.TIP_PERCENT: "an amount or per cent, not both: empty one"}),
        ({"TIP_PERCENT": "10", "TIP": ""}, {}),
        ({"DAY": ""}, {F.DAY: "needed: the day of the next pickup"}),
        ({"END": "8am"}, {F.END: "is not after 9am"}),
        ({"DELIVERY_DAYS": "0", "DELIVERY_START": "", "DELIVERY_END": ""}, {}),
        ({"CONFIRMATION": "0", "CONFIRM_DAYS": ""}, {}),
    ],
)
def test_a_known_schedule(typed: dict[str, str], told: dict[PickupField, str]) -> None:
    form = known(**typed)
    assert mistakes(form, AROUND) == told


def test_an_amount_over_a_known_percentage_is_marked_at_the_amount() -> None:
    shared = replace(KNOWN, tip=Decimal(0), tip_percent=Decimal(10))
    told = mistakes(known(shared, TIP="3"), AROUND)
    assert told == {F.TIP: "an amount or per cent, not both: empty one"}


def test_what_was_told_oddly_keeps_nothing_else_from_being_changed() -> None:
    odd = replace(
        KNOWN,
        pickup_start="5pm",
        pickup_end="1pm",
        duration=21,
        delivery_days=0,
        tip_percent=Decimal(10),
        frequency=6,
        confirm_days=0,
    )
    assert mistakes(known(odd), AROUND) == {}
    assert mistakes(known(odd, DELIVERY_DAYS="1"), AROUND) == {}
    assert set(mistakes(known(odd, START="6pm"), AROUND)) == {F.END}


def test_what_the_api_needs_is_asked_for_even_where_it_was_not_told() -> None:
    untold = replace(KNOWN, next_day=None, pickup_start="99pm", pickup_end="")
    assert set(mistakes(known(untold), AROUND)) == {F.DAY, F.START, F.END}


TEXTS = st.sampled_from(
    ["", "0", "1", "7", "20", "21", "-1", "9am", "11am", "5pm", "13pm", "tue", "+7", "2026-12-25"]
) | st.text(max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([each for each in F if each is not F.OTHERS]), TEXTS))
def test_what_has_no_mistake_is_taken_by_the_documentation(typed: dict[PickupField, str]) -> None:
    form = PickupForm("9", None, NEW_VALUES, {**WHOLE, **typed})
    if not mistakes(form, AROUND):
        verbs.make("9", sendable(MAKING, form.before, form.typed, TODAY))
    typed.pop(F.MADE_SO_FAR, None)
    before = values_of(KNOWN, TODAY)
    form = PickupForm("9", KNOWN, before, {**before, **typed})
    if not mistakes(form, AROUND):
        verbs.change("9", "1", sendable(CHANGING, form.before, form.typed, TODAY), {*F})
