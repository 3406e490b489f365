"""What is done to a schedule from the list, with the calendar beside it, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.destinations import OpenRepeatPickups
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.pickups.moving import half_moves
from cleancloud_tui.values.days import day_text, day_typed
from cleancloud_tui.widgets.month_calendar import MonthCalendar
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.pickups.steps import add, opened_pickups


def days(counter: Counter) -> list[date]:
    """The next days of the customer's schedules."""
    screen = counter.app.screen
    assert isinstance(screen, RepeatPickupsScreen)
    known = counter.app.desk.shop.repeat_pickups_of(screen.customer_id)
    assert known is not None
    return sorted(each.next_day for each in known.value if each.next_day)


def said(counter: Counter) -> str:
    """What stands on the screen, or in the frame of a dialog, and under it."""
    lines = (each.split("█") for each in counter.text.splitlines())
    return " ".join(" ".join(each[1] if len(each) > 2 else each[0] for each in lines).split())


def an_open_day(counter: Counter) -> date:
    """A Tuesday beyond what the route told, so that nothing is known to be closed then."""
    day = day_typed("tue", counter.app.desk.wording.today)
    assert day is not None
    return day + timedelta(weeks=10)


async def begun(counter: Counter) -> date:
    """Make a schedule; return its first day."""
    await opened_pickups(counter)
    day = an_open_day(counter)
    await add(counter, day.isoformat())
    assert days(counter) == [day]
    return day


async def move_once(counter: Counter, day: date) -> None:
    """Move the next pickup to another day, and say yes to it."""
    await counter.press("v")
    await counter.type(f"{day}")
    await counter.press("enter", "f12")


async def test_a_skip_shows_both_and_is_taken_back(counter: Counter, host: Host) -> None:
    day = await begun(counter)
    before = len(host.requests)
    await counter.press("k")
    assert "the schedule goes on from there" in said(counter)
    assert "Now Then" in said(counter)
    await counter.press("f12")
    assert days(counter) == [day + timedelta(weeks=1)]
    assert host.requests[before:] == ["updateRepeatPickup"]
    await counter.press("u")
    assert "This one: every week on Tuesday, 12pm to 2pm." in said(counter)
    assert f"{day_text(day + timedelta(weeks=1))} → {day_text(day)}" in said(counter)
    await counter.press("f12")
    assert days(counter) == [day]


async def test_one_is_moved_alone_paused_and_put_on_another_weekday(
    counter: Counter, host: Host
) -> None:
    day = await begun(counter)
    await counter.press("v")
    await counter.type(f"{day}")
    await counter.press("enter")
    if counter.is_asking:  # the times that the route has
        await counter.press("enter")
    assert "It comes on that day already." in said(counter)
    await counter.press("v")
    await counter.type("never")
    await counter.press("enter")
    assert "“never” is no clear day to come" in said(counter)
    await counter.press("ctrl+u")
    await counter.type(f"{day + timedelta(1)}")
    await counter.press("enter")
    assert "CleanCloud can't move one alone" in said(counter)
    await counter.press("f12")
    assert days(counter) == [day + timedelta(1), day + timedelta(weeks=1)]
    assert host.requests.count("repeatPickup") == 2
    await counter.press("u")
    assert "Take back the move of the pickup of" in said(counter)
    await counter.press("f12")
    assert days(counter) == [day]
    assert "The move is taken back" in said(counter)
    await counter.press("v", "f6")  # the calendar, in place of typing
    assert "Arrows, PageUp and PageDown move" in said(counter)
    await counter.press("right", "right", "enter", "f12")
    assert days(counter) == [day + timedelta(2), day + timedelta(weeks=1)]

    await counter.press("home", "down", "p")
    await counter.type(f"{day + timedelta(weeks=5, days=1)}")
    await counter.press("enter", "f12")
    assert days(counter)[1] == day + timedelta(weeks=6)
    await counter.press("w", "4", "f12")  # Thursday
    assert days(counter)[1] == day + timedelta(weeks=6, days=2)


async def test_what_was_ended_is_made_again_and_a_copy_is_ended(counter: Counter) -> None:
    day = await begun(counter)
    await counter.press("d")
    assert "No longer comes" in said(counter)
    await counter.press("f12")
    assert days(counter) == []
    await counter.press("u")
    assert "The repeat pickup that was ended is made again." in said(counter)
    await counter.press("f12")
    assert days(counter) == [day]
    screen = counter.app.screen
    assert isinstance(screen, RepeatPickupsScreen)
    await counter.press("y")
    others = [each.customer.name for each in screen.shop.search("", limit=50)]
    other = next(each for each in others if each.isascii() and each.replace(" ", "").isalpha())
    await counter.type(other)
    await counter.press("down", "enter")
    assert f"Copy it to {other}?" in said(counter)
    await counter.press("f12")
    assert f"u among {other}'s takes it back" in said(counter)
    assert days(counter) == [day]


