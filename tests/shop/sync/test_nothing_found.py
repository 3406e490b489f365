"""A server that answers an `Error` where there is nothing: the same mirror as with empty lists."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from cleancloud_tui.api.errors import NothingFoundError, RefusedError
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from tests.equality import differences
from tests.host import Host

A_DAY = 86_400.0
KNOWN = "No orders found"
UNKNOWN = "Pas de chance 17"
IN_A_YES = "in a yes"
AT_404 = "HTTP 404"
A_PAGE_AT_404 = "a page with HTTP 404"
WORDS = (KNOWN, UNKNOWN, "Error", "Order not found", IN_A_YES, AT_404, A_PAGE_AT_404)

Told = Any


def nothing(words: str) -> Told:
    """Return the reply of a server that has nothing to tell."""
    if words == AT_404:
        return httpx.Response(404, json={"Error": KNOWN})
    if words == A_PAGE_AT_404:
        return httpx.Response(404, html="<html>Not Found</html>")
    return {"Success": "True", "Message": KNOWN} if words == IN_A_YES else {"Error": words}


def errors_for_nothing(words: str) -> Callable[[str, Told], Told]:
    """Return what tells an `Error` wherever a list is empty or an id nobody's."""

    def retold(_: str, reply: Told) -> Told:
        lists = [told for told in reply.values() if isinstance(told, list)]
        is_nothing = bool(lists) and not any(lists)
        if is_nothing or reply.get("Error") == "No Customer With That ID":
            return nothing(words)
        return reply

    return retold


def in_trouble(_: str, __: Told) -> Told:
    return {"Error": UNKNOWN}


async def settle(host: Host, rounds: int = 12) -> None:
    for _ in range(rounds):
        await host.shops[0].sync.round()
        host.now += 5.0


def state_of(mirror: Mirror) -> list[tuple[object, ...]]:
    """Return what a mirror tells of the shop: who, what, and whether it is there."""
    return [
        tuple(row)
        for table, columns in (("customers", "id, deactivated"), ("orders", "id, deleted, reply"))
        for row in mirror.file.rows(f"SELECT {columns} FROM {table} ORDER BY id")
    ]


@pytest.mark.parametrize("words", WORDS)
async def test_the_fill_ends_with_the_same_mirror(host: Host, words: str) -> None:
    store, errors = host.app.state.server.store, errors_for_nothing(words)
    told: list[Told] = []

    def retold(operation: str, reply: Told) -> Told:
        told.append(errors(operation, reply))
        return told[-1]

    host.retold = retold
    shop = host.open()
    await shop.sync.round()
    assert any(isinstance(each, httpx.Response) or each == nothing(words) for each in told)
    assert shop.mirror.facts.get(FILLED_AT)
    assert shop.filling
    assert shop.filling.finished
    assert differences(shop, store) == []


@pytest.mark.parametrize("words", WORDS[:-1])
async def test_deleted_orders_go_within_a_day_from_ready_and_from_unpaid(
    host: Host, words: str
) -> None:
    store = host.app.state.server.store
    host.app.state.server.clock = lambda: host.now
    host.retold = errors_for_nothing(words)
    shop = host.open()
    await settle(host)
    gone = [
        str(store.number(f"SELECT max(id) FROM orders WHERE {which} AND deleted = 0"))
        for which in ("status = 1", "status = 2 AND paid = 0 AND invoice_id = 0")
    ]
    for order in gone:
        store.execute("UPDATE orders SET deleted = 1 WHERE id = ?", (order,))
        assert shop.order(order)
    host.now += A_DAY
    await settle(host)
    assert [shop.order(order) for order in gone] == [None, None]
    assert differences(shop, store) == []


