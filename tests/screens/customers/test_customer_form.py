"""What is sent of a customer's form, and what it would overwrite."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.shop.customers.form_values import change_of, new_values, values_of
from cleancloud_tui.shop.writes.conflicts import overwritten_by

UPDATE = OPERATIONS["updateCustomer"]
FIELDS = ("customerName", "customerTel", "customerNotes", "starchPreference")
VALUES = st.fixed_dictionaries(dict.fromkeys(FIELDS, st.sampled_from(["", "1", "2", "3"])))


@given(before=VALUES, typed=VALUES, now=VALUES)
def test_nothing_of_anybody_else_is_overwritten_unseen(
    before: dict[str, str], typed: dict[str, str], now: dict[str, str]
) -> None:
    change = change_of(before, typed)
    told = overwritten_by(change, before, now, UPDATE)
    for name in FIELDS:
        if name in change and now[name] not in (before[name], typed[name]):
            assert name in told
        if now[name] == before[name] or name not in change:
            assert name not in told


@given(before=VALUES)
def test_an_untouched_form_sends_nothing(before: dict[str, str]) -> None:
    assert change_of(before, dict(before)) == {}


def test_how_a_phone_number_is_written_is_no_change_by_others() -> None:
    told = overwritten_by(
        {"customerTel": "111"}, {"customerTel": "555-0100"}, {"customerTel": "5550100"}, UPDATE
    )
    assert told == {}


def test_the_address_goes_along_where_cleancloud_is_to_look_it_up() -> None:
    before = {"customerAddress": "1 New Street", "findRoute": "0"}
    assert change_of(before, before | {"findRoute": "1"}) == {
        "findRoute": "1",
        "customerAddress": "1 New Street",
    }


def test_a_form_begins_with_what_is_known_and_nothing_else() -> None:
    begun = values_of(Customer("12", name="Ann", route="0"), UPDATE)
    assert begun["customerName"] == "Ann"
    assert begun["customerRoute"] == ""
    assert begun.keys() == new_values(UPDATE).keys()
