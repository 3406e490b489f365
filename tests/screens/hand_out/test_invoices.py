"""What stands on an invoice is not owed at the counter: nobody is asked for money for it."""

from __future__ import annotations

from datetime import UTC, datetime

from cleancloud_tui.screens.destinations import OpenCustomer, OpenOrder, OpenTicket
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from tests.elsewhere import a_business, a_customer
from tests.host import Host
from tests.screens.conftest import opened

from .collector import COMPLETED, an_order, elsewhere, hand_out, order_at, standing


async def test_it_goes_out_without_a_question_for_money(new_host: Host) -> None:
    hotel = await a_business(new_host)
    order = await an_order(new_host, hotel, "20.00")
    invoice = (await order_at(new_host, order))["invoiceUniqueID"]
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, hotel, order)
        assert "on invoice" in counter.text
        assert "20.00" not in counter.text
        await counter.press("p")
        assert f"On invoice {invoice}: nothing is paid at the counter." in counter.text
        await counter.press("f5", "f12")
    assert await standing(new_host, order) == (COMPLETED, "0", "0")


async def test_beside_an_order_that_is_paid_at_the_counter_it_stays_on_its_invoice(
    new_host: Host,
) -> None:
    hotel = await a_business(new_host)
    invoiced = await an_order(new_host, hotel, "20.00")
    server = new_host.app.state.server
    change = {"pays_by_invoice": 0}
    await server.in_worker(lambda: server.store.update("customers", int(hotel), change))
    paid = await an_order(new_host, hotel, "7.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, hotel, invoiced, paid)
        await counter.press("p")
        assert "To pay: $7.00 for 1 order" in counter.text
        await counter.press("down", "enter", "f5", "f12")
    assert await standing(new_host, invoiced) == (COMPLETED, "0", "0")
    assert (await standing(new_host, paid))[:2] == (COMPLETED, "1")


async def test_it_is_told_where_the_order_and_the_customer_are_looked_at(new_host: Host) -> None:
    hotel = await a_business(new_host)
    order = await an_order(new_host, hotel, "20.00", COMPLETED)
    other = await an_order(new_host, await a_customer(new_host), "5.00", COMPLETED)
    invoice = (await order_at(new_host, order))["invoiceUniqueID"]
    async with opened(new_host) as counter:
        shop = counter.app.desk.shop
        counter.app.go(OpenCustomer(hotel))
        await counter.settle()
        assert "business account 70" in counter.text
        assert "1 order, 0 open, 1 on invoice" in counter.text
        counter.app.go(OpenOrder(order))
        await counter.settle()
        assert f"on invoice {invoice}" in counter.text
        assert "To pay" not in counter.text
        assert "UNPAID" not in counter.text
        counter.app.go(OpenTicket(order))
        await counter.settle()
        assert f"on invoice {invoice}" in counter.text
        await shop.ask.refresh_order(other)
        today = datetime.fromtimestamp(new_host.now, UTC).date()
        unpaid = shop.mirror.todays_work(TodaysWork.UNPAID, today, text="", limit=9)
        assert [each.order.id for each in unpaid] == [other]


async def test_the_walk_in_account_opens_however_many_sales_it_has(new_host: Host) -> None:
    nobody = await a_customer(new_host, "Retail")
    server = new_host.app.state.server
    at = int(new_host.now)
    columns = (
        "customer_id",
        "status",
        "created",
        "updated",
        "completed",
        "total",
        "paid",
        "retail",
    )
    sales = [
        (int(nobody), 2, at - 1800 * n, at - 1800 * n, at - 1800 * n, 425, 1, 1)
        for n in range(3_000)
    ]
    await server.in_worker(lambda: server.store.insert_many("orders", columns, sales))
    await server.in_worker(
        lambda: server.store.update("customers", int(nobody), {"phone": "", "email": ""})
    )
    await elsewhere(new_host, "getCustomer", customerID=nobody)
    async with opened(new_host) as counter:
        await counter.app.desk.shop.ask.refresh_customer(nobody)
        counter.app.go(OpenCustomer(nobody))
        await counter.settle()
        assert "Retail" in counter.text
        assert "!" not in counter.text
        assert "The newest 100 orders, 0 open" in counter.text
