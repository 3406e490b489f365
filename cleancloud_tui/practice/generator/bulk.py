"""Storing very many rows at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ..store import PracticeStore


@contextlib.contextmanager
def without_indexes(store: PracticeStore) -> Iterator[None]:
    """Drop the indexes meanwhile: making them at the end takes half the time of keeping them.

    Those that hold a rule stay.
    """
    indexes = store.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
    )
    for index in indexes:
        store.execute(f"DROP INDEX {index['name']}")
    yield
    for index in indexes:
        store.execute(index["sql"])
