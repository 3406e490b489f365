"""The daily summary: the shop's figures by day, and how they compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.reports import DaySummary
from ...widgets.bars import Bar, Bars
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import UNKNOWN, number
from ..base import ShopScreen
from ..desk import Desk

DAYS: Final = 7

_NOT_KNOWN: Final = "The figures of these days are not known yet."


class SummaryScreen(ShopScreen):
    """Seven days of the shop: orders, pieces, sales, revenue, work done."""

    CSS_PATH = "summary.tcss"

    HELP = (
        "Sales is the value of the orders made that day. Revenue is the money received that day "
        "and excludes what is unpaid. Left and Right move by a week, T goes back to today."
    )

    BINDINGS = [
        Binding("t", "today", "Today", id="today"),
    ]

    COLUMNS: Final = (
        Column("Day", 11, share=1),
        Column("Orders", 6, align="right"),
        Column("Pieces", 6, align="right"),
        Column("Sales", 10, align="right"),
        Column("Revenue", 10, align="right"),
        Column("Cleaned", 7, align="right"),
        Column("Done", 5, align="right"),
        Column("Unpaid", 9, align="right", wide_only=True),
        Column("Customers", 9, align="right", wide_only=True),
        Column("New", 4, align="right", wide_only=True),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.last_day = desk.wording.today

    def body(self) -> Iterator[Widget]:
        """The window, the days, what the window comes to."""
        yield Static(id="window", classes="heading", markup=False)
        yield SummaryTable(self.COLUMNS, id="days")
        yield Static(id="totals", markup=False)
        yield Static("Sales ░ and revenue █", classes="heading", markup=False)
        yield Bars(id="chart")

    def show(self) -> None:
        """Show the window as the mirror knows it."""
        first = self._first()
        known = self.shop.day_summaries(first, self.last_day)
        by_day = {summary.day: summary for summary in known.value} if known else {}
        days = [first + timedelta(days=number) for number in range(DAYS)]
        self.query_one(Table).fill(self._row(day, by_day.get(day)) for day in reversed(days))
        self.query_one("#window", Static).update(
            f"{first:%A} {first.day} {first:%B} to {self.last_day:%A} {self.last_day.day} "
            f"{self.last_day:%B %Y}"
        )
        totals = self._totals(list(by_day.values())) if known else Content(_NOT_KNOWN)
        self.query_one("#totals", Static).update(totals)
        self.query_one(Bars).bars = [self._bar(day, by_day.get(day)) for day in reversed(days)]

    def read_at(self) -> datetime | None:
        """Return when the window was read."""
        known = self.shop.day_summaries(self._first(), self.last_day)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the window: one request."""
        await self.shop.ask.refresh_day_summaries(self._first(), self.last_day)

    def on_mount(self) -> None:
        """Put the cursor into the days."""
        self.query_one(Table).focus()

    def action_week(self, weeks: int) -> None:
        """Move the window by weeks, never past today."""
        moved = min(self.last_day + timedelta(weeks=weeks), self.wording.today)
        if moved != self.last_day:
            self._move_to(moved)

    def action_today(self) -> None:
        """Go back to the seven days up to today."""
        self._move_to(self.wording.today)

    def _move_to(self, last: date) -> None:
        self.last_day = last
        self.show_again()
        if self.read_at() is None:
            self.bring_up_to_date()

    def _first(self) -> date:
        return self.last_day - timedelta(days=DAYS - 1)

    def _row(self, day: date, summary: DaySummary | None) -> TableRow:
        label = f"{day:%a} {day.day} {day:%b}"
        if summary is None:
            return TableRow(day.isoformat(), (label, *[""] * (len(self.COLUMNS) - 1)))
        money = self.wording.money
        return TableRow(
            day.isoformat(),
            (
                label,
                number(summary.orders),
                number(summary.pieces),
                money(summary.sales),
                money(summary.revenue),
                number(summary.cleaned),
                number(summary.completed),
                money(summary.unpaid_total),
                number(summary.unique_customers),
                number(summary.new_customers),
            ),
        )

    def _bar(self, day: date, summary: DaySummary | None) -> Bar:
        sales = summary.sales if summary else None
        revenue = summary.revenue if summary else None
        label = f"{day:%a} {day.day} {day:%b}"
        return Bar(label, sales or Decimal(0), revenue or Decimal(0), self.wording.money(revenue))

    def _totals(self, summaries: Sequence[DaySummary]) -> Content:
        if not summaries:
            return Content("CleanCloud tells no figures of these days.")
        ways: dict[str, Decimal] = {}
        for summary in summaries:
            for way, amount in summary.by_payment_type.items():
                ways[way] = ways.get(way, Decimal(0)) + amount
        received = "   ".join(f"{way} {self.wording.money(ways[way])}" for way in sorted(ways))
        return Content.assemble(
            ("These days  ", "bold"),
            f"{_sum_of(s.orders for s in summaries)} orders   "
            f"{_sum_of(s.pieces for s in summaries)} pieces   "
            f"sales {self.wording.money(_money_of(s.sales for s in summaries))}   "
            f"revenue {self.wording.money(_money_of(s.revenue for s in summaries))}",
            f"\nReceived    {received or UNKNOWN}",
        )


class SummaryTable(Table):
    """A table whose Left and Right belong to the screen."""

    BINDINGS = [
        Binding("left", "screen.week(-1)", "Week before", id="before"),
        Binding("right", "screen.week(1)", "Week after", id="after"),
    ]


def _sum_of(values: Iterator[int | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{sum(known):,}" if known else UNKNOWN


def _money_of(values: Iterator[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
