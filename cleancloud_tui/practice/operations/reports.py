"""The shop's figures by day, counted from the orders themselves: `summaryReport`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply
from ..shop_days import date_of
from ..store import Row

LONGEST_WINDOW_DAYS: Final = 366
"""The longest window that the practice shop reports on; CleanCloud's is not known."""

_BY_CREATION: Final = (
    "SELECT day, count(*) AS orders, sum(pieces) AS pieces,"
    " sum(total) AS sales, sum(paid = 0 AND invoice_id = 0) AS unpaid_orders,"
    " sum(total * (paid = 0 AND invoice_id = 0)) AS unpaid_total,"
    " count(DISTINCT customer_id) AS unique_customers"
    " FROM days CROSS JOIN orders ON created >= begins AND created < ends"
    " WHERE deleted = 0 GROUP BY day"
)
_BY_CLEANING: Final = (
    "SELECT day, count(*) AS cleaned"
    " FROM days CROSS JOIN orders ON cleaned > 0 AND cleaned >= begins AND cleaned < ends"
    " WHERE deleted = 0 GROUP BY day"
)
_BY_COMPLETION: Final = (
    "SELECT day, count(*) AS completed"
    " FROM days CROSS JOIN orders ON completed > 0 AND completed >= begins AND completed < ends"
    " WHERE deleted = 0 GROUP BY day"
)
_BY_SIGN_UP: Final = (
    "SELECT day, count(*) AS new_customers"
    " FROM days CROSS JOIN customers ON signed_up >= begins AND signed_up < ends GROUP BY day"
)
_BY_PAYMENT: Final = (
    "SELECT day, payment_type, sum(total) AS received FROM days CROSS JOIN orders"
    " ON payment_time > 0 AND payment_time >= begins AND payment_time < ends"
    " WHERE paid = 1 AND deleted = 0 GROUP BY day, payment_type ORDER BY payment_type"
)
"""`CROSS JOIN` and `> 0` let each day be looked up in an index."""


def summary_report(call: PracticeCall) -> Reply:
    """Answer the figures of each day of a window, both ends included, also of empty days."""
    first = call.days.of(call.beginning_of("dateFrom"))
    last = call.days.of(call.ending_of("dateTo") - 1)
    if last - first > LONGEST_WINDOW_DAYS:
        raise RefusalError(f"Date Range can not be longer than {LONGEST_WINDOW_DAYS} days")
    days = range(first, last + 1)
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    for sql in (_BY_CREATION, _BY_CLEANING, _BY_COMPLETION, _BY_SIGN_UP):
        for row in _by_day(call, days, sql):
            figures[row["day"]] |= dict(row)
    revenue: dict[int, dict[int, int]] = defaultdict(dict)
    for row in _by_day(call, days, _BY_PAYMENT):
        revenue[row["day"]][row["payment_type"]] = row["received"]
    return replies.success(
        Days=[
            replies.day_summary(date_of(day).isoformat(), figures[day], revenue[day])
            for day in days
        ]
    )


def _by_day(call: PracticeCall, days: range, sql: str) -> list[Row]:
    """Run a query over the days, each with the moments at which it begins and ends."""
    if not days:
        return []
    bounds = ", ".join(
        f"({day}, {call.days.begins(day)}, {call.days.begins(day + 1)})" for day in days
    )
    return call.store.rows(f"WITH days (day, begins, ends) AS (VALUES {bounds}) {sql}")


HANDLERS: Final[Mapping[str, Handler]] = {"summaryReport": summary_report}
