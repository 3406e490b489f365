from datetime import date, timedelta

from cleancloud_tui.screens.destinations import OpenHolidays
from cleancloud_tui.screens.holidays.screen import HolidaysScreen
from cleancloud_tui.shop.shop import Shop
from tests.host import Host
from tests.screens.conftest import Counter


async def with_schedules(shop: Shop, day: date, count: int) -> list[str]:
    """Let so many customers have a weekly pickup whose next one is on a day."""
    customers = [found.customer.id for found in shop.search("", limit=count)]
    for customer_id in customers:
        await shop.write(
            "repeatPickup",
            {
                "customerID": customer_id,
                "pickupDate": day,
                "pickupStart": "10am",
                "pickupEnd": "1pm",
                "frequency": "1",
                "deliveryDays": "2",
                "deliveryStart": "5pm",
                "deliveryEnd": "7pm",
            },
        )
    return customers


async def test_what_comes_on_a_day_is_skipped_moved_and_left_and_told_of(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    today = counter.app.desk.wording.today
    day = today + timedelta(days=5)
    customers = await with_schedules(shop, day, 4)
    counter.app.go(OpenHolidays())
    await counter.settle()
    assert isinstance(counter.app.screen, HolidaysScreen)
    await counter.type("+5")
    await counter.press("enter")
    print(counter.text)
    await counter.press("a", "1")
    print(counter.text)
    await counter.press("e", "l", "x")
    print(counter.text)
    await counter.press("up", "up")
    print(counter.text)
    host.requests.clear()
    await counter.press("f10", "f12")
    print(counter.text)
    await shop.outbox.watch_once()
    await counter.settle()
    print(counter.text)
    print(host.requests)
    assert 0
