"""Customers whom the windows of sign-ups do not tell: known by id, those with open orders first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.records import FillProgress
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

A_YEAR = 366 * 86_400


def sql(host: Host, statement: str, *values: object) -> list[Any]:
    return list(host.app.state.server.store._connection.execute(statement, values))


def customers_of(host: Host, where: str) -> list[str]:
    rows = sql(
        host,
        f"SELECT DISTINCT customer_id AS id FROM orders WHERE deleted = 0 AND {where}"
        " AND customer_id > 10 AND customer_id IN (SELECT id FROM customers WHERE deactivated = 0)",
    )
    return [str(row["id"]) for row in rows]


def open_and_other(host: Host) -> tuple[str, str]:
    """Return a customer with an open order, and one whose orders are all completed and paid."""
    working = set(customers_of(host, "(status <> 2 OR paid = 0)"))
    done = [each for each in customers_of(host, "status = 2") if each not in working]
    return min(customers_of(host, "status = 1"), key=int), done[0]


def nameless(shop: Shop) -> int:
    today = datetime.fromtimestamp(NOW, UTC).date()
    found = [
        each
        for kind in TodaysWork
        for each in shop.mirror.todays_work(kind, today, text="", limit=10_000)
    ]
    assert found
    return sum(each.customer is None for each in found)


async def test_who_was_deactivated_has_a_name_when_the_fill_ends(host: Host) -> None:
    busy, _ = open_and_other(host)
    sql(host, "UPDATE customers SET deactivated = 1 WHERE id = ?", int(busy))
    shop = host.open()
    await shop.parts.new_filling(shop.sync.reader, lambda _: None).run()
    assert nameless(shop) == 0
    known = shop.customer(busy)
    assert known
    assert known.value.name
    assert shop.mirror.is_deactivated(busy)
    assert busy not in {found.customer.id for found in shop.search("", 1_000)}


async def test_a_year_without_sign_ups_does_not_end_the_fill(host: Host) -> None:
    busy, _ = open_and_other(host)
    moved = "UPDATE customers SET signed_up = signed_up - ? WHERE id IN (1, 2, ?)"
    sql(host, moved, 6 * A_YEAR, int(busy))
    shop, told = host.open(), list[FillProgress]()
    await shop.parts.new_filling(shop.sync.reader, told.append).run()
    assert nameless(shop) == 0
    assert shop.customer("1"), "the one whom an order named tells how far back to read"
    assert "nobody signed up in the year before" in told[-1].what


async def test_customers_of_old_orders_are_read_in_the_background(host: Host) -> None:
    _, quiet = open_and_other(host)
    sql(host, "UPDATE customers SET signed_up = signed_up - ? WHERE id = ?", 6 * A_YEAR, int(quiet))
    shop = host.open()
    await shop.parts.new_filling(shop.sync.reader, lambda _: None).run()
    assert shop.customer(quiet) is None
    await shop.sync.round()
    assert shop.customer(quiet)


async def test_who_is_nobody_is_asked_for_once(host: Host) -> None:
    busy, _ = open_and_other(host)
    sql(host, "PRAGMA foreign_keys = OFF")
    sql(host, "DELETE FROM customers WHERE id = ?", int(busy))
    asked = []
    for _ in range(2):
        shop = host.open()
        await shop.sync.round()
        host.now += 120.0
        await shop.sync.round()
        asked.append(host.requests.count("getCustomer"))
        host.requests.clear()
        await shop.aclose()
    assert asked[1] < 2, "only the sign-ups, if any"


async def test_a_walk_in_account_with_thousands_of_orders_opens_without_an_error(
    host: Host,
) -> None:
    shop = host.open()
    sql(host, "UPDATE orders SET customer_id = 7 WHERE id % 2")
    host.app.state.server.most_orders = 3
    found = await shop.ask.refresh_customer("7")
    assert found
    assert found.id == "7"
