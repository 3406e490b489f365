"""What is asked before an order is made, and that it is made once, whatever happens then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from cleancloud_tui.api.errors import BadParametersError, CleanCloudError, RefusedError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.practice.operations.promotions import referral_code
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.new_order.draft import OrderDraft
from cleancloud_tui.shop.new_order.item import OrderItem
from cleancloud_tui.shop.new_order.making import (
    Changed,
    Incomplete,
    Made,
    Making,
    NothingSent,
    NotKnown,
    NotMade,
    OutcomeKnown,
    PickPayment,
    SendAgain,
    SendDraft,
    Sends,
)
from cleancloud_tui.shop.new_order.order import NewOrder, begun
from cleancloud_tui.shop.orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.shop import Shop
from tests.elsewhere import a_customer, elsewhere
from tests.host import Host
from tests.shop.person import Person

RULES = OrderRules()
LATER = 3600.0
UNPAID: Mapping[type, object] = {PickPayment: Payment(), ConfirmPayment: True}
MADE_AT_ONCE = [PickPayment, ConfirmPayment, Sends, SendDraft, Made]


class Counter(Person):
    """Takes in a customer's order, its draft kept before it is sent."""

    async def takes_in(self, customer: str, *, again: bool = False) -> None:
        """Begin an order, or go on with what another process left."""
        self.draft = OrderDraft(self.shop, customer)
        self.making = Making(self.shop, self.draft, lambda: RULES)
        if again:
            aside = await self.draft.find()
            assert aside is not None
            self.order = aside.order
            return
        self.order = begun(customer, None, RULES, self.shop.now().date())
        self.order = self.order.with_item(OrderItem("Shirt", Decimal("9.50")))
        await self.draft.keep(self.order)

    async def makes(self) -> list[type]:
        """Make the order; where it fails, note that as a screen does, and let it be seen."""
        try:
            return await self.goes_through(self.making.steps(self.order, None))
        except CleanCloudError as error:
            self.making.failed(error)
            raise

    async def finds_out(self) -> list[type]:
        return await self.goes_through(self.making.finding_out(self.order))

    async def _answer(self, step: object) -> object:
        if isinstance(step, Changed):
            self.order = step.order
        return await super()._answer(step)


@pytest.fixture
def shop(new_host: Host) -> Shop:
    return new_host.open(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def customer(new_host: Host) -> str:
    return await a_customer(new_host)


@pytest.fixture
async def counter(shop: Shop, customer: str) -> Counter:
    counter = Counter(shop, UNPAID)
    await counter.takes_in(customer)
    return counter


async def after_it_died(counter: Counter, host: Host, customer: str) -> Counter:
    """Go on with the order in a new process over the same files."""
    await counter.shop.aclose()
    anew = Counter(host.open(doubt=Doubt(0.0, 0.0)), UNPAID)
    await anew.takes_in(customer, again=True)
    return anew


async def orders_of(host: Host, customer: str) -> list[Mapping[str, object]]:
    reply = await elsewhere(host, "getOrders", customerID=customer)
    rows: list[Mapping[str, object]] = reply["Orders"]
    return rows


async def loses_the_answer(counter: Counter, host: Host, fault: Fault) -> None:
    host.faults.cause(fault, times=1, operation="addOrder")
    with pytest.raises(CleanCloudError):
        await counter.makes()
    assert counter.making.is_open


async def a_promo_code(host: Host, counter: Counter) -> None:
    """Let somebody invite the customer by a code, and type it into the order."""
    friend = await a_customer(host, "Grace Hopper")
    code = referral_code(int(friend))
    counter.order = counter.order.with_typed(promoCode=code)
    await counter.draft.keep(counter.order)


async def test_an_order_is_made_once_it_is_said_how_it_is_paid(
    new_host: Host, counter: Counter, customer: str
) -> None:
    assert await counter.makes() == MADE_AT_ONCE
    made = counter.steps[-1]
    assert isinstance(made, Made)
    [order] = await orders_of(new_host, customer)
    assert made == Made(str(order["id"]))


async def test_cash_gives_change(new_host: Host, counter: Counter, customer: str) -> None:
    counter.answers = {PickPayment: Payment(PaidBy.CASH), TakeCash: Decimal("0.50")}
    assert await counter.makes() == [PickPayment, TakeCash, Sends, SendDraft, Made]
    made = counter.steps[-1]
    assert isinstance(made, Made)
    assert made.change == Decimal("0.50")
    [order] = await orders_of(new_host, customer)
    assert (order["paid"], order["paymentType"]) == ("1", "1")


@pytest.mark.parametrize(
    "answers", [{}, {PickPayment: Payment()}, {PickPayment: Payment(PaidBy.CASH)}]
)
async def test_what_is_taken_back_sends_nothing(
    new_host: Host, counter: Counter, answers: Mapping[type, object]
) -> None:
    counter.answers = answers
    assert SendDraft not in await counter.makes()
    assert "addOrder" not in new_host.requests


async def test_an_order_of_nothing_is_not_asked_about(counter: Counter) -> None:
    counter.order = replace(counter.order, items=())
    assert await counter.makes() == [Incomplete]


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.TRUNCATED, Fault.EMPTY])
async def test_as_long_as_it_is_open_whether_it_was_made_nothing_is_sent(
    new_host: Host, counter: Counter, customer: str, fault: Fault
) -> None:
    await loses_the_answer(counter, new_host, fault)
    assert await counter.makes() == [NothingSent, NotKnown]
    anew = await after_it_died(counter, new_host, customer)
    assert await anew.makes() == [NothingSent, NotKnown]
    assert new_host.requests.count("addOrder") == 1


