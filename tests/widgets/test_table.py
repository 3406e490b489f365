"""The table at every width: a number is whole, and a time is never cut into another time."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from cleancloud_tui.widgets.columns import Column
from cleancloud_tui.widgets.table import Table, TableRow

COLUMNS = (
    Column("Order", 6, align="right"),
    Column("Name", 11, share=3),
    Column("Due", 13, share=1, cut="words"),
    Column("Total", 8, align="right"),
)


class _TableApp(App[None]):
    def __init__(self, *cells: str) -> None:
        super().__init__()
        self._cells = cells

    def compose(self) -> ComposeResult:
        table = Table(COLUMNS)
        yield table
        table.fill([TableRow("1", self._cells), TableRow("2", ("7", "Al", "today", "$1.00"))])


async def drawn(width: int, *cells: str) -> str:
    """Return the row of these cells as it is drawn at a width."""
    app = _TableApp(*cells)
    async with app.run_test(size=(width, 5)):
        return app.query_one(Table).render_line(1).text


@pytest.mark.parametrize("width", [47, 48, 60, 80, 120])
async def test_a_number_and_an_amount_are_never_cut(width: int) -> None:
    row = await drawn(width, "12345678", "Konstantin Papadopoulos", "today", "$1,234,567.89")

    assert " 12345678 " in row
    assert " $1,234,567.89 " in row


async def test_who_needs_no_room_gives_none() -> None:
    row = await drawn(48, "25", "Chidi Okafor", "Mon 27 Jul 5pm", "$20.26")

    assert "Chidi Okaf…" in row


@pytest.mark.parametrize(
    ("due", "seen"),
    [
        ("Mon 17 Aug 12pm", "Mon 17 Aug…"),
        ("Mon 10 Aug 6:30pm", "Mon 10 Aug…"),
        ("Mon 7 Jul 12pm-2pm", "Mon 7 Jul…"),
        ("today 12pm-12:30pm", "today 12pm-…"),
        ("Wed 5 Aug 5pm", "Wed 5 Aug 5pm"),
        ("Donnerstagabend spät", "Donnerstagab…"),
    ],
)
async def test_a_time_that_does_not_fit_is_left_out(due: str, seen: str) -> None:
    row = await drawn(47, "25", "Chidi Okafor", due, "$20.26")

    assert f" {seen}  " in row


async def test_the_cursor_finds_its_row_again_behind_no_rows() -> None:
    app = _TableApp("9", "Ada", "today", "$2.00")
    async with app.run_test(size=(80, 8)):
        table = app.query_one(Table)
        first, second, third = (TableRow(key, ("7", key, "today", "$1.00")) for key in "123")
        table.fill([first, second, third])
        table.move_to("2")
        for rows, key in (
            ([], None),
            ([first, third, second], "2"),
            ([], None),
            ([], None),
            ([first, third], "3"),
            ([], None),
            ([first], "1"),
        ):
            table.fill(rows)
            assert table.key == key
        table.move_to("1")
        table.fill([first, second, third])
        table.move_to("3")
        table.fill([])
        table.forget_cursor()
        table.fill([first, second, third])
        assert table.key == "1"
