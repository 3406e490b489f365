"""The journal's file as a store: its tables in all their versions, and what is kept of damage."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from ...stores.store import Store
from .. import database

MIGRATIONS: Final = database.scripts(*(f"journal/schema_{number}.sql" for number in range(1, 7)))

_TABLES: Final = ("entries", "drafts", "scans", "counts", "counted")


def journal_store(path: Path) -> Store:
    """Return the store of a journal's file."""
    return Store(path, MIGRATIONS, _TABLES, _flaw, _flaw_at_once, _carry)


# What is loaded for it is needed where something is damaged, and not at each start.


def _flaw(connection: sqlite3.Connection) -> str:
    from .soundness import flaw

    return flaw(connection)


def _flaw_at_once(connection: sqlite3.Connection) -> str:
    from .soundness import flaw_of_what_is_open

    return flaw_of_what_is_open(connection)


def _carry(aside: Path, connection: sqlite3.Connection) -> str:
    from .carrying import carry_over

    return carry_over(aside, connection)
