"""Orders that are open when the shop is looked at again: what became of them meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..store import PracticeStore, Row
from .chance import Stream, rewind
from .days import PracticeDays, go_on
from .orders.garments import hook
from .orders.life import plan_of
from .orders.order import AWAITING, ORDER_COLUMNS, READY, TO_CONFIRM, OrderRow, order_row

_AT_ONCE: Final = 1_000
"""Orders read at a time."""

_OPEN: Final = (
    f"SELECT {', '.join(ORDER_COLUMNS)},"  # noqa: S608  (names from our code)
    " (SELECT max(at) FROM order_statuses WHERE order_id = orders.id) AS entered,"
    " EXISTS (SELECT 1 FROM order_products WHERE order_id = orders.id) AS has_lines"
    " FROM orders WHERE status <> 2 AND deleted = 0 AND id > ? ORDER BY id LIMIT ?"
)


def advance(shop: PracticeDays) -> None:
    """Take all open orders on to the shop's `until`.

    An order counts as updated at `until`, whenever its steps happened: that is when they can be
    seen, and whoever asks for what was updated since an earlier answer must not miss them.
    """
    for row in _open_orders(shop.store):
        order = OrderRow(*(row[column] for column in ORDER_COLUMNS))
        before = order_row(order)
        # What was taken in or priced by hand is left as it is.
        was_waiting = order.status in (TO_CONFIRM, AWAITING)
        is_filled = row["has_lines"] or order.total != order.tip or not was_waiting
        rewind(shop.rng, shop.seed, Stream.ORDER, order.id)
        go_on(shop, order, plan_of(shop.rng), row["entered"] or order.created, is_filled=is_filled)
        _store_changes(shop, order, before)
    shop.batch.write()
    shop.accounts.write(shop.store)


def _open_orders(store: PracticeStore) -> Iterator[Row]:
    last = 0
    while rows := store.rows(_OPEN, (last, _AT_ONCE)):
        yield from rows
        last = rows[-1]["id"]


def _store_changes(shop: PracticeDays, order: OrderRow, before: tuple[int | str, ...]) -> None:
    """Write the columns that changed, and no others."""
    old = dict(zip(ORDER_COLUMNS, before, strict=True))
    new = dict(zip(ORDER_COLUMNS, order_row(order), strict=True))
    if new == old:
        return
    order.updated = shop.until
    changes = {column: value for column, value in new.items() if value != old[column]}
    shop.store.update("orders", order.id, {**changes, "updated": shop.until})
    if order.paid and not old["paid"]:
        shop.accounts.note_payment(order)
    if order.status != old["status"]:
        _hang(shop.store, order)


def _hang(store: PracticeStore, order: OrderRow) -> None:
    """Hang an order's garments on the conveyor when it is ready, and take them off afterwards."""
    kept = " AND conveyor_location = ''" if order.status == READY else ""
    store.execute(
        f"UPDATE garments SET conveyor_location = ? WHERE order_id = ?{kept}",  # noqa: S608
        (hook(order), order.id),
    )
