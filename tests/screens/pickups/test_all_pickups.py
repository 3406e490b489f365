"""The repeat pickups of all customers: what is known of them, what is due, what is wrong."""

from __future__ import annotations

from datetime import timedelta

from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.screens.pickups.all_pickups import AllPickupsScreen
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.shop.pickups.shopwide.known import known_schedules
from cleancloud_tui.widgets.table import Table
from tests.elsewhere import a_customer, elsewhere
from tests.host import Host
from tests.screens.conftest import Counter

DAY = timedelta(days=1)


async def make(host: Host, customer_id: str, counter: Counter, days: int, **more: str) -> None:
    """Make a schedule that comes first so many days from today, and let this counter read it."""
    day = day_stamp(counter.app.desk.wording.today + days * DAY)
    window = {"pickupStart": "9am", "pickupEnd": "11am", "pickupDate": day}
    await elsewhere(host, "repeatPickup", customerID=customer_id, **{**window, **more})
    await counter.app.desk.shop.ask.refresh_repeat_pickups(customer_id)


def rows(counter: Counter) -> int:
    return counter.app.screen.query_one("#all-pickups", Table).row_count


async def test_who_had_pickups_is_asked_about_ten_at_a_time(counter: Counter, host: Host) -> None:
    shop = counter.app.desk.shop
    host.requests.clear()
    await counter.press("ctrl+e")
    assert isinstance(counter.app.screen, AllPickupsScreen)
    assert "none known yet" in counter.text
    assert "Nobody was asked about yet; " in counter.text
    assert " with pickups not yet (F5)" in counter.text
    assert host.requests == []
    await counter.press("f5")
    assert host.requests[:10] == ["getPickups"] * 10
    assert 1 <= host.requests[10:].count("getDates") == len(host.requests) - 10 <= 3
    assert "10 customers asked about, the oldest " in counter.text
    known = known_schedules(shop, counter.app.desk.wording.today)
    assert rows(counter) == len(known.schedules) > 0
    assert known.schedules[0].name[:8] in counter.text
    host.is_offline = True
    await counter.press("f5")
    assert "can't be reached" in counter.text
    assert rows(counter) == len(known.schedules)
    await counter.press("enter")
    assert isinstance(counter.app.screen, RepeatPickupsScreen)
    assert counter.app.screen.customer_id == known.schedules[0].pickup.customer_id


async def test_what_is_due_and_what_is_wrong(counter: Counter, host: Host) -> None:
    ada, zia = await a_customer(host, "Ada Lane"), await a_customer(host, "Zia Reach")
    for customer_id in (ada, zia):
        await counter.app.desk.shop.ask.refresh_profile(customer_id)
    await make(host, ada, counter, 1, deliveryDays="2", deliveryStart="5pm", deliveryEnd="7pm")
    await make(host, zia, counter, 8, pickupStart="8am", pickupEnd="10am")
    await make(host, zia, counter, 8, duration="3")
    await counter.press("ctrl+b", "7")
    assert "all customers, all: 3, 0 due today, 1 in 7 days" in counter.text
    lines = counter.text.splitlines()
    place = {
        name: next(at for at, each in enumerate(lines) if name in each) for name in ("Ada", "Zia")
    }
    assert place["Ada"] < place["Zia"]
    assert "Every week on Friday, 9am to 11am; delivered 2 days later, 5pm to 7pm" in counter.text
    assert "tomorrow 1 9am to 11am 1" in " ".join(counter.text.split())
    assert "Fri 3" in counter.text  # of all of them
    for keys, said, count in (
        ("t", "today: none that is known", 0),
        ("w", "today to Wed 3 Jun: 1", 1),
        ("x", "something is wrong: 2", 2),  # they come at once
        ("a", "all: 3", 3),
    ):
        await counter.press(keys)
        assert said in counter.text
        assert rows(counter) == count
    await counter.press("d", "1")
    assert "on Monday: none that is known" in counter.text
    await counter.press("tab", *["down"] * 8, "enter")
    assert "Fri 5 Jun: 3" in counter.text
    assert "another schedule" in counter.text
    await counter.press("down")
    assert "collides with every week on Friday, 9am to 11am" in " ".join(counter.text.split())
