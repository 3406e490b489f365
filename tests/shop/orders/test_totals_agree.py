"""The counter's totals and the practice shop's, worked out apart from each other."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import pytest

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.models.stock import Product
from cleancloud_tui.api.readers.orders import orders
from cleancloud_tui.api.readers.stock import products
from cleancloud_tui.practice.dispatch import answer
from cleancloud_tui.practice.generator import populate
from cleancloud_tui.practice.shop_days import ShopDays
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.orders.totals import (
    Charges,
    OrderTerms,
    PricedItem,
    TaxRates,
    charges_for,
    charges_of,
)
from tests.host import NOW

pytestmark = pytest.mark.long

ORDERS = 10_000
RATES = TaxRates(taxes=(Decimal(8), Decimal("1.5"), Decimal(0)), express=Decimal(25))
BALANCE = 10**9


@dataclass
class PracticeShop:
    """The practice shop, asked without the wire between: ten thousand orders take a while."""

    store: PracticeStore

    def ask(self, operation: str, **parameters: object) -> dict[str, object]:
        reply = answer(
            self.store,
            operation,
            parameters,
            now=int(NOW),
            days=ShopDays(),
            site="",
            most_orders=2 * ORDERS,
        )
        assert "Error" not in reply, reply
        return reply


@pytest.fixture
def shop() -> PracticeShop:
    store = PracticeStore()
    populate(store, customers=1, days=1)
    with store.transaction():
        store.execute("UPDATE customers SET credit = ?, tax1_exempt = 0", (BALANCE,))
    return PracticeShop(store)


def cents(rng: Random, most: int) -> Decimal:
    return Decimal(rng.randrange(most)).scaleb(-2)


def drawn(rng: Random, sold: tuple[Product, ...]) -> tuple[list[PricedItem], list[dict[str, str]]]:
    """Draw lines as the totals take them, and as `addOrder` does."""
    items, sent = [], []
    for number in range(rng.randint(0, 8)):
        product = rng.choice(sold)
        is_custom = number < 5 and rng.random() < 0.2
        price = cents(rng, 9_999) if is_custom else (product.price or Decimal(0))
        quantity = (
            Decimal(rng.randint(1, 400)).scaleb(-2)
            if product.by_area
            else Decimal(rng.randint(1, 9))
        )
        items.append(PricedItem(price, quantity, (False,) * 3 if is_custom else product.tax_exempt))
        sent.append(
            {
                "id": "0" if is_custom else product.id,
                "name": product.name,
                "price": str(price),
                "pieces": "1",
                "quantity": str(quantity),
            }
        )
    return items, sent


def agreed(rng: Random) -> OrderTerms:
    percent = Decimal(rng.choice(("0", "0", "5", "10", "12.5", "33.3", "100")))
    return OrderTerms(
        discount=cents(rng, 2_000),
        discount_percent=percent,
        is_express=rng.random() < 0.3,
        delivery_fee=cents(rng, 500),
        tip=cents(rng, 500),
        tip_percent=Decimal(rng.choice(("0", "0", "10", "17.5"))),
        minimum=cents(rng, 3_000),
        credit=cents(rng, 3_000) if rng.random() < 0.3 else Decimal(0),
    )


def parts(order: Order) -> tuple[object, ...]:
    return (
        order.total,
        order.discount,
        order.tax,
        order.tax2,
        order.tax3,
        order.tip,
        order.express_fee,
        order.delivery_fee,
        order.minimum_adjust,
        order.credit_used,
    )


def said(charges: Charges) -> tuple[object, ...]:
    return (
        charges.final_total,
        charges.discount,
        *charges.taxes,
        charges.tip,
        charges.express_fee,
        charges.delivery_fee,
        charges.minimum_adjust,
        charges.credit_used,
    )


def test_ten_thousand_orders_come_to_the_same_cent(
    shop: PracticeShop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "cleancloud_tui.practice")
    rng = Random(20_260_528)
    sold = tuple(
        each
        for each in products(shop.ask("getProducts", inStore="1", sendUpcharges="1"))
        if each.price is not None
    )
    assert len({each.tax_exempt for each in sold}) > 1
    expected: dict[str, Charges] = {}
    for _ in range(ORDERS):
        items, lines = drawn(rng, sold)
        terms = agreed(rng)
        charges = charges_for(items, terms, RATES)
        reply = shop.ask(
            "addOrder",
            customerID="1",
            status="4",  # with nothing to hang up yet, which would take most of the time
            products=lines,
            express="1" if terms.is_express else "0",
            **charges.parameters(),
        )
        expected[str(reply["orderID"])] = charges
    # The shop works each of them out by itself, and says so where it comes to another total.
    assert [record.getMessage() for record in caplog.records] == []

    told = [each for each in orders(shop.ask("getOrders", customerID="1")) if each.id in expected]
    assert len(told) == ORDERS
    for order in told:
        assert parts(order) == said(expected[order.id])
        known = charges_of(order)
        assert known is not None
        assert known.final_total == order.total
