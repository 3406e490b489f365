"""Files of earlier versions: opened, brought to the newest schema, and nothing of them lost."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.shop import database
from cleancloud_tui.shop.journal import schema as journal_schema
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.journal.open_entries import UnsentWrite
from cleancloud_tui.shop.mirror import schema as mirror_schema
from cleancloud_tui.shop.mirror.counting.behind import count_all
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.stores.store import Migration, StoredFile
from tests.host import NOW

Rows = dict[str, list[dict[str, object]]]

MIRROR_1 = f"""
INSERT INTO customers VALUES
    (1, '12', '{{"ID":"12","Name":"Ann Lee","Tel":"555 0101","signedUpTimeStamp":"1700000000"}}',
        {NOW}, 0, 0),
    (2, '13', '{{"ID":"13","Name":"Gone Away"}}', {NOW}, 0, 1),
    (4, '14', '{{"ID":"14","Name":"Odd","signedUpTimeStamp":null,"Lat":Infinity}}', {NOW}, 1, 0);
INSERT INTO customer_search VALUES
    (1, '12', 1779000000.0, ' ann lee ', ' 01 0101 5550101 ', ' 12 '),
    (4, '14', 0.0, ' odd ', '  ', ' 14 ');
INSERT INTO orders VALUES
    ('7', '12', 1779000000.0, 1, 1, 1, 950, 0, {NOW}, 0,
        '{{"id":"7","customerID":"12","status":"1","total":"9.50","paid":"0",
        "pickupDate":"1778932800","deliveryDate":"1779105600"}}'),
    ('9', '12', 1779000000.0, 1, 0, 0, 0, 0, {NOW}, 0,
        '{{"id":"9","customerID":"12","status":"4","pickupDate":"1779192000","deliveryDate":"0"}}'),
    ('10', '12', 1779000000.0, 1, 0, 1, 0, 0, {NOW}, 0,
        '{{"id":"10","customerID":"12","status":"0","deliveryDate":"0"}}'),
    ('8', '12', 1778000000.0, 0, 0, 0, 0, 1, {NOW}, 0, '{{}}');
INSERT INTO garments VALUES ('7', '0042', {NOW}, 1, '{{"barcodeID":"0042","color1":"Red"}}');
INSERT INTO garment_readings VALUES ('7', {NOW});
INSERT INTO repeat_pickups VALUES ('12', {NOW}, '[{{"pickupID":"3","customerID":"12"}}]');
INSERT INTO summary_windows VALUES ('2026-01-01', '2026-01-02', {NOW}, '{{}}');
INSERT INTO documents VALUES ('getProducts {{}}', {NOW}, '{{"Products":[]}}');
INSERT INTO filled_windows VALUES ('customers', '2026-01-01', '2026-01-30', 2);
INSERT INTO facts VALUES ('changes asked at', '{NOW!r}');
"""

JOURNAL_1 = f"""
INSERT INTO entries VALUES
    (1, 'updateOrder', '{{"orderID":"7","status":"1"}}', 'order:7', '{{"status":"0"}}', 'confirmed',
        {NOW}, {NOW + 1}, {NOW + 2}, '{{"Success":"True"}}', '', '1-dead', 'ann', 'tty1', ''),
    (2, 'deleteOrder', '{{"orderID":"8"}}', 'order:8', NULL, 'refused',
        {NOW}, {NOW + 1}, {NOW + 2}, '{{}}', 'No such order', '1-dead', 'ann', 'tty1', '10.0.0.9'),
    (3, 'addOrder', '{{"customerID":"12"}}', 'new:addOrder', NULL, 'unknown',
        {NOW}, {NOW + 1}, {NOW + 2}, '{{}}', 'The connection broke', '1-dead', 'ann', 'tty1', ''),
    (4, 'chargeCard', '{{"orderID":"7"}}', 'order:7', NULL, 'sent',
        {NOW}, {NOW + 1}, NULL, NULL, NULL, '1-dead', 'ann', 'tty1', ''),
    (5, 'updateOrder', '{{"orderID":"9"}}', 'order:9', NULL, 'waiting',
        {NOW}, NULL, NULL, NULL, NULL, '1-dead', 'ann', 'tty1', '');
