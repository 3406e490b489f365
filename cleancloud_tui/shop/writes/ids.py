"""The ids by which requests and replies name a customer, an order or a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CUSTOMER: Final = "customerID"
ORDER_ID: Final = "orderID"
_PICKUP: Final = "pickupID"


def ids_of(*, customer_id: str = "", order_id: str = "", pickup_id: str = "") -> dict[str, str]:
    """Return ids under the names that they have in requests; what is not known is left out."""
    ids = {_CUSTOMER: customer_id, ORDER_ID: order_id, _PICKUP: pickup_id}
    return {name: value for name, value in ids.items() if value}


def customer_id_in(values: Mapping[str, object]) -> str:
    """Return the customer that a request's values name; empty where they name none."""
    return str(values.get(_CUSTOMER) or "")


def customer_name_in(values: Mapping[str, object]) -> str:
    """Return the customer's name that a request's values give; empty where they give none."""
    return str(values.get("customerName") or "")


def pickup_id_in(values: Mapping[str, object]) -> str:
    """Return the schedule that a request's values name; empty where they name none."""
    return str(values.get(_PICKUP) or "")


def order_id_in(values: Mapping[str, object]) -> str:
    """Return the order that a request's values, or a reply, name; empty where they name none."""
    return str(values.get(ORDER_ID) or "")
