"""Stores as each version of the program made them, and as the newest one does."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.pace.ledger_file import ledger_store
from cleancloud_tui.shop.journal.schema import journal_store
from cleancloud_tui.shop.mirror.schema import mirror_store
from cleancloud_tui.stores.store import StoredFile

VERSIONS = Path(__file__).parent / "versions"
SHOP = Connection("https://shop.invalid/api", "token", rate=1000, margin=0.0)
"""Whose requests stand in the ledgers."""

NOW = 1_780_000_000.0
"""When the rows were written, in Unix seconds."""

STORES: dict[str, Callable[[Path], StoredFile]] = {
    "journal": journal_store,
    "mirror": mirror_store,
    "ledger": lambda path: ledger_store(path, time.time),
}

NAMES = sorted(path.stem for path in VERSIONS.glob("*.sql"))
"""`journal_1` to the newest, and so on."""


def kind_of(name: str) -> str:
    """Return what a version is one of."""
    return name.partition("_")[0]


@lru_cache
def content_of(name: str, *, is_busy: bool = False) -> bytes:
    """Return the bytes of a file of a version; of a busy journal, with `MARKED` entries more."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "made.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            script = (VERSIONS / f"{name}.sql").read_text(encoding="utf-8")
            connection.executescript(script.replace("DIGEST", SHOP.digest))
            if is_busy and kind_of(name) == "journal":
                _be_busy(connection, MARKED)
            connection.commit()
        return path.read_bytes()


MARKED = range(100, 260)
"""The numbers of a busy journal's entries; each has a mark that stands nowhere else."""

_PATTERNS = (4, 5, 6, 1, 1, 7)
"""Entries that they are like, in turn: half of them open, half of them settled."""


def mark_of(entry_id: int) -> str:
    """Return what stands in an entry alone."""
    return f"mark-{entry_id:05}-"


def is_open(entry_id: int) -> bool:
    """Tell whether one of the marked entries is open."""
    return _PATTERNS[entry_id % len(_PATTERNS)] in (4, 5, 6)


@lru_cache
def killed_journal() -> tuple[bytes, bytes]:
    """Return a busy journal and its log as a killed program leaves them, half of it in each."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "made.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript((VERSIONS / "journal_6.sql").read_text(encoding="utf-8"))
            _be_busy(connection, MARKED[: len(MARKED) // 2])
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            _be_busy(connection, MARKED[len(MARKED) // 2 :])
            connection.commit()
            log = path.with_name(path.name + "-wal")
            return path.read_bytes(), log.read_bytes()


def _be_busy(connection: sqlite3.Connection, numbers: range) -> None:
    connection.row_factory = sqlite3.Row
    for entry_id in numbers:
        like = _PATTERNS[entry_id % len(_PATTERNS)]
        row = dict(connection.execute("SELECT * FROM entries WHERE id = ?", (like,)).fetchone())
        sent = {**json.loads(row["parameters"]), "orderNotes": mark_of(entry_id)}
        if "orderID" in sent:
            sent["orderID"], row["subject"] = f"{entry_id + 1000}", f"order:{entry_id + 1000}"
        row |= {"id": entry_id, "parameters": json.dumps(sent)}
        names, places = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO entries ({names}) VALUES ({places})", tuple(row.values()))


def made(directory: Path, name: str) -> StoredFile:
    """Make the file of a version, and return it as a store of the newest one."""
    kind = kind_of(name)
    path = directory / f"{kind}.db"
    path.write_bytes(content_of(name))
    return STORES[kind](path)
