"""What a refusal that may mean "nothing" is taken for, and an empty answer where something was.

A single record, or what belongs to it, is gone only where another one is told when it is asked
for in the same way, and the first one still is not: one odd answer, or a server in trouble that
gives it to everything, takes nothing out of the mirror, whether it is an `Error` or an empty list.
Nor does one that stands among its customer's orders and is only not told now. A list is empty where
the words say so. Words that are not known leave what is known as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..api.answers.meaning import MAY_BE_EMPTY
from ..api.errors import NothingFoundError
from ..api.operations import WireParameters
from ..api.readers.customers import customer_row, customer_rows
from ..api.readers.garments import garment_rows
from ..api.readers.orders import order_row, order_rows
from ..api.readers.repeat_pickups import repeat_pickup_rows
from .mirror.mirror import Mirror

RECORDS: Final[Mapping[str, str]] = {
    "getCustomer": "customerID",
    "getOrders": "orderID",
    "getGarments": "orderID",
    "getPickups": "customerID",
}
"""The operations that answer a single record, or all that belongs to one, given its id."""

_LISTS: Final = ("getGarments", "getPickups")
"""Those that answer all that belongs to one, which may be nothing."""

_SEEN: Final[Mapping[str, str]] = {"getCustomer": "no customer with that id"}
"""CleanCloud's own words for an unknown id: they need no proof."""

_ANOTHER: Final[Mapping[str, str]] = {
    "getCustomer": "SELECT id FROM customers WHERE id <> ? ORDER BY number DESC LIMIT 1",
    "getGarments": "SELECT order_id AS id FROM garments WHERE order_id <> ?"
    " ORDER BY order_id DESC LIMIT 1",
    "getOrders": "SELECT id FROM orders WHERE deleted = 0 AND id <> ? ORDER BY rowid DESC LIMIT 1",
    "getPickups": "SELECT customer_id AS id FROM repeat_pickups WHERE customer_id <> ?"
    " AND reply <> '[]' ORDER BY read_at DESC LIMIT 1",
}
"""A record that was told of late."""

_KNOWN: Final[Mapping[str, str]] = {
    "getGarments": "SELECT 1 FROM garments WHERE order_id = ? LIMIT 1",
    "getOrders": "SELECT 1 FROM orders WHERE id = ? AND deleted = 0",
    "getPickups": "SELECT 1 FROM repeat_pickups WHERE customer_id = ? AND reply <> '[]'",
}
"""What an empty answer would take away."""


def record_asked_for(name: str, sent: WireParameters) -> str:
    """Return the id of the single record that a read asks for; empty where it asks for a list.

    By its id alone an order is answered wherever it stands.
    """
    asked = RECORDS.get(name, "")
    is_alone = sent.keys() <= {asked, "sendProductDetails"}
    return str(sent.get(asked, "")) if is_alone else ""


def tells_record(name: str, reply: Mapping[str, object]) -> bool:
    """Tell whether a reply has a record that can be read."""
    if name == "getOrders":
        return any(map(order_row, order_rows(reply)))
    if name == "getGarments":
        return bool(garment_rows(reply))
    if name == "getPickups":
        return bool(repeat_pickup_rows(reply))
    return any(map(customer_row, (reply, *customer_rows(reply))))


def is_seen(error: NothingFoundError) -> bool:
    """Tell whether a refusal is in words that are known to be CleanCloud's for an unknown id."""
    seen = _SEEN.get(error.operation)
    return seen is not None and seen in error.text.lower()


def another_record(name: str, record: str, mirror: Mirror) -> str:
    """Return the id of another known record than this; empty where there is none."""
    rows = mirror.file.rows(_ANOTHER[name], record)
    return str(rows[0]["id"]) if rows else ""


def is_known(name: str, record: str, mirror: Mirror) -> bool:
    """Tell whether there is something that an empty answer would take away."""
    return name in _KNOWN and bool(mirror.file.rows(_KNOWN[name], record))


def is_empty_list(error: NothingFoundError, record: str, mirror: Mirror) -> bool:
    """Tell whether a list is plainly empty: the words say so, and nothing is taken away by it."""
    name = error.operation
    if not error.is_sure or name not in MAY_BE_EMPTY:
        return False
    return not record or (name in _LISTS and not is_known(name, record, mirror))
