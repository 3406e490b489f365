"""A reply without its values: nothing that stood in it is left."""

from __future__ import annotations

import json
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from cleancloud_tui.shop.probing.findings import finding_of
from cleancloud_tui.shop.probing.shapes import shape_of, words_shown

SECRETS = st.one_of(
    st.text("bcdfghjkqvwxyzBCDFGHJKQVWXYZäßé@ +(),.-/:0123456789", min_size=9, max_size=40),
    st.integers(10**8, 10**14).map(str),
    st.integers(10**8, 10**14),
    st.decimals(1000, 10**6, places=2).map(str),
    st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S")),
)
KEYS = st.sampled_from(("id", "Name", "notes", "rows", "first_name"))
VALUE_KEYS = st.one_of(st.integers(10**6, 10**9).map(str), st.emails(), st.dates().map(str))
REPLIES = st.recursive(
    SECRETS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(KEYS, VALUE_KEYS), inner, max_size=5),
    ),
    max_leaves=12,
)


def values_in(told: Any) -> list[str]:
    """Return the values of a reply, and its keys that are values."""
    if isinstance(told, dict):
        known = ("id", "Name", "notes", "rows", "first_name")
        keys = [key for key in told if key not in known]
        return [*keys, *(value for each in told.values() for value in values_in(each))]
    if isinstance(told, list):
        return [value for each in told for value in values_in(each)]
    return [str(told)]


@given(REPLIES)
def test_no_value_is_left(reply: Any) -> None:
    shown = json.dumps(shape_of(reply), ensure_ascii=False)
    assert [value for value in values_in(reply) if value.strip() and value in shown] == []


def test_the_kinds_of_values_are_told() -> None:
    reply = {
        "id": "437",
        "total": "21.50",
        "created": "1700000000",
        "day": "2026-05-28",
        "window": "10am-12pm",
        "name": "Maria",
        "left": None,
        "garments": [{"barcode": "0042"}, {"barcode": "0043", "notes": ""}],
        "by day": {"2026-05-28": {"orders": 3}},
    }
    assert shape_of(reply) == {
        "id": "text: number",
        "total": "text: number with 2 decimals",
        "created": "text: Unix time",
        "day": "text: 9999-99-99",
        "window": "text: 99am-99pm",
        "name": "text",
        "left": "null",
        "garments": [{"barcode": "text: number", "notes": "empty text"}],
        "(a text)": {"(a day)": {"orders": "number"}},
    }


def test_objects_keyed_by_names_do_not_tell_them() -> None:
    people = {f"Person{letter}": {"id": "1"} for letter in "abcdefghijklmnop"}
    assert shape_of({"customers": people}) == {"customers": {"(a text)": {"id": "text: number"}}}


def test_words_of_a_refusal_name_nobody() -> None:
    assert words_shown("No Customer With That ID") == "No Customer With That ID"
    assert words_shown("Maria Garcia (555) 001-5838 not found") == "… … … … not found"


def test_a_few_objects_keyed_by_names_do_not_tell_them_either() -> None:
    people = {"Jane": {"ID": "1", "odd": "x"}, "Maria": {"ID": "2"}}
    found = finding_of("getCustomer", "one customer", {"Success": "True", "balances": people})
    told = json.dumps([found.shape, *(key.path for key in found.keys), *found.missing])
    assert "balances.(a text).odd" in told
    assert not [name for name in people if name in told]


def test_keys_that_are_values_are_not_told_whatever_stands_under_them() -> None:
    reply = {
        "byStaff": {"Maria": "120.00"},
        "byCustomer": {"castellanos": "1.00", "smithj": "2.00"},
        "FRIEND0012": "10",
        "cus_9s6XKzkNRiz8i3": {"tok_1MzxAB2eZvKYlo2C": "x"},
        "tags": {"Rosewood": 1},
        "hanging": {"place": "A1"},
        "tax1": "1.00",
        "notes": "of nobody",
    }
    assert shape_of(reply) == {
        "byStaff": {"(a text)": "text: number with 2 decimals"},
        "byCustomer": {"(a text)": "text: number with 2 decimals"},
        "(a text)": {"one of": [{"(a text)": "text"}, "text: number"]},
        "tags": {"(a text)": "number"},
        "hanging": {"place": "text"},
        "tax1": "text: number with 2 decimals",
        "notes": "text",
    }
