"""One changed value in a row: SQLite sees nothing, so whoever reads it has to, and `doctor` too."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.shop.journal.drafts import Drafts
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.journal.linked import NEW_ORDERS
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.stores.aside import told_of
from cleancloud_tui.stores.store import StoredFile

from .stored import NOW, SHOP, made

OPEN = {4, 5, 6}
"""The open entries of the stored journals."""

ENTRY = (
    "sent_up = 'x'",
    "sent_up = x'0102030405060708'",
    "looked_up = -1",
    "settled_up = 'x'",
    "sent_at = 4.6e18",
    "created_at = 'x'",
    "needs_person = 2",
    "repeatable = 'x'",
    "merged_into = 'x'",
    "before = '[1]'",
    "before = '7'",
    "reply = '[]'",
    "parameters = '{'",
    "subject = 'ordeR:437'",
    "owner = x'00'",
    "staff = x'00'",
)
DRAFT = (
    "kept_at = 4.6e18",
    "kept_at = 'x'",
    "content = '7'",
    "content = '{\"items\": 7}'",
    """content = '{"items": "{}]"}'""",
    """content = '{"items": "[{\\"name\\": \\"Hem\\", \\"price\\": \\"9.5O\\"}]"}'""",
    "entry_id = 'x'",
    "terminal = x'00'",
)


def change(store: StoredFile, sql: str) -> None:
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(sql).rowcount == 1
        connection.commit()


@pytest.mark.parametrize("changed", ENTRY)
async def test_a_changed_open_change_stands_before_people_and_the_others_go_on(
    tmp_path: Path, changed: str
) -> None:
    store = made(tmp_path, "journal_6")
    change(store, f"UPDATE entries SET {changed} WHERE id = 4")
    assert store.examine()
    with contextlib.closing(Presence(tmp_path / "processes")) as presence:
        journal = Journal(store.path, presence, lambda: NOW, lambda _: None)
        try:
            await journal.file.examine()
            there = [
                *await journal.entries.to_resolve(),
                *await journal.entries.unsettled(),
                *await journal.entries.goes_on(),
            ]
            assert {entry.id for entry in there} >= OPEN - {4}
        finally:
            await journal.aclose()
    assert told_of([store.path])
    assert not store.examine()


@pytest.mark.parametrize("changed", DRAFT)
async def test_a_changed_draft_leaves_the_others_to_be_read(tmp_path: Path, changed: str) -> None:
    store = made(tmp_path, "journal_6")
    change(
        store,
        "INSERT INTO drafts SELECT 3, kind, '15', '15', content, kept_at, owner, staff, terminal,"
        " entry_id FROM drafts WHERE id = 1",
    )
    change(store, f"UPDATE drafts SET {changed} WHERE id = 1")
    assert store.examine()
    with contextlib.closing(Presence(tmp_path / "processes")) as presence:
        journal = Journal(store.path, presence, lambda: NOW, lambda _: None)
        drafts = Drafts(journal.file, presence, lambda: NOW, lambda: "")
        try:
            assert "15" in [draft.key for draft in await drafts.all(NEW_ORDERS)]
            assert await drafts.find(NEW_ORDERS, "15")
        finally:
            await journal.aclose()
    assert not store.examine()


@pytest.mark.parametrize("changed", ["content = '7'", """content = '{"items": "{}]"}'"""])
async def test_it_is_told_that_what_was_typed_is_lost(tmp_path: Path, changed: str) -> None:
    store = made(tmp_path, "journal_6")
    change(store, f"UPDATE drafts SET {changed} WHERE id = 1")
    why = store.examine()
    assert why
    told = store.mend(why)
    assert "1 could not be read" in told
    assert "typed again" in told
    assert "look in CleanCloud" not in told


@pytest.mark.parametrize(
    "changed",
    [
        "garment_readings SET read_at = x'61' WHERE order_id = '437'",
        "garments SET read_at = 4.6e18 WHERE order_id = '437'",
        "orders SET created = 4.6e18 WHERE id = '437'",
        "orders SET due_cents = 'x' WHERE id = '437'",
        "orders SET reply = '[1]' WHERE id = '437'",
        "customers SET reply = '7' WHERE id = '12'",
        "customers SET read_at = 'x' WHERE id = '12'",
        "customer_search SET customer_id = '-1' WHERE customer_id = '12'",
    ],
)
def test_a_changed_value_of_the_mirror_ends_nothing(tmp_path: Path, changed: str) -> None:
    store = made(tmp_path, "mirror_6")
    change(store, f"UPDATE {changed}")
    assert store.examine()
    mirror = Mirror(store.path, lambda: NOW, lambda _: None)
    try:
        mirror.search("", 9)
        mirror.customer("12")
        mirror.order("437")
        mirror.garments_of("437")
        mirror.garments_read_at("437")
        mirror.day_summaries(date(2026, 1, 1), date(2026, 1, 2))
    finally:
        asyncio.run(mirror.aclose())


def test_a_total_that_was_changed_does_not_set_the_count_back(tmp_path: Path) -> None:
    store = made(tmp_path, "ledger_3")
    ledger = Ledger(store.path, SHOP, process="test", clock=lambda: NOW + 30)
    counted = ledger.spent()
    ledger.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE days SET requests = 1")
        connection.commit()
    assert "add up" in store.examine()
    ledger = Ledger(store.path, SHOP, process="test", clock=lambda: NOW + 30)
    try:
        assert ledger.spent() >= counted
    finally:
        ledger.close()
