"""Filling and keeping current over a server that tells things in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from tests.equality import differences
from tests.host import Host
from tests.reshaping import Reply, in_an_unknown_way, under_other_keys

PUT_OFF_SECONDS = 601


async def fill(shop: Shop) -> None:
    await shop.sync.hold()
    await shop.sync._fill()


async def test_the_same_shop_under_other_list_keys_fills_the_same_mirror(host: Host) -> None:
    host.disguise = under_other_keys
    shop = host.open()
    await fill(shop)
    assert shop.mirror.facts.get(FILLED_AT)
    assert differences(shop, host.app.state.server.store) == []
    assert shop.notices == []


async def test_what_is_not_understood_is_said_once_and_asked_again(host: Host) -> None:
    host.disguise = in_an_unknown_way
    shop = host.open()
    await fill(shop)
    asked = len(host.requests)
    await fill(shop)
    assert len(host.requests) == asked  # not at once
    host.set_clock(PUT_OFF_SECONDS)
    await fill(shop)
    assert len(host.requests) > asked
    (said,) = shop.notices
    assert "CleanCloud answered in a way that this version does not know: keys zzAnswer" in said
    assert shop.known_customers() == 0
    assert not shop.mirror.facts.get(FILLED_AT)

    host.disguise = None
    host.set_clock(PUT_OFF_SECONDS)
    await fill(shop)
    assert differences(shop, host.app.state.server.store) == []


async def test_a_shop_that_is_known_stays_as_it_is(host: Host) -> None:
    shop, store = host.open(), host.app.state.server.store
    await fill(shop)
    host.disguise = in_an_unknown_way
    host.set_clock(8 * 86_400)  # all jobs are due, those that look for what is gone too
    await shop.sync._do_jobs()
    assert differences(shop, store) == []
    assert len(set(shop.notices)) == len(shop.notices) > 0


async def test_what_is_read_besides_holds_up_nothing_else(host: Host) -> None:
    def garments_and_single_customers(operation: str, reply: Reply) -> Mapping[str, Any]:
        is_besides = operation == "getGarments" or "ID" in reply
        return in_an_unknown_way(operation, reply) if is_besides else reply

    host.retold = garments_and_single_customers
    shop = host.open()
    await fill(shop)
    store = host.app.state.server.store
    assert shop.mirror.facts.get(FILLED_AT)
    assert shop.known_customers() == store.number(
        "SELECT count(*) FROM customers WHERE deactivated = 0"
    )
    assert 0 < host.requests.count("getGarments") <= 5, "the others would be told alike"
    assert shop.notices == []
    await shop.sync._do_jobs()
    assert "CleanCloud answered in a way that this version does not know" in shop.notices[0]
    wanting = shop.mirror.coverage.orders_wanting_garments(1_000)
    host.retold = None
    host.set_clock(PUT_OFF_SECONDS)
    await shop.sync.catch_up()
    assert len(shop.mirror.coverage.orders_wanting_garments(1_000)) < len(wanting)
