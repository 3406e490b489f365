"""The audit trail on the screen: searched, moved through day by day, told whole, exported."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from cleancloud_tui.screens.office.audit import AuditScreen
from cleancloud_tui.screens.office.audit_line import AuditLineDialog
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.writes.audit import AuditTrail
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened
from tests.screens.orders.steps import an_order


async def test_nothing_was_changed_yet(counter: Counter, host: Host) -> None:
    before = len(host.requests)
    await counter.press("ctrl+t")
    assert "Changes of Thursday 28 May 2026, today" in counter.text
    assert "Nothing was changed from this computer in this time." in counter.text
    await counter.press("enter", "down", "ctrl+s")
    assert not counter.is_asking
    assert "There is nothing to write" in counter.text
    assert host.requests[before:] == []
    await counter.press("escape")
    assert not isinstance(counter.app.screen, AuditScreen)


async def test_words_narrow_the_list_and_enter_tells_all_of_a_line(counter: Counter) -> None:
    order_id = await two_changes(counter)
    await counter.press("ctrl+t")
    assert "2 of 2 changes" in counter.text
    assert [line.split()[1] for line in table_of(counter)] == ["José", "Maria"]
    await counter.type("maria READY")
    (line,) = table_of(counter)
    assert f"order {order_id}" in line
    assert "confirmed" in line
    assert "1 of 2 changes" in counter.text
    assert "order notes: (personal); status: Cleaning → Ready" in counter.text
    await counter.press("enter")
    assert isinstance(counter.app.screen, AuditLineDialog)
    for told in (
        f"Update an Order  ·  order {order_id}",
        "Staff      Maria",
        "Operation  updateOrder",
        "Result     confirmed",
        "status: Cleaning → Ready",
        "order notes: (personal)",
    ):
        assert told in counter.text
    assert "for Ada" not in counter.text
    await counter.press("enter")
    assert isinstance(counter.app.screen, OrderScreen)
    assert counter.app.screen.order_id == order_id
    await counter.press("ctrl+t")
    assert isinstance(counter.app.screen, AuditScreen)
    assert len(counter.app.screen_stack) == 2
    assert counter.app.screen.query_one(Input).value == "maria READY"
    await counter.type(" nobody")
    assert "Nothing matches, of 2 changes" in counter.text


async def test_the_window_moves_by_days_and_weeks_and_never_past_today(
    counter: Counter, host: Host
) -> None:
    await two_changes(counter)
    host.now += timedelta(days=2).total_seconds()
    await counter.press("ctrl+t", "f7")
    assert "Saturday 30 May 2026, today" in counter.text
    assert "Nothing was changed" in counter.text
    await counter.press("f6", "f6")
    assert "Changes of Thursday 28 May 2026" in counter.text
    assert "2 of 2 changes" in counter.text
    await counter.press("f8")
    assert "Friday 22 May to Thursday 28 May 2026" in counter.text
    assert "Thu 28 " in counter.text
    await counter.press("f7", "f6")
    assert "Sunday 17 May to Saturday 23 May 2026" in counter.text
    await counter.press("ctrl+n", "f8")
    assert "Saturday 30 May 2026, today" in counter.text


async def test_it_is_kept_current_while_it_is_open(counter: Counter) -> None:
    await counter.press("ctrl+t")
    await two_changes(counter)
    await counter.settle()
    assert "2 of 2 changes" in counter.text
    await counter.press("down")
    key = counter.app.screen.query_one(Table).key
    await two_changes(counter)
    await counter.settle()
    assert "4 of 4 changes" in counter.text
    assert counter.app.screen.query_one(Table).key == key


async def test_what_is_found_is_exported_as_csv(counter: Counter, tmp_path: Path) -> None:
    await two_changes(counter)
    file = tmp_path / "trail.csv"
    await counter.press("ctrl+t")
    await counter.type("maria")
    await counter.press("ctrl+s")
    assert "Write 1 change to which file?" in counter.text
    assert "audit-2026-05-28-to-2026-05-28.csv" in counter.text
    await export_to(counter, file)
    (row,) = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    assert (row["staff"], row["result"]) == ("Maria", "confirmed")
    assert "1 change written to" in counter.text
    file.write_text("mine")
    await counter.press("ctrl+s")
    await export_to(counter, file)
    assert "It is there already" in counter.text
    await counter.press("escape")
    assert file.read_text() == "mine"
    await counter.press("ctrl+s")
    await export_to(counter, tmp_path / "none" / "trail.csv")
    assert "can't be written" in counter.text


async def test_what_anybody_decides_here_needs_no_mouse_and_fits(counter: Counter) -> None:
    await two_changes(counter)
    await counter.press("ctrl+t")
    lines = counter.text.splitlines()
    assert len(lines) == 24
    for key in ("f6 Earlier", "f7 Later", "f8 Day/week", "^S CSV", "f1 Help"):
        assert key in lines[-1]


async def test_at_more_width_the_changes_stand_in_the_list(host: Host) -> None:
    async with opened(host, size=(150, 30)) as counter:
        await two_changes(counter)
        await counter.press("ctrl+t")
        assert "order notes: (personal); status: Cleaning → Ready" in counter.text


async def test_only_the_newest_are_listed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await two_changes(counter)
    monkeypatch.setattr("cleancloud_tui.screens.office.audit.MOST_SHOWN", 1)
    await counter.press("ctrl+t")
    assert "2 of 2 changes, the newest 1 are listed" in counter.text
    assert len(table_of(counter)) == 1


async def test_a_journal_that_cannot_be_read_is_told(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise StorageError(Path("journal.db"), OSError("disk full"))

    monkeypatch.setattr(AuditTrail, "lines", broken)
    await counter.press("ctrl+t")
    assert "! " in counter.text
    assert "disk full" in " ".join(counter.text.split())


async def test_read_only_shows_it_too(open_counter: Open) -> None:
    async with open_counter() as counter:
        await two_changes(counter)
    async with open_counter(read_only=True) as counter:
        await counter.press("ctrl+t")
        assert "2 of 2 changes" in counter.text


async def test_who_is_at_the_counter_is_asked_shown_and_noted(counter: Counter) -> None:
    await counter.press("ctrl+t")
    counter.app.action_staff()
    await counter.settle()
    assert "Who is at the counter?" in counter.text
    await counter.type("  Maria [b]\x1b[31m ")
    await counter.press("enter")
    assert counter.app.desk.shop.session.staff.startswith("Maria [b]")
    assert "Maria [b]" in counter.text.splitlines()[0]
    order = an_order(counter)
    await counter.app.desk.shop.write("updateOrder", {"orderID": order.id, "status": "1"})
    await counter.settle()
    assert "Maria [b]" in table_of(counter)[0]
    counter.app.action_staff()
    await counter.settle()
    await counter.press("escape")
    assert counter.app.desk.shop.session.staff.startswith("Maria [b]")
    counter.app.action_staff()
    await counter.settle()
    await counter.press("ctrl+u", "enter")
    assert counter.app.desk.shop.session.staff == ""


async def two_changes(counter: Counter) -> str:
    """Maria makes an order Ready with a note, José changes its customer; return the order."""
    shop = counter.app.desk.shop
    order = an_order(counter)
    shop.session.staff = "Maria"
    await shop.write("updateOrder", {"orderID": order.id, "status": "1", "orderNotes": "for Ada"})
    shop.session.staff = "José"
    await shop.write("updateCustomer", {"customerID": order.customer_id, "detergentType": "1"})
    return order.id


async def export_to(counter: Counter, file: Path) -> None:
    counter.app.screen.query_one(Input).value = str(file)
    await counter.press("enter")


def table_of(counter: Counter) -> list[str]:
    """The lines of the list, without its heading."""
    lines = counter.text.splitlines()
    heading = next(number for number, line in enumerate(lines) if " When " in line)
    return [line for line in lines[heading + 1 :] if line.strip()[2:3] == ":"]
