"""A server that answers an empty list for what is there: what is known stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleancloud_tui.api.errors import NothingFoundError
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from tests.equality import differences
from tests.host import Host
from tests.shop.sync.computer import A_DAY, A_WEEK, Computer

Told = dict[str, Any]


def nothing_told(operation: str, empty: object) -> Callable[[str, Told], Told]:
    """Return what has nothing in the place of all that an operation tells."""

    def retold(name: str, reply: Told) -> Told:
        if name != operation or reply.get("Success") != "True":
            return reply
        held = [key for key in reply if key != "Success"]
        lists = [key for key in held if isinstance(reply[key], list)]
        return {"Success": "True", (lists or ["Customers"])[0]: empty}

    return retold


def state_of(mirror: Mirror) -> set[tuple[str, str]]:
    """Return who and what is there."""
    return {
        (table, row["id"])
        for table, gone in (("customers", "deactivated"), ("orders", "deleted"))
        for row in mirror.file.rows(f"SELECT id FROM {table} WHERE {gone} = 0")
    }


@pytest.mark.parametrize("empty", [[], None], ids=["list", "null"])
@pytest.mark.parametrize("operation", ["getOrders", "getCustomer"])
async def test_a_server_that_tells_nothing_takes_nothing_away(
    computer: Computer, operation: str, empty: object
) -> None:
    process = await computer.open_filled()
    before = state_of(process.shop.mirror)
    computer.host.retold = nothing_told(operation, empty)
    for _ in range(14):
        computer.host.now += A_DAY
        await process.settle()
    assert before <= state_of(process.shop.mirror)
    computer.host.retold = None
    computer.host.now += A_WEEK
    await process.settle()
    assert differences(process.shop, computer.host.app.state.server.store) == []


async def test_the_day_after_trouble_deleted_orders_go_all_the_same(computer: Computer) -> None:
    process = await computer.open_filled()
    rows = computer.sql(
        "SELECT id FROM orders WHERE status = 1 AND deleted = 0 ORDER BY id DESC LIMIT 3"
    )
    gone = [str(each["id"]) for each in rows]
    for order in gone:
        await computer.elsewhere("deleteOrder", orderID=order)
    computer.host.retold = nothing_told("getOrders", [])
    computer.host.now += A_DAY
    await process.settle()
    assert all(process.shop.order(order) for order in gone)
    computer.host.retold = None
    computer.host.now += A_DAY
    await process.settle()
    assert [process.shop.order(order) for order in gone] == [None] * 3


async def test_trouble_that_ends_in_between_takes_no_customers_away(computer: Computer) -> None:
    process = await computer.open_filled()
    before = state_of(process.shop.mirror)
    swept = 0

    def well_again_for_the_third(name: str, reply: Told) -> Told:
        nonlocal swept
        swept += name == "getCustomer"
        return nothing_told(name, [])(name, reply) if swept % 4 in (1, 2) else reply

    for _ in range(14):
        computer.host.now += A_DAY / 2
        computer.host.retold, swept = well_again_for_the_third, 0
        await process.settle()
    assert before <= state_of(process.shop.mirror)


async def test_a_person_is_told_that_it_may_be_nothing_or_not(host: Host) -> None:
    shop = await host.open_filled()
    store = host.app.state.server.store
    order = str(store.number("SELECT max(order_id) FROM garments"))
    customers = [str(each) for each in range(1, 41)]
    with_schedules = [each for each in customers if await shop.ask.refresh_repeat_pickups(each)]
    assert len(with_schedules) > 1
    customer = with_schedules[0]
    schedules, garments = shop.mirror.coverage.schedules(), _garments_of_all(shop)
    await shop.ask.refresh_garments(order)
    await shop.ask.refresh_repeat_pickups(customer)
    known = shop.garments_of(order), shop.repeat_pickups_of(customer)
    assert known[0]
    assert known[1]
    assert known[1].value
    ask = shop.ask
    for name, refresh, whose in (
        ("getOrders", ask.refresh_order_alone, order),
        ("getGarments", ask.refresh_garments, order),
        ("getPickups", ask.refresh_repeat_pickups, customer),
    ):
        host.retold = nothing_told(name, [])
        with pytest.raises(NothingFoundError, match=f"{name} with nothing: there may be") as said:
            await refresh(whose)
        assert "refused" not in str(said.value)
    assert shop.order(order)
    again = shop.repeat_pickups_of(customer)
    assert again
    assert (shop.garments_of(order), again.value) == (known[0], known[1].value)
    # Nor does it take anything from those who were asked about beside.
    told = shop.mirror.coverage.schedules()
    assert [each for *_, each in told] == [each for *_, each in schedules]
    assert _garments_of_all(shop) == garments


def _garments_of_all(shop: Shop) -> list[str]:
    rows = shop.mirror.file.rows("SELECT order_id, barcode FROM garments ORDER BY 1, 2")
    return [f"{row['order_id']} {row['barcode']}" for row in rows]


@pytest.mark.parametrize("operation", ["getOrders", "getCustomer"])
async def test_empty_answers_in_the_midst_of_the_fill_leave_no_hole(
    host: Host, operation: str
) -> None:
    empty, asked = nothing_told(operation, []), 0

    def in_trouble_for_a_while(name: str, reply: Told) -> Told:
        nonlocal asked
        asked += name == operation
        return empty(name, reply) if 3 < asked < 9 else reply

    host.retold = in_trouble_for_a_while
    shop = host.open()
    await shop.sync.round()
    assert asked > 9
    assert shop.mirror.facts.get(FILLED_AT)
    assert differences(shop, host.app.state.server.store) == []
