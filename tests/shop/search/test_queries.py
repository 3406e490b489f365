"""Real-life queries, asked of a shop where everybody has near-namesakes."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.records import Reading

HERE = Path(__file__).parent
QUERIES: Mapping[str, Mapping[str, str]] = tomllib.loads((HERE / "queries.toml").read_text("utf-8"))

NOW = 1_780_000_000.0
DAY = 86_400
ROWS_SEEN = 5
AT_LEAST = 0.95


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    told = tomllib.loads((HERE / "shop.toml").read_text("utf-8"))
    customers = [
        {
            "ID": number,
            "Name": name,
            "Tel": phone,
            "Email": email,
            "Address": address,
            # Those of a kind stand side by side in the file: who is newest is to be anybody.
            "signedUpTimeStamp": str(int(NOW - DAY * (int(number) * 7919 % 2000))),
        }
        for number, (name, phone, email, address) in told["customers"].items()
    ]
    mirror = Mirror(tmp_path_factory.mktemp("search") / "mirror.db", lambda: NOW, print)

    async def fill() -> None:
        reading = Reading(NOW, NOW)
        await mirror.file.store(customers, partial(storing.store_customers, reading=reading))
        for number, (customer, days, barcodes) in told["orders"].items():
            order = {
                "id": number,
                "customerID": customer,
                "status": "1",
                "createdDate": str(int(NOW - DAY * days)),
            }
            await mirror.file.store([order], partial(storing.store_orders, reading=reading))
            garments = [{"barcodeID": barcode} for barcode in barcodes]
            put = partial(storing.store_garments, order_id=number, rows=garments, reading=reading)
            await mirror.file.run(put)

    asyncio.run(fill())
    return mirror


def missed(mirror: Mirror) -> list[str]:
    """Return the queries that did not bring who was meant into the rows seen first."""
    sentences = []
    for kind, queries in QUERIES.items():
        for typed, meant in queries.items():
            found = [each.customer for each in mirror.search(typed, 50)]
            if meant not in [each.id for each in found[:ROWS_SEEN]]:
                place = next((n for n, each in enumerate(found, 1) if each.id == meant), "nowhere")
                names = ", ".join(each.name for each in found[:ROWS_SEEN])
                sentences.append(f"{kind}: {typed!r} means {meant}, found {place}: {names}")
    return sentences


def test_who_is_meant_stands_among_the_first(mirror: Mirror) -> None:
    asked = sum(len(queries) for queries in QUERIES.values())
    assert asked >= 300
    failed = missed(mirror)
    share = 1 - len(failed) / asked
    assert share >= AT_LEAST, "\n".join([f"{share:.1%} of {asked} queries", *failed])
