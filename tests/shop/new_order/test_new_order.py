from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.models.orders import Order, OrderKind
from cleancloud_tui.api.models.stock import Product
from cleancloud_tui.shop.new_order.item import OrderItem
from cleancloud_tui.shop.new_order.order import NewOrder, begun, taken_up
from cleancloud_tui.shop.opening_hours import OpeningHours
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.orders.totals import TaxRates

D = Decimal
FRIDAY = date(2026, 5, 29)
RULES = OrderRules(
    rates=TaxRates(taxes=(D(10), D(0), D(0)), express=D(25)),
    minimum=D(15),
    delivery_fee=D("3.50"),
    ready_days=1,
    hours=OpeningHours.parse("mon-fri 8:00-18:00"),
)
ANN = Customer("7", name="Ann", credit=D("6.00"))
SHIRT = OrderItem.of(Product("2", "Shirt", D("4.00"), pieces=1), D(3))
HEM = OrderItem("Curtain hem", D("12.50"), pieces=2)


def an_order(**typed: str) -> NewOrder:
    return begun("7", ANN, RULES, FRIDAY).with_item(SHIRT).with_item(HEM).with_typed(**typed)


def sent(order: NewOrder, payment: str = "", customer: Customer | None = ANN) -> dict[str, object]:
    assert order.problem() == ""
    return dict(checked(operation_named("addOrder"), order.parameters(RULES, customer, payment)))


def test_a_store_order_says_all_that_the_api_wants():
    told = sent(an_order(discount="10%", orderNotes="Soon", notifyMethod="1"), payment="1")
    assert told == {
        "customerID": "7",
        "finalTotal": "24.26",
        "status": "0",
        "discount": "2.45",
        "discountPercent": "10",
        "tax": "2.21",
        "storeOrder": "1",
        "storeDropOffDate": "1780056000",
        "storeReadyByDate": "1780315200",  # Monday: the shop is closed on Saturday and Sunday
        "storeReadyByTime": "5pm",
        "orderNotes": "Soon",
        "notifyMethod": "1",
        "paid": "1",
        "paymentType": "1",
        "products": [
            {"id": "2", "name": "Shirt", "price": "4.00", "pieces": "1", "quantity": "3"},
            {"id": "0", "name": "Curtain hem", "price": "12.50", "pieces": "2", "quantity": "1"},
        ],
    }


def test_a_pickup_is_delivered_for_the_fee_and_lifted_to_the_minimum():
    order = NewOrder("7").with_item(SHIRT).with_kind(OrderKind.PICKUP, RULES)
    assert "pickup is missing" in order.problem()
    order = order.with_slot("pickup", FRIDAY, "10am", "12pm")
    assert "delivery is missing" in order.problem()
    told = sent(order.with_slot("delivery", FRIDAY, "5pm"))
    assert told["minimumAdjust"] == "3.00"
    assert told["deliveryFee"] == "3.50"
    assert (told["status"], told["pickupStart"], told["pickupEnd"]) == ("4", "10am", "12pm")
    assert (told["delivery"], told["deliveryStart"], told["deliveryEnd"]) == ("1", "5pm", "5pm")
    assert not {"storeOrder", "lockerOrder", "paid"} & told.keys()


def test_staff_approval_makes_a_pickup_wait_for_it():
    order = (
        NewOrder("7").with_kind(OrderKind.PICKUP, RULES).with_slot("pickup", FRIDAY, "10am", "12pm")
    )
    told = sent(order.with_typed(delivery="0", staffVerify="1"))
    assert (told["status"], told["staffVerify"]) == ("3", "1")
    assert "products" not in told


def test_a_locker_order_needs_its_number():
    order = an_order().with_kind(OrderKind.LOCKER, RULES)
    assert "locker" in order.problem()
    told = sent(order.with_typed(lockerNumber="12", lockerLocationID="3"))
    assert (told["lockerOrder"], told["lockerNumber"], told["status"]) == ("1", "12", "0")
    assert "storeReadyByDate" not in told


@pytest.mark.parametrize(("typed", "used"), [("all", "6.00"), ("4", "4.00"), ("99", "6.00")])
def test_no_more_credit_is_used_than_there_is(typed, used):
    assert sent(an_order(creditUsed=typed))["creditUsed"] == used


def test_the_credit_of_a_checked_code_counts_before_it_is_used():
    assert sent(an_order(creditUsed="all", promoCredit="5.00"))["creditUsed"] == "11.00"


def test_express_is_in_the_total_and_told():
    told = sent(an_order(express="1"))
    assert (told["express"], told["finalTotal"]) == ("1", "33.08")  # 24.50 + 6.13 + 2.45


def test_who_is_exempt_pays_no_first_tax():
    assert "tax" not in sent(an_order(), customer=Customer("7", tax_exempt=True))


