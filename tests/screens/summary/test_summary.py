"""The summary: both sources, any period beside another, the lists behind."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.widgets import Static

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.summary.list_screen import FigureListScreen
from cleancloud_tui.screens.summary.screen import SummaryScreen
from cleancloud_tui.widgets.plots.plot import Plot
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open


def _row(counter: Counter, label: str) -> list[str]:
    line = next(each for each in counter.text.splitlines() if each.strip().startswith(label))
    return line.split()


def _summary(counter: Counter) -> SummaryScreen:
    screen = counter.app.screen
    assert isinstance(screen, SummaryScreen)
    return screen


async def test_seven_days_from_both_sources_and_the_lists_behind(
    counter: Counter, host: Host
) -> None:
    await counter.press("f4")
    screen = _summary(counter)
    assert host.requests.count("summaryReport") == 1, "both periods are read at once"
    sales = screen.wording.money(screen.seen().this.told.total.sales)
    assert _row(counter, "Sales")[1:3] == [sales, sales]
    assert "▲" in counter.text or "▼" in counter.text
    assert "Sales: " + sales in counter.text
    assert _row(counter, "Cash")
    assert _row(counter, "Card")
    await counter.press("v")
    for days in range(7):
        day = screen.wording.today - timedelta(days=days)
        assert _row(counter, f"{day:%a} {day.day} {day:%b}")
    await counter.press("v", "v", "v")
    assert "Age of open orders" in counter.text
    await counter.press("v", "l", "1")
    assert isinstance(counter.app.screen, FigureListScreen)
    assert "0 to 7 days: " in counter.text
    order_id = (counter.app.screen.query_one(Table).key or "").removeprefix("order:")
    await counter.press("enter")
    assert isinstance(counter.app.screen, OrderScreen)
    assert counter.app.screen.order_id == order_id
    assert host.requests.count("summaryReport") == 1
    while not isinstance(counter.app.screen, SummaryScreen):
        await counter.press("escape")
    await counter.press("l", "3")
    assert "Overdue: should be ready" in counter.text
    heads = next(line for line in counter.text.splitlines() if "Phone" in line)
    assert "Due" in heads, "when it should have been is what the list is about"


async def test_any_period_beside_any_other(counter: Counter, host: Host) -> None:
    await counter.press("f4", "left")
    screen = _summary(counter)
    today = screen.wording.today
    assert screen.period.last == today - timedelta(days=7)
    await counter.press("right", "right", "right")
    assert screen.period.last == today, "nothing is yet to come"
    await counter.press("p", "f6")
    assert screen.period.name == "last month"
    assert "Last month, 1 " in counter.text
    await counter.press("c", "c")
    assert screen.that.first.year == today.year - 1
    await counter.press("p")
    await counter.press(*"soon", "enter")
    assert "! That is no period up to today" in counter.text
    await counter.press(*["backspace"] * 4)
    await counter.press("minus", "2", "enter")
    assert (screen.period.first, screen.period.last) == (today - timedelta(days=2), today)
    await counter.press("t")
    assert screen.period.days == 7


async def test_wide_it_has_the_plots_beside_the_figures(open_counter: Open) -> None:
    async with open_counter(size=(120, 40)) as counter:
        await counter.press("f4")
        screen = _summary(counter)
        assert {str(each.id) for each in screen.query(Plot) if each.display} == {
            "by-day",
            "by-hour",
            "by-way",
            "by-age",
            "this-and-that",
        }
        for said in ("Sales by day", "Revenue by day", "by weekday and hour", "Ways of payment"):
            assert said in counter.text
        await counter.press("down", "v", "enter")
        assert isinstance(counter.app.screen, FigureListScreen)
        assert "Orders made on " in counter.text


async def test_without_a_connection_the_counted_figures_are_there(
    counter: Counter, host: Host
) -> None:
    host.faults.cause(Fault.HTML)
    await counter.press("f4")
    assert "CleanCloud: not read yet" in counter.text
    assert "a web page" in counter.text
    label, told, here, *_ = _row(counter, "Sales")
    assert (label, told) == ("Sales", "–")
    assert here.startswith("$")
    assert "Try again in a moment." in " ".join(counter.text.split())
    assert "w Write" in counter.text.splitlines()[-1]


def _renamed(operation: str, reply: dict[str, Any]) -> dict[str, Any]:
    if operation != "summaryReport":
        return reply
    return {"Success": "True", "figuresOfDays": next(iter(reply.values()))}


async def test_a_reply_that_is_not_understood_changes_a_sentence_and_no_figure(
    counter: Counter, host: Host
) -> None:
    host.disguise = _renamed
    await counter.press("f4")
    screen = _summary(counter)
    assert "CleanCloud: not understood" in counter.text
    assert screen.seen().this.counted.total.sales
    assert _row(counter, "Sales")[2].startswith("$")
    assert "^L Raw reply" in counter.text.splitlines()[-1]
    assert "Sales" in str(screen.query_one("#about", Static).render())


async def test_it_is_written_as_a_page_as_rows_and_as_an_object(
    counter: Counter, tmp_path: Path
) -> None:
    await counter.press("f4")
    for choice, name, holds in (
        ("1", "days.csv", "currency"),
        ("2", "page.html", "<svg"),
        ("3", "all.json", '"beside"'),
    ):
        await counter.press("w", choice, "end", "ctrl+u")
        await counter.paste(str(tmp_path / name))
        await counter.press("ctrl+s")
        assert "written to" in counter.text
        assert holds in (tmp_path / name).read_text(encoding="utf-8-sig")


def _more_sales(operation: str, reply: dict[str, Any]) -> dict[str, Any]:
    if operation != "summaryReport":
        return reply
    return reply | {"Days": [day | {"sales": "1000.00"} for day in reply["Days"]]}


async def test_where_the_sources_differ_both_are_shown_and_why(
    counter: Counter, host: Host
) -> None:
    host.retold = _more_sales
    await counter.press("f4")
    assert _row(counter, "Sales")[:3] == ["Sales", "≠", "$7,000.00"]
    about = str(_summary(counter).query_one("#about", Static).render())
    assert "CleanCloud told $7,000.00, counted $" in about
    assert len(about.splitlines()) == 2


def _renamed_figures(operation: str, reply: dict[str, Any]) -> dict[str, Any]:
    if operation != "summaryReport":
        return reply
    for day in reply["Days"]:
        day["takings"] = day.pop("sales")
        day["revenueByPaymentType"] = {"Cash": "1.00"}
    return reply


async def test_what_differs_and_what_is_counted_in_place_is_marked(
    counter: Counter, host: Host
) -> None:
    host.retold = _renamed_figures
    await counter.press("f4")
    screen = _summary(counter)
    assert _row(counter, "Cash")[1] == "≠"
    table = screen.query_one("#figures", Table)
    assert table.move_to("other:takings") or table.move_to("other:TAKINGS")
    assert table.move_to("way:Cash")
    await counter.settle()
    assert "Cash: CleanCloud told $7.00, counted " in counter.text
    await counter.press("v")
    assert _row(counter, f"{screen.wording.today:%a}")[5].startswith("*$")
