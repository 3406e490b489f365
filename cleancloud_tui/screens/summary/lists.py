"""The lists behind the figures: what stands in each, and where a row leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from ...shop.mirror.counting.undated import undated_made
from ...shop.reports import lists
from ...shop.reports.patterns import UNCOLLECTED_BANDS, UNPAID_BANDS, Band
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.orders import due_of, short_paid_of, status_of
from ...wording.reports.figures import band_said
from ...wording.values import UNKNOWN, Wording, counted, joined
from ..destinations import Destination, OpenCustomer, OpenOrder
from .tables import day_said

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.mirror.todays_work import FoundOrder
    from ...shop.reports.lists import AgedOrder, CustomerFigures
    from ...shop.reports.periods import Period
    from ...shop.shop import Shop

DAY: Final = "day:"
"""Begins the keys of rows that open a list of a day."""

_ORDERS: Final = (
    Column("Order", 7),
    Column("Customer", 13, share=2),
    Column("Phone", 14, is_whole=True),
    Column("Status", 10, share=1),
    Column("Paid", 7),
    Column("Total", 9, align="right"),
    Column("Due", 15, wide_only=True, cut="words"),
)
_OVERDUE: Final = (
    *_ORDERS[:3],
    Column("Status", 10, share=1, wide_only=True),
    *_ORDERS[4:6],
    Column("Due", 15, cut="words"),
)
_AGED: Final = (
    Column("Order", 7),
    Column("Age", 8, align="right"),
    Column("Customer", 13, share=2),
    Column("Phone", 14, is_whole=True),
    Column("Status", 8, share=1),
    Column("Total", 9, align="right"),
    Column("Paid", 7, wide_only=True),
    Column("Place", 8, wide_only=True),
)
_PROMISED: Final = (
    Column("Day", 12, share=1),
    Column("Orders", 7, align="right"),
    Column("Pieces", 7, align="right"),
    Column("Usually", 8, align="right"),
    Column("Beside it", 22, share=1),
)
_CUSTOMERS: Final = (
    Column("Customer", 14, share=2),
    Column("Phone", 14, is_whole=True),
    Column("Orders", 6, align="right"),
    Column("Sales", 10, align="right"),
    Column("Last came", 12),
    Column("Usually", 14, share=1),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a list.

    Attributes:
        rows: Its rows; the key begins with what a row opens.
        note: What is to be said of all of them.
    """

    rows: Sequence[TableRow]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureList:
    """One of the lists.

    Attributes:
        title: What is in it.
        columns: Its columns.
        read: Reads it from the mirror.
        nothing: Said where there is nothing in it.
        undated: Tells how many orders are of days that nobody knows, where it goes by days.
    """

    title: str
    columns: Sequence[Column]
    read: Callable[[Shop, Wording], Listed] = field(repr=False)
    nothing: str = "None is known here."
    undated: Callable[[Shop], int] = field(default=lambda _: 0, repr=False)


def orders_of_day(day: date, today: date) -> FigureList:
    """Return the list of the orders made on a day."""
    return FigureList(
        f"Orders made on {day_said(day, today)}",
        _ORDERS,
        lambda shop, wording: _orders(shop, wording, lists.orders_of_day(shop, day)),
        "No order of that day is known here.",
        _made_on_no_known_day,
    )


def promised_on(day: date, today: date) -> FigureList:
    """Return the list of the open orders that are to be ready on a day."""
    return FigureList(
        f"Promised for {day_said(day, today)}",
        _ORDERS,
        lambda shop, wording: _orders(shop, wording, lists.promised_on(shop, day)),
        undated=_of_no_known_day,
    )


def lists_of(period: Period) -> Mapping[str, FigureList]:
    """Return the lists by their codes, in the menu's order."""
    return {
        "unpaid": FigureList("Unpaid orders, by age", _AGED, _unpaid),
        "uncollected": FigureList(
            "Ready and not collected, by how long it has been ready", _AGED, _uncollected
        ),
        "overdue": FigureList(
            "Overdue: should be ready and is not",
            _OVERDUE,
            lambda shop, wording: _orders(shop, wording, lists.overdue(shop, wording.today)),
            "Nothing is overdue.",
            _of_no_known_day,
        ),
        "promised": FigureList(
            "Promised, by coming day", _PROMISED, _promised, undated=_of_no_known_day
        ),
        "biggest": FigureList(
            "Biggest customers of the period",
            _CUSTOMERS,
            lambda shop, wording: _customers(wording, lists.biggest_customers(shop, period)),
            undated=_made_on_no_known_day,
        ),
        "stopped": FigureList(
            "Customers who stopped coming",
            _CUSTOMERS,
            lambda shop, wording: _customers(wording, lists.stopped_coming(shop, wording.today)),
            "Nobody who came regularly stays away, as far as is known here.",
            _made_on_no_known_day,
        ),
    }


