"""The mirror: what this host knows of the shop, in SQLite, shared by all of its processes.

Reading takes under a few milliseconds and happens where it is asked for; writing goes through one
thread. A lost or damaged file is made anew, empty, and filled again from the API.

The first screen lists customers: readers of anything else are loaded when they are needed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ..api.models.customers import Customer
from ..api.readers.customers import customer_row
from .mirror_file import MirrorFile
from .records import FillProgress, FoundGarment, Known, Reading, Row
from .search import FoundCustomer, search

if TYPE_CHECKING:
    from ..api.models.garments import Garment
    from ..api.models.orders import Order
    from ..api.models.repeat_pickups import RepeatPickup
    from ..api.models.reports import DaySummary

T = TypeVar("T")

FILL_PROGRESS: Final = "fill progress"
"""The fact that tells how far filling the mirror is."""

_CLOCK_STEP_SECONDS: Final = 60.0
"""By how much a clock may be put back without what it told before being wrong."""


# The same JSON makes the same frozen model, and a list is shown again at every key.
@lru_cache(maxsize=2048)
def _customer(reply: str) -> Customer | None:
    return customer_row(json.loads(reply))


@lru_cache(maxsize=2048)
def _order(reply: str) -> Order | None:
    from ..api.readers.orders import order_row

    return order_row(json.loads(reply))


class Mirror(MirrorFile):
    """The mirror of one shop, for the thread that opens it.

    Args:
        path: Its file.
        clock: Tells Unix seconds.
        say: Is told, as a sentence for people, that the file had to be made anew.
    """

    def __init__(self, path: Path, clock: Callable[[], float], say: Callable[[str], None]) -> None:
        super().__init__(path, say)
        self._clock = clock

    def _open(self) -> None:
        super()._open()
        self._count: tuple[int, int] | None = None

    # What is known

    def search(self, text: str, limit: int) -> list[FoundCustomer]:
        """Return the customers found, the best first; for an empty text, those last in."""
        return self.look(lambda reader: search(reader, text, limit, _customer)) or []

    def known_customers(self) -> int:
        """Return how many active customers are known."""
        # Counting 100,000 takes milliseconds: not at every key while nothing was written.
        version = self.number("PRAGMA data_version")
        if self._count is None or self._count[0] != version:
            self._count = (version, self.number("SELECT count(*) FROM customer_search"))
        return self._count[1]

    def customer(self, customer_id: str) -> Known[Customer] | None:
        """Return a customer, deactivated or not."""
        return _known(self.rows("SELECT * FROM customers WHERE id = ?", customer_id), _customer)

    def order(self, order_id: str) -> Known[Order] | None:
        """Return an order."""
        return _known(
            self.rows("SELECT * FROM orders WHERE id = ? AND deleted = 0", order_id), _order
        )

    def orders_of(self, customer_id: str, limit: int) -> list[Order]:
        """Return a customer's orders: open ones first, then the newest."""
        rows = self.rows(
            "SELECT reply FROM orders WHERE customer_id = ? AND deleted = 0"
            " ORDER BY is_open DESC, created DESC LIMIT ?",
            customer_id,
            limit,
        )
        return [order for row in rows if (order := _order(row["reply"]))]

    def garments_of(self, order_id: str) -> list[Garment]:
        """Return an order's garments."""
        rows = self.rows(
            "SELECT * FROM garments WHERE order_id = ? ORDER BY length(barcode), barcode", order_id
        )
        return [garment for row in rows if (garment := _garment(row))]

    def garments_read_at(self, order_id: str) -> datetime | None:
        """Return when all garments of an order were read; None where they never were."""
        rows = self.rows("SELECT read_at FROM garment_readings WHERE order_id = ?", order_id)
        return _instant(rows[0]["read_at"]) if rows else None

    def garments_with(self, barcode: str) -> list[FoundGarment]:
        """Return the garments of a barcode, of open orders first, then of the newest.

        A shop's label may carry one more leading zero than the API's `barcodeID`.
        """
        shorter = barcode[1:] if barcode.startswith("0") else barcode
        rows = self.rows(
            """SELECT garments.* FROM garments LEFT JOIN orders ON orders.id = order_id
            WHERE barcode IN (?, ?)
            ORDER BY barcode <> ?, is_open DESC, created DESC, order_id DESC""",
            barcode,
            shorter,
            barcode,
        )
        return [self._with_owner(garment) for row in rows if (garment := _garment(row))]

    def repeat_pickups_of(self, customer_id: str) -> Known[tuple[RepeatPickup, ...]] | None:
        """Return a customer's schedules; None where they were never read."""
        from ..api.readers.repeat_pickups import repeat_pickups

        rows = self.rows("SELECT * FROM repeat_pickups WHERE customer_id = ?", customer_id)
        if not rows:
            return None
        told = json.loads(rows[0]["reply"])
        return Known(repeat_pickups({"Pickups": told}), _instant(rows[0]["read_at"]))

    def day_summaries(self, first: date, last: date) -> Known[tuple[DaySummary, ...]] | None:
        """Return what is known of the days' figures, as old as the oldest of them."""
        from ..api.readers.reports import day_summaries

        rows = self.rows(
            "SELECT * FROM summary_windows WHERE last >= ? AND first <= ? ORDER BY read_at",
            first.isoformat(),
            last.isoformat(),
        )
        newest = {
            each.day: (each, row["read_at"])
            for row in rows
            for each in day_summaries(json.loads(row["reply"]))
            if first <= each.day <= last
        }
        if not rows:
            return None
        read_at = min((at for _, at in newest.values()), default=rows[-1]["read_at"])
        days = tuple(newest[day][0] for day in sorted(newest))
        return Known(days, _instant(read_at))

    def document(self, key: str) -> Known[Row] | None:
        """Return a whole reply that was kept."""
        return _known(self.rows("SELECT * FROM documents WHERE key = ?", key), json.loads)

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

    # What the filling needs

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

    def orders_wanting_garments(self, limit: int) -> list[tuple[str, float]]:
        """Return orders in work whose garments are not known as they are now, the newest first.

        Returns:
            Ids, each with when the order last changed.
        """
        rows = self.rows(
            """SELECT id, changed_at FROM orders
            LEFT JOIN garment_readings ON garment_readings.order_id = orders.id
            WHERE in_work = 1 AND deleted = 0
            AND (garment_readings.read_at IS NULL OR garment_readings.read_at < changed_at)
            ORDER BY created DESC LIMIT ?""",
            limit,
        )
        return [(row["id"], row["changed_at"]) for row in rows]

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
        rows = self.rows(
            "SELECT min(created) AS oldest FROM orders"
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

    def _with_owner(self, garment: Garment) -> FoundGarment:
        order = self.order(garment.order_id)
        customer = self.customer(order.value.customer_id) if order else None
        return FoundGarment(
            garment, order.value if order else None, customer.value if customer else None
        )


def _known(rows: list[sqlite3.Row], read: Callable[[str], T | None]) -> Known[T] | None:
    if not rows or (value := read(rows[0]["reply"])) is None:
        return None
    patched = "patched" in rows[0].keys() and bool(rows[0]["patched"])  # noqa: SIM118
    return Known(value, _instant(rows[0]["read_at"]), patched)


def _garment(row: sqlite3.Row) -> Garment | None:
    from ..api.readers.garments import garment_row

    return garment_row(json.loads(row["reply"]), row["order_id"])


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
