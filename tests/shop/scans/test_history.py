"""The last scans and the counts survive a restart, hold no names, and go with the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.shop.scans.counting import Counted, CountResult
from cleancloud_tui.shop.scans.history import MOST_KEPT, NOT_KEPT, Scan, ScanVerdict
from tests.host import NOW, Host
from tests.shop.desk import open_desk

START = datetime.fromtimestamp(NOW, UTC)


def scan(number: int, **more: object) -> Scan:
    at = START + timedelta(seconds=number)
    return Scan(at, f"{number:08}", "look up", CodeKind.GARMENT, **more)  # type: ignore[arg-type]


async def test_the_newest_200_are_kept_in_their_order(host: Host) -> None:
    shop = host.open()
    for start in range(0, 300, 50):
        await shop.scans.history.keep([scan(number) for number in range(start, start + 50)])
    kept = await host.open().scans.history.load()
    assert [each.code for each in kept] == [f"{number:08}" for number in range(100, 300)]
    assert len(kept) == MOST_KEPT


async def test_a_scan_that_became_another_stands_once(host: Host) -> None:
    history = host.open().scans.history
    first = scan(1, done="put at A1")
    later = Scan(
        first.at, first.code, "place", None, "7", "was not written", ScanVerdict.WRONG, first.key
    )
    await history.keep([first])
    await history.keep([later])
    (kept,) = await history.load()
    assert (kept.done, kept.verdict, kept.order_id) == ("was not written", ScanVerdict.WRONG, "7")
    assert kept.code == NOT_KEPT


async def test_forgetting_a_customer_takes_the_scans_along(host: Host) -> None:
    desk = await open_desk(host)
    history = desk.shop.scans.history
    theirs = scan(1, order_id=desk.order_id)
    own_label = Scan(START, desk.customer_id, "look up", CodeKind.CUSTOMER)
    other = scan(2, order_id="999999")
    await history.keep([theirs, own_label, other])
    await desk.shop.forgetting.forget(desk.customer_id)
    assert [each.key for each in await history.load()] == [other.key]


async def test_a_count_goes_on_after_a_restart_and_ends_in_a_report(host: Host) -> None:
    shop = host.open()
    await shop.scans.counts.add([Counted("7", "0042"), Counted("7", "0042")], NOW)
    await shop.scans.counts.add([Counted("", "0099")], NOW + 5)
    again = host.open()
    count = await again.scans.counts.under_way()
    assert count is not None
    assert count.begun_at == START
    assert count.counted == {Counted("7", "0042"), Counted("", "0099")}
    report = await again.scans.end(count)
    assert report.of(CountResult.UNEXPECTED) == 2
    assert await again.scans.counts.under_way() is None
    assert await host.open().scans.counts.last_report() == report


async def test_scans_of_a_future_that_never_was_do_not_take_the_place_of_new_ones(
    host: Host,
) -> None:
    history = host.open().scans.history
    host.now += 400 * 86_400
    ahead = timedelta(days=400)
    wrong = [scan(number) for number in range(MOST_KEPT)]
    await history.keep([replace(each, at=each.at + ahead) for each in wrong])
    host.now -= 400 * 86_400
    await history.keep([scan(number) for number in range(1_000, 1_003)])
    kept = [each.code for each in await history.load()]
    assert kept[-3:] == [f"{number:08}" for number in range(1_000, 1_003)]
    assert kept[:-3] == [f"{number:08}" for number in range(3, MOST_KEPT)]
