"""`cleancloud-tui summary`: the figures of days, as a table, as CSV or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from .. import endings
from ..api.models.reports import DaySummary
from ..api.readers.reports import UnreadFiguresError
from ..api.rights import READ_ONLY
from ..composition import exports_of, opened_shop
from ..settings import ShopSettings, load
from ..shop.exports.csv_forms import Cell
from ..wording.values import counted
from .output import put_out

_DAYS: Final = 7
"""How many days are shown when none is named."""

_FIGURES: Final = (
    "orders",
    "pieces",
    "sales",
    "revenue",
    "cleaned",
    "completed",
    "unpaid_orders",
    "unpaid_total",
    "unique_customers",
    "new_customers",
)
"""Fields of a `DaySummary` beside the day and the money by payment type."""

Figure = int | Decimal | None


def run(arguments: argparse.Namespace) -> int:
    """Ask for the figures and print or write them."""
    known = load()
    settings = known.shop(arguments.shop)
    last = arguments.last or datetime.now(settings.zone).date()
    first = arguments.first or last - timedelta(days=_DAYS - 1)
    unread: UnreadFiguresError | None = None
    try:
        days = endings.run(_summaries(settings, first, last))
    except UnreadFiguresError as error:
        days, unread = error.days, error
    exports = exports_of(settings, arguments.rights)
    objects = [_as_json(day) for day in days]
    put_out(arguments, known.app, exports, _rows(days), objects, counted(len(days), "day"))
    if lacking := _days_without(days, first, last):
        days_named = ", ".join(lacking) if len(lacking) <= _DAYS else counted(len(lacking), "day")
        print(f"CleanCloud told no figures of {days_named}.", file=sys.stderr)
    if unread:
        raise unread
    return 0


async def _summaries(settings: ShopSettings, first: date, last: date) -> Sequence[DaySummary]:
    async with opened_shop(settings, rights=READ_ONLY, process="summary") as shop:
        return await shop.ask.refresh_day_summaries(first, last)


def _days_without(days: Sequence[DaySummary], first: date, last: date) -> list[str]:
    """Return the days that were asked for and of which nothing was told."""
    told = {summary.day for summary in days}
    asked = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day.isoformat() for day in asked if day not in told]


def _as_json(summary: DaySummary) -> dict[str, object]:
    """Return a day's figures, money as text so that no cent is lost."""
    figures = {name: _plain(getattr(summary, name)) for name in _FIGURES}
    received = {name: str(amount) for name, amount in summary.by_payment_type.items()}
    return {"day": summary.day.isoformat(), **figures, "received": received}


def _rows(days: Sequence[DaySummary]) -> list[list[Cell]]:
    """Return the headings and one row a day; a column for each payment type that was seen."""
    types = list(dict.fromkeys(name for day in days for name in day.by_payment_type))
    headings = ["day", *(name.replace("_", " ") for name in _FIGURES), *types]
    return [
        list(headings),
        *(
            [
                day.day,
                *(getattr(day, name) for name in _FIGURES),
                *(day.by_payment_type.get(name) for name in types),
            ]
            for day in days
        ),
    ]


def _plain(figure: Figure) -> int | str | None:
    return str(figure) if isinstance(figure, Decimal) else figure
