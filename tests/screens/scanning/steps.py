"""Steps of scanning, as several test files take them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.scanning.screen import ScanScreen
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.orders.steps import an_order

GARMENT, TICKET, PLACE = CodeKind.GARMENT, CodeKind.TICKET, CodeKind.PLACE


def barcodes(counter: Counter, order: Order | None = None) -> list[str]:
    shop = counter.app.desk.shop
    return [garment.barcode for garment in shop.garments_of((order or an_order(counter)).id)]


def scanning(counter: Counter) -> ScanScreen:
    screen = counter.app.screen
    assert isinstance(screen, ScanScreen)
    return screen


def codes(counter: Counter) -> list[str]:
    return [scan.code for scan in reversed(list(scanning(counter).state.scans))]


def done(counter: Counter, count: int = 1) -> list[str]:
    """What was done about the last scans, the newest last."""
    return [scan.done for scan in list(scanning(counter).state.scans)[:count]][::-1]


async def scan(counter: Counter, *read: str | tuple[str, CodeKind]) -> None:
    """Scan garments, or codes of other kinds, each when the one before was answered."""
    for each in read:
        text, kind = (each, GARMENT) if isinstance(each, str) else each
        scanning(counter).take_scan(ScannedCode(text, (kind,)))
        await counter.settle()


async def elsewhere(host: Host, operation: str, parameters: dict[str, object]) -> None:
    """Change something at CleanCloud from another computer."""
    client = await host.connect()
    await client.call(operation, parameters)
    await client.aclose()


async def alone(counter: Counter) -> None:
    """Let nothing but scans ask CleanCloud."""
    await counter.app.desk.shop.sync.pause()
    await counter.settle()


async def forget_garments(counter: Counter, orders: Sequence[str]) -> None:
    """Let the mirror know nothing of the garments of some orders, and learn nothing by itself."""

    def work(connection: sqlite3.Connection) -> None:
        for order_id in orders:
            for table in ("garments", "garment_readings"):
                connection.execute(f"DELETE FROM {table} WHERE order_id = ?", (order_id,))

    await alone(counter)
    await counter.app.desk.shop.mirror.file.run(work)


async def label(counter: Counter, barcode: str, order_id: str) -> None:
    """Let the mirror know a garment of another order with a barcode that there is."""

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO garments SELECT ?, barcode, read_at, patched, reply FROM garments"
            " WHERE barcode = ? LIMIT 1",
            (order_id, barcode),
        )

    await counter.app.desk.shop.mirror.file.run(work)


def orders(counter: Counter, status: OrderStatus, at_least: int = 1) -> list[Order]:
    """Orders in a status with at least so many garments, each with labels of its own."""
    shop = counter.app.desk.shop
    return [
        order
        for found in shop.search("", limit=50)
        for order in shop.orders_of(found.customer.id)
        if order.status is status
        and len(garments := shop.garments_of(order.id)) >= at_least
        and all(len(shop.garments_with(each.barcode)) == 1 for each in garments)
    ]