def test_the_discount_that_a_customer_always_gets_is_there_from_the_beginning():
    order = begun("7", Customer("7", discount_percent=D("12.50")), RULES, FRIDAY)
    assert order.text("discount") == "12.5%"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"discount": "lots"}, "discount “lots”"),
        ({"discount": "1,250%"}, "discount “1,250%”"),
        ({"tip": "x"}, "tip “x”"),
        ({"tip": "0.005"}, "tip “0.005”"),
        ({"deliveryFee": "10%"}, "delivery fee “10%”"),
        ({"storeReadyByTime": "5:30"}, "“5:30” is no time"),
        ({"storeReadyByDate": "2026-W23-1"}, "“2026-W23-1” is no day"),
        ({"creditUsed": "some"}, "credit “some”"),
        ({"storeReadyByDate": "someday"}, "“someday” is no day"),
        ({"storeReadyByDate": "2026-05-01"}, "before the drop-off"),
    ],
)
def test_what_can_not_be_sent_is_told(typed, sentence):
    assert sentence in an_order(**typed).problem()


def test_the_customers_own_price_list_comes_first_then_the_newest_orders():
    orders = [
        Order("1", created=datetime(2026, 1, 1, tzinfo=UTC), price_list_id="1"),
        Order("3", created=datetime(2026, 3, 1, tzinfo=UTC), price_list_id="2"),
        Order("2", price_list_id="9"),
    ]
    assert NewOrder("7").with_prices_of(None, orders).price_list == "2"
    assert NewOrder("7").with_prices_of(None, []).price_list == "0"
    assert NewOrder("7").with_prices_of(replace(ANN, price_list_id="5"), orders).price_list == "5"
    assert NewOrder("7").with_prices_of(replace(ANN, price_list_id="5"), []).price_list == "5"
    assert NewOrder("7").with_prices_of(replace(ANN, price_list_id="0"), orders).price_list == "2"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deliveryDate": "2026-06-10"}, ""),
        ({"deliveryDate": "2026-06-08"}, "before the pickup"),
        ({"deliveryDate": "2026-06-09"}, ""),
        ({"deliveryDate": "2026-06-09", "deliveryStart": "11am"}, "before the pickup"),
        ({"deliveryDate": "2026-06-09", "deliveryStart": "12pm"}, ""),
        ({"deliveryDate": "2026-06-08", "delivery": "0"}, ""),
    ],
)
def test_nothing_is_delivered_before_it_is_picked_up(typed, sentence):
    pickup = {"pickupDate": "2026-06-09", "pickupStart": "10am", "pickupEnd": "12pm"}
    order = NewOrder("7", OrderKind.PICKUP, typed={**pickup, "delivery": "1", **typed})
    problem = order.problem()
    assert sentence in problem
    assert bool(sentence) == bool(problem)
    if not problem and order.text("delivery") == "1":
        assert "The route delivers from Sat 20 Jun on" in order.problem(date(2026, 6, 20))


def test_more_is_not_taken_off_than_there_is():
    suit, waived = OrderItem("Suit", D("18.00")), OrderItem("Fee", D("-3.50"), pieces=0)
    order = NewOrder("7", items=(suit, waived))
    assert order.too_little(RULES, ANN) == ""
    assert order.charges(RULES, None).items == D("14.50")
    assert "less than nothing" in replace(order, items=(waived,)).too_little(RULES, ANN)


def test_an_order_over_the_counter_needs_an_item():
    assert "no item" in begun("7", ANN, RULES, FRIDAY).problem()


def test_more_of_the_same_stands_on_one_line():
    order = NewOrder("7").with_item(SHIRT).with_item(SHIRT).with_item(HEM).with_item(HEM)
    assert [(item.name, item.quantity) for item in order.items] == [
        ("Shirt", D(6)),
        ("Curtain hem", D(1)),
        ("Curtain hem", D(1)),
    ]
    assert order.pieces == 10
    assert order.with_items(0).pieces == 4


def test_five_one_off_items_at_most():
    order = NewOrder("7")
    for _ in range(5):
        assert order.can_take_one_off
        order = order.with_item(HEM)
    assert not order.can_take_one_off


def test_what_was_parked_yesterday_is_dropped_off_today():
    order = an_order().dropped_off_from(date(2026, 6, 2), RULES)
    assert order.text("storeDropOffDate") == "2026-06-02"
    assert order.text("storeReadyByDate") == "2026-06-03"
    assert an_order().dropped_off_from(FRIDAY, RULES) == an_order()


ITEMS = st.builds(
    OrderItem,
    name=st.text(max_size=20),
    price=st.decimals(0, 1000, places=2),
    quantity=st.decimals("0.001", 1000, places=3),
    pieces=st.integers(0, 20),
    product_id=st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    tax_exempt=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)


@given(
    st.lists(ITEMS, max_size=5),
    st.sampled_from(OrderKind),
    st.dictionaries(st.sampled_from(["discount", "orderNotes", "tip"]), st.text(max_size=20)),
)
def test_what_is_parked_comes_back(items, kind, typed):
    order = NewOrder("7", kind, tuple(items), typed)
    assert taken_up("7", order.as_draft()) == order


@pytest.mark.parametrize(("pieces", "pieces_of_all"), [(1, 1), (2, 1), (3, 1), (0, 0)])
def test_half_of_something_is_a_piece_too(pieces: int, pieces_of_all: int) -> None:
    item = OrderItem("Shirt", D("9.50"), quantity=D("0.5"), pieces=pieces)
    assert item.all_pieces == pieces_of_all
