"""What a change takes off a price, and whether whoever asks for it may do that.

The rule, in one place. The shop itself tells what an order costs: its price lists, and its settings
of taxes, express and the minimum; an order that stands, what it came to, or its items by the list
where that is more. Who may take off 10 % asks for no order less than that less 10 %, whatever is
lowered for it: a price, a tax, the total. Credit is money, a delivery's fee and a tip are no part
of the price, and what is agreed with a customer is nobody's discount, nor is the choice of a list.

A price that stands nowhere can be held against nothing. Who may take one-off items (`own price`)
says what they cost, unless one is called like a product of the list: that is the product. What an
order without items costs, nobody knows here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from ...api.errors import NotAllowedError, ReadOnlyError
from ...api.models.orders import Order
from ...api.operations import OPERATIONS
from ...api.request import Request
from ...api.rights import Right, Rights
from ...api.wire import decimal_of
from ..new_order.item import ONE_OFF
from ..orders.rules import OrderRules
from ..orders.totals import NO_TAX_EXEMPT, OrderTerms, PricedItem, charges_for

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...api.models.stock import Product

_MAKING: Final = OPERATIONS["addOrder"].name
_CHANGING: Final = OPERATIONS["updateOrder"].name

_NOTHING: Final = Decimal(0)
_ROUNDED: Final = Decimal("0.05")
"""What the discount, express and three taxes are rounded by, at most."""
_MONEY: Final = ("finalTotal", "discount", "discountPercent")

ProductsOf = Callable[[str], Mapping[str, "Product"]]
"""Returns the products of a price list by their ids, as far as known."""


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
            self.amount is None or self.amount > self.standing + _ROUNDED
        )

    def is_within(self, most: Decimal) -> bool:
        """Tell whether it is no more than a percentage, or than what is taken off already."""
        if self.percent > max(most, self.standing_percent):
            return False
        if self.amount is None:
            return False
        percent = max(most, self.standing_percent)
        return self.amount <= max(self.standing, self.of * percent / 100) + _ROUNDED

    @property
    def in_words(self) -> str:
        """How much it is, as a percentage."""
        if self.amount is None:
            return "nobody knows here how much this is"
        percent = self.amount * 100 / self.of if self.of else Decimal(100)
        if abs(self.amount - self.of * self.percent / 100) <= _ROUNDED:
            percent = self.percent  # as it was typed
        percent = max(self.percent, percent).quantize(Decimal("0.1"))
        return f"this is {percent.normalize():f} %"


class Discounts:
    """Refuses discounts beyond what whoever is there may give.

    Args:
        rights: What that is.
        order: Returns an order, as far as known.
        customer: Returns a customer, as far as known.
        products: Returns the products of a price list.
        rules: Returns what the shop has settled about orders.
    """

    def __init__(
        self,
        rights: Rights,
        order: Callable[[str], Order | None],
        customer: Callable[[str], Customer | None],
        products: ProductsOf,
        rules: Callable[[], OrderRules],
    ) -> None:
        self._rights = rights
        self._order = order
        self._customer = customer
        self._products = products
        self._rules = rules

    def permit(self, request: Request) -> None:
        """Let a change be sent that takes off no more than it may.

        Raises:
            ReadOnlyError: It takes off more, or asks a price of its own; nothing was sent.
        """
        self._permit(request.name, request.parameters)

    def refusal_of_new(self, sent: Mapping[str, object]) -> str:
        """Return why an order can't be made for what it takes off; empty where it can.

        Args:
            sent: The parameters of `addOrder`.
        """
        return self._refusal(_MAKING, sent)

    def refusal_of_change(self, sent: Mapping[str, object]) -> str:
        """Return why an order can't be changed so for what that takes off; empty where it can.

        Args:
            sent: The parameters of `updateOrder`.
        """
        return self._refusal(_CHANGING, sent)

    def _refusal(self, operation: str, sent: Mapping[str, object]) -> str:
        try:
            self._permit(operation, sent)
        except ReadOnlyError as error:
            return error.why
        return ""

    def _permit(self, operation: str, sent: Mapping[str, object]) -> None:
        allowed = self._rights.allowed()
        if operation == _MAKING and Right.OWN_PRICE not in allowed.granted and _one_offs(sent):
            raise self._not_allowed(Right.OWN_PRICE, "may not take one-off items")
        if allowed.most_discount is None and Right.DISCOUNT in allowed.granted:
            return
        off = self._taken_off(operation, sent)
        if off is None or not off.is_any:
            return
        if Right.DISCOUNT not in allowed.granted:
            raise self._not_allowed(Right.DISCOUNT, "may not take anything off a price")
        if allowed.most_discount is not None and not off.is_within(allowed.most_discount):
            most = f"{allowed.most_discount.normalize():f}"
            raise self._not_allowed(
                Right.DISCOUNT, f"may take off {most} % at most, and {off.in_words}"
            )

    def _not_allowed(self, right: Right, may: str) -> NotAllowedError:
        usual, done = right.value
        who = self._rights.allowed().who
        return NotAllowedError(usual, done, f"{who} {may}" if who else self._rights.why_not(right))

    def _taken_off(self, operation: str, sent: Mapping[str, object]) -> TakenOff | None:
        if operation == _MAKING:
            return self._of_new(sent)
        if operation == _CHANGING and any(name in sent for name in _MONEY):
            return self._of_known(sent)
        return None

    def _of_new(self, sent: Mapping[str, object]) -> TakenOff:
        percent, rows = _amount(sent, "discountPercent"), _rows(sent)
        if not rows and _price_in(sent) > 0:
            return TakenOff(None, percent=percent)
        listed, usual, named = self._products(str(sent.get("priceListID") or "0")), [], _NOTHING
        for row in rows:
            product = listed.get(str(row.get("id")))
            if product is None and str(row.get("id")) != ONE_OFF:  # of a list that was never read
                return TakenOff(None, percent=percent)
            price, quantity = _amount(row, "price"), _amount(row, "quantity")
            listed_price = product.price if product else _price_of(str(row.get("name")), listed)
            # What is under nothing takes something off, whatever it is called.
            at_least = max(price, listed_price or price, _NOTHING)
            exempt = product.tax_exempt if product else NO_TAX_EXEMPT
            usual.append(PricedItem(at_least, quantity, exempt))
            named += usual[-1].amount - PricedItem(price, quantity).amount
        return self._beside(usual, named + _amount(sent, "discount"), sent)

    def _beside(
        self, usual: Sequence[PricedItem], named: Decimal, sent: Mapping[str, object]
    ) -> TakenOff:
        """Hold what is asked for a new order against what the shop asks for the same.

        Args:
            usual: Its items at the shop's prices.
            named: What is taken off them.
            sent: All that is sent.
        """
        customer, rules = self._customer(str(sent.get("customerID"))), self._rules()
        is_driven = "1" not in (str(sent.get("storeOrder")), str(sent.get("lockerOrder")))
        terms = OrderTerms(
            is_express=str(sent.get("express")) == "1",
            minimum=rules.least(is_driven=is_driven or str(sent.get("delivery")) == "1")
            if usual
            else _NOTHING,
        )
        charges = charges_for(usual, terms, rules.rates_for(customer))
        of, items = charges.final_total, charges.items
        agreed = (customer.discount_percent if customer else None) or _NOTHING
        lacking = of - _price_in(sent) if items else _NOTHING
        return TakenOff(
            max(named * of / items if items else named, lacking),
            of,
            _amount(sent, "discountPercent"),
            of * agreed / 100,
            agreed,
        )

    def _of_known(self, sent: Mapping[str, object]) -> TakenOff:
        percent = _amount(sent, "discountPercent")
        order = self._order(str(sent["orderID"]))
        if order is None or order.total is None:
            return TakenOff(None, percent=percent)
        stands = _values(order)
        before = _price_in(stands) + _amount(stands, "discount")
        lines, listed = self._lines_of(order)
        of = max(before, lines) + listed - lines
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

    def _lines_of(self, order: Order) -> tuple[Decimal, Decimal]:
        """Return what an order's lines come to, and what they do at no less than the list's prices.

        Else a product under its price would be one discount, and the order's own another.
        """
        listed = self._products(order.price_list_id or "0") if order.lines else {}
        asked = usual = _NOTHING
        for line in order.lines:
            product = listed.get(line.product_id)
            price, quantity = line.price or _NOTHING, line.quantity or Decimal(1)
            at_list = product.price if product else _price_of(line.name, listed)
            asked += price * quantity
            usual += max(price, at_list or price) * quantity
        return asked, usual


def _price_in(values: Mapping[str, object]) -> Decimal:
    """Return what is asked for the work alone; taxes, express and the minimum included."""
    beside = ("tip", "deliveryFee")
    asked = _amount(values, "finalTotal") + _amount(values, "creditUsed")
    return asked - sum((_amount(values, name) for name in beside), _NOTHING)


def _values(order: Order) -> dict[str, object]:
    return {
        "finalTotal": order.total,
        "creditUsed": order.credit_used,
        "discount": order.discount,
        "tip": order.tip,
        "deliveryFee": order.delivery_fee,
    }


def _amount(values: Mapping[str, object], name: str) -> Decimal:
    return decimal_of(values.get(name)) or _NOTHING


def _rows(sent: Mapping[str, object]) -> list[Mapping[str, object]]:
    return cast(list[Mapping[str, object]], sent.get("products") or [])


def _one_offs(sent: Mapping[str, object]) -> bool:
    return any(str(row.get("id")) == ONE_OFF for row in _rows(sent))


def _price_of(name: str, listed: Mapping[str, Product]) -> Decimal | None:
    """Return the price of the product that a one-off item is called like; None for no such."""
    called = _plain(name)
    prices = [each.price for each in listed.values() if each.price and _plain(each.name) == called]
    return min(prices, default=None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
