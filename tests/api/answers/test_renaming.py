"""A reply with what an alias file names called by the names that are known."""

from __future__ import annotations

import copy

import pytest

from cleancloud_tui.api.answers.aliases import aliases_in
from cleancloud_tui.api.answers.renaming import renamed
from cleancloud_tui.api.readers.repeat_pickups import repeat_pickups
from tests.api.readers import all_readers as readers

FILE = """
[getPickups]
Pickups = "data.schedules"
[getPickups.each]
pickupID = "ref"
pickupStart = "window.from"
pickupEnd = "window.to"

[getOrders.each]
id = "number"
products = "lines"
"products.name" = "title"
"products.quantity" = "count.of"

[getCustomer.each]
ID = "uid"
Name = "called"
Tel = "reach.phone"
"""
NAMES = aliases_in(FILE)
SCHEDULE = {"REF": 7, "window": {"from": "9am", "to": "11am"}, "frequency": "2"}


@pytest.mark.parametrize("rows", [[SCHEDULE], {"0": SCHEDULE}, SCHEDULE])
def test_names_of_the_reply_and_of_each_of_its_objects(rows: object) -> None:
    reply = {"Success": "True", "data": {"schedules": rows}}
    before = copy.deepcopy(reply)
    (schedule,) = repeat_pickups(renamed(reply, NAMES["getPickups"]))
    assert (schedule.id, schedule.frequency) == ("7", 2)
    assert (schedule.pickup_start, schedule.pickup_end) == ("9am", "11am")
    assert reply == before


def test_names_within_what_has_its_known_name_already() -> None:
    lines = [{"title": "Shirt", "count": {"of": "2"}}, {"name": "Trousers", "quantity": "1"}]
    reply = {"Success": "True", "Orders": [{"number": "437", "lines": lines}]}
    (order,) = readers.orders(renamed(reply, NAMES["getOrders"]))
    assert order.id == "437"
    assert [(line.name, line.quantity) for line in order.lines] == [("Shirt", 2), ("Trousers", 1)]


def test_a_record_that_stands_flat() -> None:
    reply = {"Success": "True", "uid": "7", "called": "Ada", "reach": {"phone": "020"}}
    customer = readers.customer(renamed(reply, NAMES["getCustomer"]))
    assert customer
    assert (customer.id, customer.name, customer.phone) == ("7", "Ada", "020")


def test_what_a_reply_does_not_have_stays_as_it_is() -> None:
    reply = {"Success": "True", "Pickups": [{"pickupID": "7", "pickupStart": "9am"}]}
    assert renamed(reply, NAMES["getPickups"]) == reply
    assert renamed(reply, None) is reply


def test_names_that_change_places() -> None:
    names = aliases_in('[getPickups.each]\npickupID = "tip"\ntip = "pickupID"')
    reply = {"Pickups": [{"pickupID": "3.50", "tip": "7"}]}
    assert renamed(reply, names["getPickups"]) == {"Pickups": [{"pickupID": "7", "tip": "3.50"}]}
