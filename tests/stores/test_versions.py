"""Each version of each store so far: opened, brought to the newest, and nothing of it lost."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.shop.journal.drafts import Drafts
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.mirror.counting.behind import count_all
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.stores.store import StoredFile

from .stored import NAMES, NOW, SHOP, STORES, kind_of, made

OTHERS = {"spent"}
"""A table that an old ledger keeps for old programs, which may still run."""


def schema_of(store: StoredFile) -> set[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        tables = connection.execute(
            "SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
        )
        found = {row for row in tables if row[0] not in OTHERS}
        return {*found, connection.execute("PRAGMA user_version").fetchone()}


def test_each_version_so_far_is_kept() -> None:
    kinds = [kind_of(name) for name in NAMES]
    newest = {"journal": 6, "mirror": 9, "ledger": 4}
    assert {kind: kinds.count(kind) for kind in newest} == newest
    for kind in ("journal", "mirror"):
        assert len(STORES[kind](Path("none")).migrations) == newest[kind], "keep the new one, too"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_brought_to_the_newest_tables(name: str, tmp_path: Path) -> None:
    store = made(tmp_path, name)
    assert store.examine() == "", "nothing of it is taken for damaged"
    assert store.prepare() == ""
    assert store.examine() == ""
    (tmp_path / "new").mkdir()
    new = STORES[kind_of(name)](tmp_path / "new" / "new.db")
    assert new.prepare() == ""
    assert schema_of(store) == schema_of(new)
    assert sorted(each.name for each in tmp_path.iterdir()) == [store.path.name, "new"]


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) == "journal"])
async def test_a_journal_keeps_what_is_open_and_what_was_typed(name: str, tmp_path: Path) -> None:
    store, version = made(tmp_path, name), int(name[-1])
    presence = Presence(tmp_path / "processes")
    said: list[str] = []
    journal = Journal(store.path, presence, lambda: NOW + 900, said.append)
    await journal.file.examine()
    states = {entry.id: entry.state for entry in await journal.entries_of()}
    assert states == {
        1: EntryState.CONFIRMED,
        2: EntryState.CONFIRMED,
        3: EntryState.REFUSED,
        4: EntryState.UNKNOWN,
        5: EntryState.UNKNOWN,  # its process is gone
        6: EntryState.WAITING if version > 1 else EntryState.REFUSED,
        7: EntryState.CONFIRMED,
    }
    assert {4, 5} <= {entry.id for entry in await journal.entries.to_resolve()}
    assert [entry.id for entry in await journal.entries.unsettled()][:2] == [4, 5]
    drafts = Drafts(journal.file, presence, lambda: NOW + 900, lambda: "")
    kept = await drafts.find("order", "12")
    assert (kept.values["orderNotes"] if kept else "") == ("by Friday" if version > 2 else "")
    assert said == []
    await journal.aclose()
    presence.close()


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) == "mirror"])
async def test_a_mirror_still_finds(name: str, tmp_path: Path) -> None:
    said: list[str] = []
    mirror = Mirror(made(tmp_path, name).path, lambda: NOW, said.append)
    assert [each.customer.name for each in mirror.search("lee 0101", 9)] == ["Ann Lee"]
    assert [each.customer.name for each in mirror.search("ekk", 9)] == ["Bo Ek"]
    assert [order.id for order in mirror.orders_of("12", 9)] == ["437"]
    assert mirror.coverage.filled_windows("customers") == [(date(2026, 1, 1), date(2026, 1, 30), 2)]
    assert said == []
    await mirror.aclose()


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) == "mirror"])
async def test_what_counts_of_its_orders_is_known(name: str, tmp_path: Path) -> None:
    mirror = Mirror(made(tmp_path, name).path, lambda: NOW, lambda _: None)
    assert bool(mirror.facts.not_counted()) == (name < "mirror_9")
    await count_all(mirror.file, lambda: None)
    assert mirror.facts.not_counted() == 0
    (row,) = mirror.file.rows("SELECT * FROM order_figures WHERE order_id = '437'")
    assert (row["customer_id"], row["total_cents"], row["paid"], row["owed"]) == ("12", 950, 0, 1)
    told = mirror.file.rows("SELECT count(*) FROM orders WHERE deleted = 0")[0][0]
    assert mirror.file.rows("SELECT count(*) FROM order_figures")[0][0] == told
    await mirror.aclose()


@pytest.mark.parametrize("name", ["mirror_6", "mirror_7", "mirror_8", "mirror_9"])
async def test_what_stands_on_an_invoice_is_not_owed(name: str, tmp_path: Path) -> None:
    mirror = Mirror(made(tmp_path, name).path, lambda: NOW, lambda _: None)
    unpaid = mirror.todays_work(TodaysWork.UNPAID, date(2026, 5, 28), text="", limit=9)
    assert [each.order.id for each in unpaid] == ["437"]
    await mirror.aclose()


async def test_what_was_not_read_before_is_owed_now(tmp_path: Path) -> None:
    store = made(tmp_path, "mirror_7")
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        for order_id, total in (("442", '"$4.50"'), ("443", "null"), ("444", '"0.00"')):
            reply = f'{{"id": "{order_id}", "customerID": "12", "paid": "0", "total": {total}}}'
            connection.execute(
                "INSERT INTO orders SELECT ?, customer_id, created, is_open, is_ready, in_work, 0,"
                " deleted, read_at, patched, ?, changed_at, status, due_day FROM orders"
                " WHERE id = '437'",
                (order_id, reply),
            )
    mirror = Mirror(store.path, lambda: NOW, lambda _: None)
    unpaid = mirror.todays_work(TodaysWork.UNPAID, date(2026, 5, 28), text="", limit=9)
    assert {each.order.id for each in unpaid} == {"437", "442", "443"}
    (ann,) = mirror.search("lee 0101", 9)
    assert (ann.owed, ann.owed_unknown) == (Decimal("14.00"), 1)
    await mirror.aclose()


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) == "ledger"])
def test_a_ledger_goes_on_counting(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, name).path
    ledger = Ledger(path, SHOP, process="test", clock=lambda: NOW)
    assert ledger.spent() == 14
    assert sum(row.requests for row in ledger.usage().rows) == 14
    assert ledger.terms().month == (50_000 if name == "ledger_1" else 40_000)
    assert ledger.book("getOrders", background=False).booked
    assert ledger.spent() == 15
    ledger.close()
