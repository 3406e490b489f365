"""Figures in words: their names, their values, how they compare, why two sources differ."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ...shop.reports.compared import COMPARED, Comparison, Difference, Reason, value_of
from ...shop.reports.counted import Counted
from ...shop.reports.figures import Amount
from ...shop.reports.patterns import Band
from ..values import UNKNOWN, Wording, counted, number

LABELS: Final[Mapping[str, str]] = {
    "sales": "Sales",
    "revenue": "Revenue",
    "orders": "Orders",
    "pieces": "Pieces",
    "average_order": "Average order",
    "pieces_an_order": "Pieces an order",
    "cleaned": "Cleaned",
    "completed": "Completed",
    "unpaid_orders": "Unpaid orders",
    "unpaid_total": "Unpaid",
    "unique_customers": "Customers",
    "new_customers": "New customers",
    "pickup_orders": "Pickup orders",
    "store_orders": "Store orders",
    "express_orders": "Express orders",
    "express_fees": "Express fees",
    "discounts": "Discounts",
    "tips": "Tips",
    "tax": "Tax",
}
"""What figures are called, by their names in `Figures`, in the order in which they are shown."""

COUNTED: Final = "*"
"""Stands before a figure that was counted, on a day of which CleanCloud told others."""

MAY_BE_MORE: Final = "+?"
"""Stands behind a counted figure in which orders may be lacking, for nobody knows their days."""

IN_PLACE_NOTE: Final = f"{COUNTED} counted from the orders here, for CleanCloud did not tell it."

_MONEY: Final = frozenset(
    {
        "sales",
        "revenue",
        "average_order",
        "unpaid_total",
        "express_fees",
        "discounts",
        "tips",
        "tax",
    }
)


def figure_said(name: str, value: Amount | None, wording: Wording) -> str:
    """Return a figure's value: money with its currency, a count as it is."""
    if value is None:
        return UNKNOWN
    if name in _MONEY:
        return wording.money(Decimal(value))
    return f"{value:,}" if isinstance(value, int) else number(value)


def marked(said: str, is_counted: bool) -> str:
    """Mark a figure that was counted, among others that CleanCloud told."""
    return f"{COUNTED}{said}" if is_counted else said


def counted_said(name: str, counted: Counted, wording: Wording) -> str:
    """Return a figure as it was counted, and that there may be more where orders are lacking."""
    value = value_of(counted.total, name) if name in COMPARED else None
    said = figure_said(name, value, wording)
    return f"{said}{MAY_BE_MORE}" if value is not None and counted.may_lack(name) else said


def lacking_in_words(name: str, counted: Counted) -> str:
    """Say how many orders may be lacking in a figure, as a sentence; empty for none."""
    lacking = counted.may_lack(name)
    if not lacking:
        return ""
    return f"{LABELS[name]}: {undated_said(lacking)}, and could not be counted."


def band_said(band: Band) -> str:
    """Say an age: `8 to 30 days`, `over 90 days`."""
    if band.oldest is None:
        return f"over {band.youngest - 1} days"
    return f"{band.youngest} to {band.oldest} days"


def change_in_words(compared: Comparison, wording: Wording) -> str:
    """Say by how much a figure is more: `$12.00 more (+9 %)`, `the same`; unknown if one is."""
    more = compared.difference
    if more is None:
        return UNKNOWN
    if not more:
        return "the same"
    by = figure_said(compared.name, more if more > 0 else -more, wording)
    percent = "" if compared.percent is None else f" ({compared.percent:+} %)"
    return f"{by} {'more' if more > 0 else 'less'}{percent}"


def difference_in_words(difference: Difference, wording: Wording) -> str:
    """Say what both sources have, and why they may differ, as a sentence or two."""
    told = figure_said(difference.name, difference.told, wording)
    own = figure_said(difference.name, difference.counted, wording)
    label = difference.way or LABELS[difference.name]
    if difference.told is None:
        return f"{label}: counted {own}. {reason_in_words(difference, wording)}"
    return f"{label}: CleanCloud told {told}, counted {own}. {reason_in_words(difference, wording)}"


def reason_in_words(difference: Difference, wording: Wording) -> str:
    """Say why two sources may differ, as a sentence."""
    since, count = wording.moment(difference.since), difference.count
    return {
        Reason.NOT_TOLD: "CleanCloud told none, or under a name that is not known.",
        Reason.DAYS_NOT_TOLD: f"CleanCloud told nothing of {counted(count, 'day')}.",
        Reason.DAYS_NOT_COUNTED: f"The orders of {counted(count, 'day')} are not read yet.",
        Reason.OLD_ORDERS: "Orders from before those that are read may have to do with it.",
        Reason.READ_BEFORE: f"CleanCloud's was read {since}; orders may have changed since.",
        Reason.READ_SINCE: f"Orders were last read {since}; they may have changed since.",
        Reason.UNDATED: f"{undated_said(count)[:1].upper()}{undated_said(count)[1:]}, and could "
        "not be counted.",
        Reason.LACKING: f"{counted(count, 'order')} did not tell all of it.",
        Reason.FORGOTTEN: f"{counted(count, 'customer')} {_were(count)} forgotten here, with all "
        "of their orders: they are not counted.",
        Reason.DEACTIVATED: "Customers who were deactivated since are not among those counted.",
        Reason.TIPS: "The difference is what the tips come to.",
        Reason.DAYS_ELSEWHERE: DAYS_ELSEWHERE,
        Reason.UNKNOWN: "Why is not known; where CleanCloud's days begin at another hour, set "
        "time_zone.",
    }[difference.reason]


DAYS_ELSEWHERE: Final = "CleanCloud's days begin at another hour than here: time_zone is set wrong."
"""Said wherever orders stand on other days than CleanCloud says."""


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def undated_said(orders: int) -> str:
    """Say that orders can't be put to days."""
    which = "1 order does not tell its" if orders == 1 else f"{orders:,} orders do not tell their"
    return f"{which} days in a known form"
