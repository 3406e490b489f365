"""`cleancloud-tui summary`: the figures of days, as a table, as CSV or as JSON."""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from ..api.models.reports import DaySummary
from ..composition import opened_shop
from ..settings import ShopSettings, load

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
    settings = load().shop(arguments.shop)
    last = arguments.last or datetime.now(settings.zone).date()
    first = arguments.first or last - timedelta(days=_DAYS - 1)
    days = asyncio.run(_summaries(settings, first, last))
    if arguments.json:
        print(json.dumps([_as_json(day) for day in days], indent=2))
    elif arguments.csv == "-":
        print(_as_csv(days), end="")
    elif arguments.csv:
        Path(arguments.csv).write_text(_as_csv(days), encoding="utf-8", newline="")
        print(f"{len(days)} days are written to {arguments.csv}", file=sys.stderr)
    else:
        print(_as_table(days))
    return 0


async def _summaries(settings: ShopSettings, first: date, last: date) -> Sequence[DaySummary]:
    async with opened_shop(settings, read_only=True) as shop:
        return await shop.refresh_day_summaries(first, last)


def _as_json(summary: DaySummary) -> dict[str, object]:
    """Return a day's figures, money as text so that no cent is lost."""
    figures = {name: _plain(getattr(summary, name)) for name in _FIGURES}
    received = {name: str(amount) for name, amount in summary.by_payment_type.items()}
    return {"day": summary.day.isoformat(), **figures, "received": received}


def _as_csv(days: Sequence[DaySummary]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in _rows(days):
        writer.writerow(_harmless(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue()


def _as_table(days: Sequence[DaySummary]) -> str:
    rows = [["–" if cell is None else str(cell) for cell in row] for row in _rows(days)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _rows(days: Sequence[DaySummary]) -> list[list[str | Figure]]:
    """Return the headings and one row a day; a column for each payment type that was seen."""
    types = list(dict.fromkeys(name for day in days for name in day.by_payment_type))
    headings = ["day", *(name.replace("_", " ") for name in _FIGURES), *types]
    return [
        list(headings),
        *(
            [
                day.day.isoformat(),
                *(getattr(day, name) for name in _FIGURES),
                *(day.by_payment_type.get(name) for name in types),
            ]
            for day in days
        ),
    ]


def _plain(figure: Figure) -> int | str | None:
    return str(figure) if isinstance(figure, Decimal) else figure


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
