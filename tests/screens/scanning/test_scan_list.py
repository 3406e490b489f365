"""The list of scans is cheap: rows are looked up once, and again only where they changed."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.scanning.scan_list import MOST_SHOWN, ScanList
from cleancloud_tui.shop.records import Change, FoundGarment
from cleancloud_tui.shop.scans.history import MOST_KEPT, Scan
from cleancloud_tui.shop.scans.resolving import CodeMeaning
from cleancloud_tui.shop.shop import Shop

AT = datetime(2026, 5, 28, tzinfo=UTC)


class Known:
    """Order n of customer n mod 10 has garment n; what is looked up is noted."""

    def __init__(self) -> None:
        self.looked_up: list[str] = []

    def meanings(self, code: ScannedCode, _: object) -> list[CodeMeaning]:
        self.looked_up.append(code.text)
        order = Order(id=code.text, customer_id=str(int(code.text) % 10))
        found = FoundGarment(Garment(code.text, code.text), order, Customer(id=order.customer_id))
        return [CodeMeaning(CodeKind.GARMENT, code.text, (found,), order, found.customer)]


def scan(number: int) -> Scan:
    return Scan(AT, str(number), "look up", CodeKind.GARMENT, order_id=str(number))


def made(count: int) -> tuple[ScanList, Known]:
    known = Known()
    scans = ScanList(cast(Shop, SimpleNamespace(scans=known)))
    for number in range(count):
        scans.put(scan(number))
    return scans, known


def looked_up_after(scans: ScanList, known: Known, *changes: Change) -> list[str]:
    scans.rows()
    known.looked_up.clear()
    for change in changes:
        scans.on_change(change)
    scans.rows()
    return sorted(known.looked_up, key=int)


def test_only_what_is_shown_is_looked_up_and_only_once() -> None:
    scans, known = made(MOST_KEPT)
    assert [row.cells[0] for row in scans.rows()] == [
        str(number) for number in range(MOST_KEPT - 1, MOST_KEPT - 1 - MOST_SHOWN, -1)
    ]
    assert len(known.looked_up) == MOST_SHOWN
    assert looked_up_after(scans, known) == []
    scans.put(scan(1_000))
    assert looked_up_after(scans, known) == []


def test_a_change_looks_up_what_shows_it_and_nothing_else() -> None:
    scans, known = made(30)
    assert looked_up_after(scans, known, Change("order", "7")) == ["7"]
    assert looked_up_after(scans, known, Change("garments", "7"), Change("order", "9")) == [
        "7",
        "9",
    ]
    assert looked_up_after(scans, known, Change("customer", "3")) == ["3", "13", "23"]
    assert looked_up_after(scans, known, Change("order", "99"), Change("connection")) == []
    assert len(looked_up_after(scans, known, Change("elsewhere"))) == 30
    assert len(looked_up_after(scans, known, Change("order"))) == 30


def test_the_newest_200_stay_those_of_before_beneath() -> None:
    scans, _ = made(150)
    scans.put_before([scan(number) for number in range(1_000, 1_100)])
    codes = [each.code for each in scans]
    assert codes[:2] == ["149", "148"]
    assert codes[149:151] == ["0", "1099"]
    assert len(codes) == MOST_KEPT


def test_a_scan_that_became_another_keeps_its_place() -> None:
    scans, known = made(3)
    first: Any = next(each for each in scans if each.code == "0")
    scans.rows()
    known.looked_up.clear()
    scans.put(Scan(AT, "5", "look up", CodeKind.GARMENT, key=first.key))
    assert [row.cells[0] for row in scans.rows()] == ["2", "1", "5"]
    assert known.looked_up == ["5"]