def leads_to(key: str) -> Destination | None:
    """Return where a row leads, by its key; None where it opens a list of a day."""
    kind, _, rest = key.partition(":")
    if kind == "order":
        return OpenOrder(rest)
    return OpenCustomer(rest) if kind == "customer" else None


BEHIND: Final[Mapping[str, str]] = {
    "unpaid_orders": "unpaid",
    "unpaid_total": "unpaid",
    "cleaned": "promised",
    "completed": "uncollected",
    "sales": "biggest",
    "average_order": "biggest",
    "unique_customers": "biggest",
    "new_customers": "stopped",
}
"""The list behind a figure, by its name; behind all others are the days."""


def _of_no_known_day(shop: Shop) -> int:
    return shop.undated_orders()


def _made_on_no_known_day(shop: Shop) -> int:
    return shop.mirror.file.look(undated_made) or 0


def _orders(shop: Shop, wording: Wording, found: Sequence[FoundOrder]) -> Listed:
    del shop
    note = _how_many(len(found), lists.MOST, "order")
    return Listed([_order_row(each, wording) for each in found], note)


def _how_many(listed: int, most: int, what: str) -> str:
    """Say how many are listed, and that there may be more where the list is full."""
    said = counted(listed, what)
    return f"The first {said}; there may be more" if listed >= most else said


def _order_row(found: FoundOrder, wording: Wording) -> TableRow:
    order = found.order
    return TableRow(
        f"order:{order.id}",
        (
            order.id,
            _name(found),
            _phone(found),
            status_of(order),
            short_paid_of(order),
            wording.money(order.total),
            due_of(order, wording),
        ),
    )


def _unpaid(shop: Shop, wording: Wording) -> Listed:
    return _aged(lists.unpaid_by_age(shop, wording.today), UNPAID_BANDS, wording)


def _uncollected(shop: Shop, wording: Wording) -> Listed:
    return _aged(lists.uncollected_by_age(shop, wording.today), UNCOLLECTED_BANDS, wording)


def _aged(found: Sequence[AgedOrder], bands: Iterable[Band], wording: Wording) -> Listed:
    by_band = Counter(each.band for each in found)
    told = [f"{band_said(band)}: {by_band[band]:,}" for band in bands]
    if unknown := by_band[None]:
        told.append(f"age not known: {unknown:,}")
    if len(found) >= lists.MOST:
        told.insert(0, _how_many(len(found), lists.MOST, "order"))
    return Listed([_aged_row(each, wording) for each in found], joined(*told))


def _aged_row(aged: AgedOrder, wording: Wording) -> TableRow:
    order = aged.found.order
    return TableRow(
        f"order:{order.id}",
        (
            order.id,
            UNKNOWN if aged.age is None else counted(aged.age, "day"),
            _name(aged.found),
            _phone(aged.found),
            status_of(order),
            wording.money(order.total),
            short_paid_of(order),
            order.rack or UNKNOWN,
        ),
    )


def _promised(shop: Shop, wording: Wording) -> Listed:
    days = lists.promised(shop, wording.today)
    rows = [
        TableRow(
            f"{DAY}{each.day.isoformat()}",
            (
                wording.day(each.day),
                f"{each.orders:,}",
                f"{each.pieces:,}",
                UNKNOWN if each.usual is None else f"{each.usual:,}",
                _beside_usual(each.pieces, each.usual),
            ),
        )
        for each in days
    ]
    return Listed(rows, "Usually: pieces that were cleaned on such a weekday before.")


def _beside_usual(pieces: int, usual: int | None) -> str:
    if usual is None:
        return "not known"
    if pieces <= usual:
        return "fits" if pieces else ""
    return f"! {pieces - usual:,} more than usual"


def _customers(wording: Wording, found: Sequence[CustomerFigures]) -> Listed:
    rows = [
        TableRow(
            f"customer:{each.customer_id}",
            (
                _named(each.customer, each.customer_id),
                (each.customer.phone if each.customer else "") or UNKNOWN,
                f"{each.orders:,}",
                wording.money(each.sales),
                wording.day_of(each.last_order),
                _usually(each.usual_days),
            ),
        )
        for each in found
    ]
    return Listed(rows, _how_many(len(found), lists.MOST_CUSTOMERS, "customer"))


def _usually(days: int | None) -> str:
    return f"every {counted(days, 'day')}" if days else UNKNOWN


def _name(found: FoundOrder) -> str:
    return _named(found.customer, found.order.customer_id)


def _named(customer: Customer | None, customer_id: str) -> str:
    name = customer.name.strip() if customer else ""
    return name or f"customer {customer_id}"


def _phone(found: FoundOrder) -> str:
    return (found.customer.phone if found.customer else "") or UNKNOWN
