"""A list that is narrowed by what is typed: the field keeps the focus, the arrows move below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import counted
from ..base import ShopScreen

MOST_SHOWN = 200
"""Rows that are listed; what is typed narrows them."""


class NarrowedScreen(ShopScreen):
    """Looked at, and never changed; subclasses say what is listed."""

    CSS_PATH: ClassVar[str | list[str | PurePath]] = "narrowed.tcss"

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("escape", "clear", "Back", id="back"),
    ]

    COLUMNS: ClassVar[Sequence[Column]] = ()
    PLACEHOLDER: ClassVar[str] = ""
    ONE: ClassVar[str] = ""
    """What a row is called, such as `product`."""

    # What subclasses say

    def heading(self) -> str:
        """Return what is listed."""
        return ""

    def found(self, text: str) -> Sequence[TableRow] | None:
        """Return the rows that a text leaves; None where nothing is known yet."""
        return None

    # What both do

    def body(self) -> Iterator[Widget]:
        """The field, what is listed, the list."""
        yield Input(placeholder=self.PLACEHOLDER, id="narrow", compact=True, select_on_focus=False)
        yield Static(id="listed", classes="heading", markup=False)
        table = Table(self.COLUMNS, id="list")
        table.can_focus = False
        table.show_cursor = False
        yield table

    def on_mount(self) -> None:
        """Put the cursor into the field."""
        self.query_one("#narrow", Input).focus()

    def show(self) -> None:
        """List what the mirror knows, as far as it was not narrowed."""
        rows = self.found(self._text)
        self.query_one("#listed", Static).update(f"{self.heading()}: {self._count(rows)}")
        self.query_one(Table).fill((rows or ())[:MOST_SHOWN])

    @property
    def _text(self) -> str:
        return self.query_one("#narrow", Input).value.strip()

    def _count(self, rows: Sequence[TableRow] | None) -> str:
        if rows is None:
            return "not known yet"
        told = counted(len(rows), self.ONE)
        if self._text:
            return f"{told} of “{self._text}”" if rows else f"none of “{self._text}”"
        if not rows:
            return f"CleanCloud tells no {self.ONE}"
        return f"{told}, the first {MOST_SHOWN} listed" if len(rows) > MOST_SHOWN else told

    @on(Input.Changed, "#narrow")
    def _typed(self) -> None:
        self.query_one(Table).show_cursor = False
        self.show()

    def action_move(self, rows: int) -> None:
        """Move in the list while the field keeps the focus."""
        table = self.query_one(Table)
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + rows)

    def action_clear(self) -> None:
        """Empty the field; where it is empty, go back."""
        if self._text:
            self.query_one("#narrow", Input).value = ""
        else:
            self.action_back()