async def test_an_order_that_is_found_is_made_and_not_sent_again(
    new_host: Host, counter: Counter, customer: str
) -> None:
    await loses_the_answer(counter, new_host, Fault.DROP_AFTER)
    anew = await after_it_died(counter, new_host, customer)
    new_host.now += LATER
    await anew.shop.outbox.round()
    assert await anew.finds_out() == [OutcomeKnown, Made]
    assert await anew.makes() == [OutcomeKnown, Made]
    assert len(await orders_of(new_host, customer)) == 1


async def test_an_order_that_did_not_happen_is_sent_again_only_after_a_yes(
    new_host: Host, counter: Counter, customer: str
) -> None:
    await loses_the_answer(counter, new_host, Fault.DROP_BEFORE)
    anew = await after_it_died(counter, new_host, customer)
    new_host.now += LATER
    for _ in range(3):
        await anew.shop.outbox.round()
        new_host.now += LATER
    assert await anew.finds_out() == [OutcomeKnown, NotMade]
    assert await anew.finds_out() == []  # it is told once
    assert await anew.makes() == [SendAgain]
    assert await orders_of(new_host, customer) == []
    anew.answers = {**UNPAID, SendAgain: True}
    assert await anew.makes() == [SendAgain, *MADE_AT_ONCE]
    assert len(await orders_of(new_host, customer)) == 1


async def test_an_order_that_another_terminal_lost_keeps_this_one_from_being_sent(
    new_host: Host, counter: Counter, customer: str
) -> None:
    await loses_the_answer(counter, new_host, Fault.DROP_AFTER)
    other = Counter(new_host.open(doubt=Doubt(0.0, 0.0)), UNPAID)
    await other.takes_in(customer)
    assert await other.makes() == [NothingSent]


async def test_a_promo_code_is_used_once_and_before_the_order(
    new_host: Host, counter: Counter, customer: str
) -> None:
    await a_promo_code(new_host, counter)
    before = len(new_host.requests)
    steps = await counter.makes()
    assert steps == [PickPayment, ConfirmPayment, Sends, SendDraft, Changed, SendDraft, Made]
    sent = [each for each in new_host.requests[before:] if each in ("usePromo", "addOrder")]
    assert sent == ["usePromo", "addOrder"]


async def test_a_code_that_was_used_when_the_program_died_is_not_used_again(
    new_host: Host, counter: Counter, customer: str
) -> None:
    await a_promo_code(new_host, counter)
    promo = []

    class DiedError(Exception):
        pass

    class Dies(Counter):
        async def _answer(self, step: object) -> object:
            reply = await super()._answer(step)
            if isinstance(step, SendDraft):
                promo.append(step.request.name)
                raise DiedError
            return reply

    dying = Dies(counter.shop, UNPAID)
    dying.draft, dying.making, dying.order = counter.draft, counter.making, counter.order
    with pytest.raises(DiedError):
        await dying.makes()
    assert promo == ["usePromo"]
    anew = await after_it_died(counter, new_host, customer)
    assert await anew.makes() == [Changed, *MADE_AT_ONCE]
    assert new_host.requests.count("usePromo") == 1
    assert len(await orders_of(new_host, customer)) == 1


async def test_where_a_code_is_refused_no_order_is_made(
    new_host: Host, counter: Counter, customer: str
) -> None:
    counter.order = counter.order.with_typed(promoCode="NONE")
    with pytest.raises(RefusedError):
        await counter.makes()
    assert not counter.making.is_open
    assert await orders_of(new_host, customer) == []


async def test_an_order_that_the_api_does_not_take_uses_no_code(
    new_host: Host, counter: Counter
) -> None:
    await a_promo_code(new_host, counter)
    counter.order = counter.order.with_typed(orderNotes="x" * 100_000, notifyMethod="9")
    with pytest.raises(BadParametersError):
        await counter.makes()
    assert "usePromo" not in new_host.requests


def test_what_a_code_gives_goes_with_it() -> None:
    order = NewOrder("12").with_typed(promoCode="TEN", promoCredit="5.00").without_promo()
    assert (order.text("promoCode"), order.text("promoCredit")) == ("", "")