async def test_changes_go_on_being_asked_for(host: Host) -> None:
    store = host.app.state.server.store
    host.app.state.server.clock = lambda: host.now
    shop = host.open()
    await settle(host)
    host.retold = errors_for_nothing(UNKNOWN)
    store.execute("UPDATE orders SET updated = 0")
    asked = []
    for _ in range(4):
        before = len(host.requests)
        host.now += 1_300.0
        await shop.sync.round()
        asked.append(len(host.requests) - before)
    assert all(asked), "it is put off for nothing"
    host.retold = None
    store.execute("UPDATE orders SET notes = 'x', updated = ? WHERE id = 7", (host.now - 3_000,))
    host.now += 1_300.0
    await shop.sync.round()
    known = shop.order("7")
    assert known
    assert known.value.notes == "x", "what may have been missed is asked for again"


async def test_a_server_in_trouble_takes_nothing_away(host: Host) -> None:
    host.app.state.server.clock = lambda: host.now
    shop = host.open()
    await settle(host)
    before = state_of(shop.mirror)
    host.retold = in_trouble
    for _ in range(40):
        host.now += A_DAY / 4
        await settle(host, rounds=3)
    assert state_of(shop.mirror) == before
    host.retold = None
    host.now += A_DAY
    await settle(host)
    assert differences(shop, host.app.state.server.store) == []


@pytest.mark.parametrize("words", ["Order is being edited by another user", "Order is in use"])
async def test_an_order_that_is_only_not_told_now_stays(host: Host, words: str) -> None:
    shop = host.open()
    await settle(host)
    order = str(
        host.app.state.server.store.number(
            "SELECT max(id) FROM orders WHERE deleted = 0 AND customer_id IN"
            " (SELECT customer_id FROM orders WHERE deleted = 0 GROUP BY 1 HAVING count(*) > 1)"
        )
    )

    def locked(_: str, reply: Told) -> Told:
        is_alone = [str(each.get("id")) for each in reply.get("Orders", [])] == [order]
        return {"Error": words} if is_alone else reply

    host.retold = locked
    with pytest.raises(NothingFoundError, match=words):
        await shop.ask.refresh_order_alone(order)
    assert shop.order(order)


async def test_trouble_in_the_midst_of_the_fill_leaves_no_hole(host: Host) -> None:
    shop = host.open()

    def flickers(operation: str, reply: Told) -> Told:
        return {"Error": UNKNOWN} if 8 < len(host.requests) < 30 else reply

    host.retold = flickers
    await settle(host)
    assert differences(shop, host.app.state.server.store) == []


async def test_in_trouble_from_the_first_window_on_it_is_not_taken_for_filled(host: Host) -> None:
    host.retold = lambda _, reply: reply if len(host.requests) < 2 else {"Error": UNKNOWN}
    shop = host.open()
    await shop.sync.round()
    assert not shop.mirror.facts.get(FILLED_AT)
    host.retold = None
    host.now += 700.0
    await shop.sync.round()
    assert differences(shop, host.app.state.server.store) == []


async def test_an_order_that_a_person_asks_for_is_gone_where_others_are_told(host: Host) -> None:
    shop = host.open()
    await settle(host)
    store = host.app.state.server.store
    store.execute("UPDATE orders SET deleted = 1 WHERE id = 7")
    host.retold = in_trouble
    host.now += 60.0
    with pytest.raises(NothingFoundError, match=UNKNOWN):
        await shop.ask.refresh_order_alone("7")
    assert shop.order("7")
    host.retold = errors_for_nothing(UNKNOWN)
    assert await shop.ask.refresh_order_alone("7") is None
    assert shop.order("7") is None


async def test_a_list_in_unknown_words_is_no_empty_list_for_a_person(host: Host) -> None:
    shop = host.open()
    host.retold = lambda *_: {"Error": UNKNOWN}
    with pytest.raises(RefusedError, match=UNKNOWN):
        await shop.ask.messages_of("1", 10)
    host.retold = lambda *_: {"Error": "No messages found"}
    assert await shop.ask.messages_of("1", 10) == ()


async def test_unknown_words_are_logged_once(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    host.retold = errors_for_nothing("Niks te vinden 3")
    with caplog.at_level(logging.WARNING):
        await host.open().sync.round()
    said = [each for each in caplog.messages if "Niks te vinden" in each]
    assert len(said) == len(set(said))
    assert "getOrders was refused in words that are not known: “Niks te vinden #”" in said
