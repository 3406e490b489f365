"""What recent orders tell of a shop's taxes and rules, and what they don't."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.orders import Order, OrderLine
from cleancloud_tui.shop.orders.totals import OrderTerms, PricedItem, TaxRates, charges_for
from cleancloud_tui.shop.set_up.learning import Learned, known_of, learn, learned
from tests.host import Host

NEW_ORDER = datetime(2026, 5, 1, 10, tzinfo=UTC)


def order(number: int, prices: list[str], rates: TaxRates, minimum: str = "0") -> Order:
    """Return an order as CleanCloud works it out and tells it."""
    items = [PricedItem(Decimal(price)) for price in prices]
    charges = charges_for(items, OrderTerms(minimum=Decimal(minimum)), rates)
    return Order(
        str(number),
        created=NEW_ORDER + timedelta(hours=number),
        delivery_day=date(2026, 5, 3) + timedelta(hours=number + 10),
        lines=tuple(OrderLine("Shirt", Decimal(1), each.price) for each in items),
        total=charges.final_total,
        minimum_adjust=charges.minimum_adjust,
        tax=charges.taxes[0],
        tax2=charges.taxes[1],
        tax3=charges.taxes[2],
    )


PRICES = ["3.50", "12.50", "18.50", "9.95", "22.50", "7.25", "31.00", "4.75", "6.40", "15.00"]

percents = st.integers(0, 2_500).map(lambda hundredths: Decimal(hundredths) / 100)


@settings(max_examples=25)
@given(percents, percents, st.booleans())
def test_taxes_are_found_to_the_last_digit_from_orders_alone(
    first: Decimal, second: Decimal, is_included: bool
) -> None:
    rates = TaxRates((first, second, Decimal(0)), tax_included=is_included)
    orders = [order(number, PRICES[number:] * 2, rates) for number in range(9)]
    found = learned(orders, UTC)
    if found.tax_included is not None:
        assert found.tax_included is (is_included and bool(first or second))
    for told, meant in zip(found.taxes, rates.taxes, strict=True):
        assert told is None or told == meant


def test_a_minimum_and_days_are_found_and_few_orders_tell_nothing() -> None:
    rates = TaxRates((Decimal("8.25"), Decimal(0), Decimal(0)))
    orders = [order(number, [price], rates, "15") for number, price in enumerate(PRICES)]
    found = learned(orders, UTC)
    assert (found.taxes[0], found.tax_included) == (Decimal("8.25"), False)
    assert (found.minimum, found.ready_days) == (Decimal(15), 2)
    assert found.delivery_fee is None
    assert learned(orders[:7], UTC) == Learned(7)


@pytest.mark.parametrize(
    "changed",
    [
        lambda each: replace(each, tax=None, total=None),
        lambda each: replace(each, tax=Decimal(int(each.id) % 5 + 1)),
        lambda each: replace(each, tax=each.tax if int(each.id) < 2 else None),
    ],
)
def test_what_most_orders_do_not_tell_alike_is_not_learned(
    changed: Callable[[Order], Order],
) -> None:
    rates = TaxRates((Decimal(8), Decimal(0), Decimal(0)))
    orders = [changed(order(number, [price], rates)) for number, price in enumerate(PRICES)]
    assert learned([each for each in orders if each.total], UTC).taxes[0] is None


async def test_a_shop_of_which_nothing_is_known_is_asked_once_or_twice(host: Host) -> None:
    shop = host.open()
    assert known_of(shop) == Learned()
    found = await learn(shop)
    assert found.orders >= 8
    # Of the second one some products are exempt: nobody could tell how much it is.
    assert found.taxes == (Decimal(8), None, Decimal(0))
    assert found.bearing == (8, 3, 0)
    assert found.first_day is None  # customers may be older than those that are known
    assert host.requests.count("getOrders") <= 2
    await learn(shop)
    assert host.requests.count("getOrders") <= 2  # that is known now
