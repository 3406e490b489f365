"""The form of a schedule: what comes of it while one types, what is wrong with it, its draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.destinations import OpenRepeatPickups
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.pickups.knowledge import refresh_surroundings
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.pickups.steps import add, opened_pickups

NEW = "a"


async def opened_on_a_route(counter: Counter) -> str:
    """The repeat pickups of the first customer with a route and no schedule yet."""
    shop = counter.app.desk.shop
    for found in shop.search("", limit=50):
        customer = found.customer
        if customer.route and not await shop.ask.refresh_repeat_pickups(customer.id):
            await refresh_surroundings(shop, customer.id)
            counter.app.go(OpenRepeatPickups(customer.id))
            await counter.settle()
            return customer.id
    raise AssertionError("nobody has a route and no schedule")


def said_by(counter: Counter) -> str:
    return " ".join(counter.text.split())


def value(counter: Counter, name: str) -> str:
    return counter.app.screen.query_one(f"#{name}", Input).value


async def test_what_comes_of_it_follows_each_key(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    before = len(host.requests)
    assert "Type the day: what comes of it stands here." in counter.text
    await counter.type("wed")
    assert "Wed 3 Jun 2026, in 6 days: every week on Wednesday" in said_by(counter)
    assert "3P" in counter.text
    counter.app.screen.query_one("#frequency", Select).value = "2"
    await counter.press("tab", "tab")
    await counter.type("9am")
    await counter.press("tab")
    await counter.type("11am")
    await counter.press("tab")
    await counter.type("3")
    await counter.press("tab", "tab")
    await counter.type("2")
    said = said_by(counter)
    assert "every 2 weeks on Wednesday, 9am to 11am; delivered 2 days later" in said
    assert "1 Wed 3 Jun Fri 5 Jun" in said
    assert "3 Wed 1 Jul Fri 3 Jul the last" in said
    assert "Wed 15 Jul" not in said
    assert host.requests[before:] == []


async def test_a_mistake_is_said_where_it_was_left_and_goes_while_it_is_mended(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    before = len(host.requests)
    await counter.type("wed")
    await counter.press("tab", "tab")
    await counter.type("5pm")
    await counter.press("tab")
    await counter.type("1pm")
    assert "not after" not in counter.text  # it is being typed
    await counter.press("tab")
    await counter.type("21")
    assert "! is not after 5pm" in counter.text
    await counter.press("ctrl+s")
    assert "Nothing was sent: what is marked is to be mended first." in said_by(counter)
    assert "! at most 20" in said_by(counter)
    assert counter.app.screen.focused is counter.app.screen.query_one("#pickupEnd")
    await counter.press("ctrl+u")
    await counter.type("7pm")
    assert "not after" not in counter.text
    await counter.press("ctrl+s")
    assert counter.app.screen.focused is counter.app.screen.query_one("#duration")
    assert host.requests[before:] == []
    await counter.press("ctrl+u")
    await counter.type("20")
    assert "Nothing was sent" not in counter.text
    await counter.press("ctrl+s")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    assert host.requests.count("repeatPickup") == 1


async def test_what_changes_is_shown_before_it_is_sent(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter", "tab", "tab")
    await counter.press("ctrl+u")
    await counter.type("8am")
    await counter.press("tab", "ctrl+u")
    await counter.type("10am")
    await counter.press("tab", "ctrl+u")
    await counter.type("6")
    await counter.press("ctrl+s")
    assert "Save 3 changes?" in counter.text
    assert "Pickup from: 12pm → 8am" in counter.text
    assert "Orders in all: until cancelled → 6" in counter.text
    assert "updateRepeatPickup" not in host.requests
    await counter.press("f12")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    assert host.requests.count("updateRepeatPickup") == 1


async def test_what_somebody_else_changed_is_shown_before_it_is_overwritten(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter")
    counter.app.screen.query_one("#duration", Input).value = "6"
    host.app.state.server.store.execute("UPDATE repeat_pickups SET duration = 5")
    host.now += 3600
    await counter.press("ctrl+s")
    assert "changed meanwhile. Overwrite?" in said_by(counter)
    assert "Orders in all: was until cancelled → now 5 → yours 6" in said_by(counter)
    await counter.press("f12")
    assert "Orders in all: 5 → 6" in said_by(counter)
    await counter.press("f12")
    assert host.requests.count("updateRepeatPickup") == 1


async def test_what_is_likely_not_meant_and_the_other_schedules_are_asked_about(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await add(counter)
    await add(counter)
    assert "Save it all the same?" in counter.text
    assert "another schedule comes then" in said_by(counter)
    await counter.press("f12")
    assert "has 1 other repeat pickup:" in said_by(counter)
    assert "every week on Thursday, 12pm to 2pm" in said_by(counter)
    await counter.press("2")
    assert "They make no further orders" in said_by(counter)
    await counter.press("escape")
    assert host.requests.count("repeatPickup") == 1
    await counter.press("ctrl+s", "f12", "2", "f12")
    assert host.requests.count("repeatPickup") == 2
    known = counter.app.desk.shop.repeat_pickups_of(counter.app.screen.customer_id)
    assert known is not None
    assert len(known.value) == 1


async def test_a_tip_is_an_amount_or_per_cent_and_days_ahead_go_with_an_sms(
    counter: Counter,
) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    editor = counter.app.screen
    editor.query_one("#tip", Input).focus()
    await counter.type("5")
    await counter.press("tab")
    await counter.type("1")
    assert (value(counter, "tip"), value(counter, "tipPercent")) == ("", "1")
    await counter.press("shift+tab")
    await counter.type("2.50")
    assert (value(counter, "tip"), value(counter, "tipPercent")) == ("2.50", "")
    assert editor.query_one("#schedulerConfirmDays").disabled
    editor.query_one("#schedulerType", Select).value = "1"
    await counter.settle()
    editor.query_one("#schedulerConfirmDays").focus()
    await counter.settle()
    await counter.press("shift+tab")
    assert "needed: how many days ahead" in said_by(counter)


async def test_times_are_picked_from_the_route_and_a_far_day_costs_one_request(
    counter: Counter, host: Host
) -> None:
    await opened_on_a_route(counter)
    before = len(host.requests)
    await counter.press(NEW)
    await counter.type("tue")
    await counter.press("tab", "tab", "f6")
    assert "Time of the pickup on Tue 2 Jun (route" in counter.text
    assert "left)" in counter.text
    await counter.press("1")
    assert (value(counter, "pickupStart"), value(counter, "pickupEnd")) == ("8am", "10am")
    assert counter.app.screen.focused is counter.app.screen.query_one("#duration")
    assert host.requests[before:] == []
    await counter.press("ctrl+s")
    assert host.requests[before:].count("repeatPickup") == 1
    before = len(host.requests)

    await counter.press(NEW)
    await counter.type("2026-09-01")
    await counter.press("tab", "tab", "f6")
    assert host.requests[before:] == ["getSlots"]
    assert "Time of the pickup on Tue 1 Sep" in counter.text
    await counter.press("escape", "f6")
    assert host.requests[before:] == ["getSlots"]


async def test_a_time_that_the_route_lacks_is_marked_and_asked_about(
    counter: Counter, host: Host
) -> None:
    await opened_on_a_route(counter)
    await counter.press(NEW)
    await counter.type("tue")
    await counter.press("tab", "tab")
    await counter.type("9am")
    await counter.press("tab")
    await counter.type("11am")
    await counter.press("tab")
    assert "? Tue 2 Jun:" in counter.text
    assert "! no such time" in counter.text  # in the preview
    await counter.press("ctrl+s")
    assert "Save it all the same?" in counter.text
    assert "Pickup from: Tue 2 Jun: no such time on the route" in said_by(counter)
    await counter.press("escape")
    assert "repeatPickup" not in host.requests
    await counter.press("ctrl+s", "f12")
    assert host.requests.count("repeatPickup") == 1
    assert "WRONG: Tue 2 Jun" in said_by(counter)
    assert ": no such time on the route" in said_by(counter)
    await counter.press("enter")
    assert "! no such time" in counter.text  # as it is
    counter.app.screen.query_one("#duration", Input).value = "4"
    await counter.press("ctrl+s")
    assert "Save 1 change?" in counter.text  # it is not asked about again
    await counter.press("escape", "tab", "tab", "ctrl+u")
    await counter.type("8am")
    await counter.press("tab", "ctrl+u")
    await counter.type("10am")
    assert "no such time" not in counter.text
    await counter.press("ctrl+s", "f12")
    assert host.requests.count("updateRepeatPickup") == 1
    assert "no such time" not in counter.text


async def test_a_draft_is_as_old_as_what_was_typed_however_often_it_is_opened(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter", "ctrl+u")
    await counter.type("fri 5 jun")
    await counter.press("escape")
    for minutes in (5, 10, 15):
        host.now += 300
        await counter.press("enter", "tab")
        assert f"Typed {minutes} min ago and not sent yet." in said_by(counter)
        await counter.press("escape")


async def test_the_day_stands_in_the_form_as_people_say_it(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter")
    assert value(counter, "pickupDate") == "Thu 4 Jun 2026"
    for same in ("thu", "2026-06-04", "4 jun"):
        await counter.press("shift+tab", "tab", "ctrl+u")
        await counter.type(same)
        await counter.press("ctrl+s")
        assert "Nothing was changed" in said_by(counter)
    await counter.press("ctrl+u")
    await counter.type("fri 5 jun")
    await counter.press("ctrl+s")
    assert "Next pickup: Thu 4 Jun → " in said_by(counter)
    await counter.press("f12")
    assert host.requests.count("updateRepeatPickup") == 1


async def test_what_was_just_typed_is_thrown_away_on_demand(counter: Counter) -> None:
    await opened_pickups(counter)
    await counter.press(NEW, "ctrl+n")
    assert "Nothing was typed here that could be thrown away." in said_by(counter)
    await counter.type("wed")
    await counter.press("f1")
    assert "Begin anew" in counter.text
    await counter.press("escape", "ctrl+n", "f12")
    assert value(counter, "pickupDate") == ""
    await counter.press("escape")
    assert await counter.app.desk.shop.drafts.all("repeat pickup") == []


async def test_it_is_said_why_nothing_comes_of_what_was_typed(counter: Counter) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    await counter.type("2026-05-25")
    assert "Mon 25 May has gone: today or later." in said_by(counter)
    assert "in 4 days" not in said_by(counter)
    await counter.press("ctrl+u")
    await counter.type("+7")
    counter.app.screen.query_one("#duration", Input).value = "5"
    counter.app.screen.query_one("#ordersCreatedSoFar", Input).value = "6"
    await counter.settle()
    assert "None is left: 6 of 5 orders are done." in said_by(counter)


@pytest.mark.parametrize("day", ["sun", "sun 31 may", "2026-05-31"])
async def test_a_closed_day_is_marked_as_soon_as_it_was_left(counter: Counter, day: str) -> None:
    await opened_on_a_route(counter)
    await counter.press(NEW)
    await counter.type(day)
    assert "? Sun 31 May" not in counter.text  # it is being typed
    await counter.press("tab")
    assert "? Sun 31 May: closed" in said_by(counter)
    await counter.press("shift+tab", "ctrl+u")
    await counter.type("mon")
    await counter.press("tab")
    assert "? Sun 31 May" not in counter.text
    await counter.press("shift+tab", "f6", "left", "enter")
    assert value(counter, "pickupDate") == "Sun 31 May 2026"
    assert "? Sun 31 May: closed" in said_by(counter)


async def test_nothing_that_is_typed_ends_the_form(counter: Counter) -> None:
    await opened_on_a_route(counter)
    await counter.press(NEW)
    for name, typed in (
        ("pickupDate", "tue"),
        ("deliveryDays", "9" * 12),
        ("duration", "9" * 30),
        ("tip", "-1e9"),
        ("pickupStart", "25pm"),
    ):
        counter.app.screen.query_one(f"#{name}", Input).value = typed
        await counter.settle()
    counter.app.screen.query_one("#deliveryStart").focus()
    await counter.settle()
    await counter.press("f6", "ctrl+s")
    assert "Nothing was sent: what is marked is to be mended first." in said_by(counter)
    assert "not foreseen" not in counter.text


async def test_a_day_is_picked_from_the_calendar(counter: Counter) -> None:
    await opened_pickups(counter)
    await counter.press(NEW, "f6")
    assert "Day of the pickup" in counter.text
    assert "Thu 28 May 2026, today" in counter.text
    await counter.press("left", "enter")
    assert "Wed 27 May 2026 has gone" in counter.text
    await counter.press("right", "down", "enter")
    assert value(counter, "pickupDate") == "Thu 4 Jun 2026"
    await counter.press("f7")
    assert not counter.app.screen.query_one("#form").is_on_screen
    await counter.press("down", "enter")
    assert value(counter, "pickupDate") == "Thu 11 Jun 2026"
    assert "Thu 11 Jun 2026, in 14 days" in counter.text


async def test_a_form_that_is_left_open_over_midnight_keeps_the_day_that_was_meant(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    await counter.type("tomorrow")
    await counter.press("tab")
    assert "Fri 29 May 2026, tomorrow" in counter.text
    host.now += 86_400
    counter.app.news.look()
    await counter.settle()
    assert value(counter, "pickupDate") == "Fri 29 May 2026"
    assert "Fri 29 May 2026, today" in counter.text
    host.now += 86_400
    counter.app.news.look()
    await counter.settle()
    assert "has gone" in said_by(counter)


async def test_what_was_typed_is_kept_and_thrown_away_on_demand(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        customer_id = (await opened_pickups(counter)).customer_id
        await counter.press(NEW)
        await counter.type("wed")
        await counter.press("escape")
        assert isinstance(counter.app.screen, RepeatPickupsScreen)
        await counter.press(NEW)
        assert value(counter, "pickupDate") == "Wed 3 Jun 2026"
        assert "Typed just now and not sent yet. Ctrl+N throws it away." in said_by(counter)
        await counter.press("ctrl+n", "f12")
        assert value(counter, "pickupDate") == ""
        assert "needed" not in counter.text
        await counter.type("+11")
        await counter.press("f2")
    async with open_counter() as counter:  # another program, on the same computer
        counter.app.go(OpenRepeatPickups(customer_id))
        await counter.settle()
        await counter.press(NEW)
        assert value(counter, "pickupDate") == "Mon 8 Jun 2026"
        editor = counter.app.screen
        editor.query_one("#pickupStart", Input).value = "12pm"
        editor.query_one("#pickupEnd", Input).value = "2pm"
        await counter.press("ctrl+s")
        assert host.requests.count("repeatPickup") == 1
        assert await counter.app.desk.shop.drafts.all("repeat pickup") == []
        # The draft of a known schedule is none of a new one.
        await counter.press("enter")
        await counter.press("tab", "tab", "tab", "tab")
        await counter.type("7")
        await counter.press("escape", NEW)
        assert value(counter, "duration") == ""
        await counter.press("escape", "enter")
        assert value(counter, "duration") == "07"


async def test_a_refusal_keeps_what_was_typed(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="repeatPickup")
    await add(counter)
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    assert "does not accept" in counter.text
    assert value(counter, "pickupEnd") == "2pm"


async def test_a_pickup_that_was_not_changed_is_not_sent(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter")
    editor = counter.app.screen
    await counter.press("ctrl+s")
    assert "Nothing was changed" in said_by(counter)
    for name, typed in (("pickupStart", "12:00 PM"), ("pickupEnd", "14:00"), ("duration", "")):
        editor.query_one(f"#{name}", Input).value = typed
    await counter.press("ctrl+s")
    assert "Nothing was changed" in said_by(counter)
    assert counter.app.screen is editor
    assert "updateRepeatPickup" not in host.requests


async def test_find_leaves_the_form_and_keeps_what_was_typed(counter: Counter) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    await counter.type("wed")
    await counter.press("f3", "f2")
    assert isinstance(counter.app.screen, RepeatPickupEditor)  # from elsewhere, back to it
    await counter.press("f2")
    assert isinstance(counter.app.screen, SearchScreen)
    assert "What was typed is kept; open the form again to go on with it." in counter.notices
    await opened_pickups(counter)
    await counter.press(NEW)
    assert "3 Jun" in value(counter, "pickupDate")


async def test_find_says_why_it_does_not_leave_a_form_whose_draft_can_not_be_kept(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened_pickups(counter)
    await counter.press(NEW)
    await counter.type("wed")

    async def fails(*_: object, **__: object) -> None:
        raise StorageError(Path("journal.db"), OSError())

    monkeypatch.setattr(counter.app.desk.shop.drafts, "keep", fails)
    await counter.press("f2")
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    assert "What was typed can't be kept, so the form stays." in said_by(counter)


async def test_nothing_is_waited_for_while_somebody_is_asked(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("k")
    assert "Skip the pickup" in counter.text
    assert "waiting for the API" not in counter.text
    await counter.press("escape", "enter")
    counter.app.screen.query_one("#duration", Input).value = "6"
    host.now += 3600
    await counter.press("ctrl+s")
    assert "Save 1 change?" in counter.text
    assert "waiting for the API" not in counter.text
    await counter.press("escape")
    assert "waiting for the API" not in counter.text


async def test_a_draft_keeps_the_day_that_was_meant(open_counter: Open, host: Host) -> None:
    async with open_counter() as counter:
        await opened_pickups(counter)
        await counter.press(NEW)
        await counter.type("+7")
        await counter.press("tab")
        assert value(counter, "pickupDate") == "Thu 4 Jun 2026"
        await counter.press("shift+tab", "ctrl+u")
        await counter.type("tue")
        await counter.press("escape")
    host.now += 3 * 86_400
    async with open_counter() as counter:
        await opened_pickups(counter)
        await counter.press(NEW)
        assert value(counter, "pickupDate") == "Tue 2 Jun 2026"


async def test_what_is_saved_is_what_was_shown_when_the_day_turns_meanwhile(
    counter: Counter, host: Host
) -> None:
    screen = await opened_pickups(counter)
    await counter.press(NEW)
    counter.app.screen.query_one("#pickupStart", Input).value = "9am"
    counter.app.screen.query_one("#pickupEnd", Input).value = "12pm"
    await counter.type("+2")
    assert "Sat 30 May 2026, in 2 days" in said_by(counter)
    host.now += 86_400
    await counter.press("ctrl+s")
    known = counter.app.desk.shop.repeat_pickups_of(screen.customer_id)
    assert known is not None
    assert [each.next_day for each in known.value] == [date(2026, 5, 30)]


async def test_what_somebody_else_changed_beside_it_stands_in_the_form_and_is_checked(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter", "tab", "tab", "tab", "ctrl+u")
    await counter.type("3pm")
    update = "UPDATE repeat_pickups SET duration = 5, pickup_start = '3pm', pickup_end = '5pm'"
    host.app.state.server.store.execute(update)
    host.now += 3600
    await counter.press("ctrl+s")
    assert "Somebody else changed it." in said_by(counter)
    assert "Pickup to: was 2pm → now 5pm → yours 3pm" in said_by(counter)
    await counter.press("f12")
    assert ": 0 of 5 done, 5 left" in said_by(counter)  # in the title
    assert (value(counter, "pickupStart"), value(counter, "duration")) == ("3pm", "5")
    assert value(counter, "pickupEnd") == "3pm"
    assert "! is not after 3pm" in counter.text
    assert "what was not typed here stands as it is now" in said_by(counter)
    assert "updateRepeatPickup" not in host.requests
    await counter.press("ctrl+u")
    await counter.type("4pm")
    await counter.press("ctrl+s", "f12")  # the route has no such window
    assert "Save" in counter.text
    assert "Somebody else changed it." not in said_by(counter)
    await counter.press("f12")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    assert host.requests.count("updateRepeatPickup") == 1


async def test_what_is_read_anew_while_it_is_typed_stands_where_nothing_was_typed(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter")
    counter.app.screen.query_one("#tip", Input).value = "4"
    host.app.state.server.store.execute("UPDATE repeat_pickups SET duration = 5")
    await counter.app.desk.shop.ask.refresh_repeat_pickups(counter.app.screen.customer_id)
    await counter.until(lambda: value(counter, "duration") == "5")
    assert value(counter, "tip") == "4"
    assert "Somebody else changed this repeat pickup meanwhile" in said_by(counter)
