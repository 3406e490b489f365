"""A reply's only list of objects is its list; what is not read is never taken for nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from tests.api.readers import all_readers as readers

Row = dict[str, Any]
Read = Callable[[Mapping[str, object]], Any]

RECORDS: Final[dict[str, tuple[Read, str, Row]]] = {
    "customers": (readers.customers, "Customers", {"ID": "7", "Name": "Ada", "Tel": "1"}),
    "orders": (readers.orders, "Orders", {"id": "437", "status": "1", "total": "9.00"}),
    "garments": (readers.garments, "garments", {"barcodeID": "0012", "color1": "4"}),
    "pickups": (readers.repeat_pickups, "Pickups", {"pickupID": "3", "pickupStart": "9am"}),
    "messages": (readers.messages, "Messages", {"message": "Please hurry", "id": "5"}),
    "cards": (readers.cards, "Cards", {"id": "card_1", "brand": "Visa", "last4": "4242"}),
    "products": (readers.products, "Products", {"id": "9", "name": "Shirt", "price": "4.00"}),
    "price lists": (readers.price_lists, "PriceLists", {"id": "0", "name": "Default"}),
    "inventory": (readers.inventory, "Inventory", {"id": "4", "name": "Bag", "quantity": "7"}),
    "dates": (readers.available_days, "Dates", {"dateStamp": "1505736000", "times": "9am-11am"}),
    "slots": (readers.slots, "Slots", {"time": "9am-11am", "remaining": "2"}),
    "photos": (readers.photos, "Photos", {"url": "https://example.org/1.jpg"}),
    "days": (readers.day_summaries, "Days", {"date": "2017-09-18", "orders": "4"}),
}
"""Readers of lists: what the list is called, and an object of it."""

OTHERS: Final[dict[str, tuple[Read, Row]]] = {
    "subscription": (readers.subscription, {"planID": "plan_1", "status": "active"}),
    "driver": (readers.driver_location, {"lat": "51.5", "lng": "-0.1"}),
}
"""Readers of a single record."""

ALL: Final = {name: (read, row) for name, (read, _, row) in RECORDS.items()} | OTHERS

KEYS: Final = st.builds(
    str.__add__,
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8),
    st.sampled_from(["List", "Rows", "_data"]),
)

WAYS: Final[dict[str, Callable[[str, Row], Row]]] = {
    "a list": lambda key, row: {key: [row]},
    "a list within": lambda key, row: {"answer": {key: [row]}},
    "keyed by number": lambda key, row: {key: {"0": row, "count": "1"}},
    "numbered beside": lambda _, row: {"0": row},
    "alone": lambda key, row: {key: row},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=30)  # of a key that is any word, for each kind and way
@given(KEYS)
def test_the_only_list_is_the_list_whatever_its_key(kind: str, way: str, key: str) -> None:
    read, name, row = RECORDS[kind]
    if way == "numbered beside" and kind == "slots":
        return  # objects of windows have no other key by which they are known
    expected = read({"Success": "True", name: [row]})
    assert len(expected) == 1
    assert read({"Success": "True", **WAYS[way](key, row)}) == expected


@pytest.mark.parametrize("kind", ALL)
@given(st.data())
def test_what_is_not_read_is_never_nothing(kind: str, data: st.DataObject) -> None:
    read, row = ALL[kind]
    unknown = {f"zz{number}": "9 o'clock" for number, _ in enumerate(row)}
    way = WAYS[data.draw(st.sampled_from(sorted(WAYS)))]
    known = [name for each, (_, name, _) in RECORDS.items() if each == kind]
    key = data.draw(st.sampled_from(known) if known else KEYS) if data.draw(st.booleans()) else "qq"
    with pytest.raises(NotUnderstoodError) as told:
        read({"Success": "True", **way(key, unknown)})
    assert told.value.keys
    assert all(each in str(told.value) for each in told.value.keys[:8])


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("nothing", [None, "", "0", [], {}, False])
def test_nothing_is_none(kind: str, nothing: object) -> None:
    read, _ = ALL[kind]
    assert not read({"Success": "True"})
    assert not read({"Success": "True", "Error": "", "whatever": nothing})
    if kind in RECORDS:
        assert not read({"Success": "True", RECORDS[kind][1]: nothing, "asked": "12"})


def test_two_lists_that_may_be_it_are_none_that_is_known() -> None:
    row = RECORDS["cards"][2]
    with pytest.raises(NotUnderstoodError, match=r"keys here, here\.id, .*, there, there\.id"):
        readers.cards({"Success": "True", "here": [row], "there": [row]})


def test_what_counts_as_gone_where_it_is_missing_is_known_as_a_whole() -> None:
    row, odd = RECORDS["pickups"][2], {"ref": "4", "from": "9am"}
    with pytest.raises(NotUnderstoodError):
        readers.repeat_pickups({"Pickups": [row, odd]})
    assert len(readers.orders({"Orders": [RECORDS["orders"][2], odd]})) == 1


def test_an_object_beside_is_not_taken_for_the_record() -> None:
    customer = {"ID": "7", "Name": "Ada", "Subscription": {"id": "plan", "name": "Gold"}}
    assert readers.customers({"Success": "True", **customer})[0].id == "7"
    order = {"id": "437", "status": "1", "products": [{"id": "9", "price": "1"}]}
    assert readers.orders({"Success": "True", "theOrder": order})[0].id == "437"
