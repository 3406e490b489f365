"""The practice shop's file as a store: its tables, and what is done where it is damaged."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Final

from ..stores import store

_TABLES: Final = ("meta", "customers", "orders", "garments")


def practice_store(path: Path, clock: Callable[[], float] = time.time) -> store.StoredFile:
    """Return the store of a practice shop's file."""

    def aside(path: Path) -> Path:
        now = datetime.fromtimestamp(clock(), UTC)
        return path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}")

    return store.StoredFile(
        path, MIGRATIONS, _TABLES, flaw_at_once=_flaw, carry=_carry, aside=aside
    )


def _run(name: str, connection: sqlite3.Connection) -> None:
    """Run a script inside the open transaction (`executescript` would end it)."""
    script = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    for statement in _statements(script):
        connection.execute(statement)


MIGRATIONS: Final = (partial(_run, "schema.sql"), partial(_run, "schema_2.sql"))
"""What makes the tables, in all their versions; a file counts those that it has seen."""


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _flaw(connection: sqlite3.Connection) -> str:
    found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if found == "ok" else found.replace("\n", " ")


def _carry(_: Path, __: sqlite3.Connection) -> str:
    return "It is a shop to practise in: a new one was made up in its place."
