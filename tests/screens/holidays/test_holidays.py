"""Holidays, from the days that are typed to the report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cleancloud_tui.screens.destinations import OpenHolidays, OpenRepeatPickups
from cleancloud_tui.screens.holidays.rows import COLUMNS
from cleancloud_tui.screens.holidays.screen import HolidaysScreen
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.shop.pickups.troubles import Trouble, TroubleKind
from cleancloud_tui.widgets.columns import holding, laid_out
from cleancloud_tui.wording.pickups import short_trouble
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.holidays.steps import with_schedules

UPDATE = "updateRepeatPickup"


async def test_what_comes_on_a_day_is_skipped_moved_and_left_sent_and_told_of(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        shop, today = counter.app.desk.shop, counter.app.desk.wording.today
        await with_schedules(shop, today + timedelta(days=5), 4)
        counter.app.go(OpenHolidays())
        await counter.settle()
        await counter.type("never")
        await counter.press("enter")
        assert "no days from today on" in counter.text
        await counter.press("ctrl+u")
        await counter.type("+5")
        await counter.press("enter")
        assert "Tue 2 Jun: 4 schedules, 0 to change" in counter.text
        await counter.press("down", "up", "f10")
        assert "Nothing is chosen yet" in counter.text
        await counter.press("a", "1")
        assert "4 schedules, 4 to change" in counter.text
        assert counter.text.count("skip → Tue 9 Jun") == 4
        assert "After   Tue 9 Jun, delivered Thu 11 Jun, Tue 16 Jun" in counter.text
        await counter.press("e", "l", "x", "up", "up")
        assert "every time on a Wednesday then" in counter.text

    async with open_counter() as counter:  # what was chosen outlived the program
        counter.app.go(OpenHolidays())
        await counter.settle()
        assert "not sent yet" in counter.text
        for chosen in ("earlier → Mon 1 Jun", "later → Wed 3 Jun", "skip → Tue 9 Jun", "stays"):
            assert counter.text.count(chosen) == 1
        host.requests.clear()
        await counter.press("f10")
        assert "1 earlier, 1 later, 1 skip; 1 stay as they are" in counter.text.replace("\n", " ")
        assert UPDATE not in host.requests
        host.is_offline = True
        await counter.press("f12")
        assert "3 to be sent" in counter.text
        stand = [row.split()[-6:-3] for row in counter.text.splitlines() if "to be sent" in row]
        assert stand[1:4] == [["Tue", "2", "Jun"]] * 3  # and not yet the day that was chosen
        host.is_offline = False
        await counter.send_what_waits()
        await counter.until(lambda: "Changes for Tue 2 Jun: 3 done" in counter.text)
        assert host.requests.count(UPDATE) == 3
        await counter.press("n")
        assert "Type the days above" in counter.text
        assert "to be sent" not in counter.text
        assert "The last one: Tue 2 Jun, sent" in counter.text
        await counter.press("f7")
        assert "Changes for Tue 2 Jun: 3 done" in counter.text
        assert "Sent today" in counter.text
        await counter.press("escape")

    async with open_counter() as counter:  # and the report did, too, until another one is sent
        counter.app.go(OpenHolidays())
        await counter.settle()
        assert "Which days?" in counter.text
        told = " ".join(counter.text.split())
        assert "The last one: Tue 2 Jun, sent" in told
        assert "3 done. F7 shows it." in told
        await counter.press("f7")
        assert "Changes for Tue 2 Jun: 3 done" in counter.text
        assert "earlier" not in counter.text
        await counter.press("n")
        await counter.type("+7")
        await counter.press("enter", "escape")
        counter.app.go(OpenHolidays())
        await counter.settle()
        assert "The last one: Tue 2 Jun, sent" in counter.text


async def test_closed_days_are_offered_and_a_row_leads_to_the_customer(
    counter: Counter, host: Host
) -> None:
    shop, today = counter.app.desk.shop, counter.app.desk.wording.today
    closed = today + timedelta(days=9)  # the boiler is mended
    await with_schedules(shop, closed, 3)
    counter.app.go(OpenHolidays())
    await counter.settle()
    assert "Closed days on which repeat pickups come" in counter.text
    assert counter.text.count("closed or full") == 1
    await counter.press("enter", "enter")
    assert "Sat 6 Jun: " in counter.text
    await counter.press("enter")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    await counter.press("h")  # back to where it was left
    await counter.press("a", "3", "escape")
    assert not isinstance(counter.app.screen, HolidaysScreen)
    counter.app.go(OpenHolidays())
    await counter.settle()
    assert "3 to change" in counter.text  # and not what comes before, too
    await counter.press("n", "f12")
    assert "Closed days on which" in counter.text
    await counter.press("f6", "1")  # a picture of the coming months, once all are known
    assert "were read" in counter.text
    await counter.press("tab", "tab", "home", "right")
    assert "tomorrow: " in counter.text
    await counter.press("enter", "right", "enter")
    assert "tomorrow to Sat 30 May: " in counter.text


async def test_in_a_read_only_session_nothing_is_offered_that_leads_nowhere(
    open_counter: Open,
) -> None:
    async with open_counter() as counter:
        shop, today = counter.app.desk.shop, counter.app.desk.wording.today
        (customer_id,) = await with_schedules(shop, today + timedelta(days=5), 1)
    async with open_counter(read_only=True) as counter:
        counter.app.go(OpenHolidays())
        await counter.settle()
        await counter.type("+5")
        await counter.press("enter")
        assert "Tue 2 Jun: 1 schedule, 0 to change" in counter.text
        footer = counter.text.splitlines()[-1]
        assert not any(name in footer for name in ("Skip", "Earlier", "Later", "For all", "Send"))
        await counter.press("s", "a", "1")
        assert "1 schedule, 0 to change" in counter.text
        counter.app.go(OpenRepeatPickups(customer_id))
        await counter.settle()
        assert isinstance(counter.app.screen, RepeatPickupsScreen)
        assert "Open" not in counter.text.splitlines()[-1]
        await counter.press("enter")
        assert isinstance(counter.app.screen, RepeatPickupsScreen)


@pytest.mark.parametrize("kind", TroubleKind)
def test_what_is_to_be_known_of_a_choice_is_not_cut_on_a_small_terminal(kind: TroubleKind) -> None:
    day = date(2026, 12, 24)
    told = short_trouble(Trouble(kind, day, is_delivery=kind is not TroubleKind.PAST))
    longest = ("Donaudampfschifffahrt", "delivery Thu 24 Dec", "earlier → Thu 24 Dec", told)
    columns = [holding(column, [text]) for column, text in zip(COLUMNS, longest, strict=True)]
    rooms = [room for _, room in laid_out(columns, 78)]
    assert rooms[1:] == [len(text) for text in longest[1:]]
    assert rooms[0] >= 6
    roomy = [room for _, room in laid_out(columns, 120)]
    assert roomy[0] >= len(longest[0])
