"""Orders listed: `getOrders`, by any of its filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply
from ..store import PracticeStore, Row, StoredValue
from .order_state import COMPLETED

_FILTERS: Final = (
    "orderID",
    "customerID",
    "routeID",
    "dateFrom",
    "dateTo",
    "updatedSecondsAgoFrom",
    "status",
    "completed",
    "paid",
)
_IDS_A_QUERY: Final = 500


def get_orders(call: PracticeCall) -> Reply:
    """Answer the orders that match all filters, unless they are too many for one reply."""
    if not any(call.has(name) for name in _FILTERS):
        raise RefusalError("You must provide at least one filter")
    where, values = _condition(call)
    limit = f"SELECT 1 FROM orders WHERE {where} LIMIT {call.most_orders + 1}"  # noqa: S608
    if call.store.number(f"SELECT count(*) FROM ({limit})", values) > call.most_orders:  # noqa: S608
        raise RefusalError(
            "Requesting too many orders in one request. "
            "You must narrow or restructure your request."
        )
    orders = call.store.rows(
        "SELECT *, EXISTS (SELECT 1 FROM photos WHERE order_id = orders.id) AS has_photos"  # noqa: S608
        f" FROM orders WHERE {where} ORDER BY id",
        values,
    )
    products = products_of(call.store, [order["id"] for order in orders])
    with_products = call.is_set("sendProductDetails")
    return replies.success(
        Orders=[
            replies.order(order, products[order["id"]], with_products=with_products)
            for order in orders
        ]
    )


def _condition(call: PracticeCall) -> tuple[str, list[StoredValue]]:
    """Return the filters as a condition in SQL and its values; the days are those of creation."""
    parts, values = ["deleted = 0"], list[StoredValue]()
    for name, column in (
        ("orderID", "id"),
        ("customerID", "customer_id"),
        ("routeID", "route_id"),
        ("status", "status"),
        ("paid", "paid"),
    ):
        if call.has(name):
            parts.append(f"{column} = {call.number(name)}")  # literals, for the partial indexes
    if call.has("completed"):
        parts.append(f"status {'=' if call.is_set('completed') else '<>'} {COMPLETED}")
    if call.has("dateFrom"):
        parts.append("created >= ?")
        values.append(call.beginning_of("dateFrom"))
    if call.has("dateTo"):
        parts.append("created < ?")
        values.append(call.ending_of("dateTo"))
    if call.has("updatedSecondsAgoFrom"):
        parts.append("updated >= ?")
        values.append(call.now - call.number("updatedSecondsAgoFrom"))
    return " AND ".join(parts), values


def products_of(store: PracticeStore, order_ids: Sequence[int]) -> Mapping[int, list[Row]]:
    """Return the orders' products by order, each with the section that it stands in today."""
    found: dict[int, list[Row]] = defaultdict(list)
    for start in range(0, len(order_ids), _IDS_A_QUERY):
        ids = order_ids[start : start + _IDS_A_QUERY]
        for row in store.rows(
            "SELECT order_products.*, section_id FROM order_products"  # noqa: S608
            " LEFT JOIN products ON products.id = product_id"
            f" WHERE order_id IN ({', '.join('?' * len(ids))}) ORDER BY order_id, line",
            ids,
        ):
            found[row["order_id"]].append(row)
    return found


HANDLERS: Final[Mapping[str, Handler]] = {"getOrders": get_orders}
