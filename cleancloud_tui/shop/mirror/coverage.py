"""How complete and how current the mirror is: what filling it and keeping it current ask for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ...stores import cells
from .file import MirrorFile, understood

if TYPE_CHECKING:
    from ...api.models.repeat_pickups import RepeatPickup

_UNKNOWN_CUSTOMER: Final = """customer_id NOT IN ('', '0')
AND NOT EXISTS (SELECT 1 FROM customers WHERE id = customer_id)
AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.customer_id = orders.customer_id)"""


class Standing(Enum):
    """Orders that are compared with CleanCloud's now and then."""

    OPEN = "open"
    OWED = "completed and not paid"


_READ_BEFORE: Final = {
    Standing.OPEN: """SELECT id FROM orders INDEXED BY orders_open
        WHERE is_open = 1 AND deleted = 0 AND read_at < ? ORDER BY read_at LIMIT ?""",
    Standing.OWED: """SELECT id FROM orders INDEXED BY orders_unpaid
        WHERE is_open = 0 AND due_cents > 0 AND deleted = 0 AND read_at < ?
        ORDER BY read_at LIMIT ?""",
}

_BY_DAY: Final = {
    Standing.OPEN: """SELECT date(created, 'unixepoch') AS day, count(*) AS orders
        FROM orders INDEXED BY orders_open
        WHERE is_open = 1 AND deleted = 0 AND created > 0 GROUP BY day ORDER BY day""",
    Standing.OWED: """SELECT date(created, 'unixepoch') AS day, count(*) AS orders
        FROM orders INDEXED BY orders_unpaid
        WHERE is_open = 0 AND due_cents > 0 AND deleted = 0 AND created > 0
        GROUP BY day ORDER BY day""",
}


_NONE: Final = "[]"
"""The reply of who has no schedule."""

_WITH_SCHEDULES: Final = """
WITH theirs (customer_id, pickups) AS (
    SELECT customer_id, count(*) FROM orders
    WHERE deleted = 0 AND created >= :since
        AND (status IN ('3', '4')
            OR json_valid(reply) AND json_extract(reply, '$.pickup') IN (1, '1'))
    GROUP BY customer_id
    UNION ALL SELECT customer_id, 0 FROM repeat_pickups WHERE reply <> '[]')
SELECT theirs.customer_id, coalesce(max(repeat_pickups.read_at), 0.0) AS asked_at
FROM theirs LEFT JOIN repeat_pickups USING (customer_id)
    LEFT JOIN customers ON customers.id = theirs.customer_id
WHERE theirs.customer_id NOT IN ('', '0') AND coalesce(deactivated, 0) = 0
    AND theirs.customer_id NOT IN (SELECT customer_id FROM forgotten)
GROUP BY theirs.customer_id ORDER BY asked_at, max(pickups) DESC, theirs.customer_id"""


@lru_cache(maxsize=4096)
def _schedules(customer_id: str, reply: str) -> tuple[RepeatPickup, ...]:
    """Read kept schedules: the same JSON makes the same ones, and they are shown again and again.

    Whose they are need not be told: they were asked for by that.
    """
    if reply == _NONE:
        return ()
    from ...api.readers.fields import all_read
    from ...api.readers.repeat_pickups import repeat_pickup_row

    told = all_read(json.loads(reply), repeat_pickup_row)
    return tuple(replace(each, customer_id=customer_id) for each in told)


@lru_cache(maxsize=4096)
def _name(reply: str) -> str:
    from ...api.readers.customers import customer_row

    customer = customer_row(json.loads(reply))
    return customer.name if customer else ""


