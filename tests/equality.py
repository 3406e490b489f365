"""Whether a mirror holds what the practice shop holds: customers, orders, garments in work."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cleancloud_tui.api.privacy import without_private
from cleancloud_tui.api.readers.customers import customer_row
from cleancloud_tui.api.readers.garments import garment_row
from cleancloud_tui.api.readers.orders import order_row
from cleancloud_tui.practice import replies
from cleancloud_tui.practice.orders import order_list
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.shop import Shop

_IN_WORK = (0, 1, 5)
_AT_ONCE = 1_000

Told = Mapping[str, Any]


def differences(here: Shop | Mirror, store: PracticeStore) -> list[str]:
    """Return what differs, a sentence each; nothing where mirror and shop are equal.

    Customers that are active, orders that are not deleted, and the garments of orders in work are
    compared, as the counter reads them. Customers that were removed from the mirror for good are
    left out, and their orders with them.

    Args:
        here: The shop, or its mirror.
        store: What the practice shop keeps, for use by one thread at a time: with a server that
            runs, open a second one over the same file, or ask when nothing is asked of it.
    """
    mirror = here.mirror if isinstance(here, Shop) else here
    forgotten = {
        row["customer_id"] for row in mirror.file.rows("SELECT customer_id FROM forgotten")
    }
    return [
        *_of_customers(mirror, store, forgotten),
        *_of_orders(mirror, store, forgotten),
        *_of_garments(mirror, store, forgotten),
    ]


def _of_customers(mirror: Mirror, store: PracticeStore, forgotten: set[str]) -> Iterator[str]:
    missing = set(_ids(mirror, "SELECT id FROM customers WHERE deactivated = 0"))
    for rows in _batches(store, "customers", "deactivated = 0"):
        known = _replies(mirror, "customers", [str(row["id"]) for row in rows], "deactivated = 0")
        for row in rows:
            customer_id = str(row["id"])
            missing.discard(customer_id)
            if customer_id not in forgotten:
                there = replies.customer(row, "0")
                yield from _compared(
                    f"customer {customer_id}", known.get(customer_id), there, customer_row
                )
    yield from (f"customer {customer_id} is only here" for customer_id in sorted(missing))


def _of_orders(mirror: Mirror, store: PracticeStore, forgotten: set[str]) -> Iterator[str]:
    missing = set(_ids(mirror, "SELECT id FROM orders WHERE deleted = 0"))
    for rows in _batches(store, "orders", "deleted = 0"):
        known = _replies(mirror, "orders", [str(row["id"]) for row in rows], "deleted = 0")
        products = order_list.products_of(store, [row["id"] for row in rows])
        for row in rows:
            order_id = str(row["id"])
            missing.discard(order_id)
            if str(row["customer_id"]) not in forgotten:
                here = known.get(order_id)
                there = replies.order(
                    row, products[row["id"]], with_products=bool(here and "products" in here)
                )
                yield from _compared(f"order {order_id}", here, there, order_row)
    yield from (f"order {order_id} is only here" for order_id in sorted(missing))


def _of_garments(mirror: Mirror, store: PracticeStore, forgotten: set[str]) -> Iterator[str]:
    statuses = ", ".join(map(str, _IN_WORK))
    for order in store.rows(
        f"SELECT id, customer_id FROM orders WHERE deleted = 0 AND status IN ({statuses})"
    ):
        if str(order["customer_id"]) in forgotten:
            continue
        order_id = str(order["id"])
        here = {garment.barcode: garment for garment in mirror.garments_of(order_id)}
        told = store.rows("SELECT * FROM garments WHERE order_id = ? ORDER BY id", (order["id"],))
        there = {
            garment.barcode: garment
            for row in told
            if (garment := garment_row(replies.garment(row), order_id))
        }
        for barcode in sorted(here.keys() | there.keys()):
            yield from _fields(
                f"garment {barcode} of order {order_id}", here.get(barcode), there.get(barcode)
            )


def _compared(what: str, here: Told | None, there: Told, read: Callable[[Told], Any]) -> list[str]:
    there = json.loads(json.dumps(without_private(there)))
    if here == there:  # which is quicker than reading both
        return []
    return list(_fields(what, read(here) if here else None, read(there)))


def _fields(what: str, here: Any, there: Any) -> Iterator[str]:
    if here is None or there is None:
        if here is not there:
            yield f"{what} is only {'there' if here is None else 'here'}"
        return
    for field in dataclasses.fields(here):
        mine, theirs = getattr(here, field.name), getattr(there, field.name)
        if mine != theirs:
            yield f"{what}: {field.name} is {mine!r} here, {theirs!r} there"


def _batches(store: PracticeStore, table: str, condition: str) -> Iterator[list[sqlite3.Row]]:
    photos = ", EXISTS (SELECT 1 FROM photos WHERE order_id = orders.id) AS has_photos"
    columns = f"*{photos if table == 'orders' else ''}"
    last = 0
    while rows := store.rows(
        f"SELECT {columns} FROM {table} WHERE {condition} AND id > ? ORDER BY id LIMIT {_AT_ONCE}",
        (last,),
    ):
        last = rows[-1]["id"]
        yield rows


def _replies(mirror: Mirror, table: str, ids: list[str], condition: str) -> dict[str, Told]:
    rows = mirror.file.rows(
        f"SELECT id, reply FROM {table}"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND {condition}",
        json.dumps(ids),
    )
    return {row["id"]: json.loads(row["reply"]) for row in rows}


def _ids(mirror: Mirror, sql: str) -> list[str]:
    return [row["id"] for row in mirror.file.rows(sql)]
