"""The practice shop's front door: opened, filled on first use, brought up to today."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Unpack

from starlette.applications import Starlette

from ..stores.damage import UNREADABLE
from .http.server import ServerOptions, create_app
from .schema import practice_store
from .store import PracticeStore

_log = logging.getLogger(__name__)


def open_practice_shop(
    path: Path | None,
    *,
    customers: int = 400,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    names: frozenset[str] = frozenset(),
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
        names: Under which the shop is asked for, besides the address at which it is reached.
        options: What the server is told; see `ServerOptions`.

    Raises:
        OSError: The file's folder can't be made.
        sqlite3.OperationalError: The file can't be opened or written.
        UntouchedError: It is no file, or a newer version of the program made it.
    """
    clock = options.get("clock", time.time)
    fill = partial(
        _up_to_date,
        customers=customers,
        seed=seed,
        now=datetime.fromtimestamp(clock(), UTC),
        zone=options.get("zone", UTC),
        progress=progress,
    )
    store = _opened(path, clock, fill) if path else fill(PracticeStore())
    return create_app(store, names=names, **options)


def _opened(
    path: Path, clock: Callable[[], float], fill: Callable[[PracticeStore], PracticeStore]
) -> PracticeStore:
    """Open the store of a file; one that can't be understood is set aside, and made anew."""
    file = practice_store(path, clock)
    if said := file.prepare():
        _log.warning("%s", said)
    try:
        return fill(PracticeStore(path))
    except UNREADABLE as error:
        is_of_rows = not isinstance(error, sqlite3.Error)  # there is nothing in them to be lost
        if not (why := str(error) if is_of_rows else file.why_damaged(error)):
            raise
        _log.warning("%s", file.mend(why))
    return fill(PracticeStore(path))


def _up_to_date(
    store: PracticeStore,
    *,
    customers: int,
    seed: int,
    now: datetime,
    zone: tzinfo,
    progress: Callable[[int, int], None] | None,
) -> PracticeStore:
    """Fill a new shop, or let an older one live on up to now."""
    # Loaded here since only this needs it: the generator's tables take a while to read.
    from .generator import catch_up, populate

    try:
        # The transaction makes a second process wait until the first has filled the shop.
        with store.transaction():
            if store.meta("generated_until") is None:
                populate(
                    store, customers=customers, seed=seed, now=now, zone=zone, progress=progress
                )
            else:
                catch_up(store, now=now, zone=zone)
        store.shrink()
    except BaseException:
        store.close()
        raise
    return store