async def test_what_somebody_else_changed_is_shown_before_it_is_overwritten(
    counter: Counter, host: Host
) -> None:
    day = await begun(counter)
    screen = counter.app.screen
    assert isinstance(screen, RepeatPickupsScreen)
    (pickup,) = counter.app.desk.shop.repeat_pickups_of(screen.customer_id).value  # type: ignore[union-attr]
    elsewhere = await host.connect()
    later = day + timedelta(weeks=3)
    await elsewhere.call(
        "updateRepeatPickup",
        {
            "pickupID": pickup.id,
            "customerID": screen.customer_id,
            "pickupDate": later,
            "pickupStart": "2pm",
            "pickupEnd": "4pm",
        },
    )
    host.now += 3600
    await counter.press("k")
    assert "Somebody else changed it" in said(counter)
    assert f"Skip the pickup of {counter.app.desk.wording.day(later)}?" in said(counter)
    assert "2pm to 4pm" in said(counter)
    await counter.press("f12")
    assert days(counter) == [later + timedelta(weeks=1)]


async def test_the_calendar_tells_the_day_and_opens_what_is_on_it(
    counter: Counter, host: Host
) -> None:
    day = await begun(counter)
    calendar = counter.app.screen.query_one(MonthCalendar)
    assert calendar.cursor == day
    await counter.press("c", "right")
    assert calendar.has_focus
    assert f"{counter.app.desk.wording.day(day + timedelta(1))}: nothing" in said(counter)
    await counter.press("enter")
    assert "that could be opened" in said(counter)
    await counter.press("left", "enter")
    assert isinstance(counter.app.screen, RepeatPickupEditor)


async def test_an_order_on_the_calendar_is_opened_and_a_fresh_mirror_asks_nothing(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    order = next(
        order
        for found in shop.search("", limit=50)
        for order in shop.orders_of(found.customer.id)
        if order.awaits_pickup and order.pickup_day and order.pickup_day >= an_open_day(counter)
        - timedelta(weeks=11)
    )  # fmt: skip
    counter.app.go(OpenRepeatPickups(order.customer_id))
    await counter.settle()
    assert {"getPickups", "getDates"} >= set(host.requests[-2:])
    before = len(host.requests)
    await counter.press("escape")
    counter.app.go(OpenRepeatPickups(order.customer_id))
    await counter.settle()
    assert host.requests[before:] == []
    calendar = counter.app.screen.query_one(MonthCalendar)
    assert order.pickup_day is not None
    calendar.cursor = order.pickup_day
    await counter.press("c", "enter")
    if counter.is_asking:
        await counter.press("1")
    assert isinstance(counter.app.screen, OrderScreen)


async def test_a_move_that_was_done_by_half_is_told_by_the_next_program_too(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        day = await begun(counter)
        customer_id = counter.app.screen.customer_id  # type: ignore[attr-defined]
        host.faults.cause(Fault.DROP_AFTER, times=1, operation="repeatPickup")
        await move_once(counter, day + timedelta(1))
        assert host.requests.count("updateRepeatPickup") == 0
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        counter.app.go(OpenRepeatPickups(customer_id))
        await counter.settle()
        await counter.app.desk.shop.outbox.round()
        await counter.press("f5")
        assert days(counter) == [day, day + timedelta(1)]
        assert "stands too, so two come" in said(counter)
        await counter.press("ctrl+r")
        assert "which was done by half: two come" in said(counter)
        assert "Nothing is open" not in said(counter)
        await counter.press("m")
        assert isinstance(counter.app.screen, RepeatPickupsScreen)
        await counter.press("home", "k")
        assert "Go on with the move of the pickup of" in said(counter)
        await counter.press("f12")
        assert days(counter) == [day + timedelta(1), day + timedelta(weeks=1)]
        assert "so two come" not in said(counter)
        host.now += 200  # then the first half can't come twice any more
        await counter.app.desk.shop.outbox.round()
        assert not any("one half of a move" in each for each in counter.notices)
        await counter.press("u")
        assert "Take back the move of the pickup of" in said(counter)
        await counter.press("f12")
        assert days(counter) == [day]


async def test_the_notice_and_to_resolve_tell_that_what_happened_is_half_a_move(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        day = await begun(counter)
        host.faults.cause(Fault.DROP_AFTER, times=1, operation="repeatPickup")
        await move_once(counter, day + timedelta(1))
        await counter.press("ctrl+r")
        host.now += 200
        await counter.app.desk.shop.outbox.round()
        await counter.settle()
        assert any("It is one half of a move" in each for each in counter.notices)
        host.now += half_moves.BETWEEN  # until then it may go on
        await counter.press("f5")
        assert "which was done by half: two come" in said(counter)
        assert "Nothing waits for your decision" in said(counter)


async def test_while_the_second_half_of_a_move_is_on_its_way_nothing_is_told_of_two(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        day = await begun(counter)
        told: list[str] = []

        async def look(operation: str) -> None:
            if operation == "updateRepeatPickup":
                await counter.app.screen._tell_of_half_moves().wait()  # type: ignore[attr-defined]
                told.append(said(counter))

        host.held = look
        await move_once(counter, day + timedelta(1))
        assert told
        assert "so two come" not in told[0]
