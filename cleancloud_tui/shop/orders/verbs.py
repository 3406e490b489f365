"""What is done to an order, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...api.models.orders import Order, OrderStatus
from ...api.operations import OPERATIONS, Operation
from ...api.request import Request
from ..writes.ids import ids_of
from .edit import edit_of
from .fields import DELETING, KNOWN, NEW, OrderField
from .payment import PaidBy

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ..new_order.order import NewOrder
    from .rules import OrderRules

USING_PROMO: Final[Operation] = OPERATIONS["usePromo"]

_UNPAID: Final = {"paid": "0", "paymentType": "0"}


@dataclass(frozen=True, slots=True)
class Deletion:
    """How an order is deleted.

    Attributes:
        unless_picked_up_soon: Only if its pickup is not too close.
        tell_shop: Whether the shop gets an email.
    """

    unless_picked_up_soon: bool = False
    tell_shop: bool = False


def make(
    order: NewOrder, rules: OrderRules, customer: Customer | None, paid_by: PaidBy | None
) -> Request:
    """Make a new order; one that is not paid now is paid later."""
    return Request.of(NEW, order.parameters(rules, customer, paid_by.value if paid_by else ""))


def use_promo(customer_id: str, code: str) -> Request:
    """Use a promo code: what it gives is the customer's then."""
    return Request.of(USING_PROMO, {**ids_of(customer_id=customer_id), OrderField.PROMO_CODE: code})


def edit(order: Order, fields: Mapping[str, str], rules: OrderRules) -> Request:
    """Give an order some new values, by `OrderField`; see `edit_of` for what that brings along."""
    return edit_of(order, fields, rules)


def collected(order_id: str, paid_by: PaidBy | None) -> Request:
    """Complete an order that goes over the counter, and note how it was paid, if it was now."""
    write = {**ids_of(order_id=order_id), OrderField.STATUS: OrderStatus.COMPLETED.value}
    paid = {"paid": "1", "paymentType": paid_by.value} if paid_by else {}
    return Request.of(KNOWN, write | paid)


def note_payment(order_id: str, paid_by: PaidBy | None) -> Request:
    """Note how an order was paid, or that it was not, and nothing else of it."""
    paid = {"paid": "1", "paymentType": paid_by.value} if paid_by else _UNPAID
    return Request.of(KNOWN, {**ids_of(order_id=order_id), **paid})


def delete(order_id: str, how: Deletion) -> Request:
    """Delete an order; what is not wanted is not sent."""
    wanted = {"checkPickupTime": how.unless_picked_up_soon, "sendEmail": how.tell_shop}
    flags = {name: "1" for name, is_wanted in wanted.items() if is_wanted}
    return Request.of(DELETING, {**ids_of(order_id=order_id), **flags})
