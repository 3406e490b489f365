"""The shop's figures by day, counted from the orders themselves: `summaryReport`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from .. import replies
from ..call import DAY, Handler, PracticeCall, RefusalError, Reply

LONGEST_WINDOW_DAYS: Final = 366
"""The longest window that the practice shop reports on; CleanCloud's is not known."""

_BY_CREATION: Final = (
    "SELECT created / 86400 AS day, count(*) AS orders, sum(pieces) AS pieces,"
    " sum(total) AS sales, sum(paid = 0) AS unpaid_orders,"
    " sum(CASE paid WHEN 0 THEN total ELSE 0 END) AS unpaid_total,"
    " count(DISTINCT customer_id) AS unique_customers"
    " FROM orders WHERE created >= ? AND created < ? AND deleted = 0 GROUP BY day"
)
_BY_CLEANING: Final = (
    "SELECT cleaned / 86400 AS day, count(*) AS cleaned FROM orders"
    " WHERE cleaned > 0 AND cleaned >= ? AND cleaned < ? AND deleted = 0 GROUP BY day"
)
_BY_COMPLETION: Final = (
    "SELECT completed / 86400 AS day, count(*) AS completed FROM orders"
    " WHERE completed > 0 AND completed >= ? AND completed < ? AND deleted = 0 GROUP BY day"
)
_BY_SIGN_UP: Final = (
    "SELECT signed_up / 86400 AS day, count(*) AS new_customers FROM customers"
    " WHERE signed_up >= ? AND signed_up < ? GROUP BY day"
)
_BY_PAYMENT: Final = (
    "SELECT payment_time / 86400 AS day, payment_type, sum(total) AS received FROM orders"
    " WHERE payment_time > 0 AND payment_time >= ? AND payment_time < ? AND paid = 1"
    " AND deleted = 0 GROUP BY day, payment_type ORDER BY payment_type"
)


def summary_report(call: PracticeCall) -> Reply:
    """Answer the figures of each day of a window, both ends included, also of empty days."""
    first, last = call.beginning_of("dateFrom"), call.beginning_of("dateTo")
    if last - first > LONGEST_WINDOW_DAYS * DAY:
        raise RefusalError(f"Date Range can not be longer than {LONGEST_WINDOW_DAYS} days")
    window = (first, last + DAY)
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    for sql in (_BY_CREATION, _BY_CLEANING, _BY_COMPLETION, _BY_SIGN_UP):
        for row in call.store.rows(sql, window):
            figures[row["day"]] |= dict(row)
    revenue: dict[int, dict[int, int]] = defaultdict(dict)
    for row in call.store.rows(_BY_PAYMENT, window):
        revenue[row["day"]][row["payment_type"]] = row["received"]
    days = range(first // DAY, last // DAY + 1)
    return replies.success(
        Days=[replies.day_summary(_text_of(day), figures[day], revenue[day]) for day in days]
    )


def _text_of(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).date().isoformat()


HANDLERS: Final[Mapping[str, Handler]] = {"summaryReport": summary_report}
