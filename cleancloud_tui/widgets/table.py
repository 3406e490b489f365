"""A table whose cells are plain text and whose cursor stays on its row.

Textual's `DataTable` takes 85 ms to show 50 rows anew, which is more than a key press may take; it
reads markup in its cells, and measures each of them. This one draws the lines that are in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

Cell = str | Text

WIDE: Final = 100
"""From this width on, in cells, columns for wide terminals are shown."""

_HEADER: Final = 1
"""Lines of the heading, which does not scroll."""

_GAP: Final = " "
"""What stands on either side of a cell."""


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


class Table(ScrollView, can_focus=True):
    """Rows of plain text under columns that fit the width.

    Attributes:
        cursor_row: The number of the row under the cursor.
        show_cursor: Whether that row is marked.
    """

    COMPONENT_CLASSES = {"table--header", "table--odd", "table--cursor"}

    DEFAULT_CSS = """
    Table {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .table--header { background: $panel; text-style: bold; }
        & > .table--odd { background: $surface-lighten-1 50%; }
        & > .table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:dark > .table--odd { background: $surface-darken-1 40%; }
        &:ansi > .table--header { background: ansi_bright_blue; color: ansi_default; }
    }
    """

    BINDINGS = [
        Binding("enter", "select", "Open", id="open"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "move(-1_000_000)", "First", show=False),
        Binding("end", "move(1_000_000)", "Last", show=False),
    ]

    cursor_row: reactive[int] = reactive(0, repaint=False)
    show_cursor: reactive[bool] = reactive(True)

    @dataclass
    class _OfRow(Message):
        """Something about a row.

        Attributes:
            key: The row's key.
        """

        table: Table
        key: str

        @property
        def control(self) -> Table:
            """The table, so that handlers can tell tables apart."""
            return self.table

    class RowSelected(_OfRow):
        """A row was chosen: by Enter, or by a click."""

    class RowHighlighted(_OfRow):
        """The cursor came to another row, or another row came under it."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._rows: list[Row] = []
        self._visible: list[tuple[int, int]] = []
        self._strips: dict[tuple[int, int], Strip] = {}

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self._rows[self.cursor_row].key if self.cursor_row < len(self._rows) else None

    def fill(self, rows: Iterable[Row]) -> None:
        """Show these rows; the cursor stays on the row of its key, where that is still there."""
        fresh = list(rows)
        if fresh == self._rows:
            return
        key, before = self.key, self.cursor_row
        self._rows = fresh
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(fresh) + _HEADER)
        places = (number for number, row in enumerate(fresh) if row.key == key)
        self.move_cursor(row=next(places, min(before, len(fresh) - 1)))
        if self.key is not None and self.key != key:
            self.post_message(self.RowHighlighted(self, self.key))
        self.refresh()

    def move_cursor(self, *, row: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and that row in sight."""
        self.cursor_row = max(0, min(row, len(self._rows) - 1))
        room = max(1, self.size.height - _HEADER)
        top = min(self.cursor_row, max(self.scroll_offset.y, self.cursor_row - room + 1))
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def watch_cursor_row(self, before: int, now: int) -> None:
        """Draw the cursor in its new place, and tell of it."""
        self.refresh()
        if self.key is not None:
            self.post_message(self.RowHighlighted(self, self.key))

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.move_cursor(row=self.cursor_row + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(pages * max(1, self.size.height - _HEADER))

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self.key is not None:
            self.post_message(self.RowSelected(self, self.key))

    def on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        row = self.scroll_offset.y + event.y - _HEADER
        if event.y >= _HEADER and row < len(self._rows):
            self.move_cursor(row=row)
            self.action_select()

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out anew."""
        self._visible = _laid_out(self._columns, event.size.width)
        self._strips.clear()
        self.virtual_size = Size(event.size.width, len(self._rows) + _HEADER)
        self.move_cursor(row=self.cursor_row)
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw a line: the heading, a row, or nothing."""
        width = self.size.width
        if y < _HEADER:
            labels = [column.label for column in self._columns]
            return self._drawn(labels, width, self.get_component_rich_style("table--header"))
        row = self.scroll_offset.y + y - _HEADER
        if row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        if self.show_cursor and row == self.cursor_row:
            style = self.get_component_rich_style("table--cursor")
            return self._drawn(self._rows[row].cells, width, style)
        strip = self._strips.get((row, width))
        if strip is None:
            style = self.get_component_rich_style("table--odd") if row % 2 else self.rich_style
            strip = self._strips[row, width] = self._drawn(self._rows[row].cells, width, style)
        return strip

    def _drawn(self, cells: Sequence[Cell], width: int, style: Style) -> Strip:
        segments: list[Segment] = []
        for index, room in self._visible:
            segments.append(Segment(_GAP, style))
            segments += self._cell(cells[index], room, self._columns[index].align, style)
            segments.append(Segment(_GAP, style))
        return Strip(segments).adjust_cell_length(width, style)

    def _cell(self, cell: Cell, room: int, align: str, style: Style) -> Iterable[Segment]:
        if isinstance(cell, str):
            return (Segment(_fitted(cell, room, align), style),)
        text = cell.copy()
        text.truncate(room, overflow="ellipsis")
        text.align("right" if align == "right" else "left", room)
        return Segment.apply_style(text.render(self.app.console), style)


def _fitted(text: str, room: int, align: str) -> str:
    """Return a text that takes just this room, cut or padded."""
    taken = cell_len(text)
    if taken > room:
        return f"{set_cell_size(text, room - 1)}…"
    padding = " " * (room - taken)
    return padding + text if align == "right" else text + padding


def _laid_out(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Return the columns that are shown, by their numbers, and the room that each one gets."""
    shown = [index for index, column in enumerate(columns) if not column.wide_only or width >= WIDE]
    gaps = 2 * len(_GAP) * len(shown)
    left = max(0, width - gaps - sum(columns[index].width for index in shown))
    shares = sum(columns[index].share for index in shown) or 1
    return [
        (index, columns[index].width + left * columns[index].share // shares) for index in shown
    ]
