"""Stores as each version of the program made them, and as the newest one does."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.ledger_file import ledger_store
from cleancloud_tui.shop.journal.schema import journal_store
from cleancloud_tui.shop.mirror.schema import mirror_store
from cleancloud_tui.stores.store import Store

VERSIONS = Path(__file__).parent / "versions"
SHOP = Connection("https://shop.invalid/api", "token", rate=1000, margin=0.0)
"""Whose requests stand in the ledgers."""

NOW = 1_780_000_000.0
"""When the rows were written, in Unix seconds."""

STORES: dict[str, Callable[[Path], Store]] = {
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
def content_of(name: str, more: Sequence[str] = ()) -> bytes:
    """Return the bytes of a file of a version, with more statements run on it."""
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "made.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            script = (VERSIONS / f"{name}.sql").read_text(encoding="utf-8")
            connection.executescript(script.replace("DIGEST", SHOP.digest))
            for statement in more:
                connection.execute(statement)
            connection.commit()
        return path.read_bytes()


def made(directory: Path, name: str) -> Store:
    """Make the file of a version, and return it as a store of the newest one."""
    kind = kind_of(name)
    path = directory / f"{kind}.db"
    path.write_bytes(content_of(name))
    return STORES[kind](path)
