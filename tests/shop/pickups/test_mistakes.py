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
from cleancloud_tui.shop.pickups.form_values import NEW_VALUES, PickupForm, sendable, values_of
from cleancloud_tui.shop.pickups.mistakes import mistakes
from cleancloud_tui.shop.pickups.troubles import Surroundings

TODAY = date(2026, 11, 27)
AROUND = Surroundings(TODAY)
F = PickupField

WHOLE = {
    **NEW_VALUES,
    F.DAY: "tue",
    F.START: "9am",
    F.END: "11am",
    F.ORDERS: "10",
    F.DELIVERY_DAYS: "2",
    F.DELIVERY_START: "5pm",
    F.DELIVERY_END: "7pm",
    F.TIP: "3.50",
    F.CONFIRMATION: "1",
    F.CONFIRM_DAYS: "1",
    F.MADE_SO_FAR: "0",
}

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


WRONG = [
    ("DAY", "", "needed: the day of the first pickup"),
    ("DAY", "31 feb", "“31 feb” is no clear day: 8 dec, tue, +7"),
    ("DAY", "31 February 2027", "“31 February 2027” is no clear day: 8 dec, tue, +7"),
    ("DAY", "29 feb 2027", "“29 feb 2027” is no clear day: 8 dec, tue, +7"),
    ("DAY", "5/12/2026", "“5/12/2026” is no clear day: 8 dec, tue, +7"),
    ("DAY", "some day next week", "“some day next w…” is no clear day: 8 dec, tue, +7"),
    ("DAY", "mon 8 dec", "“mon 8 dec” is no clear day: 8 dec, tue, +7"),
    ("DAY", "-1", "“-1” is no clear day: 8 dec, tue, +7"),
    ("DAY", "0", "“0” is no clear day: 8 dec, tue, +7"),
    ("DAY", "yesterday", "this day has gone: today or later"),
    ("DAY", "2026-11-26", "this day has gone: today or later"),
    ("DAY", "1999-01-01", "this day has gone: today or later"),
    ("DAY", "2126-12-08", "2126 is more than two years ahead"),
    ("DAY", "+999", "2029 is more than two years ahead"),
    ("START", "", "needed: from when"),
    ("START", "13pm", "“13pm” is no clear time: 9am, 5:30pm"),
    ("START", "0am", "“0am” is no clear time: 9am, 5:30pm"),
    ("START", "25:00", "“25:00” is no clear time: 9am, 5:30pm"),
    ("START", "9:60am", "“9:60am” is no clear time: 9am, 5:30pm"),
    ("START", "9", "“9” is no clear time: 9am or 9pm?"),
    ("START", "5:30", "“5:30” is no clear time: 5:30am or 5:30pm?"),
    ("START", "nine", "“nine” is no clear time: 9am, 5:30pm"),
    ("START", "9am-11am", "“9am-11am” is no clear time: 9am, 5:30pm"),
    ("END", "", "needed: until when"),
    ("END", "9am", "is not after 9am"),
    ("END", "8:59am", "is not after 9am"),
    ("END", "12am", "is not after 9am"),
    ("END", "11", "“11” is no clear time: 11am or 11pm?"),
    ("FREQUENCY", "", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "0", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "5", "how often? 1 to 4 weeks"),
    ("FREQUENCY", "weekly", "how often? 1 to 4 weeks"),
    ("ORDERS", "21", "at most 20; 0 for no end"),
    ("ORDERS", "1,250", "at most 20; 0 for no end"),
    ("ORDERS", "-1", "“-1” is no whole number; 0 for no end"),
    ("ORDERS", "2.5", "“2.5” is no whole number; 0 for no end"),
    ("ORDERS", "ten", "“ten” is no whole number; 0 for no end"),
    ("ORDERS", "until cancelled", "“until cancelled” is no whole number; 0 for no end"),
    ("MADE_SO_FAR", "10", "leaves none of 10 to make"),
    ("MADE_SO_FAR", "12", "leaves none of 10 to make"),
    ("MADE_SO_FAR", "21", "at most 20; 0 for none"),
    ("MADE_SO_FAR", "x", "“x” is no whole number; 0 for none"),
    ("DELIVERY_DAYS", "", "how many days after the pickup? 1 or more"),
    ("DELIVERY_DAYS", "0", "how many days after the pickup? 1 or more"),
    ("DELIVERY_DAYS", "-1", "“-1” is no whole number; 0 for no delivery"),
    ("DELIVERY_DAYS", "two", "“two” is no whole number; 0 for no delivery"),
    ("DELIVERY_DAYS", "400", "at most 60; 0 for no delivery"),
    ("DELIVERY_START", "", "needed: from when"),
    ("DELIVERY_START", "17", "“17” is no clear time: 9am, 5:30pm"),
    ("DELIVERY_END", "", "needed: until when"),
    ("DELIVERY_END", "5pm", "is not after 5pm"),
    ("DELIVERY_END", "13pm", "“13pm” is no clear time: 9am, 5:30pm"),
    ("TIP", "much", "“much” is no amount: 3.50"),
    ("TIP", "-3", "“-3” is no amount: 3.50"),
    ("TIP", "10%", "“10%” is no amount: 3.50"),
    ("TIP", "1,250", "“1,250” may be 1250 or 1.25: type the one that is meant"),
    ("TIP", "1000000.01", "is too much for a tip"),
    ("TIP_PERCENT", "10", "an amount or per cent, not both: empty one"),
    ("TIP_PERCENT", "101", "“101” is not 0 to 100"),
    ("TIP_PERCENT", "-1", "“-1” is not 0 to 100"),
    ("TIP_PERCENT", "ten", "“ten” is not 0 to 100"),
    ("CONFIRMATION", "2", "none, or by SMS?"),
    ("CONFIRM_DAYS", "", "needed: how many days ahead, 1 or more"),
    ("CONFIRM_DAYS", "0", "needed: how many days ahead, 1 or more"),
    ("CONFIRM_DAYS", "-1", "“-1” is no whole number; at least 1"),
    ("CONFIRM_DAYS", "one", "“one” is no whole number; at least 1"),
    ("CONFIRM_DAYS", "31", "at most 30; at least 1"),
]
"""Typed over a form in which all is well."""

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
        verbs.change("9", "1", sendable(CHANGING, form.before, form.typed, TODAY))
