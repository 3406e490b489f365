from datetime import timedelta

import pytest
from textual.widgets import Input, Select

from cleancloud_tui.practice import replies
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.destinations import OpenRepeatPickups
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.values.days import day_typed
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open


async def opened_pickups(counter: Counter) -> RepeatPickupsScreen:
    """The repeat pickups of the first customer who has none yet."""
    shop = counter.app.desk.shop
    for found in shop.search("", limit=50):
        if not await shop.ask.refresh_repeat_pickups(found.customer.id):
            counter.app.go(OpenRepeatPickups(found.customer.id))
            await counter.settle()
            assert isinstance(counter.app.screen, RepeatPickupsScreen)
            return counter.app.screen
    raise AssertionError("every customer has a repeat pickup")


async def add(counter: Counter, day: str = "+7") -> None:
    await counter.press("a")
    await counter.type(day)
    await counter.press("tab", "tab")
    await counter.type("10am")
    await counter.press("tab")
    await counter.type("1pm")
    await counter.press("ctrl+s")


async def test_one_is_made_edited_skipped_and_deleted_and_found_again(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        screen = await opened_pickups(counter)
        customer_id = screen.customer_id
        assert "none yet" in counter.text
        await add(counter)
        assert isinstance(counter.app.screen, RepeatPickupsScreen)
        made = counter.app.desk.shop.repeat_pickups_of(customer_id)
        assert made is not None
        assert len(made.value) == 1
        first = made.value[0]
        today = screen.wording.today
        assert first.next_day == today + timedelta(days=7)
        assert (first.pickup_start, first.pickup_end, first.frequency) == ("10am", "1pm", 1)
        assert "10am to 1pm" in counter.text

        await counter.press("enter")
        editor = counter.app.screen
        assert isinstance(editor, RepeatPickupEditor)
        editor.query_one("#frequency", Select).value = "2"
        editor.query_one("#deliveryDays", Input).value = "2"
        await counter.press("ctrl+s")
        assert "every 2 weeks" in counter.text
        await counter.press("k", "f12")
        known = counter.app.desk.shop.repeat_pickups_of(customer_id)
        assert known is not None
        assert known.value[0].next_day == today + timedelta(days=21)
        assert known.value[0].delivery_days == 2

    async with open_counter() as counter:
        counter.app.go(OpenRepeatPickups(customer_id))
        await counter.settle()
        assert "every 2 weeks" in counter.text
        await counter.press("d", "escape")
        assert counter.app.screen.query_one(Table).row_count == 1
        await counter.press("d", "f12")
        assert "none yet" in counter.text


async def test_what_is_wrong_is_said_before_a_request_is_spent(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    before = len(host.requests)
    await counter.press("a", "ctrl+s")
    assert "needed: the day of the first pickup" in counter.text
    await counter.type("never")
    await counter.press("ctrl+s")
    assert "is no clear day" in counter.text
    assert host.requests[before:] == []
    assert isinstance(counter.app.screen, RepeatPickupEditor)


async def test_a_refusal_keeps_what_was_typed(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="repeatPickup")
    await add(counter)
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    assert "does not accept" in counter.text
    assert counter.app.screen.query_one("#pickupEnd", Input).value == "1pm"


async def test_leaving_with_something_typed_asks_first(counter: Counter) -> None:
    await opened_pickups(counter)
    await counter.press("a", "escape")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    await counter.press("a")
    await counter.type("+3")
    await counter.press("escape")
    assert counter.is_asking
    await counter.press("escape")
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    await counter.press("f4", "f2", "escape", "f12")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)


async def test_deleting_all_others_is_said_aloud(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("a")
    await counter.type("+9")
    editor = counter.app.screen
    editor.query_one("#pickupStart", Input).value = "9am"
    editor.query_one("#pickupEnd", Input).value = "11am"
    editor.query_one("#deleteOld", Select).value = "1"
    await counter.press("ctrl+s")
    assert "wipes all 1 of them" in counter.text
    await counter.press("escape")
    assert host.requests.count("repeatPickup") == 1
    await counter.press("ctrl+s", "f12")
    assert counter.app.screen.query_one(Table).row_count == 1
    assert "9am to 11am" in counter.text


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What CleanCloud tells of every repeat pickup in place of what it is."""
    odd: dict[str, object] = {}
    as_it_is = replies.repeat_pickup
    monkeypatch.setattr(replies, "repeat_pickup", lambda row: {**as_it_is(row), **odd})
    return odd


def said_by(counter: Counter) -> str:
    return " ".join(counter.text.split())


async def test_a_day_of_another_year_is_seen_as_a_whole(
    counter: Counter, told: dict[str, object]
) -> None:
    told.update(pickupDate="2027-12-29", pickupStart="10:30am", pickupEnd="11:30am")
    await opened_pickups(counter)
    await add(counter)
    assert "Wed 29 Dec 2027 every week on Wednesday, 10:30am to" in said_by(counter)


@pytest.mark.parametrize(
    ("odd", "listed", "field", "missing"),
    [
        ({"pickupStart": "99pm"}, "unknown to 1pm", "pickupStart", "from when"),
        ({"pickupEnd": "0"}, "10am to unknown", "pickupEnd", "until when"),
        ({"pickupStart": "x", "pickupEnd": "25:00"}, "unknown", "pickupEnd", "from when, until"),
        ({"frequency": "often"}, "unknown", "", "how often it comes"),
        ({"pickupDate": "soon"}, "unknown", "pickupDate", "its day"),
        ({"tip": "NaN"}, "unknown", "tip", ""),
        ({"tip": "-3"}, "unknown", "tip", ""),
        ({"tipPercent": "x"}, "unknown", "tipPercent", ""),
        (
            {"deliveryDays": 2, "deliveryStart": "1pm", "deliveryEnd": "99"},
            "delivered 2 days later",
            "",
            "",
        ),
    ],
)
async def test_what_can_not_be_is_unknown_and_what_needs_it_refuses_before_it_asks(
    counter: Counter,
    host: Host,
    told: dict[str, object],
    odd: dict[str, object],
    listed: str,
    field: str,
    missing: str,
) -> None:
    await opened_pickups(counter)
    told.update(odd)
    await add(counter)
    assert listed in said_by(counter)
    assert "99pm" not in counter.text
    await counter.press("k")
    assert counter.is_asking is not bool(missing)
    if missing:
        assert f"while this is unknown: {missing}" in said_by(counter)
    else:
        await counter.press("f12")
        assert host.requests.count("updateRepeatPickup") == 1
        assert "Next pickup is" in said_by(counter)
    await counter.press("enter")
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    if field:
        entry = counter.app.screen.query_one(f"#{field}", Input)
        assert (entry.value, entry.placeholder) == ("", "unknown")


async def test_the_cursor_stays_on_the_pickup_that_was_skipped_or_saved(
    counter: Counter, host: Host
) -> None:
    await opened_pickups(counter)
    for day in ("+7", "+8", "+9"):
        await add(counter, day)
    table = counter.app.screen.query_one(Table)
    await counter.press("home", "down")
    second = table.key
    await counter.press("k", "f12")
    assert "Next pickup is" in said_by(counter)
    assert table.key == second
    await counter.press("enter")
    counter.app.screen.query_one("#deliveryDays", Input).value = "2"
    await counter.press("ctrl+s")
    assert "Delivered 2 days later" in counter.text or "delivered 2 days later" in counter.text
    assert table.key == second
    await counter.press("d", "f12")
    assert table.row_count == 2
    assert table.cursor_row == 1


async def test_a_pickup_that_was_not_changed_is_not_sent(counter: Counter, host: Host) -> None:
    await opened_pickups(counter)
    await add(counter)
    await counter.press("enter")
    editor = counter.app.screen
    await counter.press("ctrl+s")
    assert "Nothing was changed" in said_by(counter)
    for name, typed in (("pickupStart", "10:00 AM"), ("pickupEnd", "13:00"), ("duration", "")):
        editor.query_one(f"#{name}", Input).value = typed
    await counter.press("ctrl+s")
    assert "Nothing was changed" in said_by(counter)
    assert counter.app.screen is editor
    assert "updateRepeatPickup" not in host.requests
    editor.query_one("#duration", Input).value = "3"
    await counter.press("ctrl+s")
    assert host.requests.count("updateRepeatPickup") == 1


def test_days_as_staff_type_them() -> None:
    from datetime import date

    monday = date(2026, 11, 23)
    assert day_typed("today", monday) == monday
    assert day_typed("Tomorrow", monday) == date(2026, 11, 24)
    assert day_typed("+10", monday) == date(2026, 12, 3)
    assert day_typed("mon", monday) == date(2026, 11, 30)
    assert day_typed("tuesday", monday) == date(2026, 11, 24)
    assert day_typed("2026-12-01", monday) == date(2026, 12, 1)
    for nonsense in ("", "soon", "2026-13-01", "+", "12"):
        assert day_typed(nonsense, monday) is None
