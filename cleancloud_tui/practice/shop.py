"""The practice shop's front door: opened, filled on first use, brought up to today."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

from starlette.applications import Starlette

from .server import ServerOptions, create_app
from .store import OtherVersionError, Store


def open_practice_shop(
    path: Path | None,
    *,
    customers: int = 400,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    **options: Unpack[ServerOptions],
) -> Starlette:
    """Return the server of the practice shop in a file, or in memory where there is no path.

    A new shop is filled first (about two seconds for 400 customers); one from an earlier day is
    brought up to today. A damaged file is set aside and a new shop made. Call it off the event
    loop.

    Args:
        path: The shop's SQLite file, made together with its folder where it is missing.
        customers: How many customers a new shop has.
        seed: What decides by chance in a new shop.
        progress: Told, now and then, how much of a new shop is done, and of how much.
        options: What the server is told; see `ServerOptions`.

    Raises:
        OSError: The file's folder can't be made.
        sqlite3.OperationalError: The file can't be opened or written.
    """
    # Loaded here since only this needs it: the generator's tables take a while to read.
    from .generator import catch_up, populate

    now = datetime.fromtimestamp(options.get("clock", time.time)(), UTC)
    store = _opened(path, now) if path else Store()
    try:
        # The transaction makes a second process wait until the first has filled the shop.
        with store.transaction():
            if store.meta("generated_until") is None:
                populate(store, customers=customers, seed=seed, now=now, progress=progress)
            else:
                catch_up(store, now=now)
    except BaseException:
        store.close()
        raise
    return create_app(store, **options)


def _opened(path: Path, now: datetime) -> Store:
    """Open the store of a file; one that can't be read is set aside first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _sound(Store(path))
    except sqlite3.OperationalError:
        raise  # locked or forbidden, which does not mean damaged
    except (sqlite3.DatabaseError, OtherVersionError) as reason:
        word = "outdated" if isinstance(reason, OtherVersionError) else "damaged"
        _set_aside(path, f"{word}-{now:%Y%m%d-%H%M%S}")
        return Store(path)


def _sound(store: Store) -> Store:
    try:
        if (found := store.rows("PRAGMA quick_check(1)")[0][0]) != "ok":
            raise sqlite3.DatabaseError(found)
    except sqlite3.DatabaseError:
        store.close()
        raise
    return store


def _set_aside(path: Path, suffix: str) -> None:
    """Rename a store's file together with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(path.with_name(f"{path.name}.{suffix}{end}"))
