"""A table whose cells are plain text and whose cursor stays on its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text
from textual.binding import Binding
from textual.events import Resize
from textual.widgets import DataTable

Cell = str | Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        label: Its heading.
        width: Cells it takes; with a `share`, cells it takes at least.
        share: Its share of the width that is left over.
        align: Where its text stands.
        wide_only: Left out where the table is narrower than 100 cells.
    """

    label: str
    width: int
    share: int = 0
    align: Literal["left", "right"] = "left"
    wide_only: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, which finds it again after a refill, and a cell for every column."""

    key: str
    cells: Sequence[Cell]


class Table(DataTable[Text]):
    """Rows of plain text under columns that fit the width.

    `DataTable` reads markup in text cells and measures every cell to find its columns' widths;
    this one does neither, and refills without losing the cursor.
    """

    BINDINGS = [Binding("enter", "select_cursor", "Open", id="open")]

    WIDE = 100

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=True)
        self._specification = columns
        self._shown: list[Row] = []
        self._width = 0

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        if 0 <= self.cursor_row < len(self._shown):
            return self._shown[self.cursor_row].key
        return None

    def fill(self, rows: Iterable[Row]) -> None:
        """Show these rows; the cursor stays on the row of its key, where that is still there."""
        fresh = list(rows)
        if fresh == self._shown:
            return
        key = self.key
        self._shown = fresh
        self._refill(key)

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out anew where the width changed."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._refill(self.key)

    def _refill(self, key: str | None) -> None:
        if not self._width:
            return  # columns are laid out when the first size is known
        with self.app.batch_update():
            visible = [
                index
                for index, column in enumerate(self._specification)
                if not column.wide_only or self._width >= self.WIDE
            ]
            self.clear(columns=True)
            for index, width in zip(visible, self._widths(visible), strict=True):
                column = self._specification[index]
                self.add_column(Text(column.label, justify=column.align), width=width)
            for row in self._shown:
                self.add_row(
                    *(self._cell(index, row.cells[index]) for index in visible), key=row.key
                )
            self._put_cursor(key)

    def _put_cursor(self, key: str | None) -> None:
        for number, row in enumerate(self._shown):
            if row.key == key:
                self.move_cursor(row=number, animate=False)
                return

    def _cell(self, index: int, cell: Cell) -> Text:
        column = self._specification[index]
        text = cell.copy() if isinstance(cell, Text) else Text(cell)
        text.no_wrap, text.overflow, text.justify = True, "ellipsis", column.align
        return text

    def _widths(self, visible: Sequence[int]) -> list[int]:
        columns = [self._specification[index] for index in visible]
        padding = 2 * self.cell_padding * len(columns)
        scrollbar = 2
        left = max(0, self._width - padding - scrollbar - sum(column.width for column in columns))
        shares = sum(column.share for column in columns) or 1
        return [column.width + left * column.share // shares for column in columns]
