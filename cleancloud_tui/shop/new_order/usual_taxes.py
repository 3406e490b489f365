"""The taxes that the shop's recent orders carry, beside those that are settled here.

A shop whose taxes were never settled here would make orders without any, and nobody would see it
before the accounts are done. So it is asked once, until other taxes are settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from ..orders.totals import tax_and_base

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ..orders.totals import TaxRates
    from ..shop import Shop

RECENT: Final = 40
"""Orders that are looked at, the newest."""

LEAST: Final = 8
"""Of fewer orders nothing is concluded."""

SETTLED_FOR: Final = "taxes settled for"
"""The fact that tells which taxes fit the recent orders, or were said to be right."""

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class UsualTax:
    """What recent orders carry of a tax that is settled otherwise.

    Attributes:
        number: 1, 2 or 3.
        settled: Its percentage here.
        carried_by: How many of the orders carry it.
        percent: What most of these carry of it, about; 0 where none does.
    """

    number: int
    settled: Decimal
    carried_by: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class TaxesDiffer:
    """Asks whether an order is made with taxes other than recent ones'; answered True or False.

    Attributes:
        orders: How many recent ones were looked at.
    """

    orders: int
    taxes: tuple[UsualTax, ...]


class TaxCheck:
    """Compares the taxes of new orders with those of recent ones, once.

    Args:
        shop: Knows the recent ones.
        rates: What is settled here.
    """

    def __init__(self, shop: Shop, rates: TaxRates) -> None:
        self._shop = shop
        self._rates = rates

    def differing(self) -> TaxesDiffer | None:
        """Return which taxes differ; None for none, or where that was settled before."""
        if self._shop.mirror.facts.get(SETTLED_FOR) == settled_as(self._rates):
            return None
        recent = self._recent()
        taxes = tuple(filter(None, (self._tax(number, recent) for number in range(3))))
        return TaxesDiffer(len(recent), taxes) if taxes and len(recent) >= LEAST else None

    async def settle(self) -> None:
        """Keep that these taxes are right, so that nobody is asked again."""
        facts = self._shop.mirror.facts
        is_news = facts.get(SETTLED_FOR) != settled_as(self._rates)
        if is_news and len(self._recent()) >= LEAST:
            await facts.remember(SETTLED_FOR, settled_as(self._rates))

    def _recent(self) -> Sequence[Order]:
        return [order for order in self._shop.mirror.newest_orders(RECENT) if order.total]

    def _tax(self, number: int, recent: Sequence[Order]) -> UsualTax | None:
        settled = self._rates.taxes[number]
        percents = [percent for each in recent if (percent := self._percent(each, number))]
        is_usual = len(percents) * 2 > len(recent)
        if is_usual if not settled else not percents:
            usual = Counter(percents).most_common(1)[0][0] if percents else Decimal(0)
            return UsualTax(number + 1, settled, len(percents), usual)
        return None

    def _percent(self, order: Order, number: int) -> Decimal | None:
        """Return which part of an order a tax is, as if all of it bore it; None for no tax."""
        found = tax_and_base(order, number, tax_included=self._rates.tax_included)
        if found is None:
            return None
        tax, base = found
        return (tax * 100 / base).quantize(_TENTH, ROUND_HALF_UP).normalize()


def settled_as(rates: TaxRates) -> str:
    """Return taxes as they are kept."""
    return " ".join(f"{tax.normalize():f}" for tax in rates.taxes)
