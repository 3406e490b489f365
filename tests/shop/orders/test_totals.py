from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.shop.orders.totals import (
    Charges,
    OrderTerms,
    PricedItem,
    TaxRates,
    charges_for,
    charges_of,
)

D = Decimal
EXEMPT = (True, True, True)
SALES_TAX = TaxRates(taxes=(D(8), D("1.5"), D(0)), express=D(25))


def test_nothing_comes_to_nothing():
    charges = charges_for([], OrderTerms(), SALES_TAX)
    assert charges.final_total == D("0.00")
    assert charges.parameters()["finalTotal"] == "0.00"


def test_every_part_in_its_order():
    items = [PricedItem(D("10.00"), D(2)), PricedItem(D("5.00"), D(1), EXEMPT)]
    terms = OrderTerms(
        discount_percent=D(10),
        is_express=True,
        delivery_fee=D("3.50"),
        tip_percent=D(20),
        minimum=D("30.00"),
        credit=D("7.00"),
    )
    charges = charges_for(items, terms, SALES_TAX)
    assert charges.parameters() == {
        "finalTotal": "38.84",
        "discount": "2.50",
        "discountPercent": "10",
        "minimumAdjust": "7.50",
        "deliveryFee": "3.50",
        "tax": "1.44",  # 8 % of 18.00: two suits less a tenth
        "tax2": "0.27",
        "tax3": "0.00",
        "tip": "5.00",  # of the items before the discount
        "tipPercent": "20",
        "creditUsed": "7.00",
    }
    assert charges.express_fee == D("5.63")  # 25 % of 22.50


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [
        ("0.35", "0.1", "0.04"),
        ("3.50", "3", "10.50"),
        ("1.99", "1.25", "2.49"),
        ("0.01", "0.4", "0.00"),
    ],
)
def test_half_a_cent_is_rounded_up(price, quantity, amount):
    assert PricedItem(D(price), D(quantity)).amount == D(amount)


def test_a_third_is_not_lost_between_two_roundings():
    items = [PricedItem(D("1.00")), PricedItem(D("1.00")), PricedItem(D("1.00"), D(1), EXEMPT)]
    charges = charges_for(
        items, OrderTerms(discount=D("1.00")), TaxRates(taxes=(D("7.5"), D(0), D(0)))
    )
    assert charges.taxes[0] == D("0.10")  # 7.5 % of 1.3333…


def test_a_discount_takes_no_more_than_the_items():
    charges = charges_for([PricedItem(D("4.00"))], OrderTerms(discount=D("9.00")), SALES_TAX)
    assert (charges.discount, charges.final_total) == (D("4.00"), D("0.00"))


def test_credit_pays_no_more_than_there_is_to_pay():
    charges = charges_for(
        [PricedItem(D("4.00"), D(1), EXEMPT)], OrderTerms(credit=D("9.00")), SALES_TAX
    )
    assert (charges.credit_used, charges.final_total) == (D("4.00"), D("0.00"))


def test_taxes_that_prices_include_are_told_but_not_added():
    rates = TaxRates(taxes=(D(20), D(0), D(0)), tax_included=True)
    charges = charges_for(
        [PricedItem(D("12.00")), PricedItem(D("5.00"), D(1), EXEMPT)], OrderTerms(), rates
    )
    assert charges.taxes[0] == D("2.00")
    assert charges.final_total == D("17.00")


def test_a_known_order_tells_what_its_items_came_to():
    order = Order(
        "437", total=D("21.50"), discount=D("2.00"), tax=D("1.50"), tip=D("2.00"), credit_used=D(5)
    )
    charges = charges_of(order)
    assert charges is not None
    assert (charges.items, charges.final_total) == (D("25.00"), D("21.50"))


def test_an_order_without_a_total_has_no_charges():
    assert charges_of(Order("437")) is None


def test_another_discount_moves_the_taxes_with_it():
    order = Order("437", total=D("21.60"), tax=D("1.60"))
    charges = charges_of(order)
    assert charges is not None
    changed = charges.with_discount(D(0), percent=D(50))
    assert (changed.discount, changed.taxes[0]) == (D("10.00"), D("0.80"))
    assert changed.final_total == D("10.80")
    assert changed.with_discount(D("5.00")).discount_percent == D(0)


def test_another_tip_and_another_credit():
    charges = Charges(items=D("20.00")).with_tip(D(0), percent=D(15))
    assert (charges.tip, charges.final_total) == (D("3.00"), D("23.00"))
    assert charges.with_tip(D("1.00")).parameters()["tipPercent"] == "0"
    assert charges.with_credit(D("4.00")).final_total == D("19.00")
    assert charges.with_credit(D("99.00")).parameters()["creditUsed"] == "23.00"


AMOUNTS = st.decimals(0, 500, places=2)
PERCENTS = st.decimals(0, 100, places=1)
ITEMS = st.builds(
    PricedItem, AMOUNTS, st.decimals("0.1", 20, places=1), st.tuples(*[st.booleans()] * 3)
)
TERMS = st.builds(
    OrderTerms,
    discount=AMOUNTS,
    discount_percent=PERCENTS,
    is_express=st.booleans(),
    delivery_fee=AMOUNTS,
    tip=AMOUNTS,
    tip_percent=PERCENTS,
    minimum=AMOUNTS,
    credit=AMOUNTS,
)
RATES = st.builds(TaxRates, st.tuples(PERCENTS, PERCENTS, PERCENTS), st.booleans(), PERCENTS)


@given(st.lists(ITEMS, max_size=8), TERMS, RATES)
def test_whatever_is_ordered_its_parts_add_up_in_whole_cents(items, terms, rates):
    charges = charges_for(items, terms, rates)
    amounts = [
        amount
        for field in fields(charges)
        if isinstance(amount := getattr(charges, field.name), Decimal)
        and "percent" not in field.name
    ]
    for amount in [*amounts, *charges.taxes, charges.final_total]:
        assert isinstance(amount, Decimal)
        assert amount == amount.quantize(D("0.01"))
        assert amount >= 0
    assert charges.final_total == charges.before_credit - charges.credit_used
    sent = {name: D(value) for name, value in charges.parameters().items()}
    order = Order(
        "1",
        total=sent["finalTotal"],
        discount=sent["discount"],
        minimum_adjust=sent["minimumAdjust"],
        express_fee=charges.express_fee,
        delivery_fee=sent["deliveryFee"],
        tax=sent["tax"],
        tax2=sent["tax2"],
        tax3=sent["tax3"],
        tip=sent["tip"],
        credit_used=sent["creditUsed"],
    )
    known = charges_of(order, tax_included=rates.tax_included)
    assert known is not None
    assert (known.items, known.final_total) == (charges.items, charges.final_total)
