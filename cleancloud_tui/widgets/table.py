"""A table whose cells are plain text and whose cursor stays on its row.

Textual's `DataTable` takes 85 ms to show 50 rows anew, which is more than a key press may take; it
reads markup in its cells, and measures each of them. This one draws the lines that are in sight,
and scrolls by itself: Textual's scrolling lays out the whole screen when the rows are other ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from .columns import GAP, Column, fitted, holding, laid_out

TableCell = str | Text

_HEADER: Final = 1
"""Lines of the heading, which does not scroll."""

_BAR: Final = "▐"
"""Stands at the right edge, beside the part of the rows that is in sight."""

_WHEEL_ROWS: Final = 3
"""Rows that one step of the mouse wheel goes."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its key, which finds it again after a refill, and a cell for every column."""

    key: str
    cells: Sequence[TableCell]


class Table(Widget, can_focus=True):
    """Rows of plain text under columns that fit the width.

    Args:
        columns: What a row is made of.
        may_open: Tells whether choosing a row leads somewhere, so that it is offered.

    Attributes:
        cursor_row: The number of the row under the cursor.
        show_cursor: Whether that row is marked.
    """

    COMPONENT_CLASSES = {"table--header", "table--odd", "table--cursor", "table--bar"}

    DEFAULT_CSS = """
    Table {
        background: $surface;
        color: $foreground;
        & > .table--header { background: $panel; text-style: bold; }
        & > .table--odd { background: $surface-lighten-1 50%; }
        & > .table--bar { color: $text-muted; }
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

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id: str | None = None,
        may_open: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._may_open = may_open
        self._rows: list[TableRow] = []
        self._visible: list[tuple[int, int]] = []
        self._strips: dict[int, Strip] = {}
        self._top = 0
        self._left: tuple[str | None, int] = (None, 0)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self._rows[self.cursor_row].key if self.cursor_row < len(self._rows) else None

    def fill(self, rows: Iterable[TableRow]) -> None:
        """Show these rows; the cursor stays on the row of its key, where that is still there.

        It finds it again behind no rows, too: what a write changes is not known until it is read.
        """
        fresh = list(rows)
        if fresh == self._rows:
            return
        key, grew = self.key, len(fresh) != len(self._rows)
        if key is not None:
            self._left = key, self.cursor_row
        was_on, before = self._left
        self._rows = fresh
        self._lay_out()
        places = (number for number, row in enumerate(fresh) if row.key == was_on)
        self.move_cursor(row=next(places, min(before, len(fresh) - 1)))
        if self.key is not None and self.key != key:
            self.post_message(self.RowHighlighted(self, self.key))
        self.refresh(layout=grew and self.styles.auto_dimensions)

    def forget_cursor(self) -> None:
        """Begin at the top of what is shown next: it has nothing to do with what was shown."""
        self._left = None, 0
        self.move_cursor(row=0)

    def move_cursor(self, *, row: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and that row in sight."""
        self.cursor_row = max(0, min(row, len(self._rows) - 1))
        self._look_from(min(self.cursor_row, max(self._top, self.cursor_row - self._room + 1)))

    def move_to(self, key: str) -> bool:
        """Put the cursor on the row of a key; tell whether there is one."""
        row = next((number for number, row in enumerate(self._rows) if row.key == key), None)
        if row is not None:
            self.move_cursor(row=row)
        return row is not None

    @property
    def _room(self) -> int:
        """How many rows are in sight at once."""
        return max(1, self.size.height - _HEADER)

    def _look_from(self, top: int) -> None:
        top = max(0, min(top, len(self._rows) - self._room))
        if top != self._top:
            self._top = top
            self.refresh()

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
        self.action_move(pages * self._room)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a row only where that leads somewhere."""
        return action != "select" or self._may_open()

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self.key is not None:
            self.post_message(self.RowSelected(self, self.key))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that all rows take, for a table of no fixed height."""
        return len(self._rows) + _HEADER

    def on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        row = self._top + event.y - _HEADER
        if event.y >= _HEADER and row < len(self._rows):
            self.move_cursor(row=row)
            self.action_select()

    def on_mouse_scroll_down(self, _: MouseScrollDown) -> None:
        """Look further down; the cursor stays."""
        self._look_from(self._top + _WHEEL_ROWS)

    def on_mouse_scroll_up(self, _: MouseScrollUp) -> None:
        """Look further up; the cursor stays."""
        self._look_from(self._top - _WHEEL_ROWS)

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out anew."""
        self._lay_out()
        self.move_cursor(row=self.cursor_row)
        self.refresh()

    def _lay_out(self) -> None:
        columns = [
            holding(column, (row.cells[index] for row in self._rows))
            for index, column in enumerate(self._columns)
        ]
        self._visible = laid_out(columns, self.size.width - len(_BAR))
        self._strips.clear()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw a line: the heading, a row, or nothing."""
        line = y - _HEADER
        row = self._top + line
        if line < 0:
            labels = [column.label for column in self._columns]
            return self._drawn(labels, self.get_component_rich_style("table--header"))
        if row >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        if self.show_cursor and row == self.cursor_row:
            strip = self._drawn(
                self._rows[row].cells, self.get_component_rich_style("table--cursor")
            )
        else:
            strip = self._strips.get(row) or self._strips.setdefault(row, self._plain(row))
        if self._is_beside_bar(line):
            bar = Segment(_BAR, self.get_component_rich_style("table--bar"))
            strip = Strip([*strip.crop(0, self.size.width - len(_BAR)), bar])
        return strip

    def _is_beside_bar(self, line: int) -> bool:
        """Whether the bar that tells what is in sight stands on a line of rows."""
        rows, room = len(self._rows), self._room
        if rows <= room:
            return False
        first = self._top * room // rows
        return first <= line < first + max(1, room * room // rows)

    def _plain(self, row: int) -> Strip:
        style = self.get_component_rich_style("table--odd") if row % 2 else self.rich_style
        return self._drawn(self._rows[row].cells, style)

    def _drawn(self, cells: Sequence[TableCell], style: Style) -> Strip:
        segments: list[Segment] = []
        for index, room in self._visible:
            segments.append(Segment(GAP, style))
            segments += self._cell(cells[index], room, self._columns[index], style)
            segments.append(Segment(GAP, style))
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def _cell(self, cell: TableCell, room: int, column: Column, style: Style) -> Iterable[Segment]:
        if isinstance(cell, str):
            return (Segment(fitted(cell, room, column), style),)
        text = cell.copy()
        text.truncate(room, overflow="ellipsis")
        text.align(column.align, room)
        return Segment.apply_style(text.render(self.app.console), style)
