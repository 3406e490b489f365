"""What is asked before an order is changed, and that nothing is overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.orders.changing import (
    Deleted,
    OrderChange,
    Overwrite,
    Review,
    UnclearOrder,
    changing,
)
from cleancloud_tui.shop.orders.edit import values_of
from cleancloud_tui.shop.orders.fields import OrderField
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from cleancloud_tui.shop.writes.steps import Looked, LooksAgain, Send
from tests.elsewhere import a_customer, an_order, elsewhere, order_at
from tests.host import Host
from tests.shop.person import Person

LATER = 300.0


@pytest.fixture
def shop(new_host: Host) -> Shop:
    return new_host.open(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def order(new_host: Host, shop: Shop) -> Order:
    order_id = await an_order(new_host, await a_customer(new_host), "57.50")
    order = await shop.ask.refresh_order(order_id)
    assert order is not None
    return order


async def change(
    shop: Shop,
    order: Order,
    fields: Mapping[OrderField, str],
    answers: Mapping[type, object] | None = None,
    *,
    is_reviewed: bool = False,
) -> tuple[Person, list[type]]:
    typed = {str(name): text for name, text in fields.items()}
    asked = OrderChange(order.id, values_of(order), typed, is_reviewed)
    person = Person(shop, answers or {})
    return person, await person.goes_through(changing(shop, asked, OrderRules()))


async def test_what_was_just_read_and_stands_is_changed_at_once(
    new_host: Host, shop: Shop, order: Order
) -> None:
    person, steps = await change(shop, order, {OrderField.NOTES: "on a hanger"})
    assert steps == [Send]
    sent = person.steps[-1]
    assert isinstance(sent, Send)
    assert sent.request.parameters == {"orderID": order.id, "orderNotes": "on a hanger"}
    assert (await order_at(new_host, order.id))["notes"] == "on a hanger"


@pytest.mark.parametrize("may", [False, True])
async def test_what_somebody_else_changed_is_named_before_it_is_overwritten(
    new_host: Host, shop: Shop, order: Order, may: bool
) -> None:
    await elsewhere(new_host, "updateOrder", orderID=order.id, orderNotes="theirs")
    new_host.now += LATER
    person, steps = await change(shop, order, {OrderField.NOTES: "mine"}, {Overwrite: may})
    assert steps == [LooksAgain, Looked, Overwrite, *[Send] * may]
    asked = person.steps[2]
    assert isinstance(asked, Overwrite)
    assert asked.conflict.told == {OrderField.NOTES: "was (empty)  →  now theirs  →  yours mine"}
    told = (await order_at(new_host, order.id))["notes"]
    assert told == ("mine" if may else "theirs")


async def test_what_others_changed_beside_it_is_no_question(
    new_host: Host, shop: Shop, order: Order
) -> None:
    await elsewhere(new_host, "updateOrder", orderID=order.id, deliveryStart="5pm")
    new_host.now += LATER
    _, steps = await change(shop, order, {OrderField.NOTES: "mine"})
    assert steps == [LooksAgain, Looked, Send]


async def test_an_order_that_was_deleted_meanwhile_is_not_changed(
    new_host: Host, shop: Shop, order: Order
) -> None:
    await elsewhere(new_host, "deleteOrder", orderID=order.id)
    new_host.now += LATER
    _, steps = await change(shop, order, {OrderField.NOTES: "mine"})
    assert steps == [LooksAgain, Looked, Deleted]


async def test_all_that_is_sent_is_shown_first_where_that_is_wanted(
    shop: Shop, order: Order
) -> None:
    person, steps = await change(shop, order, {OrderField.TIP: "5.00"}, is_reviewed=True)
    assert steps == [Review]
    asked = person.steps[-1]
    assert isinstance(asked, Review)
    assert {each.name for each in asked.changes} == {OrderField.TIP, OrderField.TOTAL}
    assert not asked.settles_by_hand
    _, steps = await change(shop, order, {OrderField.TIP: "5.00"}, {Review: True}, is_reviewed=True)
    assert steps == [Review, Send]


async def test_of_a_paid_order_a_change_of_its_total_is_told_to_be_settled(
    new_host: Host, shop: Shop, order: Order
) -> None:
    await elsewhere(new_host, "updateOrder", orderID=order.id, paid="1", paymentType="1")
    paid = await shop.ask.refresh_order(order.id)
    assert paid is not None
    for fields, settles in (({OrderField.TIP: "5"}, True), ({OrderField.NOTES: "x"}, False)):
        person, _ = await change(shop, paid, fields, is_reviewed=True)
        asked = person.steps[-1]
        assert isinstance(asked, Review)
        assert asked.settles_by_hand is settles


async def test_what_cannot_be_sent_is_said_and_not_sent(shop: Shop, order: Order) -> None:
    _, steps = await change(shop, order, {OrderField.TIP: "a lot"})
    assert steps == [UnclearOrder]


async def test_offline_a_change_goes_by_what_is_known_and_outlives_the_program(
    new_host: Host, shop: Shop, order: Order
) -> None:
    new_host.is_offline = True
    new_host.now += LATER
    with pytest.raises(WriteWaitsError):
        await change(shop, order, {OrderField.NOTES: "mine"})
    await shop.aclose()
    new_host.is_offline = False
    await new_host.open(doubt=Doubt(0.0, 0.0)).outbox.round()
    assert (await order_at(new_host, order.id))["notes"] == "mine"


async def test_a_look_that_fails_is_no_reason_not_to_change(
    new_host: Host, shop: Shop, order: Order
) -> None:
    new_host.now += LATER
    new_host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getOrders")
    _, steps = await change(shop, order, {OrderField.NOTES: "mine"})
    assert steps == [LooksAgain, Looked, Send]
