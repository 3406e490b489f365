"""Steps of taking in, as several test files take them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.screens.destinations import OpenNewOrder
from cleancloud_tui.screens.new_order.screen import TakingInScreen
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.orders.totals import TaxRates
from tests.host import Host
from tests.screens.conftest import Counter

PRACTICE_RULES = OrderRules(
    rates=TaxRates(taxes=(Decimal(8), Decimal("1.5"), Decimal(0)), express=Decimal(25)),
    minimum=Decimal(15),
    delivery_fee=Decimal("3.50"),
)
"""What the practice shop charges besides."""


def somebody(counter: Counter) -> Customer:
    """A customer without a discount, an exemption, a business or prices of their own."""
    shop = counter.app.desk.shop
    return next(
        each.customer
        for each in shop.search("", limit=50)
        if not each.customer.discount_percent
        and not each.customer.tax_exempt
        and not each.customer.business_id
        and each.customer.phone
        and each.customer.price_list_id in ("", "0")
        and all(order.price_list_id in ("", "0") for order in shop.orders_of(each.customer.id))
    )


async def taking_in(counter: Counter, customer: Customer | None = None) -> TakingInScreen:
    """Open a new order, the price list in the mirror."""
    customer = customer or somebody(counter)
    counter.app.go(OpenNewOrder(customer.id))
    await counter.settle()
    assert isinstance(counter.app.screen, TakingInScreen)
    return counter.app.screen


async def take(counter: Counter, *entries: str) -> None:
    for entry in entries:
        await counter.type(f"{entry}\r")


def a_code(host: Host, kind: str) -> str:
    column = {"percent": "percent <> '0'", "credit": "credit > 0"}[kind]
    row: Any = host.app.state.server.store.row(
        f"SELECT code FROM promo_codes WHERE {column} AND (expires = 0 OR expires > ?)",
        (int(host.now),),
    )
    return str(row["code"])
