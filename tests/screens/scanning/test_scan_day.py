"""A day of 500 scans costs fewer than 150 requests where the mirror is warm."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Iterator
from itertools import chain, cycle, islice

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.shop.scans.history import ScanVerdict
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.scanning.steps import GARMENT, PLACE, TICKET, alone, barcodes, orders, scanning

SECONDS_A_SCAN = 80
"""500 scans fill eleven hours."""

Code = tuple[str, CodeKind]


def placed(garments: list[str], rail: str) -> Iterator[Code]:
    """Every garment is put in a place, four to a place, and scanned there once more."""
    for start in range(0, len(garments), 4):
        yield f"{rail}{start}", PLACE
        for code in garments[start : start + 4]:
            yield from ((code, GARMENT), (code, GARMENT))


def assembled(counter: Counter, some: list[Order]) -> Iterator[Code]:
    """Each order is opened by its ticket, and its pieces are scanned."""
    for order in some:
        yield order.id, TICKET
        yield from ((code, GARMENT) for code in barcodes(counter, order))


async def test_a_day_of_500_scans_costs_fewer_than_150_requests(
    counter: Counter, host: Host
) -> None:
    at_work = orders(counter, OrderStatus.CLEANING)
    ready = orders(counter, OrderStatus.READY)
    labels = [code for order in (*at_work, *ready) for code in barcodes(counter, order)]
    tickets = [order.id for order in (*at_work, *ready)]
    work = {
        "ctrl+k": list(islice(chain(placed(labels, "A"), placed(labels, "B")), 130)),
        "ctrl+e": list(islice(assembled(counter, at_work), 100)),
        "ctrl+n": list(islice(chain(((t, TICKET) for t in tickets), _garments(labels)), 100)),
    }
    await alone(counter)
    await counter.press("f3")
    before = len(host.requests)
    for key, codes in work.items():
        await counter.press(key)
        await scan_all(counter, host, codes)
    await counter.press("ctrl+l")
    left = 500 - sum(map(len, work.values()))
    await scan_all(counter, host, islice(cycle(_garments(labels)), left))
    spent = Counted(host.requests[before:])
    assert spent["updateGarment"] > 40
    assert spent["getGarment"] > 10
    assert spent.total() < 150


def _garments(labels: list[str]) -> Iterator[Code]:
    return ((code, GARMENT) for code in labels)


async def scan_all(counter: Counter, host: Host, codes: Iterator[Code] | list[Code]) -> None:
    screen = scanning(counter)
    for number, (text, kind) in enumerate(codes):
        host.now += SECONDS_A_SCAN
        screen.take_scan(ScannedCode(text, (kind,)))
        if number % 20 == 0:
            await counter.settle()
        newest = screen.state.scans.newest
        assert newest is not None
        assert newest.verdict is not ScanVerdict.WRONG, newest.done
    await counter.settle()
