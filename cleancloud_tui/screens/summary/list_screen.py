"""A list behind the figures: from the mirror alone; Enter opens the order or the customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from ...api.rights import Right
from ...widgets.table import Table
from ...wording.reports.figures import undated_said
from ...wording.values import counted
from ..base import ShopScreen
from ..desk import Desk
from .lists import DAY, FigureList, leads_to, promised_on


class FigureListScreen(ShopScreen):
    """One list."""

    NEEDS = Right.SEE_FIGURES

    CSS_PATH = "list_screen.tcss"

    HELP = (
        "What is behind a figure, as this computer knows it: nothing is asked of CleanCloud, "
        "and what changes in the background changes here. Enter opens the order, the customer, or "
        "what is promised for the day."
    )

    def __init__(self, desk: Desk, listed: FigureList) -> None:
        super().__init__(desk)
        self.listed = listed

    def shows(self) -> str:
        """Return the list's title."""
        return self.listed.title

    def body(self) -> Iterator[Widget]:
        """The title, what is said of all, the rows."""
        yield Static(self.listed.title, classes="heading", markup=False)
        yield Static(id="note", markup=False)
        yield Table(self.listed.columns, id="rows")

    def on_mount(self) -> None:
        """Put the cursor into the rows."""
        self.query_one(Table).focus()

    def show(self) -> None:
        """List what the mirror knows."""
        listed = self.listed.read(self.shop, self.wording)
        self.query_one(Table).fill(listed.rows)
        note = listed.note if listed.rows else self.listed.nothing
        if left := self.shop.mirror.facts.not_counted():
            note = f"{counted(left, 'order')} not counted yet: not all are here."
        elif undated := self.listed.undated(self.shop):
            note = f"Not all are here: {undated_said(undated)}."
        self.query_one("#note", Static).update(note)

    def read_at(self) -> datetime | None:
        """Return None: it is of many readings, and kept current in the background."""
        return None

    def is_fresh(self) -> bool:
        """Return True: opening a list asks nothing of CleanCloud."""
        return True

    async def fetch(self) -> None:
        """Ask what changed since this was last done: one request."""
        await self.shop.ask.refresh_changes()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        if destination := leads_to(event.key):
            self.go(destination)
        elif event.key.startswith(DAY):
            day = date.fromisoformat(event.key.removeprefix(DAY))
            self.app.push_screen(FigureListScreen(self.desk, promised_on(day, self.wording.today)))
