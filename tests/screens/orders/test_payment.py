"""An order is paid before it is ready, and put right, by the keys of its screen."""

from __future__ import annotations

from tests.elsewhere import CLEANING, a_business, a_customer, an_order, elsewhere, standing
from tests.host import Host
from tests.screens.conftest import opened
from tests.screens.orders.steps import opened_order


async def test_it_is_paid_early_put_right_and_taken_back(new_host: Host) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50", CLEANING)
    invoiced = await an_order(new_host, await a_business(new_host), "8.00", CLEANING)
    async with opened(new_host) as counter:

        def said() -> str:
            return " ".join(counter.text.split())

        await opened_order(counter, order)
        await counter.press("t", "1")
        assert "To pay: $57.50" in counter.text
        await counter.type("60")
        await counter.press("f12")
        assert f"Order {order} is paid, cash: $57.50. Change to give: $2.50" in said()
        assert await standing(new_host, order) == (CLEANING, "1", "1")

        await counter.press("t")
        assert f"Order {order} is noted as paid, cash: $57.50. What is right?" in said()
        await counter.press("2")
        assert f"Note order {order} of Ada Lane as paid, card?" in said()
        assert "It is noted as paid, cash: $57.50." in said()
        await counter.press("escape")
        assert await standing(new_host, order) == (CLEANING, "1", "1")
        await counter.press("t", "4", "f12")
        assert f"Order {order} is noted as unpaid" in said()
        await counter.press("u", "f12")
        assert await standing(new_host, order) == (CLEANING, "1", "1")
        await counter.press("u", "f12")
        assert await standing(new_host, order) == (CLEANING, "0", "0")

        await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="3")
        await counter.press("t")
        assert "is paid already: paid, check. Take no money for it." in said()
        assert not counter.is_asking

        await opened_order(counter, invoiced)
        await counter.press("m", "3")  # “Payment”, by the list of what else can be done
        assert "nothing is paid at the counter. Nothing was changed." in said()
        assert "on invoice" in said()
    assert await standing(new_host, invoiced) == (CLEANING, "0", "0")


async def test_a_session_that_reads_only_takes_no_money(new_host: Host) -> None:
    order = await an_order(new_host, await a_customer(new_host), "57.50", CLEANING)
    async with opened(new_host, read_only=True) as counter:
        await opened_order(counter, order)
        await counter.press("t")
        assert "this session is read-only" in " ".join(counter.text.split())
        assert not counter.is_asking
