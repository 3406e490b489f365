"""What an edit of an order sends, and what it makes of the total."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.operations import OPERATIONS, WireParameters
from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.shop.orders.edit import changes, edit_of, values_of
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.orders.totals import charges_of
from cleancloud_tui.shop.writes.conflicts import overwritten_by

USUAL = OrderRules()
CENTS = st.integers(0, 99_999).map(lambda cents: Decimal(cents) / 100)

ORDER = Order(
    id="437",
    customer_id="12",
    total=Decimal("46.20"),
    discount=Decimal("5.00"),
    discount_percent=Decimal("10"),
    tax=Decimal("1.20"),
    is_pickup=True,
    is_delivery=False,
    pickup_day=date(2026, 5, 29),
    pickup_time="10am-12pm",
    delivery_day=date(2026, 5, 30),
    delivery_time="5pm",
)


def sent_for(order: Order, fields: Mapping[str, str], rules: OrderRules = USUAL) -> WireParameters:
    return edit_of(order, fields, rules).parameters


def test_a_value_alone_is_sent_alone() -> None:
    assert sent_for(ORDER, {"orderNotes": "[M]"}) == {"orderID": "437", "orderNotes": "[M]"}


def test_an_amount_brings_the_total_and_ends_its_percentage() -> None:
    assert sent_for(ORDER, {"discount": "6"}) == {
        "orderID": "437",
        "discount": "6.00",
        "discountPercent": "0",
        "tax": "1.17",
        "finalTotal": "45.17",
    }


def test_a_percentage_brings_its_amount_of_the_items() -> None:
    assert sent_for(ORDER, {"discountPercent": "20"}) == {
        "orderID": "437",
        "discount": "10.00",
        "discountPercent": "20",
        "tax": "1.07",
        "finalTotal": "41.07",
    }


def test_a_tax_that_is_given_does_not_follow_the_discount() -> None:
    assert sent_for(ORDER, {"discount": "6", "tax": "1.20"})["finalTotal"] == "45.20"


@pytest.mark.parametrize(
    ("order", "typed", "lifted"),
    [
        (ORDER, {"discount": "20"}, "10.00"),  # items of 50.00, less it, to a minimum of 40.00
        (replace(ORDER, minimum_adjust=Decimal(2)), {"discount": "0"}, "0.00"),
        (replace(ORDER, is_pickup=False, is_delivery=True), {"discountPercent": "40"}, "10.00"),
        (replace(ORDER, is_pickup=False), {"discount": "20", "delivery": "1"}, "10.00"),
        (ORDER, {"discount": "20", "minimumAdjust": "1"}, "1.00"),
        (replace(ORDER, is_pickup=False), {"discount": "20"}, None),
        (ORDER, {"tip": "1"}, None),
    ],
)
def test_a_discount_leaves_the_minimum_where_somebody_drives(
    order: Order, typed: dict[str, str], lifted: str | None
) -> None:
    sent = sent_for(order, typed, OrderRules(minimum=Decimal(40)))
    assert sent.get("minimumAdjust") == lifted
    assert "minimumAdjust" not in sent_for(ORDER, {"discount": "20"})  # a shop without a minimum


def test_credit_is_used_up_to_what_the_order_comes_to() -> None:
    sent = sent_for(ORDER, {"creditUsed": "60"})
    assert sent == {"orderID": "437", "creditUsed": "46.20", "finalTotal": "0.00"}


def test_an_order_whose_total_is_not_known_takes_no_credit() -> None:
    with pytest.raises(BadParametersError, match="creditUsed needs finalTotal"):
        sent_for(Order("1"), {"creditUsed": "5"})


def test_a_move_is_marked_as_asked_for_where_somebody_drives() -> None:
    moved = sent_for(ORDER, {"pickupDate": "2026-06-01"})
    assert moved == {
        "orderID": "437",
        "pickupDate": day_stamp(date(2026, 6, 1)),
        "pickupReschedule": "1",
    }
    by_customer = sent_for(ORDER, {"pickupDate": "2026-06-01", "pickupReschedule": "2"})
    assert by_customer["pickupReschedule"] == "2"
    assert "deliveryReschedule" not in sent_for(ORDER, {"deliveryDate": "2026-06-01"})


def test_what_cannot_be_read_is_told_before_anything_is_sent() -> None:
    with pytest.raises(BadParametersError, match="tip is to be an amount"):
        sent_for(ORDER, {"tip": "a lot"})


def test_what_was_changed_elsewhere_is_told_of_the_fields_that_matter() -> None:
    began, update = values_of(ORDER), OPERATIONS["updateOrder"]
    now = {**began, "orderNotes": "torn", "tip": "2.00"}
    assert overwritten_by({"orderNotes": "mine"}, began, now, update) == {
        "orderNotes": "was (empty)  →  now torn  →  yours mine"
    }
    assert overwritten_by({"tip": "2"}, began, now, update) == {}
    assert overwritten_by({"tip": "1"}, began, {**began, "tip": "0"}, update) == {}


@given(st.tuples(*[CENTS] * 4), st.tuples(*[CENTS] * 3))
def test_an_order_with_new_amounts_holds_the_same_items(
    before: tuple[Decimal, ...], after: tuple[Decimal, ...]
) -> None:
    order = Order(
        "1",
        total=Decimal("5000.00") + before[0] + before[1] + before[2],
        delivery_fee=before[0],
        tax2=before[1],
        tip=before[2],
        discount=before[3],
    )
    names = ("deliveryFee", "tax2", "tip")
    typed = dict(zip(names, map(str, after), strict=True))
    sent = sent_for(order, typed)
    assert sent["finalTotal"] == f"{Decimal('5000.00') + sum(after, Decimal(0)):.2f}"
    edited = Order(
        "1",
        total=Decimal(str(sent["finalTotal"])),
        delivery_fee=after[0],
        tax2=after[1],
        tip=after[2],
        discount=before[3],
    )
    was, now = charges_of(order), charges_of(edited)
    assert was is not None
    assert now is not None
    assert was.items == now.items
    assert not changes(values_of(edited), sent)
