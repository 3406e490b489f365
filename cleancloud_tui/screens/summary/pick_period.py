"""Which period: one that has a name, by its key, or whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...shop.reports.periods import Period, named_periods, period_typed
from ...values.cells import left
from ..dialogs.base import Dialog
from .words import days_said

_SUCH: Final = "such as last month, tue, -7, since 1 nov, 1 nov - 15 nov"
_KEYS: Final = tuple(f"f{number}" for number in range(1, 11))


class PickPeriodDialog(Dialog[Period]):
    """Answers a period; what is typed is told in days while it is typed."""

    BINDINGS = [
        *(Binding(key, f"pick({at})", show=False, priority=True) for at, key in enumerate(_KEYS)),
        Binding("enter", "take", "Take it", id="take", priority=True),
    ]

    def __init__(self, today: date) -> None:
        super().__init__("Which period?")
        self._today = today
        self._named = named_periods(today)

    def body(self) -> Iterator[Widget]:
        """The named ones, and the field."""
        yield Static(self._list(), markup=False)
        yield Static(f"Or typed, {_SUCH}:", classes="consequence", markup=False)
        yield Input(compact=True, select_on_focus=False)
        yield Static(id="wrong", markup=False)

    def _list(self) -> Content:
        """Name them in two columns: a list of ten would leave no room for the field."""
        half = -(-len(self._named) // 2)
        return Content("\n").join(Content.assemble(*self._pair(at, half)) for at in range(half))

    def _pair(self, at: int, half: int) -> Iterator[tuple[str, str]]:
        for place in range(at, len(self._named), half):
            yield left(f"F{place + 1}", 5), "bold"
            yield left(self._named[place].name, 20), ""

    def _typed(self) -> Period | None:
        return period_typed(self.query_one(Input).value, self._today)

    @on(Input.Changed)
    def _changed(self) -> None:
        found = self._typed()
        self.query_one("#wrong", Static).update(days_said(found) if found else "")

    def action_pick(self, at: int) -> None:
        """Answer a named one."""
        if at < len(self._named):
            self.dismiss(self._named[at])

    def action_take(self) -> None:
        """Answer what was typed."""
        if found := self._typed():
            self.dismiss(found)
            return
        self.query_one("#wrong", Static).update(f"! That is no period up to today; {_SUCH}.")
        self.app.bell()
