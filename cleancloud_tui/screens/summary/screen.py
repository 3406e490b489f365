"""The summary: a period's figures from both sources beside another's, by day, and in plots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ...api.rights import Right
from ...shop.reports.beside import Beside
from ...shop.reports.periods import Period, days_until
from ...shop.reports.report import Report, report_of
from ...shop.reports.stepping import stepped
from ...shop.reports.told import read_told, told_figures
from ...widgets.plots.plot import Plot
from ...widgets.table import Table
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenClosing
from ..dialogs.choose import ChooseDialog
from .drawings import by_age, by_day, by_hour, by_way, this_and_that
from .kept_report import KeptReport
from .list_screen import FigureListScreen
from .lists import BEHIND, FigureList, lists_of, orders_of_day
from .pick_period import PickPeriodDialog
from .tables import DAYS, FIGURES, day_rows, figure_rows
from .told_words import about_figure, sources_said
from .words import BESIDE, days_said, period_said
from .writing import write_report

USUAL_DAYS: Final = 7

_VIEWS: Final = ("figures", "days", "by-day", "by-hour", "money")
"""What is shown one after another; where there is room, the plots stand beside the tables."""

_WIDE_VIEWS: Final = ("figures", "days")


class SummaryScreen(ShopScreen):
    """The shop's figures of a period."""

    NEEDS = Right.SEE_FIGURES

    CSS_PATH = "summary.tcss"

    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "Sales is the value of the orders made in the period. Revenue is the money received in it, "
        "and excludes what is unpaid. CleanCloud's figures stand beside those that this computer "
        "counts from the orders that it knows; where they differ (≠), the line below says why that "
        "may be. Without a connection the counted ones are there. – is unknown, which is not "
        "nothing. Left and Right go to the period before and after, P takes any other: last month, "
        "tue, -7, 1 nov - 15 nov. C goes through what it is beside: the period before, the same "
        "weekdays before, a year before. V shows the days, then the plots where the terminal is "
        "narrow. Enter opens the list behind a figure, or a day's orders; L offers all lists. K "
        "leads to the closing sheets of the till, W writes the summary to a file: CSV, a page with "
        "the plots, JSON."
    )

    BINDINGS = [
        Binding("left", "step(-1)", "Prev", id="earlier"),
        Binding("right", "step(1)", "Next", id="later"),
        Binding("p", "period", "Period", id="period"),
        Binding("c", "beside", "Beside", id="beside"),
        Binding("v", "view", "View", id="view"),
        Binding("l", "lists", "Lists", id="lists"),
        Binding("k", "till", "Till", id="till"),
        Binding("w", "write", "Write", id="write"),
        Binding("t", "today", "Back to the last 7 days", id="today", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period = self._usual()
        self.beside = Beside.BEFORE
        self._view = _VIEWS[0]
        self._kept = KeptReport()
        self._again: Timer | None = None

    def body(self) -> Iterator[Widget]:
        """The period, the sources, the tables, the plots."""
        yield Static(id="which", classes="heading", markup=False)
        yield Static(id="sources", markup=False)
        with Vertical(id="panes"):
            with Vertical(id="tables"):
                yield Table(FIGURES, id="figures")
                yield Table(DAYS, id="days")
                yield Static(id="about", markup=False)
                yield Plot(id="this-and-that")
            with Vertical(id="plots"):
                yield Plot(id="by-day")
                yield Plot(id="by-hour")
                yield Plot(id="by-way", classes="money-plot")
                yield Plot(id="by-age", classes="money-plot")

    def on_mount(self) -> None:
        """Put the cursor into the figures."""
        self._show_view(_VIEWS[0])

    # What is shown

    @property
    def that(self) -> Period:
        """The period that it is beside."""
        return self.beside.of(self.period)

    def seen(self) -> Report:
        """Return all that is shown; counted anew only where the mirror changed."""
        this, that, today = self.period, self.that, self.wording.today
        return self._kept.of(
            (this, that, today),
            self.shop.mirror.version,
            lambda: report_of(self.shop, this, that, today),
        )

    def show(self) -> None:
        """Show the period as the mirror knows it."""
        seen, wording = self.seen(), self.wording
        if self._kept.due_in:
            self._show_later(self._kept.due_in)
        which = f"{period_said(self.period)}  beside {days_said(self.that)}"
        self.query_one("#which", Static).update(which[:1].upper() + which[1:])
        self.query_one("#sources", Static).update(self._sources_said())
        self.query_one("#figures", Table).fill(figure_rows(seen, wording))
        self.query_one("#days", Table).fill(day_rows(seen, wording))
        self._tell_about()
        self.query_one("#by-day", Plot).drawing = by_day(seen, wording)
        self.query_one("#by-hour", Plot).drawing = by_hour(seen)
        self.query_one("#by-way", Plot).drawing = by_way(seen, wording)
        self.query_one("#by-age", Plot).drawing = by_age(seen, wording)
        self.query_one("#this-and-that", Plot).drawing = this_and_that(
            seen, days_said(self.that), wording
        )

    def _show_later(self, seconds: float) -> None:
        if self._again is not None:
            self._again.stop()
        self._again = self.set_timer(seconds, self.show_again)

    def _sources_said(self) -> str:
        is_unread = self.notice.unread is not None
        return sources_said(self.seen().this, self.wording, is_unread=is_unread)

    @on(Table.RowHighlighted, "#figures")
    def _tell_about(self) -> None:
        """Say in words what the figure under the cursor is, and how its sources differ."""
        name = self.query_one("#figures", Table).key or ""
        said = about_figure(name, self.seen(), self.wording)
        self.query_one("#about", Static).update(said)

    def read_at(self) -> datetime | None:
        """Return when CleanCloud told the figures of the period."""
        return self.seen().this.told.read_at

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: what is over does not change from hour to hour."""
        return not _is_wanting(self, self.period)

    async def fetch(self) -> None:
        """Ask for the period and the one beside it: one request where they are side by side."""
        this, that = self.period, self.that
        if not _is_wanting(self, that):
            await read_told(self.shop, this)
        elif (this.first - that.last).days == 1:
            await read_told(self.shop, Period(that.first, this.last, this.name))
        else:
            await read_told(self.shop, this)
            await read_told(self.shop, that)

    # What the keys do

    def action_step(self, by: int) -> None:
        """Go to the period before or after; none is yet to come."""
        if found := stepped(self.period, by, self.wording.today):
            self.look_at(found)

    def action_today(self) -> None:
        """Go back to the usual days."""
        self.look_at(self._usual())

    def action_beside(self) -> None:
        """Put another period beside it."""
        self.beside = self.beside.next
        self.notice.say(f"Beside {BESIDE[self.beside]}")
        self._look()

    def action_period(self) -> None:
        """Let a period be picked or typed."""
        self.app.push_screen(PickPeriodDialog(self.wording.today), self._pick)

    def _pick(self, period: Period | None) -> None:
        if period:
            self.look_at(period)

    def look_at(self, period: Period) -> None:
        """Show another period, and ask for it where it is not known."""
        if period != self.period:
            self.period = period
            self.query_one("#days", Table).forget_cursor()
            self._look()

    def _look(self) -> None:
        self.show_again()
        if _is_wanting(self, self.period) or _is_wanting(self, self.that):
            self.bring_up_to_date()

    @deed("write the summary", Right.EXPORT)
    async def action_write(self) -> None:
        """Write what is shown to a file."""
        await write_report(self, self.seen())

    def action_till(self) -> None:
        """Go to the closing sheets."""
        self.go(OpenClosing())

    def action_lists(self) -> None:
        """Offer the lists behind the figures."""
        offered = lists_of(self.period)
        titles = {code: each.title for code, each in offered.items()}
        self.app.push_screen(ChooseDialog("Which list?", titles), self._open_list)

    def _open_list(self, code: str | None) -> None:
        if code:
            self.open_list(lists_of(self.period)[code])

    def open_list(self, listed: FigureList) -> None:
        """Open a list behind a figure."""
        self.app.push_screen(FigureListScreen(self.desk, listed))

    @on(Table.RowSelected, "#figures")
    def _open_behind(self, event: Table.RowSelected) -> None:
        """Open the list behind a figure: the days for what has none of its own."""
        if code := BEHIND.get(event.key):
            self._open_list(code)
        elif self.period.days == 1:
            self.open_list(orders_of_day(self.period.first, self.wording.today))
        else:
            self._show_view("days")

    @on(Table.RowSelected, "#days")
    def _open_day(self, event: Table.RowSelected) -> None:
        day = date.fromisoformat(event.key)
        self.open_list(orders_of_day(day, self.wording.today))

    def action_view(self) -> None:
        """Show the next table, or the next plot where there is no room beside the tables."""
        views = _WIDE_VIEWS if self.has_class("-wide") else _VIEWS
        at = views.index(self._view) if self._view in views else -1
        self._show_view(views[(at + 1) % len(views)])

    def on_resize(self) -> None:
        """Go back to a table where the plots came to stand beside it."""
        if self.has_class("-wide") and self._view not in _WIDE_VIEWS:
            self._show_view(_VIEWS[0])

    def _show_view(self, view: str) -> None:
        self._view = view
        for each in _VIEWS:
            self.set_class(each == view, f"-{each}")
        if view in _WIDE_VIEWS:
            self.query_one(f"#{view}", Table).focus()

    def _usual(self) -> Period:
        return days_until(self.wording.today, USUAL_DAYS)


def _is_wanting(screen: ShopScreen, period: Period) -> bool:
    """Tell whether CleanCloud is to be asked: days are not known, or were not over when read."""
    told = told_figures(screen.shop, period)
    if told.read_at is None:
        return True
    if screen.shop.is_fresh(told.read_at):
        return False
    read_on = told.read_at.astimezone(screen.wording.time_zone).date()
    return bool(told.missing) or read_on <= period.last
