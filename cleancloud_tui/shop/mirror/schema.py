"""The mirror's file as a store: its tables in all their versions, and what is kept of damage."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from ...stores.store import StoredFile
from .. import database
from .reindexing import count_orders_anew, index_customers_anew, read_dues_anew

MIGRATIONS: Final = (
    *database.scripts(*(f"mirror/schema_{number}.sql" for number in range(1, 6))),
    index_customers_anew,
    *database.scripts("mirror/schema_7.sql"),
    read_dues_anew,
    count_orders_anew,
)

_TABLES: Final = (
    "customers",
    "customer_search",
    "customer_words",
    "orders",
    "order_figures",
    "garments",
    "garment_readings",
    "repeat_pickups",
    "summary_windows",
    "documents",
    "filled_windows",
    "facts",
    "forgotten",
    "name_words",
    "name_parts",
)


def mirror_store(path: Path) -> StoredFile:
    """Return the store of a mirror's file."""
    return StoredFile(path, MIGRATIONS, _TABLES, _flaw, carry=_carry)


# What is loaded for it is needed where something is damaged, and not at each start.


def _flaw(connection: sqlite3.Connection) -> str:
    from .soundness import flaw

    return flaw(connection)


def _carry(aside: Path, connection: sqlite3.Connection) -> str:
    from .carrying import carry_over

    return carry_over(aside, connection)
