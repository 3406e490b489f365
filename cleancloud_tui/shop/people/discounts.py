"""What a change takes off a price, and whether whoever asks for it may do that.

What is taken off is told by what is sent, and by what stands or is asked usually: a lower total is
a discount, whatever it is called, and so is a product under its price. Credit is money, and what is
asked for a delivery or as a tip is no part of the price.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from ...api.errors import NotAllowedError
from ...api.models.orders import Order
from ...api.request import Request
from ...api.rights import Right, Rights
from ...api.wire import decimal_of
from ..new_order.item import ONE_OFF
from ..orders.totals import PricedItem

_NOTHING: Final = Decimal(0)
_CENT: Final = Decimal("0.01")
_MONEY: Final = ("finalTotal", "discount", "discountPercent")

PricesOf = Callable[[str], Mapping[str, Decimal | None]]
"""Returns the prices of a price list's products by their ids, as far as known; None for an open
one."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What a change takes off a price.

    Attributes:
        amount: Of money; None for unknown.
        of: What it is taken off.
        percent: Beside it, a percentage that is sent as such.
        standing: What is taken off already, so that it is no news.
        standing_percent: The same, as a percentage.
    """

    amount: Decimal | None
    of: Decimal = _NOTHING
    percent: Decimal = _NOTHING
    standing: Decimal = _NOTHING
    standing_percent: Decimal = _NOTHING

    @property
    def is_any(self) -> bool:
        """Whether it takes anything off that was not."""
        return self.percent > self.standing_percent or (
            self.amount is None or self.amount > self.standing + _CENT
        )

    def is_within(self, most: Decimal) -> bool:
        """Tell whether it is no more than a percentage, or than what is taken off already."""
        if self.percent > max(most, self.standing_percent):
            return False
        if self.amount is None:
            return False
        percent = max(most, self.standing_percent)
        return self.amount <= max(self.standing, self.of * percent / 100) + _CENT

    @property
    def in_words(self) -> str:
        """How much it is, as a percentage."""
        if self.amount is None:
            return "nobody knows here how much this is"
        by_amount = self.amount * 100 / self.of if self.of else Decimal(100)
        percent = max(self.percent, by_amount).quantize(Decimal("0.1"))
        return f"this is {percent.normalize():f} %"


class Discounts:
    """Refuses discounts beyond what whoever is there may give.

    Args:
        rights: What that is.
        order: Returns an order, as far as known.
        customer_percent: Returns what is agreed with a customer, as a percentage.
        prices: Returns the prices of a price list.
    """

    def __init__(
        self,
        rights: Rights,
        order: Callable[[str], Order | None],
        customer_percent: Callable[[str], Decimal | None],
        prices: PricesOf,
    ) -> None:
        self._rights = rights
        self._order = order
        self._customer_percent = customer_percent
        self._prices = prices

    def permit(self, request: Request) -> None:
        """Let a change be sent that takes off no more than it may.

        Raises:
            ReadOnlyError: It takes off more; nothing was sent.
        """
        allowed = self._rights.allowed()
        if allowed.most_discount is None and Right.DISCOUNT in allowed.granted:
            return
        off = self._taken_off(request)
        if off is None or not off.is_any:
            return
        self._rights.require(Right.DISCOUNT)
        if allowed.most_discount is not None and not off.is_within(allowed.most_discount):
            most = f"{allowed.most_discount.normalize():f}"
            usual, done = Right.DISCOUNT.value
            why = f"{allowed.who} may take off {most} % at most, and {off.in_words}"
            raise NotAllowedError(usual, done, why)

    def _taken_off(self, request: Request) -> TakenOff | None:
        sent = request.parameters
        if request.name == "addOrder":
            return self._of_new(sent)
        if request.name == "updateOrder" and any(name in sent for name in _MONEY):
            return self._of_known(sent)
        return None

    def _of_new(self, sent: Mapping[str, object]) -> TakenOff:
        usual = asked = _NOTHING
        listed = self._prices(str(sent.get("priceListID") or "0"))
        for row in cast(list[Mapping[str, object]], sent.get("products") or []):
            quantity, price = _amount(row, "quantity"), _amount(row, "price")
            product = str(row.get("id"))
            if product != ONE_OFF and product not in listed:  # such as one of a list never read
                return TakenOff(None, percent=_amount(sent, "discountPercent"))
            at_least = max(price, listed.get(product) or price, _NOTHING)
            # What is under nothing takes something off, whatever it is called.
            usual += PricedItem(at_least, quantity).amount
            asked += PricedItem(price, quantity).amount
        agreed = self._customer_percent(str(sent.get("customerID"))) or _NOTHING
        named = usual - asked + _amount(sent, "discount")
        lacking = usual - _price_in(sent) if usual else _NOTHING
        return TakenOff(
            max(named, lacking),
            usual,
            _amount(sent, "discountPercent"),
            usual * agreed / 100,
            agreed,
        )

    def _of_known(self, sent: Mapping[str, object]) -> TakenOff:
        percent = _amount(sent, "discountPercent")
        order = self._order(str(sent["orderID"]))
        if order is None or order.total is None:
            return TakenOff(None, percent=percent)
        stands = _values(order)
        before = _price_in(stands) + _amount(stands, "discount")
        lines = sum(
            ((each.price or _NOTHING) * (each.quantity or 1) for each in order.lines), _NOTHING
        )
        of = max(before, lines)
        after = {**stands, **sent}
        is_known = bool(order.lines) and all(each.price is not None for each in order.lines)
        if not is_known and _price_in(after) < _price_in(stands):
            return TakenOff(None, percent=percent)  # it may have been lowered before
        return TakenOff(
            max(of - _price_in(after), _amount(after, "discount")),
            of,
            percent,
            max(of - _price_in(stands), _amount(stands, "discount")),
            order.discount_percent or _NOTHING,
        )


def _price_in(values: Mapping[str, object]) -> Decimal:
    """Return what is asked for the work alone, taxes and express included."""
    beside = ("tip", "deliveryFee", "minimumAdjust")
    asked = _amount(values, "finalTotal") + _amount(values, "creditUsed")
    return asked - sum((_amount(values, name) for name in beside), _NOTHING)


def _values(order: Order) -> dict[str, object]:
    return {
        "finalTotal": order.total,
        "creditUsed": order.credit_used,
        "discount": order.discount,
        "tip": order.tip,
        "deliveryFee": order.delivery_fee,
        "minimumAdjust": order.minimum_adjust,
    }


def _amount(values: Mapping[str, object], name: str) -> Decimal:
    return decimal_of(values.get(name)) or _NOTHING
