"""What is asked before a card is charged, and that it is charged by what was just read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from cleancloud_tui.api.errors import OutcomeUnknownError, RefusedError
from cleancloud_tui.api.models.cards import Card
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.orders.charging import (
    CardsRead,
    Charge,
    TypeAmount,
    charged_card,
    charging,
)
from cleancloud_tui.shop.orders.payment import Refused, WhyNot
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.steps import LooksAgain, NotRead
from tests.elsewhere import a_customer, an_order, elsewhere, standing
from tests.host import Host
from tests.shop.person import Person

PAID_BY_CARD, UNPAID = ("1", "1", "2"), ("1", "0", "0")
ASKED = [LooksAgain, CardsRead, TypeAmount]
YES: Mapping[type, object] = {TypeAmount: True}


@pytest.fixture
def shop(new_host: Host) -> Shop:
    return new_host.open(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def customer(new_host: Host) -> str:
    customer = await a_customer(new_host)
    await elsewhere(new_host, "addCard", customerID=customer, paymentMethodID="tok_visa")
    return customer


@pytest.fixture
async def order(new_host: Host, customer: str) -> str:
    return await an_order(new_host, customer, "57.50")


async def charge(
    shop: Shop, order_id: str, answers: Mapping[type, object] = YES
) -> tuple[Person, list[type]]:
    person = Person(shop, answers)
    return person, await person.goes_through(charging(shop, order_id))


def why_not(person: Person) -> WhyNot:
    refused = person.steps[-1]
    assert isinstance(refused, Refused)
    return refused.why


async def test_an_amount_that_was_typed_charges_the_default_card_once(
    new_host: Host, shop: Shop, order: str
) -> None:
    person, steps = await charge(shop, order)
    assert steps == [*ASKED, Charge]
    asked = person.steps[2]
    assert isinstance(asked, TypeAmount)
    assert asked.due == Decimal("57.50")
    assert asked.card is not None
    assert asked.card.brand == "Visa"
    assert await standing(new_host, order) == PAID_BY_CARD
    again, _ = await charge(shop, order)
    assert why_not(again) is WhyNot.PAID
    assert new_host.requests.count("chargeCard") == 1


@pytest.mark.parametrize("answer", [False, None, "57.50"])
async def test_nothing_but_a_yes_charges(
    new_host: Host, shop: Shop, order: str, answer: object
) -> None:
    _, steps = await charge(shop, order, {TypeAmount: answer})
    assert steps == ASKED
    assert await standing(new_host, order) == UNPAID


async def test_a_total_that_changed_while_it_was_typed_is_asked_about_again(
    new_host: Host, shop: Shop, order: str
) -> None:
    typed: list[str] = []

    async def slowly() -> bool:
        typed.append("57.50")
        if len(typed) == 1:
            await elsewhere(new_host, "updateOrder", orderID=order, finalTotal="60.00")
            new_host.now += 60
        return True

    person, steps = await charge(shop, order, {TypeAmount: slowly})
    assert steps == [*ASKED, *ASKED, Charge]
    last = person.steps[-1]
    assert isinstance(last, Charge)
    assert last.due == Decimal("60.00")


async def test_what_was_paid_elsewhere_is_not_charged(
    new_host: Host, shop: Shop, order: str
) -> None:
    await shop.ask.refresh_order(order)
    await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="1")
    person, steps = await charge(shop, order)
    assert steps == [LooksAgain, CardsRead, Refused]
    assert why_not(person) is WhyNot.PAID


async def test_an_order_that_is_gone_or_has_no_card_or_no_amount_is_not_charged(
    new_host: Host, shop: Shop, customer: str, order: str
) -> None:
    free = await an_order(new_host, customer, "0.00")
    person, _ = await charge(shop, free)
    assert why_not(person) is WhyNot.NOTHING_DUE
    await elsewhere(new_host, "deleteOrder", orderID=order)
    person, _ = await charge(shop, order)
    assert why_not(person) is WhyNot.GONE
    other = await an_order(new_host, await a_customer(new_host, "Grace Hopper"), "5.00")
    person, _ = await charge(shop, other)
    assert why_not(person) is WhyNot.NO_CARD
    assert "chargeCard" not in new_host.requests


async def test_what_cannot_be_read_is_not_charged(new_host: Host, shop: Shop, order: str) -> None:
    new_host.is_offline = True
    _, steps = await charge(shop, order)
    assert steps == [LooksAgain, NotRead]


async def test_where_an_answer_is_lost_nobody_charges_again_by_another_process_either(
    new_host: Host, shop: Shop, order: str
) -> None:
    new_host.faults.cause(Fault.DROP_AFTER, times=1, operation="chargeCard")
    with pytest.raises(OutcomeUnknownError):
        await charge(shop, order)
    await shop.aclose()
    anew = new_host.open(doubt=Doubt(0.0, 0.0))
    person, _ = await charge(anew, order)
    assert why_not(person) in (WhyNot.CHARGED, WhyNot.PAID)
    assert new_host.requests.count("chargeCard") == 1


async def test_a_declined_card_is_told_and_may_be_tried_again(
    new_host: Host, shop: Shop, customer: str, order: str
) -> None:
    await elsewhere(new_host, "addCard", customerID=customer, paymentMethodID="tok_declined")
    cards = await shop.ask.cards_of(customer)
    declined = cards[-1]
    await elsewhere(new_host, "setDefaultCard", customerID=customer, cardID=declined.id)
    with pytest.raises(RefusedError):
        await charge(shop, order)
    assert await standing(new_host, order) == UNPAID


def test_the_card_that_is_charged_is_the_default_or_the_only_one() -> None:
    one, other = Card("1", "Visa", "1", is_default=True), Card("2", "Visa", "2")
    assert charged_card([other, one]) == one
    assert charged_card([other]) == other
    assert charged_card([other, other]) is None
    assert charged_card([]) is None
