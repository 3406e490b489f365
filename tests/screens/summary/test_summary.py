from datetime import timedelta
from decimal import Decimal

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.office.summary import SummaryScreen
from cleancloud_tui.widgets.bars import Bars
from tests.host import Host
from tests.screens.conftest import Counter


async def test_the_last_seven_days_and_what_they_come_to(counter: Counter, host: Host) -> None:
    await counter.press("f4")
    screen = counter.app.screen
    assert isinstance(screen, SummaryScreen)
    today = screen.wording.today
    known = counter.app.desk.shop.day_summaries(today - timedelta(days=6), today)
    assert known is not None
    sales = sum((each.sales or Decimal(0) for each in known.value), Decimal(0))
    assert sales > 0
    assert f"sales {screen.wording.money(sales)}" in counter.text
    assert f"{sum(each.orders or 0 for each in known.value)} orders" in counter.text
    ways = {way for each in known.value for way in each.by_payment_type}
    assert ways >= {"Cash", "Card"}
    assert all(way in counter.text for way in ways)
    for days in range(7):
        day = today - timedelta(days=days)
        assert f"{day:%a} {day.day} {day:%b}" in counter.text
    assert "█" in str(screen.query_one(Bars).render())
    assert host.requests.count("summaryReport") == 1


async def test_a_week_back_and_forth_never_passes_today(counter: Counter, host: Host) -> None:
    await counter.press("f4", "left")
    screen = counter.app.screen
    assert isinstance(screen, SummaryScreen)
    before = screen.wording.today - timedelta(days=7)
    assert f"{before:%a} {before.day} {before:%b}" in counter.text
    await counter.press("right", "right", "right")
    assert screen.last_day == screen.wording.today
    await counter.press("left", "left", "t")
    assert screen.last_day == screen.wording.today


async def test_without_a_connection_it_says_so(counter: Counter, host: Host) -> None:
    host.faults.cause(Fault.HTML)
    await counter.press("f4")
    assert "The figures of these days are not known yet" in counter.text
    assert "a web page" in counter.text


async def test_a_long_error_is_read_whole_at_80_by_24(counter: Counter, host: Host) -> None:
    host.faults.cause(Fault.HTML)
    await counter.press("f4")
    assert "Try again in a moment." in " ".join(counter.text.split())
    assert "Week before" in counter.text.splitlines()[-1]
