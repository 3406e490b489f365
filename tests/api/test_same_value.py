"""Values compared by what they mean, and told by the names of requests."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api import field_names as names
from cleancloud_tui.api import wire
from cleancloud_tui.api.checks import encoded
from cleancloud_tui.api.operations import OPERATIONS, Parameter, Wire
from cleancloud_tui.api.same_value import differing, same

PARAMETERS = [each for operation in OPERATIONS.values() for each in operation.parameters]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=40)
amounts = st.decimals(-9999, 9999, places=2)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
times = st.times().map(lambda each: time(each.hour, each.minute))


def parameter(name: str, operation: str = "addOrder") -> Parameter:
    found = OPERATIONS[operation].parameter(name)
    assert found is not None
    return found


@given(amounts, amounts)
def test_amounts_mean_the_same_however_many_zeros_they_have(one: Decimal, other: Decimal) -> None:
    money = parameter("finalTotal")
    assert same(money, f"{one:f}", f"{one.normalize():f}")
    assert same(money, str(one), one)
    assert same(money, f"{one:f}", f"{other:,.2f}") == (one == other)


@given(times, times)
def test_times_mean_the_same_on_both_clocks(one: time, other: time) -> None:
    start = parameter("pickupStart")
    ways: list[Callable[[time], str]] = [
        lambda each: wire.time_text(each),
        lambda each: wire.time_text(each).upper().replace("M", ".M."),
        lambda each: f"{each:%I:%M %p}",
        lambda each: f"{each:%H:%M}",
    ]
    for way in ways:
        assert same(start, wire.time_text(one), way(one))
        assert same(start, wire.time_text(one), way(other)) == (one == other)


@given(days, days)
def test_days_mean_the_same_as_stamps_and_dates(one: date, other: date) -> None:
    day = parameter("pickupDate")
    assert same(day, wire.day_stamp(one), one.isoformat())
    assert same(day, wire.day_stamp(one), int(wire.day_stamp(one)))
    assert same(day, wire.day_stamp(one), wire.day_stamp(other)) == (one == other)


@given(texts)
def test_texts_mean_the_same_with_entities_and_other_spaces(text: str) -> None:
    notes = parameter("orderNotes")
    assert same(notes, text, html.escape(text))
    assert same(notes, text, f"  {text}\r\n")
    assert same(notes, f"{text} {text}", f"{text}<br>{text}")


@given(texts, texts)
def test_other_words_do_not_mean_the_same(one: str, other: str) -> None:
    notes = parameter("orderNotes")
    assert not same(notes, f"one {one}", f"two {other}")


@given(st.sampled_from(PARAMETERS), st.none() | texts, st.none() | texts)
def test_any_two_values_can_be_compared_both_ways(
    declared: Parameter, one: str | None, other: str | None
) -> None:
    assert same(declared, one, one)
    assert same(declared, one, other) == same(declared, other, one)


def test_each_choice_is_another_one() -> None:
    for declared in PARAMETERS:
        for one, other in product(declared.choices, repeat=2):
            assert same(declared, one, other) == (one == other), declared.name
            assert same(declared, encoded(declared, one), int(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "operation", "one", "other"),
    [
        ("paid", "addOrder", "1", True),
        ("paid", "addOrder", "0", "false"),
        ("paid", "addOrder", "0", ""),
        ("discount", "addOrder", "0.00", None),
        ("deliveryDate", "addOrder", "", "0"),
        ("pickupStart", "addOrder", "", "0-0"),
        ("priceListID", "addOrder", "", "0"),
        ("customerRoute", "addCustomer", "3", "03"),
        ("customerEmail", "addCustomer", "Ada@Example.com", "ada@example.com "),
        ("customerTel", "addCustomer", "+1 (555) 010-1234", "15550101234"),
    ],
)
def test_what_means_the_same(name: str, operation: str, one: object, other: object) -> None:
    assert same(parameter(name, operation), one, other)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("status", "0", ""),
        ("pickupStart", "10am", "10pm"),
        ("pickupStart", "10am", "10"),
        ("finalTotal", "1.00", "ten"),
        ("orderNotes", "0", ""),
        ("orderNotes", "Call", "call"),
    ],
)
def test_what_does_not(name: str, one: object, other: object) -> None:
    assert not same(parameter(name), one, other)


def test_what_is_not_told_differs_from_nothing() -> None:
    sent = {"orderID": "1", "status": "1", "orderNotes": "a", "notifyMethod": "3", "unheard": "x"}
    assert differing(OPERATIONS["updateOrder"], sent, {"status": "2", "unheard": "y"}) == (
        "status",
    )


@given(times, times, st.booleans())
def test_windows_are_told_as_their_start_and_end(start: time, end: time, spaced: bool) -> None:
    window = f"{wire.time_text(start)}{' - ' if spaced else '-'}{wire.time_text(end)}"
    told = names.told(OPERATIONS["updateOrder"], {"deliveryTime": window, "pickupTime": "0-0"})
    assert told == {
        "deliveryStart": wire.time_text(start),
        "deliveryEnd": wire.time_text(end),
        "storeReadyByTime": wire.time_text(start),
        "pickupStart": "",
        "pickupEnd": "",
    }


def test_a_row_is_told_whatever_its_keys_look_like() -> None:
    row = {
        "NOTES": "a",
        "Final_Total": "1",
        "status": None,
        "delivery": ["1"],
        "DeliveryTime": "5pm",
    }
    told = names.told(OPERATIONS["updateOrder"], row)
    assert (told["orderNotes"], told["finalTotal"], told["deliveryStart"]) == ("a", "1", "5pm")
    assert told["deliveryEnd"] == ""
    assert not told.keys() & {"status", "delivery", "pickupStart"}


def test_the_lines_of_an_address_are_told_however_they_are_parted() -> None:
    meant = {"customerAddress": "1 Main St\nSpringfield, IL 62701"}
    for address in ("1 Main St // Springfield, IL 62701", "1 Main St<br>Springfield, IL 62701"):
        told = names.told(OPERATIONS["updateCustomer"], {"Address": address})
        assert differing(OPERATIONS["updateCustomer"], meant, told) == ()
    assert names.told(OPERATIONS["updateCustomer"], {"Address": {"street": "1 Main St"}}) == {}


@pytest.mark.parametrize(
    "operation", ["updateOrder", "updateCustomer", "updateGarment", "updateRepeatPickup"]
)
@given(data=st.data())
def test_what_is_set_is_told_back(operation: str, data: st.DataObject) -> None:
    declared = OPERATIONS[operation]
    settable = [
        each.name
        for each in declared.parameters
        if each.wire is not Wire.TIME and each.name != "customerAddress"
    ]
    sent = data.draw(st.dictionaries(st.sampled_from(settable), texts))
    told = names.told(declared, names.patch(declared, sent, {}))
    assert differing(declared, sent, told) == ()
