"""Labels as images, read by a decoder and typed in as a scanner does, find their garments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import cycle

from textual.widgets import Static

from cleancloud_tui.shop.records import FoundGarment
from cleancloud_tui.shop.scans.history import ScanVerdict
from cleancloud_tui.widgets.table import Table
from tests.scanner.labels import SYMBOLOGIES, drawn_and_read
from tests.screens.conftest import Counter
from tests.screens.scanning.steps import alone, scanning

SUFFIXES = ("\r", "\n", "\t", "\r\n")


def garments(counter: Counter) -> Iterator[FoundGarment]:
    """Yield garments whose label is on no other order."""
    shop = counter.app.desk.shop
    for found in shop.search("", limit=50):
        for order in shop.orders_of(found.customer.id):
            for garment in shop.garments_of(order.id):
                same = shop.garments_with(garment.barcode)
                if order.is_open and len(same) == 1:
                    yield same[0]


async def relabelled(counter: Counter, garment: FoundGarment, label: str) -> None:
    """Let the mirror know a garment by another label, under whatever key, as text or a number."""
    before = garment.garment.barcode

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE garments SET barcode = ?, reply = replace(replace(reply, ?, ?), ?, ?)"
            " WHERE barcode = ?",
            (label, f'"{before}"', before, before, f'"{label}"', before),
        )

    await counter.app.desk.shop.mirror.file.run(work)


async def test_every_symbology_finds_its_garment_with_and_without_an_identifier(
    counter: Counter,
) -> None:
    """A code of an odd number of digits, too: Interleaved 2 of 5 puts a zero before it."""
    await alone(counter)
    there, suffixes = garments(counter), cycle(SUFFIXES)
    sent, looked_for = "", []
    for number, symbology in enumerate(SYMBOLOGIES):
        for is_odd, is_identified in ((0, 0), (0, 1), (1, 0), (1, 1)):
            garment = next(there)
            label = garment.garment.barcode
            if is_odd:
                label = f"04120003{number}" if is_identified else f"41200034{number}"
                await relabelled(counter, garment, label)
            identifier, code = drawn_and_read(symbology, label)
            assert len(code) % 2 == 0 or symbology != "Interleaved 2 of 5"
            sent += f"{identifier * is_identified}{code}{next(suffixes)}"
            looked_for.append((symbology, label, garment))
    await counter.type(sent)
    for row, (symbology, label, garment) in enumerate(reversed(looked_for)):
        scanning(counter).query_one(Table).move_cursor(row=row)
        await counter.pilot.pause()
        answer = str(scanning(counter).query_one("#answer", Static).content)
        assert garment.order is not None
        assert garment.customer is not None
        assert answer.startswith(f"{label}  {garment.customer.name}"), (symbology, label)
        assert f"order {garment.order.id} " in answer
    verdicts = [(each.order_id, each.verdict) for each in scanning(counter).state.scans]
    assert verdicts == [
        (garment.garment.order_id, ScanVerdict.DONE) for *_, garment in reversed(looked_for)
    ]
