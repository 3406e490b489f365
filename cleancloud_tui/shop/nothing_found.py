"""What a refusal that may mean "nothing" is taken for, whatever the operation.

A single record, or what belongs to it, is gone only where another one is told when it is asked
for in the same way, and the first one still is not: one odd answer, or a server in trouble that
gives it to everything, takes nothing out of the mirror. Nor does one that stands among its
customer's orders and is only not told now. A list is empty where the words say so.
Words that are not known leave what is known as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..api.errors import NothingFoundError
from ..api.operations import WireParameters
from ..api.readers.customers import customer_row, customer_rows
from ..api.readers.garments import garment_rows
from ..api.readers.orders import order_row, order_rows
from .mirror.mirror import Mirror

RECORDS: Final[Mapping[str, str]] = {
    "getCustomer": "customerID",
    "getOrders": "orderID",
    "getGarments": "orderID",
}
"""The operations that answer a single record, or all that belongs to one, given its id."""

MAY_BE_EMPTY: Final = frozenset(
    {
        "getCards",
        "getCustomer",
        "getDates",
        "getGarments",
        "getMessages",
        "getOrders",
        "getPhotos",
        "getPickups",
        "getSlots",
        "getSubscription",
        "summaryReport",
    }
)
"""The operations that answer a list, which may be empty, or what a customer need not have."""

_SEEN: Final[Mapping[str, str]] = {"getCustomer": "no customer with that id"}
"""CleanCloud's own words for an unknown id: they need no proof."""

_ANOTHER: Final[Mapping[str, str]] = {
    "getCustomer": "SELECT id FROM customers WHERE id <> ? ORDER BY number DESC LIMIT 1",
    "getGarments": "SELECT order_id AS id FROM garments WHERE order_id <> ?"
    " ORDER BY order_id DESC LIMIT 1",
    "getOrders": "SELECT id FROM orders WHERE deleted = 0 AND id <> ? ORDER BY rowid DESC LIMIT 1",
}
"""A record that was told of late."""


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
    return any(map(customer_row, (reply, *customer_rows(reply))))


def is_seen(error: NothingFoundError) -> bool:
    """Tell whether a refusal is in words that are known to be CleanCloud's for an unknown id."""
    seen = _SEEN.get(error.operation)
    return seen is not None and seen in error.text.lower()


def another_record(name: str, record: str, mirror: Mirror) -> str:
    """Return the id of another known record than this; empty where there is none."""
    rows = mirror.file.rows(_ANOTHER[name], record)
    return str(rows[0]["id"]) if rows else ""


def is_empty_list(error: NothingFoundError) -> bool:
    """Tell whether a refusal says plainly that a list is empty."""
    return error.is_sure and error.operation in MAY_BE_EMPTY
