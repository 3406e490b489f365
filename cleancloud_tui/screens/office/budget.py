"""The budget: what the month's requests were spent on, and whether they last."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...api.terms import ALLOWED
from ...values.cells import left
from ...widgets.bars import Bar, Bars
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.budget import (
    asking_in_words,
    forecast_in_words,
    month_in_words,
    spent_in_words,
    terms_in_words,
)
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from .edit_number import EditNumberDialog

if TYPE_CHECKING:
    from ...shop.budget.budget import BudgetState
    from ...shop.budget.plan import AskingPlan


@dataclass(frozen=True, slots=True)
class _Term:
    """How one of the month's terms is asked for: a question, what it means, what is said then."""

    question: str
    hint: str
    done: str


_TERMS: Final = {
    "month": _Term(
        "How many requests a month does CleanCloud allow?",
        "For everything that uses this token. CleanCloud's plans have 50,000.",
        "The month's size is set",
    ),
    "starts": _Term(
        "On which day of the month does CleanCloud's count start again?",
        "In a month that is too short for it, the last day counts.",
        "The month's first day is set",
    ),
    "share": _Term(
        "How many percent of them are this computer's?",
        "Fewer than 100 leave the rest to other programs and computers with the same token.",
        "This computer's share is set",
    ),
    "reserve": _Term(
        "How many percent of the share are kept for people?",
        "What runs in the background stops there; people go on.",
        "The reserve is set",
    ),
}
_MOST_SPENT: Final = 100_000_000


class BudgetScreen(ShopScreen):
    """The month's requests: spent, left, expected, and on what they went."""

    CSS_PATH = "budget.tcss"

    HELP = (
        "Every request of this computer is counted, whoever sends it. CleanCloud's own count can't "
        "be read: where it shows another one, or other programs use the token, press C and type "
        "it. M, D, S and R set the month's terms, for all counters of this computer at once. Tab "
        "moves between the days and the lists. Nothing here costs a request."
    )

    BINDINGS = [
        Binding("c", "correct", "Correct", id="correct"),
        Binding("m", "term('month')", "Month", id="month"),
        Binding("d", "term('starts')", "First day", id="starts"),
        Binding("s", "term('share')", "Share", id="share"),
        Binding("r", "term('reserve')", "Reserve", id="reserve"),
    ]

    COLUMNS: Final = (
        Column("Spent on", 16, share=1),
        Column("Requests", 8, align="right"),
        Column("%", 3, align="right"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._state: BudgetState | None = None
        self._plan: AskingPlan | None = None
        self._counted_at: datetime | None = None
        self._has_failed = False

    def body(self) -> Iterator[Widget]:
        """What it comes to; then the days on the left and the lists on the right."""
        yield Static("Budget of requests", classes="heading", markup=False)
        yield Static(id="budget-facts", markup=False)
        with Horizontal(id="budget-parts"):
            with Vertical():
                yield Static("All ░ and people's █", classes="heading", markup=False)
                with VerticalScroll(id="budget-days"):
                    yield Bars()
            yield UsageTable(self.COLUMNS, id="budget-table")

    def is_fresh(self) -> bool:
        """Return True: there is nothing to ask of CleanCloud."""
        return True

    def read_at(self) -> datetime | None:
        """Return when it was counted."""
        return self._counted_at

    def on_mount(self) -> None:
        """Put the cursor into the lists."""
        self.query_one(Table).focus()

    def on_screen_resume(self) -> None:
        """Count."""
        self.count()

    def on_shop_changed(self) -> None:
        """Count again: most of what changes was told by a request."""
        self.count()

    def action_refresh(self) -> None:
        """Count again."""
        self.count()

    @work(group="budget", exclusive=True, exit_on_error=False, description="count the requests")
    async def count(self) -> None:
        """Read the ledger, and show what it tells."""
        try:
            self._state = await self.shop.budget.state()
            self._plan = await self.shop.budget.plan()
        except CleanCloudError as error:
            self._has_failed = True
            self.notice.failed(str(error))
            return
        if self._has_failed:
            self._has_failed = False
            self.notice.arrived()
        self._counted_at = self.wording.now()
        self.show()
        self.notice.as_of(self._counted_at)

    def show(self) -> None:
        """Show what was counted last."""
        if self._state is None or self._plan is None:
            self.query_one("#budget-facts", Static).update("Counting …")
            return
        self.query_one("#budget-facts", Static).update(_facts(self._state, self._plan))
        self.query_one(Table).fill(_rows(self._state))
        self._show_days(self._state)

    def _show_days(self, state: BudgetState) -> None:
        days = [state.today - timedelta(days=number) for number in range(state.day)]
        bars = self.query_one(Bars)
        bars.bars = [_bar(state, day) for day in days]
        bars.styles.height = len(days)

    @deed("correct the count", Right.SET_TERMS)
    async def action_correct(self) -> None:
        """Ask for the count that CleanCloud shows."""
        if self._state is None:
            return
        shown = await self.ask(
            EditNumberDialog(
                "How many requests does CleanCloud show as spent this month?",
                "What is missing here was spent by other programs: the forecast carries it on.",
                max(0, self._state.spent),
                0,
                _MOST_SPENT,
            )
        )
        if shown is not None:
            await self.attempt("The count is corrected", self.shop.budget.correct(shown))

    @deed("change the terms", Right.SET_TERMS)
    async def action_term(self, name: str) -> None:
        """Ask for one of the month's terms."""
        if self._state is None:
            return
        term, (least, most) = _TERMS[name], ALLOWED[name]
        present = getattr(self._state.terms, name)
        number = await self.ask(EditNumberDialog(term.question, term.hint, present, least, most))
        if number is not None:
            await self.attempt(term.done, self._set(name, number))

    async def _set(self, name: str, number: int) -> None:
        terms = await self.shop.budget.terms()  # another process may have changed one meanwhile
        await self.shop.budget.set_terms(dataclasses.replace(terms, **{name: number}))


class UsageTable(Table):
    """A table to be read: there is nothing behind its rows."""

    BINDINGS = [Binding("enter", "select", "Open", id="open", show=False)]


def _facts(state: BudgetState, plan: AskingPlan) -> Content:
    lines = {
        "Month": month_in_words(state),
        "Requests": spent_in_words(state),
        "Forecast": forecast_in_words(state),
        "Asking": asking_in_words(plan),
        "Terms": terms_in_words(state.terms),
    }
    return Content("\n").join(
        Content.assemble((left(name, 10), "bold"), fact) for name, fact in lines.items()
    )


def _rows(state: BudgetState) -> Iterator[TableRow]:
    yield from _section("Purpose", state.by_purpose)
    yield from _section("Operation", state.by_operation)
    yield from _section("Process", state.by_process)


def _section(title: str, counts: Mapping[str, int]) -> Iterator[TableRow]:
    yield TableRow(title, (Text(title, style="bold"), "", ""))
    total = sum(counts.values())
    for name, requests in counts.items():
        share = f"{100 * requests / total:.0f}" if total > 0 else ""
        yield TableRow(f"{title} {name}", (f"  {name or 'correction'}", f"{requests:,}", share))


def _bar(state: BudgetState, day: date) -> Bar:
    requests = state.by_day.get(day, 0)
    people = Decimal(state.by_people.get(day, 0))
    return Bar(f"{day:%a} {day.day} {day:%b}", Decimal(requests), people, f"{requests:,}")
