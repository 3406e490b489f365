"""The mirror: what this host knows of the shop, in SQLite, shared by all of its processes.

Reading takes under a few milliseconds and happens where it is asked for; writing goes through one
thread. A lost or damaged file is made anew, empty, and filled again from the API.

The first screen lists customers: readers of anything else are loaded when they are needed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ...api.models.customers import Customer
from ...api.readers.customers import customer_row
from ...stores import cells
from ..database import Failed, nobody_is_told
from ..records import FoundGarment, Known, Reading, Row
from ..search.app_codes import customer_with_app_code
from ..search.engine import search
from ..search.found import FoundCustomer
from .coverage import Coverage
from .facts import Facts
from .file import MirrorFile, understood
from .todays_work import FoundOrder, TodaysWork, todays_work, work_counts

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...api.models.orders import Order
    from ...api.models.repeat_pickups import RepeatPickup
    from ...api.models.reports import DaySummary
    from .order_filter import OrderFilter

T = TypeVar("T")


# The same JSON makes the same frozen model, and a list is shown again at every key.
@lru_cache(maxsize=512)
def _customer(reply: str) -> Customer | None:
    return customer_row(json.loads(reply))


@lru_cache(maxsize=512)
def _order(reply: str) -> Order | None:
    from ...api.readers.orders import order_row

    return order_row(json.loads(reply))


class Mirror:
    """The mirror of one shop, for the thread that opens it.

    Args:
        path: Its file.
        clock: Tells Unix seconds.
        notify: Is told, as a sentence for people, that the file had to be made anew.
        failed: Is told that the file could not be written.

    Attributes:
        file: Where all of it is kept.
        facts: What it notes about itself.
        coverage: What of the shop is here, and what of that is wanting.

    Raises:
        StorageError: The file can't be used.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float],
        notify: Callable[[str], None],
        failed: Failed = nobody_is_told,
    ) -> None:
        self.file = MirrorFile(path, notify, failed)
        self.facts = Facts(self.file, clock)
        self.coverage = Coverage(self.file)
        self._clock = clock
        self._count: tuple[tuple[int, int], int] | None = None

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self.file.aclose()

    def reading(self, asked_at: float, *, patched: bool = False) -> Reading:
        """Return the mark of an answer whose request was sent at `asked_at`, stored now."""
        return Reading(asked_at, max(asked_at, self._clock()), patched)

    def search(self, text: str, limit: int) -> list[FoundCustomer]:
        """Return the customers found, the best first; for an empty text, those last in."""
        return self.file.look(lambda reader: search(reader, text, limit, _customer)) or []

    def deactivated(self, text: str, limit: int) -> list[Customer]:
        """Return the customers found among those who are deactivated."""
        from ..search.deactivated import deactivated

        return self.file.look(lambda reader: deactivated(reader, text, limit, _customer)) or []

    def customer_with_app_code(self, text: str) -> str:
        """Return whose QR code of the app holds a text; empty where it is nobody's."""
        return self.file.look(lambda reader: customer_with_app_code(reader, text, _customer)) or ""

    def todays_work(
        self, kind: TodaysWork, today: date, *, text: str, limit: int
    ) -> list[FoundOrder]:
        """Return the orders of a kind of work, those to be seen to first at the top."""
        read = (_order, _customer)
        return (
            self.file.look(
                lambda reader: todays_work(reader, kind, today, text=text, limit=limit, read=read)
            )
            or []
        )

    def work_counts(self, today: date) -> Mapping[TodaysWork, int]:
        """Return how many orders there are of each kind of work."""
        return self.file.look(lambda reader: work_counts(reader, today)) or {}

    def customers_with_contact(self, phone: str, email: str) -> list[Customer]:
        """Return the active customers with the same phone number or email."""
        from ..search.same_contact import customers_with_contact

        found = self.file.look(
            lambda reader: customers_with_contact(reader, phone, email, _customer)
        )
        return found or []

    @property
    def version(self) -> tuple[int, int]:
        """What is another one whenever something was written, by whatever process."""
        return self.file.times_opened, self.file.number("PRAGMA data_version")

    def known_customers(self) -> int:
        """Return how many active customers are known."""
        # Counting 100,000 takes milliseconds: not at every key while nothing was written.
        version = self.version
        if self._count is None or self._count[0] != version:
            self._count = (version, self.file.number("SELECT count(*) FROM customer_search"))
        return self._count[1]

    @understood
    def customer(self, customer_id: str) -> Known[Customer] | None:
        """Return a customer, deactivated or not."""
        return _known(
            self.file.rows("SELECT * FROM customers WHERE id = ?", customer_id), _customer
        )

    def is_deactivated(self, customer_id: str) -> bool:
        """Tell whether a customer is known to be deactivated."""
        sql = "SELECT 1 FROM customers WHERE id = ? AND deactivated = 1"
        return bool(self.file.rows(sql, customer_id))

    @understood
    def order(self, order_id: str) -> Known[Order] | None:
        """Return an order."""
        return _known(
            self.file.rows("SELECT * FROM orders WHERE id = ? AND deleted = 0", order_id), _order
        )

    @understood
    def orders_of(self, customer_id: str, limit: int) -> list[Order]:
        """Return a customer's orders: open ones first, then the newest."""
        rows = self.file.rows(
            "SELECT reply FROM orders WHERE customer_id = ? AND deleted = 0"
            " ORDER BY is_open DESC, created DESC LIMIT ?",
            customer_id,
            limit,
        )
        return [order for row in rows if (order := _order(row["reply"]))]

    @understood
    def newest_orders(self, limit: int) -> list[Order]:
        """Return the orders that were made last, whoever's they are."""
        rows = self.file.rows(
            "SELECT reply FROM orders WHERE deleted = 0 ORDER BY created DESC LIMIT ?", limit
        )
        return [order for row in rows if (order := _order(row["reply"]))]

    @understood
    def orders_made(self, which: OrderFilter, time_zone: tzinfo, limit: int) -> list[Order]:
        """Return the orders that a filter leaves, those that were made last first."""
        rows = self.file.rows(
            # Days are found in an index that has them, without reading any other order.
            "SELECT reply FROM orders INDEXED BY orders_by_customer"
            " WHERE deleted = 0 AND created >= ? AND created < ? ORDER BY created DESC",
            *which.window(time_zone),
        )
        orders = (order for row in rows if (order := _order(row["reply"])))
        return list(islice(filter(which.fits, orders), limit))

    @understood
    def garments_of(self, order_id: str) -> list[Garment]:
        """Return an order's garments."""
        rows = self.file.rows(
            "SELECT * FROM garments WHERE order_id = ? ORDER BY length(barcode), barcode", order_id
        )
        return [garment for row in rows if (garment := _garment(row))]

    @understood
    def garments_read_at(self, order_id: str) -> datetime | None:
        """Return when all garments of an order were read; None where they never were."""
        rows = self.file.rows("SELECT read_at FROM garment_readings WHERE order_id = ?", order_id)
        return cells.instant(rows[0]["read_at"]) if rows else None

    @understood
    def garments_with(self, barcode: str) -> list[FoundGarment]:
        """Return the garments of a barcode, of open orders first, then of the newest.

        A shop's label may carry one more leading zero than the API's `barcodeID`, or one less:
        that is tried where nothing has the very barcode.
        """
        return self._garments_with(barcode) or self._garments_with(
            f"0{barcode}", *([barcode[1:]] if barcode.startswith("0") else [])
        )

    @understood
    def repeat_pickups_of(self, customer_id: str) -> Known[tuple[RepeatPickup, ...]] | None:
        """Return a customer's schedules; None where they were never read."""
        from ...api.readers.fields import all_read
        from ...api.readers.repeat_pickups import repeat_pickup_row

        rows = self.file.rows("SELECT * FROM repeat_pickups WHERE customer_id = ?", customer_id)
        if not rows:
            return None
        told = all_read(json.loads(rows[0]["reply"]), repeat_pickup_row)
        # Whose they are need not be told: they were asked for by that.
        theirs = tuple(replace(each, customer_id=customer_id) for each in told)
        return Known(theirs, cells.instant(rows[0]["read_at"]))

    @understood
    def day_summaries(self, first: date, last: date) -> Known[tuple[DaySummary, ...]] | None:
        """Return what is known of the days' figures, as old as the oldest of them."""
        rows = self.file.rows(
            "SELECT * FROM summary_windows WHERE last >= ? AND first <= ? ORDER BY read_at",
            first.isoformat(),
            last.isoformat(),
        )
        newest = {
            each.day: (each, row["read_at"])
            for row in rows
            for each in _days_in(row["reply"])
            if first <= each.day <= last
        }
        if not rows:
            return None
        read_at = min((at for _, at in newest.values()), default=rows[-1]["read_at"])
        days = tuple(newest[day][0] for day in sorted(newest))
        return Known(days, cells.instant(read_at))

    @understood
    def document(self, key: str) -> Known[Row] | None:
        """Return a whole reply that was kept."""
        return _known(self.file.rows("SELECT * FROM documents WHERE key = ?", key), json.loads)

    @understood
    def documents(self, name: str) -> dict[str, Known[Row]]:
        """Return all replies of an operation that were kept whole, by their keys."""
        sql = "SELECT * FROM documents WHERE key >= ? AND key < ?"
        rows = self.file.rows(sql, f"{name} ", f"{name}!")  # the sign after the blank
        told = {row["key"]: _known([row], json.loads) for row in rows}
        return {key: known for key, known in told.items() if known}

    def _garments_with(self, *barcodes: str) -> list[FoundGarment]:
        rows = self.file.rows(
            """SELECT garments.* FROM garments LEFT JOIN orders ON orders.id = order_id
            WHERE barcode IN (SELECT value FROM json_each(?))
            ORDER BY is_open DESC, created DESC, order_id DESC""",
            json.dumps(barcodes),
        )
        return [self._with_owner(garment) for row in rows if (garment := _garment(row))]

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
    return Known(value, cells.instant(rows[0]["read_at"]), patched)


def _days_in(reply: str) -> tuple[DaySummary, ...]:
    """Read kept figures; an earlier version kept what it did not understand as well."""
    from ...api.readers.replies.not_understood import NotUnderstoodError
    from ...api.readers.reports import day_summaries

    try:
        return day_summaries(json.loads(reply))
    except NotUnderstoodError:
        return ()


def _garment(row: sqlite3.Row) -> Garment | None:
    from ...api.readers.garments import garment_row

    return garment_row(json.loads(row["reply"]), row["order_id"])
