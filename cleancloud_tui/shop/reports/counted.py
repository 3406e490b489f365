"""The figures that this host counts from the orders in its mirror; nothing is asked for.

What counts of each order stands in a narrow row beside it (`mirror/counting/order_figures.py`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ...api.rights import Right
from ..mirror.counting.undated import Undated, undated_between
from .day_clock import DayClock, day_numbered
from .figures import AMOUNTS, Figures, summed
from .known_days import KnownDays, known_days
from .periods import Period
from .sections import by_section

if TYPE_CHECKING:
    from ..shop import Shop

_MADE: Final = """
SELECT {day} AS day, count(*) AS orders, sum(pieces) AS pieces, count(pieces) AS pieces_told,
    sum(total_cents) AS sales, count(total_cents) AS sales_told,
    coalesce(sum(owed), 0) AS unpaid_orders, count(owed) AS unpaid_orders_told,
    coalesce(sum(owed_cents), 0) AS unpaid_total,
    count(*) - coalesce(sum(owed IS NULL OR owed AND owed_cents IS NULL), 0) AS unpaid_total_told,
    count(DISTINCT nullif(customer_id, '')) AS unique_customers,
    sum(is_pickup) AS pickup_orders, count(is_pickup) AS pickup_orders_told,
    sum(NOT is_pickup) AS store_orders,
    sum(is_express) AS express_orders, count(is_express) AS express_orders_told,
    sum(express_cents) AS express_fees, count(express_cents) AS express_fees_told,
    sum(discount_cents) AS discounts, count(discount_cents) AS discounts_told,
    sum(tip_cents) AS tips, count(tip_cents) AS tips_told,
    sum(tax_cents) AS tax, count(tax_cents) AS tax_told,
    sum(paid AND paid_at = 0) AS payments_lacking, sum(lines = '') AS without_lines
FROM order_figures WHERE created >= :begins AND created < :ends GROUP BY day"""

_DONE: Final = """
SELECT {day} AS day, count(*) AS orders FROM order_figures
WHERE {column} >= :begins AND {column} < :ends GROUP BY day"""

_RECEIVED: Final = """
SELECT {day} AS day, payment, sum(total_cents) AS received, count(*) - count(total_cents) AS lacking
FROM order_figures WHERE paid_at >= :begins AND paid_at < :ends GROUP BY day, payment
ORDER BY payment"""

_SIGNED_UP: Final = """
SELECT {day} AS day, count(*) AS customers FROM customers
WHERE signed_up >= :begins AND signed_up < :ends GROUP BY day"""

_UNIQUE: Final = """
SELECT count(DISTINCT nullif(customer_id, '')) FROM order_figures
WHERE created >= :begins AND created < :ends"""

_FORGOTTEN: Final = "SELECT count(*), coalesce(sum(at >= :begins), 0) FROM forgotten"

_COUNTS: Final = ("pieces", "pickup_orders", "store_orders", "express_orders")
_MONEY: Final = ("sales", "express_fees", "discounts", "tips", "tax")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the mirror comes to in a period.

    Attributes:
        period: Which.
        days: The figures of each day that can be counted, also of those on which nothing was.
        total: Of these days together; who came on two days is one customer there. Sections are
            told of the whole only.
        as_of: Up to when the mirror knows what was done, by CleanCloud's clock; None for unknown.
        unknown: Days that can't be counted: their orders were not all read yet, or are to come.
        without_lines: Orders among them whose items are not known: they stand in no section.
        partial: Of how many orders a figure lacks something that was not told, by its name in
            `Figures`: it is what the others come to.
        is_all_read: Whether older orders than those of the period are here as well. Where they are
            not, money that was received for them is lacking, and so are those done since.
        forgotten: How many customers were forgotten here, and their orders with them.
        forgotten_since: How many of them after the period began: orders of its days may have been
            among theirs.
        not_counted: How many orders of a mirror from before are still to be counted: until none
            is, no day is known.
        undated: How many orders may be of these days, for nobody knows of which they are: figures
            are what the others come to, and unknown where that is nothing.
    """

    period: Period
    days: Mapping[date, Figures] = field(default_factory=dict)
    total: Figures = field(default_factory=Figures)
    as_of: datetime | None = None
    unknown: tuple[date, ...] = ()
    without_lines: int = 0
    partial: Mapping[str, int] = field(default_factory=dict)
    is_all_read: bool = True
    forgotten: int = 0
    forgotten_since: int = 0
    not_counted: int = 0
    undated: Undated = field(default_factory=Undated)

    def may_lack(self, name: str) -> int:
        """Return how many orders may be lacking in a figure, by its name in `Figures`."""
        match name:
            case "new_customers":
                return 0
            case "revenue":
                return sum(self.undated.paid.values())
            case "cleaned":
                return self.undated.cleaned
            case "completed":
                return self.undated.completed
        return self.undated.made


