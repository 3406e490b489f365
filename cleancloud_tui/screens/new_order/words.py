"""A new order in words: whose it is, what is agreed, what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api.models.orders import OrderKind
from ...shop.new_order.order import NewOrder
from ...shop.new_order.usual_taxes import TaxesDiffer, UsualTax
from ...shop.orders.fields import OrderField
from ...shop.stock.catalogue import DEFAULT_LIST
from ...widgets.table import TableRow
from ...wording.values import Wording, counted, joined, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...api.models.customers import Customer
    from ...api.models.stock import PriceList
    from ...shop.new_order.item import OrderItem
    from ...shop.orders.rules import OrderRules

TAXES_UNSAID: Final = "Nobody has set taxes: none is added. Ctrl+B 9 sets them, be it 0 for none."
"""Said until the settings tell which taxes there are, be it none."""


def who_in_words(
    order: NewOrder, customer: Customer | None, rules: OrderRules, wording: Wording
) -> str:
    """Return whose order it is, which tax is not charged for it, and what credit there is."""
    if customer is None:
        return f"New order of customer {order.customer_id}"
    credit = f"credit {wording.money(customer.credit)}" if customer.credit else ""
    return joined(f"New order of {customer.name}", _exempt(customer, rules), customer.phone, credit)


def agreed_in_words(order: NewOrder, price_lists: Sequence[PriceList], wording: Wording) -> str:
    """Return the pieces, the kind, the days, by which prices, and what else was agreed.

    The discount stands in the sum once there is something to sum up.
    """
    typed = order.text
    is_delivered = order.kind is not OrderKind.STORE and typed(OrderField.DELIVERY) == "1"
    discount, code = typed(OrderField.DISCOUNT), typed(OrderField.PROMO_CODE)
    return joined(
        counted(order.pieces, "piece"),
        order.kind.label,
        _when(order, wording),
        _delivery(order, wording) if is_delivered else "",
        _prices(order, price_lists),
        f"discount {discount}" if discount and not order.items else "",
        "EXPRESS" if typed(OrderField.EXPRESS) == "1" else "",
        f"code {code}" if code else "",
        typed(OrderField.NOTES),
    )


def _exempt(customer: Customer, rules: OrderRules) -> str:
    """Return which tax is not charged; where there are others, they are."""
    if not customer.tax_exempt:
        return ""
    return "exempt from tax 1" if any(rules.rates.taxes[1:]) else "tax exempt"


def _prices(order: NewOrder, price_lists: Sequence[PriceList]) -> str:
    """Return by which price list it is, by its name where that is known."""
    names = {each.id: each.name for each in price_lists}
    if name := names.get(order.price_list):
        return f"price list {name}"
    if order.price_list == DEFAULT_LIST:
        return "default price list"
    return f"price list {order.price_list}"


def not_taken_in_words(typed: str) -> str:
    """Return why an order is not made while something stands in the field."""
    return (
        f"“{typed}” is typed and not taken yet: Enter takes it, Escape empties the field. "
        "The order was not made."
    )


def item_row(place: int, item: OrderItem, wording: Wording) -> TableRow:
    """Return the row of an item that was taken, keyed by its place."""
    many = f"{number(item.quantity)} × " if item.quantity != 1 else ""
    amount = wording.money(item.amount)
    return TableRow(str(place), (f"{many}{item.name}", str(item.all_pieces), amount))


def taxes_differ_in_words(told: TaxesDiffer) -> tuple[str, str]:
    """Return the question whether an order is made with other taxes than usual, and why it is."""
    lines = [_tax(each, told.orders) for each in told.taxes]
    is_untaxed = not any(each.settled for each in told.taxes)
    question = "Make it without this tax?" if is_untaxed else "Make it with these taxes?"
    settings = (
        "Taxes are set under Settings (Ctrl+B 9). Escape makes nothing, and keeps what "
        "was typed. After a yes this is not asked again, until other taxes are set."
    )
    return question, "\n".join([*lines, "", settings])


def _tax(usual: UsualTax, orders: int) -> str:
    about = f", mostly {number(usual.percent)} %" if usual.carried_by else ""
    here = f"is {number(usual.settled)} % here" if usual.settled else "is not added here"
    carry = f"{usual.carried_by} of the last {orders} orders carry it"
    return f"Tax {usual.number} {here}. {carry}{about}."


def _when(order: NewOrder, wording: Wording) -> str:
    match order.kind:
        case OrderKind.STORE:
            day = _day(order, OrderField.READY_DAY, wording)
            return f"ready {day} {order.text(OrderField.READY_TIME)}"
        case OrderKind.PICKUP:
            day = _day(order, OrderField.PICKUP_DAY, wording)
            return f"pickup {day} {order.text(OrderField.PICKUP_START)}"
        case OrderKind.LOCKER:
            return f"locker {order.text(OrderField.LOCKER) or '?'}"


def _delivery(order: NewOrder, wording: Wording) -> str:
    day = _day(order, OrderField.DELIVERY_DAY, wording)
    return f"delivery {day} {order.text(OrderField.DELIVERY_START)}"


def _day(order: NewOrder, name: str, wording: Wording) -> str:
    day = order.day(name)
    return wording.day(day) if day else "?"