"""


def made(path: Path, first: str, rows: str) -> Rows:
    """Make a file of the first version; return its rows by tables."""
    assert database.prepare(StoredFile(path, database.scripts(first), ())) == ""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(rows)
    return rows_in(path)


def rows_in(path: Path) -> Rows:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'customer_words%' AND name NOT LIKE 'sqlite_%'"
        )
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for (name,) in tables
        }


def schema_of(path: Path) -> set[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        columns = (
            "SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
        )
        named = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema")
        version = connection.execute("PRAGMA user_version").fetchone()
        return {*connection.execute(columns), *named, version}


def assert_kept(before: Rows, path: Path, *, but: tuple[str, ...] = ()) -> None:
    after = rows_in(path)
    for table, rows in before.items():
        kept = [
            {name: value for name, value in row.items() if name in rows[0] and name not in but}
            for row in after[table]
        ]
        asked = [{name: value for name, value in row.items() if name not in but} for row in rows]
        assert kept == asked, table


async def test_a_mirror_of_the_first_version_keeps_all_that_it_knew(tmp_path: Path) -> None:
    path, new = tmp_path / "mirror.db", tmp_path / "new.db"
    before = made(path, "mirror/schema_1.sql", MIRROR_1)
    assert all(before.values())
    said: list[str] = []
    mirror = Mirror(path, lambda: NOW, said.append)
    await Mirror(new, lambda: NOW, said.append).aclose()
    assert said == [], "it was not taken for damaged"
    assert mirror.facts.not_counted() == 3
    await count_all(mirror.file, lambda: None)
    assert_kept(before, path, but=("name", "phone", "other"))  # what is found by is made anew
    assert schema_of(path) == schema_of(new)

    assert mirror.known_customers() == 2
    (found,) = mirror.search("lee 0101", 50)
    assert (found.customer.id, found.ready_orders, found.owed) == ("12", 1, Decimal("9.50"))
    assert mirror.search("gone", 50) == []
    assert [each.customer.id for each in mirror.search("odd", 50)] == ["14"]
    assert [each.customer.id for each in mirror.search("annn", 50)] == ["12"]
    assert mirror.order("8") is None
    assert [each.garment.color1 for each in mirror.garments_with("0042")] == ["Red"]
    pickups = mirror.repeat_pickups_of("12")
    assert pickups is not None
    assert [each.id for each in pickups.value] == ["3"]
    assert mirror.coverage.filled_windows("customers") == [(date(2026, 1, 1), date(2026, 1, 30), 2)]
    due = {row["id"]: (row["status"], row["due_day"]) for row in rows_in(path)["orders"]}
    assert due == {
        "7": ("1", "2026-05-18"),
        "8": ("", ""),
        "9": ("4", "2026-05-19"),
        "10": ("0", ""),
    }
    signed_up = {row["id"]: row["signed_up"] for row in rows_in(path)["customers"]}
    assert signed_up == {"12": 1_700_000_000.0, "13": 0.0, "14": 0.0}
    await mirror.aclose()


async def test_a_journal_of_the_first_version_keeps_every_entry(tmp_path: Path) -> None:
    path, new = tmp_path / "journal.db", tmp_path / "new.db"
    before = made(path, "journal/schema_1.sql", JOURNAL_1)
    presence = Presence(tmp_path / "processes")
    said: list[str] = []
    journal = Journal(path, presence, lambda: NOW + 9, said.append)
    await Journal(new, presence, lambda: NOW + 9, said.append).aclose()
    assert said == []
    assert_kept(before, path, but=("process",))
    assert schema_of(path) == schema_of(new)

    entries = {entry.id: entry for entry in await journal.entries_of()}
    assert {number: entry.state for number, entry in entries.items()} == {
        1: EntryState.CONFIRMED,
        2: EntryState.REFUSED,
        3: EntryState.UNKNOWN,
        4: EntryState.UNKNOWN,  # its process is gone
        5: EntryState.REFUSED,  # it was never sent, and nobody promised that it would be
    }
    assert entries[1].before == {"status": "0"}
    assert entries[1].settled_at == datetime.fromtimestamp(NOW + 2, UTC)
    assert (entries[2].error, entries[2].address) == ("No such order", "10.0.0.9")
    assert 3 in {entry.id for entry in await journal.entries.to_resolve()}
    assert (await journal.entries.standing()).to_resolve + (
        await journal.entries.standing()
    ).unknown == 3

    sent = {"orderID": "7", "orderNotes": "call"}
    entry = await journal.write_down(UnsentWrite(operation_named("updateOrder"), sent))
    assert entry.id == 6, "no number is given twice"
    await journal.aclose()
    presence.close()


@pytest.mark.parametrize(
    ("first", "rows", "migrations"),
    [
        ("mirror/schema_1.sql", MIRROR_1, mirror_schema.MIGRATIONS),
        ("journal/schema_1.sql", JOURNAL_1, journal_schema.MIGRATIONS),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, first: str, rows: str, migrations: list[Migration]
) -> None:
    path = tmp_path / "file.db"
    before = made(path, first, rows)
    schema = schema_of(path)

    def fail(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(database.StorageError, match="disk is full"):
        database.prepare(StoredFile(path, [*migrations, fail], ()))
    assert (rows_in(path), schema_of(path)) == (before, schema)
    assert database.prepare(StoredFile(path, migrations, ())) == ""
    assert schema_of(path) != schema


def test_processes_may_migrate_the_same_file_at_the_same_time(tmp_path: Path) -> None:
    made(tmp_path / "mirror.db", "mirror/schema_1.sql", MIRROR_1)
    program = (
        "import sys, time; from pathlib import Path\n"
        "from cleancloud_tui.shop.mirror.mirror import Mirror\n"
        "print(Mirror(Path(sys.argv[1]), time.time, print).known_customers())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "mirror.db")],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]
    assert [process.communicate()[0].strip() for process in processes] == [b"2"] * 3
