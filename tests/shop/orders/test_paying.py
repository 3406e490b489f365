"""Money is taken, and put right, by what was just read of an order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.orders.paying import (
    ConfirmCorrection,
    HowPaid,
    NotePayment,
    WhatIsRight,
    correcting,
    paying,
)
from cleancloud_tui.shop.orders.payment import (
    ConfirmPayment,
    PaidBy,
    Payment,
    Refused,
    TakeCash,
    WhyNot,
)
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.steps import Looked, LooksAgain, NotRead
from tests.elsewhere import CLEANING, a_business, a_customer, an_order, elsewhere, standing
from tests.host import Host
from tests.shop.person import Person

BY_CARD: Mapping[type, object] = {HowPaid: PaidBy.CARD, ConfirmPayment: True}
READ = [LooksAgain, Looked]


@pytest.fixture
def shop(new_host: Host) -> Shop:
    return new_host.open(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def order(new_host: Host, shop: Shop) -> str:
    """An order that is still being cleaned."""
    order = await an_order(new_host, await a_customer(new_host), "57.50", CLEANING)
    await shop.ask.refresh_order(order)
    return order


async def settle(
    shop: Shop, order_id: str, answers: Mapping[type, object]
) -> tuple[Person, list[type]]:
    """Take the money for an order that is shown as unpaid; put it right where it is shown paid."""
    known = shop.order(order_id)
    assert known is not None
    person = Person(shop, answers)
    steps = (correcting if known.value.paid else paying)(shop, known.value)
    return person, await person.goes_through(steps)


def why_not(person: Person) -> WhyNot:
    refused = person.steps[-1]
    assert isinstance(refused, Refused)
    return refused.why


async def test_it_is_paid_before_it_is_ready_put_right_and_taken_back(
    new_host: Host, shop: Shop, order: str
) -> None:
    person, steps = await settle(shop, order, {HowPaid: PaidBy.CASH, TakeCash: Decimal("2.50")})
    assert steps == [*READ, HowPaid, TakeCash, NotePayment]
    noted = person.steps[-1]
    assert isinstance(noted, NotePayment)
    assert (noted.due, noted.payment) == (Decimal("57.50"), Payment(PaidBy.CASH, Decimal("2.50")))
    assert await standing(new_host, order) == (CLEANING, "1", "1")

    card = {WhatIsRight: Payment(PaidBy.CARD), ConfirmCorrection: True}
    _, steps = await settle(shop, order, card)
    assert steps == [*READ, WhatIsRight, ConfirmCorrection, NotePayment]
    assert await standing(new_host, order) == (CLEANING, "1", "2")

    undo = await shop.undoable([f"order:{order}"])
    assert undo is not None
    await shop.undo(undo)
    assert await standing(new_host, order) == (CLEANING, "1", "1")

    _, steps = await settle(shop, order, {WhatIsRight: Payment(PaidBy.CASH)})
    assert steps == [*READ, WhatIsRight]  # as it stands
    await settle(shop, order, {WhatIsRight: Payment(), ConfirmCorrection: True})
    assert await standing(new_host, order) == (CLEANING, "0", "0")


async def test_nothing_but_a_yes_changes_anything(new_host: Host, shop: Shop, order: str) -> None:
    for answers in (
        {},
        {HowPaid: PaidBy.CARD},
        {HowPaid: PaidBy.CASH},
        {HowPaid: "2", ConfirmPayment: True},
    ):
        _, steps = await settle(shop, order, answers)
        assert NotePayment not in steps
    assert await standing(new_host, order) == (CLEANING, "0", "0")


async def test_what_changed_while_it_was_answered_is_asked_about_again(
    new_host: Host, shop: Shop, order: str
) -> None:
    answers = 0

    async def slowly() -> bool:
        nonlocal answers
        answers += 1
        if answers == 1:
            await elsewhere(new_host, "updateOrder", orderID=order, finalTotal="60.00")
        new_host.now += 60
        return True

    person, steps = await settle(shop, order, {HowPaid: PaidBy.CARD, ConfirmPayment: slowly})
    asked = [*READ, HowPaid, ConfirmPayment]
    assert steps == [*asked, *asked, *READ, NotePayment]  # the same amount is not asked about twice
    again = person.steps[6]
    assert isinstance(again, HowPaid)
    assert (again.due, again.before) == (Decimal("60.00"), Decimal("57.50"))


async def test_what_somebody_else_did_is_named_and_nothing_changed(
    new_host: Host, shop: Shop, order: str
) -> None:
    await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="1")
    person, _ = await settle(shop, order, BY_CARD)
    assert why_not(person) is WhyNot.PAID
    await elsewhere(new_host, "updateOrder", orderID=order, paid="0", paymentType="0")
    person, _ = await settle(shop, order, {WhatIsRight: Payment(PaidBy.CARD)})
    assert why_not(person) is WhyNot.UNPAID
    await elsewhere(new_host, "deleteOrder", orderID=order)
    person, _ = await settle(shop, order, BY_CARD)
    assert why_not(person) is WhyNot.GONE


async def test_no_money_is_taken_for_an_invoice_or_for_nothing(
    new_host: Host, shop: Shop, order: str
) -> None:
    invoiced = await an_order(new_host, await a_business(new_host), "8.00", CLEANING)
    free = await an_order(new_host, await a_customer(new_host, "Grace Hopper"), "0.00")
    for order_id, why in ((invoiced, WhyNot.ON_INVOICE), (free, WhyNot.NOTHING_DUE)):
        await shop.ask.refresh_order(order_id)
        person, _ = await settle(shop, order_id, BY_CARD)
        assert why_not(person) is why


async def test_what_cannot_be_read_is_not_paid(new_host: Host, shop: Shop, order: str) -> None:
    new_host.is_offline = True
    _, steps = await settle(shop, order, BY_CARD)
    assert steps == [LooksAgain, Looked, NotRead]


async def test_a_payment_whose_answer_is_lost_is_looked_up(
    new_host: Host, shop: Shop, order: str
) -> None:
    new_host.faults.cause(Fault.DROP_AFTER, times=1, operation="updateOrder")
    known = shop.order(order)
    assert known is not None
    person = Person(shop, BY_CARD)
    try:
        await person.goes_through(paying(shop, known.value))
    except Exception:  # noqa: BLE001
        await shop.outbox.round()
    assert await standing(new_host, order) == (CLEANING, "1", "2")
    assert not await shop.outbox.to_resolve()
