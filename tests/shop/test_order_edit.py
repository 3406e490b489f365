"""What an edit of an order sends, and what it makes of the total."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.shop.order_edit import (
    changed_meanwhile,
    changes,
    edit_of,
    goods_of,
    total_after,
    values_of,
)

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


def test_a_value_alone_is_sent_alone() -> None:
    assert edit_of(ORDER, {"orderNotes": "[M]"}) == {"orderID": "437", "orderNotes": "[M]"}


def test_an_amount_brings_the_total_and_ends_its_percentage() -> None:
    assert edit_of(ORDER, {"discount": "6"}) == {
        "orderID": "437",
        "discount": "6.00",
        "discountPercent": "0",
        "finalTotal": "45.20",
    }


def test_a_percentage_brings_its_amount_of_the_items() -> None:
    assert goods_of(ORDER) == Decimal("50.00")
    assert edit_of(ORDER, {"discountPercent": "20"}) == {
        "orderID": "437",
        "discount": "10.00",
        "discountPercent": "20",
        "finalTotal": "41.20",
    }


def test_a_move_is_marked_as_asked_for_where_somebody_drives() -> None:
    moved = edit_of(ORDER, {"pickupDate": "2026-06-01"}, asked_by="2")
    assert moved == {
        "orderID": "437",
        "pickupDate": day_stamp(date(2026, 6, 1)),
        "pickupReschedule": "2",
    }
    assert "deliveryReschedule" not in edit_of(ORDER, {"deliveryDate": "2026-06-01"})


def test_what_cannot_be_read_is_told_before_anything_is_sent() -> None:
    with pytest.raises(BadParametersError, match="tip is to be an amount"):
        edit_of(ORDER, {"tip": "a lot"})


def test_what_was_changed_elsewhere_is_told_of_the_fields_that_matter() -> None:
    began = values_of(ORDER)
    now = {**began, "orderNotes": "torn", "tip": "2.00"}
    assert [str(each) for each in changed_meanwhile(began, now, {"orderNotes": "mine"})] == [
        "order notes: (empty) → torn"
    ]
    assert changed_meanwhile(began, {**began, "tip": "0"}, {"tip": "1"}) == []


@given(st.tuples(*[CENTS] * 4), st.tuples(*[CENTS] * 4))
def test_there_and_back_is_the_same_total(
    before: tuple[Decimal, ...], after: tuple[Decimal, ...]
) -> None:
    names = ("discount", "creditUsed", "tax2", "tip")
    order = Order("1", total=Decimal("100.00"), discount=before[0], credit_used=before[1])
    there = {name: str(amount) for name, amount in zip(names, after, strict=True)}
    total = total_after(order, there)
    assert total is not None
    assert total == (
        Decimal("100.00") + before[0] + before[1] - after[0] - after[1] + after[2] + after[3]
    )
    edited = Order(
        "1", total=total, discount=after[0], credit_used=after[1], tax2=after[2], tip=after[3]
    )
    assert goods_of(edited) == goods_of(order)
    assert not changes(
        values_of(edited), edit_of(order, there) | {"discountPercent": "0", "tipPercent": "0"}
    )
