from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.shop.hand_out.collecting import (
    Collection,
    OrderConflict,
    conflict_between,
    is_sure,
    ready_first,
)
from cleancloud_tui.shop.hand_out.tally import Ending, Tally
from cleancloud_tui.shop.orders.payment import PaidBy, Payment
from cleancloud_tui.shop.records import Known

NOW = datetime(2026, 5, 28, 12, tzinfo=UTC)


def an_order(number: int = 437, **known: object) -> Order:
    order = Order(str(number), "12", OrderStatus.READY, total=Decimal("20.00"), paid=False)
    return replace(order, **known)  # type: ignore[arg-type]


def test_what_is_due_is_the_sum_of_what_is_not_paid() -> None:
    orders = [an_order(1), an_order(2, total=Decimal("0.10")), an_order(3, paid=True)]
    assert Collection(orders).due == Decimal("20.10")
    assert Collection(orders, {"1": PaidBy.CASH}).due == Decimal("0.10")
    assert Collection([]).due == Decimal("0.00")
    assert not Collection([an_order(total=Decimal("0.00"))]).unpaid


@pytest.mark.parametrize("unknown", [{"paid": None}, {"total": None}])
def test_where_one_is_not_told_the_sum_is_not_known(unknown: dict[str, object]) -> None:
    assert Collection([an_order(1), an_order(2, **unknown)]).due is None


@given(st.lists(st.decimals(0, 10_000, places=2)))
def test_the_sum_is_exact(totals: list[Decimal]) -> None:
    collection = Collection([an_order(place, total=total) for place, total in enumerate(totals)])
    assert collection.due == sum(totals, Decimal(0))


def test_one_write_an_order_completes_and_pays_it() -> None:
    collection = Collection([an_order(1), an_order(2, paid=True), an_order(3)], {"3": PaidBy.CHECK})
    assert [each.request().parameters for each in collection.hand_overs(PaidBy.CASH)] == [
        {"orderID": "1", "status": "2", "paid": "1", "paymentType": "1"},
        {"orderID": "2", "status": "2"},
        {"orderID": "3", "status": "2", "paid": "1", "paymentType": "3"},
    ]
    assert collection.hand_overs(None)[0].request().parameters == {"orderID": "1", "status": "2"}


def test_ready_orders_stand_first() -> None:
    orders = [an_order(1, status=OrderStatus.CLEANING), an_order(2), an_order(3)]
    assert [order.id for order in ready_first(orders)] == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (None, OrderConflict.GONE),
        (an_order(customer_id="13"), OrderConflict.GONE),
        (an_order(status=OrderStatus.COMPLETED, paid=True), OrderConflict.COLLECTED),
        (an_order(paid=True), OrderConflict.PAID),
        (an_order(total=Decimal("21.00")), OrderConflict.CHANGED),
        (an_order(notes="another note", status=OrderStatus.CLEANING), None),
    ],
)
def test_what_others_did_meanwhile(now: Order | None, what: OrderConflict | None) -> None:
    assert conflict_between(an_order(), now) is what


@pytest.mark.parametrize(
    ("seconds", "patched", "made", "sure"),
    [
        (5, False, 3600, True),
        (30, False, 3600, False),
        (5, True, 3600, False),
        (5, True, 60, True),
        (-3600, False, 3600, False),  # read by a clock that was ahead, or is set back now
        (30, False, -3600, False),
    ],
)
def test_money_is_taken_by_what_was_just_read_or_just_made(
    seconds: int, patched: bool, made: int, sure: bool
) -> None:
    order = an_order(created=NOW - timedelta(seconds=made))
    assert is_sure(Known(order, NOW - timedelta(seconds=seconds), patched), NOW) is sure


def test_a_refused_order_can_be_put_in_again_without_its_money() -> None:
    tally = Tally({"1", "2"})
    orders = [an_order(1), an_order(2)]
    tally.put_in(Collection(orders, tally.taken), Payment(PaidBy.CASH, Decimal("5.00")))
    assert tally.is_being_put_in
    assert not tally.ticked
    tally.endings["1"] = Ending.HANDED_OUT
    tally.refuse("2", "No such order")
    assert tally.owed == ["2"]
    assert not tally.is_being_put_in
    tally.tick("2")
    assert tally.change is None
    again = Collection([orders[1]], tally.taken)
    assert again.due == 0
    assert [each.request().parameters for each in tally.put_in(again, Payment())] == [
        {"orderID": "2", "status": "2", "paid": "1", "paymentType": "1"}
    ]
    assert not tally.owed
