"""Closing the till: counted in a form, kept for good, corrected beside it, printed."""

from decimal import Decimal
from pathlib import Path

from cleancloud_tui.screens.closing.form import ClosingForm
from cleancloud_tui.screens.closing.paper import ClosingPaper
from cleancloud_tui.screens.closing.screen import ClosingScreen
from cleancloud_tui.shop.closing.sheet import Sheet
from cleancloud_tui.shop.orders.rules import OrderRules
from tests.host import Host
from tests.screens.conftest import Counter, Open


async def _count(counter: Counter, *hundreds: str) -> None:
    """Count the till of today, some notes of a hundred in it, and keep the sheet."""
    await counter.press("ctrl+b", "8", "n")
    form = counter.app.screen
    assert isinstance(form, ClosingForm)
    form.form.focus_on("of_10000")
    await counter.press("end", *["backspace"] * 3, *hundreds)


async def test_a_till_is_closed_corrected_and_printed(open_counter: Open, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    rules = OrderRules(print_command=f"tee {paper}")
    async with open_counter(order_rules=rules) as counter:
        await _count(counter, "x")
        await counter.press("tab")
        assert "! How many, such as 12" in counter.text
        await counter.press("ctrl+s")
        assert isinstance(counter.app.screen, ClosingForm), "what is wrong is not kept"
        await counter.press("backspace", "3")
        form = counter.app.screen
        form.form.fill({"float": "150", "taken_out": "20.50"})
        await counter.settle()
        received = form.sheet().received
        assert received is not None
        expected = form.wording.money(received + Decimal("129.50"))
        assert f"Counted $300.00  ·  expected {expected}" in counter.text
        await counter.press("ctrl+s", "f12")
        assert isinstance(counter.app.screen, ClosingPaper)
        assert "CLOSING SHEET" in counter.text
        await counter.press("p")
        await counter.until(lambda: paper.exists() and "DIFFERENCE" in paper.read_text())
        await counter.press("enter")
        assert isinstance(counter.app.screen, ClosingScreen)
        assert "$300.00" in counter.text
        await counter.press("escape")
        await _count(counter, "4")
        assert "Correct the closing sheet of" in counter.text
        await counter.press("escape")
        assert isinstance(counter.app.screen, ClosingScreen)
    async with open_counter() as counter:  # what was typed is there again
        await counter.press("ctrl+b", "8", "n")
        assert "Counted $400.00" in counter.text
        await counter.press("ctrl+s", "f12")
        assert "Counted: $300.00, then $400.00" in counter.text
        await counter.press("enter")
        assert "1 time" in counter.text
        kept = await counter.app.desk.shop.closing.all()
        assert [each.counted for each in kept] == [Decimal(400), Decimal(300)]


async def test_a_session_that_may_change_nothing_counts_no_till(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(read_only=True) as counter:
        await counter.press("ctrl+b", "8")
        assert "none was kept yet" in counter.text
        assert "Close today" not in counter.text
        assert "counts the till" not in counter.text
        await counter.press("n")
        assert isinstance(counter.app.screen, ClosingScreen)
        assert "The closing sheet was not kept" in counter.text
    assert not list(host.directory.rglob("closing.db"))


async def test_two_count_the_same_day_at_once(open_counter: Open) -> None:
    async with open_counter() as counter:
        await _count(counter, "1")
        closing = counter.app.desk.shop.closing
        today = counter.app.desk.wording.today
        await closing.keep(Sheet(today, loose=Decimal(7)))  # as another program does
        await counter.press("ctrl+s")
        assert "has kept a sheet of this day" in counter.text
        assert "counted $7.00" in counter.text
        await counter.press("f12")
        assert "Counted: $7.00, then $100.00" in counter.text
        await counter.press("enter")
        await closing.keep(Sheet(today, loose=Decimal(9)))
        screen = counter.app.screen
        assert isinstance(screen, ClosingScreen)
        await counter.until(lambda: "2 times" in counter.text)
        await closing.keep(Sheet(today, loose=Decimal(11)))
        await counter.press("enter")
        assert "Counted: $9.00, then $11.00" in counter.text, "what stands now, listed or not"


async def test_what_is_typed_takes_the_place_of_what_was_proposed(open_counter: Open) -> None:
    async with open_counter() as counter:
        await counter.press("ctrl+b", "8", "d", *"25 nov", "enter")
        form = counter.app.screen
        assert isinstance(form, ClosingForm)
        assert (form.day.day, form.day.month) == (25, 11)
        await counter.press(*"12x")
        assert "What it comes to is unknown" in counter.text