class Coverage:
    """What of the shop one mirror has, and what of that is wanting.

    Args:
        file: Of the mirror.
    """

    def __init__(self, file: MirrorFile) -> None:
        self.file = file

    @understood
    def filled_windows(self, kind: str) -> list[tuple[date, date, int]]:
        """Return the windows of days that are here, with their numbers of rows."""
        rows = self.file.rows(
            "SELECT first, last, row_count FROM filled_windows WHERE kind = ?", kind
        )
        return [
            (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["row_count"])
            for row in rows
        ]

    async def remember_window(self, kind: str, first: date, last: date, rows: int) -> None:
        """Keep that a window of days is here."""

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO filled_windows VALUES (?, ?, ?, ?)",
                (kind, first.isoformat(), last.isoformat(), rows),
            )

        await self.file.run(put)

    def orders_wanting_garments(self, limit: int) -> list[str]:
        """Return orders in work whose garments are not known as they are now, the newest first."""
        rows = self.file.rows(
            """SELECT id FROM orders
            LEFT JOIN garment_readings ON garment_readings.order_id = orders.id
            WHERE in_work = 1 AND deleted = 0
            AND (garment_readings.read_at IS NULL OR garment_readings.read_at < changed_at)
            ORDER BY created DESC LIMIT ?""",
            limit,
        )
        return [row["id"] for row in rows]

    def read_before(self, standing: Standing, moment: float, limit: int) -> list[str]:
        """Return orders that were last told of before a moment, in Unix seconds."""
        rows = self.file.rows(_READ_BEFORE[standing], moment, limit)
        return [row["id"] for row in rows]

    def oldest_open_order(self) -> float | None:
        """Return when the oldest of the open orders was made, in Unix seconds; None without any."""
        # SQLite would look at all orders: 40 ms for 300,000 of them.
        rows = self.file.rows(
            "SELECT min(created) AS oldest FROM orders INDEXED BY orders_open"
            " WHERE is_open = 1 AND deleted = 0 AND created > 0"
        )
        return rows[0]["oldest"] if rows else None

    def first_sign_up(self) -> float | None:
        """Return when the first of all customers signed up, in Unix seconds, if known."""
        rows = self.file.rows("SELECT min(signed_up) AS first FROM customers WHERE signed_up > 0")
        return rows[0]["first"] if rows else None

    def is_any_untold(self, signed_up: tuple[float, float], moment: float) -> bool:
        """Tell whether an active customer was last told of before a moment.

        Args:
            signed_up: When they signed up, from and before, in Unix seconds.
            moment: In Unix seconds.
        """
        rows = self.file.rows(
            "SELECT 1 FROM customers WHERE deactivated = 0"
            " AND signed_up >= ? AND signed_up < ? AND read_at < ? LIMIT 1",
            *signed_up,
            moment,
        )
        return bool(rows)

    def unknown_customers(self, customer_ids: Collection[str]) -> list[str]:
        """Return the ids of those that are neither known nor were forgotten on purpose."""
        rows = self.file.rows(
            """SELECT value FROM json_each(?) WHERE value NOT IN ('', '0')
            AND NOT EXISTS (SELECT 1 FROM customers WHERE id = value)
            AND NOT EXISTS (SELECT 1 FROM forgotten WHERE customer_id = value)""",
            json.dumps(sorted(customer_ids)),
        )
        return [row["value"] for row in rows]

    def customers_of_open_orders(self, limit: int) -> list[str]:
        """Return the unknown customers of orders that are open or not paid."""
        rows = self.file.rows(
            f"""SELECT customer_id FROM orders INDEXED BY orders_due
            WHERE is_open = 1 AND deleted = 0 AND {_UNKNOWN_CUSTOMER}
            UNION SELECT customer_id FROM orders INDEXED BY orders_unpaid
            WHERE due_cents > 0 AND deleted = 0 AND {_UNKNOWN_CUSTOMER} LIMIT ?""",  # noqa: S608
            limit,
        )
        return [row["customer_id"] for row in rows]

    async def customers_of_orders(self) -> list[str]:
        """Return the unknown customers of all orders, those of the newest orders first.

        They are looked for by the writing thread: a million orders take a second.
        """

        def read(connection: sqlite3.Connection) -> list[str]:
            found = connection.execute(
                "SELECT customer_id FROM orders"  # noqa: S608
                f" WHERE deleted = 0 AND {_UNKNOWN_CUSTOMER}"
                " GROUP BY customer_id ORDER BY max(created) DESC"
            )
            return [row["customer_id"] for row in found]

        return await self.file.run(read)

    def by_day(self, standing: Standing) -> list[tuple[date, int]]:
        """Return the days on which orders were made, by UTC, with how many of each."""
        rows = self.file.rows(_BY_DAY[standing])
        return [(date.fromisoformat(row["day"]), row["orders"]) for row in rows]

    @understood
    def schedules(self) -> list[tuple[str, datetime, tuple[RepeatPickup, ...]]]:
        """Return whose schedules are here, by name, when they were read, and what they are.

        Customers that were asked about and have none are among them, deactivated ones are not.
        """
        rows = self.file.rows(
            """SELECT repeat_pickups.*, customers.reply AS customer FROM repeat_pickups
            LEFT JOIN customers ON customers.id = customer_id
            WHERE coalesce(deactivated, 0) = 0"""
        )
        return [
            (
                _name(row["customer"]) if row["reply"] != _NONE and row["customer"] else "",
                cells.instant(row["read_at"]),
                _schedules(row["customer_id"], row["reply"]),
            )
            for row in rows
        ]

    async def customers_with_schedules(self, since: float) -> list[tuple[str, float]]:
        """Return who has, or may have, schedules, and when that was last read; 0.0 for never.

        A schedule shows by the pickups that it makes. Deactivated customers have none, and nothing
        is asked about who was forgotten. They are looked for by the writing thread: a million
        orders take a second.

        Args:
            since: Orders made from then on count, in Unix seconds.

        Returns:
            Those who were never asked about first, who had most pickups before others; then those
            who were asked about longest ago.
        """

        def read(connection: sqlite3.Connection) -> list[tuple[str, float]]:
            found = connection.execute(_WITH_SCHEDULES, {"since": since})
            return [(row["customer_id"], row["asked_at"]) for row in found]

        return await self.file.run(read)

    async def customers_not_asked(self, since: float) -> list[str]:
        """Return the active customers whose schedules were not read since, in Unix seconds."""

        def read(connection: sqlite3.Connection) -> list[str]:
            found = connection.execute(
                "SELECT id FROM customers LEFT JOIN repeat_pickups ON customer_id = id"
                " WHERE deactivated = 0 AND coalesce(repeat_pickups.read_at, 0.0) < ?"
                " ORDER BY customers.signed_up DESC",
                (since,),
            )
            return [customer_id for (customer_id,) in found]

        return await self.file.run(read)

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

        return await self.file.run(read)

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

        return await self.file.run(count)
