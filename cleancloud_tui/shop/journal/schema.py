"""The journal's file as a store: its tables in all their versions, and what is kept of damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Final

from ...api.operations import OPERATIONS
from ...stores.store import StoredFile
from .. import database

MIGRATIONS: Final = database.scripts(*(f"journal/schema_{number}.sql" for number in range(1, 7)))

_TABLES: Final = ("entries", "drafts", "scans", "counts", "counted")


def journal_store(path: Path, operations: Collection[str] = OPERATIONS.keys()) -> StoredFile:
    """Return the store of a journal's file.

    Args:
        path: The file.
        operations: What a change in it may be of; any other was not written by this program.
    """
    # What is loaded here is needed where something is damaged, and not at each start.

    def flaw(connection: sqlite3.Connection) -> str:
        from .repair import soundness

        return soundness.flaw(connection, operations)

    def flaw_at_once(connection: sqlite3.Connection) -> str:
        from .repair import soundness

        return soundness.flaw_of_what_is_open(connection, operations)

    def carry(aside: Path, connection: sqlite3.Connection) -> str:
        from .repair.carrying import carry_over

        return carry_over(aside, connection, operations)

    return StoredFile(path, MIGRATIONS, _TABLES, flaw, flaw_at_once, carry)
