"""What is asked before orders go over the counter, and that money is taken by what is sure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.hand_out.collector import Collector
from cleancloud_tui.shop.hand_out.handing_out import (
    Charged,
    GoByMirror,
    GoEarly,
    GoOut,
    HandingOut,
    HowPaid,
    Meant,
    News,
    StayBehind,
)
from cleancloud_tui.shop.hand_out.tally import Ending
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.steps import Looked, LooksAgain
from tests.elsewhere import CLEANING, a_customer, an_order, elsewhere, standing
from tests.host import Host
from tests.shop.person import Person

LATER = 3600.0
CARD: Mapping[type, object] = {HowPaid: Payment(PaidBy.CARD), ConfirmPayment: True}
HANDED_OUT, PAID_BY_CARD, READY = ("2", "0", "0"), ("2", "1", "2"), ("1", "0", "0")


@pytest.fixture
def shop(new_host: Host) -> Shop:
    return new_host.open(doubt=Doubt(0.0, 0.0))


@pytest.fixture
async def customer(new_host: Host) -> str:
    return await a_customer(new_host)


class Counter(Person):
    """Goes through a hand-out, and puts in what goes out."""

    async def hands_out(self, collector: Collector) -> list[type]:
        self.collector = collector
        return await self.goes_through(HandingOut(self.shop, collector).steps())

    async def _answer(self, step: object) -> object:
        if not isinstance(step, GoOut):
            return await super()._answer(step)
        self.steps.append(step)
        for each in step.hand_overs:
            try:
                await self.shop.send(each.request())
            except CleanCloudError as error:
                self.collector.tally.failed(each.order_id, error)
            else:
                self.collector.tally.handed_out(each.order_id)
        return None


async def at_the_counter(shop: Shop, host: Host, customer: str, *ticked: str) -> Collector:
    """Open what a customer collects, long after it was read."""
    await shop.ask.refresh_customer(customer)
    host.now += LATER
    return Collector(shop, customer, ticked)


async def test_what_is_ticked_is_read_again_paid_and_completed(
    new_host: Host, shop: Shop, customer: str
) -> None:
    one, two = [await an_order(new_host, customer, total) for total in ("20.00", "0.10")]
    collector = await at_the_counter(shop, new_host, customer, one, two)
    counter = Counter(shop, CARD)
    steps = await counter.hands_out(collector)
    looked = [LooksAgain, Looked, News]
    assert steps == [*looked, HowPaid, ConfirmPayment, News, GoOut]
    asked = next(each for each in counter.steps if isinstance(each, HowPaid))
    assert asked.due == Decimal("20.10")
    assert [await standing(new_host, each) for each in (one, two)] == [PAID_BY_CARD] * 2
    assert set(collector.tally.endings.values()) == {Ending.HANDED_OUT}


async def test_cash_gives_change_and_no_further_question(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    cash = {HowPaid: Payment(PaidBy.CASH), TakeCash: Decimal("5.00")}
    assert ConfirmPayment not in await Counter(shop, cash).hands_out(collector)
    assert collector.tally.change == Decimal("5.00")
    assert await standing(new_host, order) == ("2", "1", "1")


@pytest.mark.parametrize("answers", [{}, {HowPaid: Payment()}, {HowPaid: Payment(PaidBy.CASH)}])
async def test_what_is_taken_back_changes_nothing(
    new_host: Host, shop: Shop, customer: str, answers: Mapping[type, object]
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    assert GoOut not in await Counter(shop, answers).hands_out(collector)
    assert await standing(new_host, order) == READY
    assert collector.tally.ticked == {order}


async def test_what_stays_and_what_goes_early_is_asked_first(
    new_host: Host, shop: Shop, customer: str
) -> None:
    early = await an_order(new_host, customer, "20.00", CLEANING)
    await an_order(new_host, customer, "5.00")
    collector = await at_the_counter(shop, new_host, customer, early)
    assert await Counter(shop).hands_out(collector) == [StayBehind]
    assert await Counter(shop, {StayBehind: True}).hands_out(collector) == [StayBehind, GoEarly]
    may = {StayBehind: True, GoEarly: True, HowPaid: Payment(), ConfirmPayment: True}
    assert (await Counter(shop, may).hands_out(collector))[-1] is GoOut
    assert await standing(new_host, early) == HANDED_OUT


async def test_what_was_paid_elsewhere_is_told_and_not_taken_again(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    await elsewhere(new_host, "updateOrder", orderID=order, paid="1", paymentType="2")
    counter = Counter(shop, {Meant: True})
    steps = await counter.hands_out(collector)
    assert steps == [LooksAgain, Looked, News, Meant, News, GoOut]
    assert await standing(new_host, order) == PAID_BY_CARD


async def test_what_changed_while_it_was_paid_is_asked_about_again(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    totals = iter(("25.00",))

    async def pays_slowly() -> bool:
        for total in totals:
            await elsewhere(new_host, "updateOrder", orderID=order, finalTotal=total)
            new_host.now += LATER
        return True

    counter = Counter(shop, {**CARD, ConfirmPayment: pays_slowly})
    await counter.hands_out(collector)
    dues = [each.due for each in counter.steps if isinstance(each, HowPaid)]
    assert dues == [Decimal("20.00"), Decimal("25.00")]
    assert await standing(new_host, order) == PAID_BY_CARD


async def test_what_others_handed_out_meanwhile_is_left_out(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    await elsewhere(new_host, "updateOrder", orderID=order, status="2")
    assert await Counter(shop, CARD).hands_out(collector) == [LooksAgain, Looked, News]
    assert not collector.tally.ticked


async def test_offline_it_goes_by_what_is_known_only_where_that_is_meant(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    new_host.is_offline = True
    assert await Counter(shop, CARD).hands_out(collector) == [LooksAgain, GoByMirror]
    steps = await Counter(shop, {**CARD, GoByMirror: True}).hands_out(collector)
    assert steps == [LooksAgain, GoByMirror, News, HowPaid, ConfirmPayment, News, GoOut]
    assert collector.tally.endings == {order: Ending.KEPT}
    await shop.aclose()
    new_host.is_offline = False
    await new_host.open(doubt=Doubt(0.0, 0.0)).outbox.round()  # as after the program was closed
    assert await standing(new_host, order) == PAID_BY_CARD


async def test_no_money_is_taken_while_a_card_may_have_been_charged(
    new_host: Host, shop: Shop, customer: str
) -> None:
    await elsewhere(new_host, "addCard", customerID=customer, paymentMethodID="tok_visa")
    order = await an_order(new_host, customer, "20.00")
    await shop.ask.refresh_customer(customer)
    new_host.faults.cause(Fault.DROP_BEFORE, times=1, operation="chargeCard")
    with pytest.raises(CleanCloudError):
        await shop.write("chargeCard", {"customerID": customer, "orderID": order})
    await shop.aclose()
    anew = new_host.open(doubt=Doubt(0.0, 0.0))  # the journal knows of it
    if await anew.open_charges([order]):
        collector = Collector(anew, customer, [order])
        steps = await Counter(anew, CARD).hands_out(collector)
        assert steps[-1] is Charged
    assert await standing(new_host, order) == READY


async def test_an_order_that_is_refused_keeps_its_reason_and_its_money_is_remembered(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)

    async def deleted_meanwhile() -> bool:
        await elsewhere(new_host, "deleteOrder", orderID=order)
        return True

    counter = Counter(shop, {**CARD, ConfirmPayment: deleted_meanwhile})
    assert (await counter.hands_out(collector))[-1] is GoOut
    assert list(collector.tally.refused) == collector.tally.owed == [order]
    assert collector.tally.taken == {order: PaidBy.CARD}
    assert not collector.tally.endings


async def test_an_order_whose_answer_was_lost_ends_as_the_journal_finds_out(
    new_host: Host, shop: Shop, customer: str
) -> None:
    order = await an_order(new_host, customer, "20.00")
    collector = await at_the_counter(shop, new_host, customer, order)
    new_host.faults.cause(Fault.DROP_AFTER, operation="updateOrder")
    await Counter(shop, CARD).hands_out(collector)
    assert collector.tally.endings[order] in (Ending.KEPT, Ending.UNKNOWN)
    new_host.faults.clear()
    [entry] = [*await shop.outbox.waiting(), *await shop.outbox.to_resolve()]
    await shop.aclose()
    anew = new_host.open(doubt=Doubt(0.0, 0.0))
    new_host.now += LATER
    await anew.outbox.round()
    settled = await anew.outbox.entry(entry.id)
    assert settled is not None
    collector.tally.found_out(order, settled)
    assert collector.tally.endings == {order: Ending.HANDED_OUT}
    assert await standing(new_host, order) == PAID_BY_CARD
