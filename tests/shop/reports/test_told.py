"""What CleanCloud tells of days beside what is counted: names that change change no figure."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.api.errors import RefusedError
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.request import Request
from cleancloud_tui.screens.closing.received import Received
from cleancloud_tui.screens.summary.told_words import sources_said
from cleancloud_tui.shop.mirror.counting.behind import leave_for_later
from cleancloud_tui.shop.mirror.removing import remove_with_orders
from cleancloud_tui.shop.mirror.storing import delete_order
from cleancloud_tui.shop.reports.compared import Reason, differences
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.lists import orders_of_day
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.reports.report import Source
from cleancloud_tui.shop.reports.told import read_told, told_figures
from cleancloud_tui.wording.values import Wording
from tests.host import Host, shop_of_40
from tests.shop.reports.conftest import Known


@pytest.fixture
async def host(tmp_path: Path, known: Known) -> AsyncIterator[Host]:
    shutil.copytree(known.directory, tmp_path, dirs_exist_ok=True)
    async for each in shop_of_40(tmp_path):
        each.now = known.now
        yield each


def month(host: Host) -> Period:
    today = datetime.fromtimestamp(host.now, UTC).date()
    return Period(today - timedelta(days=30), today, "a month")


def renamed(**names: str) -> Any:
    """Return what calls figures of days by other names."""

    def reshape(operation: str, reply: Any) -> Any:
        if operation == "summaryReport":
            days = [{names.get(key, key): of for key, of in day.items()} for day in reply["Days"]]
            return {**reply, "Days": days}
        return reply

    return reshape


async def test_both_sources_agree(host: Host) -> None:
    shop, period = host.open(), month(host)
    assert told_figures(shop, period).missing == period.all_days()
    await read_told(shop, period)
    told, own = told_figures(shop, period), counted_figures(shop, period)
    assert (told.missing, own.unknown) == ((), ())
    assert differences(told, own) == ()
    assert told.total.by_payment_type == own.total.by_payment_type
    assert own.total.by_section


async def test_two_renamed_keys_change_a_sentence_and_no_figure(host: Host) -> None:
    shop, period = host.open(), month(host)
    before = counted_figures(shop, period)
    host.disguise = renamed(orders="tickets", sales="turnover")
    await read_told(shop, period)
    told = told_figures(shop, period)
    assert counted_figures(shop, period).total == before.total
    assert (told.total.orders, told.total.sales) == (None, None)
    assert told.total.revenue == before.total.revenue
    assert told.total.others["tickets"] == str(before.total.orders)
    assert told.total.others["turnover"] == str(before.total.sales)
    found = differences(told, before)
    assert {(each.name, each.reason) for each in found} == {
        ("orders", Reason.NOT_TOLD),
        ("sales", Reason.NOT_TOLD),
    }


async def test_what_is_not_understood_is_not_no_figures(host: Host) -> None:
    shop, period = host.open(), month(host)
    host.disguise = lambda operation, reply: (
        {"Success": "True", "a": {"b": 1}, "c": {"d": 2}} if operation == "summaryReport" else reply
    )
    with pytest.raises(NotUnderstoodError):
        await read_told(shop, period)
    assert told_figures(shop, period).missing == period.all_days()
    assert counted_figures(shop, period).total.orders


async def test_years_are_asked_for_in_parts(host: Host) -> None:
    shop = host.open()
    today = month(host).last
    await read_told(shop, Period(today - timedelta(days=799), today, ""))
    assert host.requests.count("summaryReport") == 3


async def test_fewer_days_are_asked_for_where_so_many_are_refused(host: Host) -> None:
    def answer(operation: str, reply: Any) -> Any:
        if operation != "summaryReport":
            return reply
        return reply if len(reply["Days"]) <= most else {"Error": words}

    most, words = 10, "Maximum 10 days"
    host.disguise = answer
    shop, period = host.open(), month(host)
    await read_told(shop, period)
    assert told_figures(shop, period).missing == ()
    assert host.requests.count("summaryReport") == 1 + 5, "refused once, then by weeks"
    most, words = 0, "Not for you"
    with pytest.raises(RefusedError, match="Not for you"):
        await read_told(shop, period)
    assert host.requests.count("summaryReport") == 1 + 5 + 1, "no days are refused by it"


async def test_money_taken_here_counts_at_once(host: Host) -> None:
    shop, today = host.open(), month(host).last
    day = Period(today, today, "today")
    (unpaid, *_) = shop.mirror.file.rows(
        "SELECT order_id, total_cents FROM order_figures WHERE owed AND total_cents > 0"
    )
    before = counted_figures(shop, day).total.by_payment_type or {}
    request = Request.of(
        "updateOrder", {"orderID": unpaid["order_id"], "paid": "1", "paymentType": "1"}
    )
    await shop.send(request)
    after = counted_figures(shop, day).total.by_payment_type or {}
    assert after["Cash"] - before.get("Cash", 0) == Decimal(unpaid["total_cents"]) / 100


async def test_what_is_deleted_or_forgotten_counts_no_more(host: Host) -> None:
    shop, period = host.open(), month(host)
    before = counted_figures(shop, period)
    assert before.forgotten == 0
    made = [each.order for day in period.all_days() for each in orders_of_day(shop, day)]
    deleted, whose = made[0].id, made[0].customer_id
    other = next(each for each in made if each.customer_id != whose)
    reading = shop.mirror.reading(host.now)
    await shop.mirror.file.run(partial(delete_order, order_id=deleted, reading=reading))
    after = counted_figures(shop, period)
    assert before.total.orders
    assert after.total.orders == before.total.orders - 1
    remove = partial(remove_with_orders, customer_id=other.customer_id, at=host.now)
    removed = await shop.mirror.file.run(remove)
    sql = "SELECT 1 FROM order_figures WHERE customer_id = ?"
    assert removed.orders
    after = counted_figures(shop, period)
    assert shop.mirror.file.rows(sql, other.customer_id) == []
    assert (after.forgotten, after.forgotten_since) == (1, 1)


def _forget_figures(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM order_figures")
    leave_for_later(connection)


async def test_until_all_orders_are_counted_none_is_and_that_is_said(host: Host) -> None:
    shop, period = host.open(), month(host)
    whole = counted_figures(shop, period)
    await read_told(shop, period)
    await shop.mirror.file.run(_forget_figures)
    source = Source(told_figures(shop, period), counted_figures(shop, period))
    orders = shop.mirror.file.number("SELECT count(*) FROM orders WHERE deleted = 0")
    assert source.counted.not_counted == orders > 0
    assert (source.counted.days, source.counted.unknown) == ({}, period.all_days())
    assert differences(source.told, source.counted) == ()
    wording = Wording(lambda: datetime.fromtimestamp(host.now, UTC), UTC)
    assert sources_said(source, wording).endswith(f"{orders:,} orders not counted yet")
    cash = Received.on(shop, period.first)
    assert (cash.counted, cash.not_counted) == (None, orders)
    await shop.sync.count()
    assert counted_figures(shop, period) == whole
