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
from tests.screens.pickups.steps import add, opened_pickups


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
        assert (first.pickup_start, first.pickup_end, first.frequency) == ("12pm", "2pm", 1)
        assert "12pm to 2pm" in counter.text

        await counter.press("enter")
        editor = counter.app.screen
        assert isinstance(editor, RepeatPickupEditor)
        editor.query_one("#frequency", Select).value = "2"
        editor.query_one("#deliveryDays", Input).value = "4"
        await counter.press("ctrl+s", "f12")
        assert "every 2 weeks" in counter.text
        await counter.press("k", "f12")
        known = counter.app.desk.shop.repeat_pickups_of(customer_id)
        assert known is not None
        assert known.value[0].next_day == today + timedelta(days=21)
        assert known.value[0].delivery_days == 4

    async with open_counter() as counter:
        counter.app.go(OpenRepeatPickups(customer_id))
        await counter.settle()
        assert "every 2 weeks" in counter.text
        await counter.press("d", "escape")
        assert counter.app.screen.query_one(Table).row_count == 1
        await counter.press("d", "f12")
        assert "none yet" in counter.text


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
        ({"pickupStart": "99pm"}, "unknown to 2pm", "pickupStart", "from when"),
        ({"pickupEnd": "0"}, "12pm to unknown", "pickupEnd", "until when"),
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
    await add(counter)
    for day in ("+8", "+11"):
        await add(counter, day)
        await counter.press("1")  # the others stay
    table = counter.app.screen.query_one(Table)
    await counter.press("home", "down")
    second = table.key
    await counter.press("k", "f12")
    assert "Next pickup is" in said_by(counter)
    assert table.key == second
    await counter.press("enter")
    counter.app.screen.query_one("#deliveryDays", Input).value = "4"
    await counter.press("ctrl+s", "f12")
    assert "elivered 4 days later" in said_by(counter)
    assert table.key == second
    await counter.press("d", "f12")
    assert table.row_count == 2
    assert table.cursor_row == 1


async def test_what_was_done_is_told_until_something_else_is_done(
    counter: Counter, host: Host
) -> None:
    screen = await opened_pickups(counter)
    await add(counter)
    await counter.press("k", "f12")
    assert "Next pickup is Thu 11 Jun; u takes it back." in said_by(counter)
    await counter.press("enter", "escape")
    await counter.app.desk.shop.ask.refresh_repeat_pickups(screen.customer_id)
    await counter.settle()
    assert "Next pickup is Thu 11 Jun" in said_by(counter)
    await counter.press("enter")
    counter.app.screen.query_one("#pickupDate", Input).value = "2026-06-18"
    await counter.press("ctrl+s", "f12")
    assert "Thu 18 Jun" in counter.text
    assert "u takes it back" not in counter.text
    await counter.press("k", "f12")
    assert "u takes it back" in counter.text
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="updateRepeatPickup")
    await counter.press("k", "f12")  # its answer is lost, and looked up
    host.now += 3600
    await counter.send_what_waits()
    assert "Thu 2 Jul" in counter.text
    assert any(it in said_by(counter) for it in ("did happen", "u takes it back"))
    await counter.press("k", "f12")
    assert "is Thu 9 Jul; u takes it back." in said_by(counter)
    host.app.state.server.store.execute("UPDATE repeat_pickups SET duration = 8")
    await counter.app.desk.shop.ask.refresh_repeat_pickups(screen.customer_id)
    await counter.until(lambda: "of 8 done" in said_by(counter))
    assert "u takes it back" not in counter.text
    await counter.press("k", "f12")
    assert "u takes it back" in counter.text
    host.app.state.server.store.execute("UPDATE repeat_pickups SET ended = 1")
    host.now += 3600
    await counter.press("k")
    assert "This repeat pickup is gone" in said_by(counter)
    assert "u takes it back" not in counter.text


async def test_what_is_found_out_hides_nothing_of_the_list(counter: Counter) -> None:
    await opened_pickups(counter)
    counter.app.desk.shop.parts.notifier.notify("An order did not arrive.")
    await counter.settle()
    assert "An order did not arrive." in counter.text.splitlines()[-2]
    assert counter.notices == []


async def test_schedules_that_were_never_read_are_unknown_and_not_none(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    found = (each.customer.id for each in shop.search("", limit=50))
    host.is_offline = True
    counter.app.go(OpenRepeatPickups(next(i for i in found if not shop.repeat_pickups_of(i))))
    await counter.settle()
    assert ": unknown" in counter.text
    assert "none yet" not in counter.text
    assert "there may be some" in said_by(counter)
    await counter.press("a")
    assert isinstance(counter.app.screen, RepeatPickupEditor)
    assert "whether others stand is unknown" in said_by(counter)


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