def counted_figures(shop: Shop, period: Period) -> Counted:
    """Count a period's figures, by the days of the shop's time zone.

    Raises:
        ReadOnlyError: Whoever is there may not see them.
    """
    shop.rights.require(Right.SEE_FIGURES)
    known = known_days(shop)
    if left := shop.mirror.facts.not_counted():
        return Counted(period, as_of=known.as_of, unknown=period.all_days(), not_counted=left)
    days = known.of(period)
    if not days:
        return Counted(period, as_of=known.as_of, unknown=period.all_days())
    span = Period(days[0], days[-1], period.name)
    counted = shop.mirror.file.look(
        lambda reader: _Count(reader, DayClock.of(span, shop.parts.options.time_zone))
    )
    if counted is None:  # the file had to be made anew
        return Counted(period, unknown=period.all_days())
    return _counted(shop, period, days, known, counted)


class _Count:
    """All rows that a span of days comes to, by their days.

    Args:
        reader: Of the mirror.
        clock: Of the span.
    """

    def __init__(self, reader: sqlite3.Connection, clock: DayClock) -> None:
        self.clock = clock
        self._reader = reader
        self.made = {day_numbered(row["day"]): row for row in self._rows(_MADE, "created")}
        self.cleaned = self._by_day(_DONE, "cleaned")
        self.completed = self._by_day(_DONE, "completed")
        self.new_customers = self._by_day(_SIGNED_UP, "signed_up")
        self.undated = undated_between(reader, clock.begins, clock.ends)
        self.unique = self._rows(_UNIQUE)[0][0]
        self.forgotten, self.forgotten_since = self._rows(_FORGOTTEN)[0]
        self.received: dict[date, dict[str, int | None]] = {}
        self.lacking = 0
        for row in self._rows(_RECEIVED, "paid_at"):
            ways = self.received.setdefault(day_numbered(row["day"]), {})
            ways[row["payment"]] = row["received"]
            self.lacking += row["lacking"]

    def day(self, day: date) -> Figures:
        """Return the figures of one of its days."""
        made = self.made.get(day)
        ways = self.received.get(day, {})
        received = {way: _money(cents) or Decimal("0.00") for way, cents in ways.items()}
        return Figures(
            **_made(made) if made else _NOTHING,
            revenue=sum(received.values(), Decimal("0.00")),
            by_payment_type=received,
            cleaned=self.cleaned.get(day, 0),
            completed=self.completed.get(day, 0),
            new_customers=self.new_customers.get(day, 0),
        )

    def partial(self, days: Sequence[date]) -> dict[str, int]:
        """Return of how many orders figures lack something, where there are any."""
        made = [self.made[day] for day in days if day in self.made]
        names = [key.removesuffix("_told") for key in (made[0].keys() if made else ())]
        lacking = {
            name: sum(row["orders"] - row[f"{name}_told"] for row in made)
            for name in names
            if made and f"{name}_told" in made[0].keys()  # noqa: SIM118
        }
        lacking["revenue"] = self.lacking + sum(row["payments_lacking"] or 0 for row in made)
        return {name: count for name, count in lacking.items() if count}

    def _by_day(self, sql: str, column: str) -> dict[date, int]:
        return {day_numbered(row[0]): row[1] for row in self._rows(sql, column)}

    def _rows(self, sql: str, column: str = "created") -> list[sqlite3.Row]:
        asked = sql.format(day=self.clock.day_of(column), column=column)
        bounds = {"begins": self.clock.begins, "ends": self.clock.ends}
        return self._reader.execute(asked, bounds).fetchall()


def _counted(
    shop: Shop, period: Period, days: Sequence[date], known: KnownDays, count: _Count
) -> Counted:
    figures = {day: count.day(day) for day in days}
    total = replace(summed(figures.values(), known_only=True), unique_customers=count.unique)
    counted = Counted(
        period,
        figures,
        replace(total, by_section=by_section(shop, count.clock)),
        known.as_of,
        tuple(day for day in period.all_days() if day not in figures),
        sum(row["without_lines"] or 0 for day, row in count.made.items() if day in figures),
        count.partial(days),
        known.is_filled,
        forgotten=count.forgotten,
        forgotten_since=count.forgotten_since,
        undated=count.undated,
    )
    return _nothing_is_unknown(counted) if count.undated.orders else counted


def _nothing_is_unknown(counted: Counted) -> Counted:
    """Return it without the figures that come to nothing, and may lack an order."""

    def known(figures: Figures) -> Figures:
        lacking = (name for name in AMOUNTS if counted.may_lack(name))
        unknown: dict[str, Any] = {name: None for name in lacking if not getattr(figures, name)}
        sold = None if counted.undated.made and not figures.by_section else figures.by_section
        return replace(figures, **unknown, by_section=sold)

    days = {day: known(figures) for day, figures in counted.days.items()}
    return replace(counted, days=days, total=known(counted.total))


_NOTHING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("orders", "unpaid_orders", "unique_customers", *_COUNTS), 0),
    **dict.fromkeys(("unpaid_total", *_MONEY), Decimal("0.00")),
}
"""The figures of a day on which no order was made."""


def _made(row: sqlite3.Row) -> dict[str, Any]:
    """Return the figures of the orders made on a day."""
    return {
        "orders": row["orders"],
        "unique_customers": row["unique_customers"],
        "unpaid_orders": row["unpaid_orders"] if row["unpaid_orders_told"] else None,
        "unpaid_total": _money(row["unpaid_total"]) if row["unpaid_orders_told"] else None,
        **{name: row[name] for name in _COUNTS},
        **{name: _money(row[name]) for name in _MONEY},
    }


def _money(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)
