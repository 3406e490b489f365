"""How complete and how current the mirror is: what filling it and keeping it current ask for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Final

from ...api.true_time import ToldTime
from ..database import Failed, nobody_is_told
from ..records import FillProgress, Reading
from .file import MirrorFile, understood

FILL_PROGRESS: Final = "fill progress"
"""The fact that tells how far filling the mirror is."""

RETENTION_ASKS: Final = "retention asks"
"""The fact that tells whom a person is asked about before they are forgotten."""

_TOLD_TIME: Final = "time told"
"""The fact that tells what time CleanCloud told last."""

_CLOCK_STEP_SECONDS: Final = 60.0
"""By how much a clock may be put back without what it told before being wrong."""


class MirrorState(MirrorFile):
    """What the mirror of one shop tells about itself, for the thread that opens it.

    Args:
        path: Its file.
        clock: Tells Unix seconds.
        say: Is told, as a sentence for people, that the file had to be made anew.
        failed: Is told that the file could not be written.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float],
        say: Callable[[str], None],
        failed: Failed = nobody_is_told,
    ) -> None:
        super().__init__(path, say, failed)
        self._clock = clock

    def fact(self, name: str) -> str:
        """Return a fact about the mirror itself, or an empty text."""
        rows = self.rows("SELECT value FROM facts WHERE name = ?", name)
        return rows[0]["value"] if rows else ""

    def done_at(self, name: str) -> float | None:
        """Return when something was last done, in Unix seconds; None where that is not known.

        A moment that is yet to come is a clock's mistake, and tells nothing.
        """
        try:
            at = float(self.fact(name))
        except ValueError:
            return None
        now = self._clock()
        return min(at, now) if at <= now + _CLOCK_STEP_SECONDS else None

    # What time it is

    def told_time(self) -> ToldTime | None:
        """Return what time CleanCloud told last, to whichever process; None where it never did."""
        return ToldTime.of_text(self.fact(_TOLD_TIME))

    async def remember_time(self, told: ToldTime) -> None:
        """Keep what time CleanCloud told."""
        await self.remember(_TOLD_TIME, told.as_text())

    async def newest_record(self, before: float) -> float | None:
        """Return when the newest order or customer was made, in Unix seconds; None without any.

        Args:
            before: What is newer than this has a date that can't be.
        """

        def read(connection: sqlite3.Connection) -> float | None:
            found = connection.execute(
                "SELECT max(at) AS newest FROM ("
                "SELECT max(created) AS at FROM orders WHERE created <= ?1 UNION ALL"
                " SELECT max(signed_up) FROM customers WHERE signed_up <= ?1)",
                (before,),
            ).fetchone()
            return found["newest"] or None

        return await self.run(read)

    # What the filling needs

    @understood
    def filled_windows(self, kind: str) -> list[tuple[date, date, int]]:
        """Return the windows of days that are here, with their numbers of rows."""
        rows = self.rows("SELECT first, last, row_count FROM filled_windows WHERE kind = ?", kind)
        return [
            (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["row_count"])
            for row in rows
        ]

    def fill_progress(self) -> FillProgress | None:
        """Return how far filling the mirror is, by whichever process; None before it began."""
        try:
            return FillProgress(**json.loads(self.fact(FILL_PROGRESS)))
        except (ValueError, TypeError):  # there is none, or another version wrote it
            return None

    # What keeping it current needs

    def orders_wanting_garments(self, limit: int) -> list[str]:
        """Return orders in work whose garments are not known as they are now, the newest first."""
        rows = self.rows(
            """SELECT id FROM orders
            LEFT JOIN garment_readings ON garment_readings.order_id = orders.id
            WHERE in_work = 1 AND deleted = 0
            AND (garment_readings.read_at IS NULL OR garment_readings.read_at < changed_at)
            ORDER BY created DESC LIMIT ?""",
            limit,
        )
        return [row["id"] for row in rows]

    def open_orders_read_before(self, moment: float, limit: int) -> list[str]:
        """Return open orders that were last told of before a moment, in Unix seconds."""
        rows = self.rows(
            "SELECT id FROM orders WHERE is_open = 1 AND deleted = 0 AND read_at < ?"
            " ORDER BY read_at LIMIT ?",
            moment,
            limit,
        )
        return [row["id"] for row in rows]

    def oldest_open_order(self) -> float | None:
        """Return when the oldest of the open orders was made, in Unix seconds; None without any."""
        # SQLite would look at all orders: 40 ms for 300,000 of them.
        rows = self.rows(
            "SELECT min(created) AS oldest FROM orders INDEXED BY orders_open"
            " WHERE is_open = 1 AND deleted = 0 AND created > 0"
        )
        return rows[0]["oldest"] if rows else None

    def first_sign_up(self) -> float | None:
        """Return when the first of all customers signed up, in Unix seconds, if known."""
        rows = self.rows("SELECT min(signed_up) AS first FROM customers WHERE signed_up > 0")
        return rows[0]["first"] if rows else None

    def is_any_untold(self, signed_up: tuple[float, float], moment: float) -> bool:
        """Tell whether an active customer was last told of before a moment.

        Args:
            signed_up: When they signed up, from and before, in Unix seconds.
            moment: In Unix seconds.
        """
        rows = self.rows(
            "SELECT 1 FROM customers WHERE deactivated = 0"
            " AND signed_up >= ? AND signed_up < ? AND read_at < ? LIMIT 1",
            *signed_up,
            moment,
        )
        return bool(rows)

    def unknown_customers(self, customer_ids: Collection[str]) -> list[str]:
        """Return the ids of those that are neither known nor were forgotten on purpose."""
        rows = self.rows(
            """SELECT value FROM json_each(?) WHERE value NOT IN ('', '0')
            AND NOT EXISTS (SELECT 1 FROM customers WHERE id = value)
            AND NOT EXISTS (SELECT 1 FROM forgotten WHERE customer_id = value)""",
            json.dumps(sorted(customer_ids)),
        )
        return [row["value"] for row in rows]

    # Writing

    def reading(self, asked_at: float, *, patched: bool = False) -> Reading:
        """Return the mark of an answer whose request was sent at `asked_at`, stored now."""
        return Reading(asked_at, max(asked_at, self._clock()), patched)

    async def counts(self) -> tuple[int, int, int]:
        """Return how many customers, orders and garments are here.

        It is counted by the writing thread: a million orders take tens of milliseconds.
        """

        def count(connection: sqlite3.Connection) -> tuple[int, int, int]:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM customer_search),"
                " (SELECT count(*) FROM orders WHERE deleted = 0), (SELECT count(*) FROM garments)"
            ).fetchone()
            return row[0], row[1], row[2]

        return await self.run(count)

    async def remember(self, name: str, value: str) -> None:
        """Keep a fact about the mirror itself."""

        def put(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

        await self.run(put)

    async def remember_done(self, name: str, at: float) -> None:
        """Keep when something was last done, in Unix seconds."""
        await self.remember(name, repr(at))

    async def remember_window(self, kind: str, first: date, last: date, rows: int) -> None:
        """Keep that a window of days is here."""

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO filled_windows VALUES (?, ?, ?, ?)",
                (kind, first.isoformat(), last.isoformat(), rows),
            )

        await self.run(put)
