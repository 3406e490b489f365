"""Changing an order: what of it can be changed, what that makes of its total, what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...api.checks import checked
from ...api.errors import BadParametersError
from ...api.models.orders import Order
from ...api.operations import OPERATIONS, WireParameters, WireValue
from ...api.request import Request
from ...api.same_value import same
from ...api.value_words import FieldChange, value_in_words
from ...api.wire import day_of, flag_text, money_text, time_of, window_times
from ...values.days import iso_day
from ...values.drives import Drive
from .rules import OrderRules
from .totals import Charges, charges_of

_UPDATE: Final = OPERATIONS["updateOrder"]

BY_STAFF: Final = "1"
"""Of `pickupReschedule` and `deliveryReschedule`: the staff asked for it."""

_MONEY: Final = frozenset(
    {
        "discount",
        "discountPercent",
        "creditUsed",
        "deliveryFee",
        "minimumAdjust",
        "tax",
        "tax2",
        "tax3",
        "tip",
        "tipPercent",
    }
)
"""What an order's total is made of, beside its items."""

_DISCOUNTS: Final = frozenset({"discount", "discountPercent"})
_USUAL: Final = OrderRules()

_PICKUP: Final = frozenset({"pickupDate", "pickupStart", "pickupEnd"})
_DELIVERY: Final = frozenset({"deliveryDate", "deliveryStart", "deliveryEnd"})
"""What is moved, where somebody drives."""


def values_of(order: Order) -> dict[str, str]:
    """Return what of an order can be changed, by the names of `updateOrder`, as people type it.

    How the customer is told of changes (`notifyMethod`) can be set, and is never told.
    """
    charges = charges_of(replace(order, total=order.total or Decimal(0)))
    pickup_start, pickup_end = window_times(order.pickup_time)
    delivery_start, delivery_end = window_times(order.delivery_time)
    return {
        **(charges.parameters() if charges else {}),
        "customerID": order.customer_id,
        "status": order.status_code,
        "orderNotes": order.notes,
        "pickupDate": order.pickup_day.isoformat() if order.pickup_day else "",
        "pickupStart": pickup_start,
        "pickupEnd": pickup_end,
        "delivery": "" if order.is_delivery is None else flag_text(order.is_delivery),
        "deliveryDate": order.delivery_day.isoformat() if order.delivery_day else "",
        "deliveryStart": delivery_start,
        "deliveryEnd": delivery_end,
        "pickupReschedule": order.pickup_reschedule,
        "deliveryReschedule": order.delivery_reschedule,
        "priceListID": order.price_list_id,
        "finalTotal": "" if order.total is None else money_text(order.total),
    }


def edit_of(order: Order, fields: Mapping[str, str], rules: OrderRules = _USUAL) -> Request:
    """Return the `updateOrder` that gives an order some new values.

    A percentage brings its amount along and an amount ends its percentage; taxes follow a discount
    in proportion unless they are given, and so does what lifts an order that somebody drives to
    the shop's minimum; all of it brings the total. Where somebody drives, a moved day or time is
    marked as asked for by the staff, unless it is told who did.

    Args:
        order: As it stands.
        fields: The new values, by the names of `updateOrder`.
        rules: The shop's.

    Raises:
        BadParametersError: Something of it can't be sent; all problems are told.
    """
    # The total is worked out from values that are known to be right, and the API wants one.
    typed = checked(_UPDATE, {"orderID": order.id, **fields, "finalTotal": Decimal(0)})
    if fields.keys() & (_PICKUP | _DELIVERY) and _is_backwards(order, typed):
        raise BadParametersError(_UPDATE.name, ("deliveryDate is before the pickup",))
    sent = {name: typed[name] for name in typed if name not in _MONEY and name != "finalTotal"}
    if fields.keys() & _MONEY:
        sent |= _money_sent(order, typed, rules)
    if order.is_pickup and fields.keys() & _PICKUP:
        sent.setdefault("pickupReschedule", BY_STAFF)
    if order.is_delivery and fields.keys() & _DELIVERY:
        sent.setdefault("deliveryReschedule", BY_STAFF)
    return Request.of(_UPDATE, sent)


def _is_backwards(order: Order, typed: WireParameters) -> bool:
    """Tell whether an order would be brought back before it is fetched."""
    is_brought = typed["delivery"] == "1" if "delivery" in typed else order.is_delivery
    if not (order.is_pickup and is_brought):
        return False
    stands = {**values_of(order), **{name: str(value) for name, value in typed.items()}}

    def drive(what: str) -> Drive:
        day = stands[f"{what}Date"]
        times = (time_of(stands[f"{what}{end}"]) for end in ("Start", "End"))
        return Drive(day_of(day) or iso_day(day), *times)

    return drive("delivery").is_before(drive("pickup"))


def _money_sent(order: Order, typed: WireParameters, rules: OrderRules) -> Mapping[str, WireValue]:
    """Return the parts that change with what was typed, and the total they lead to."""
    before = charges_of(order, tax_included=rules.rates.tax_included)
    if before is None:
        return {name: typed[name] for name in typed if name in _MONEY}
    amounts = {name: Decimal(str(typed[name] or 0)) for name in _MONEY if name in typed}
    after = _charges_with(before, amounts, _minimum(order, typed, rules))
    told = before.parameters()
    changed = {name: value for name, value in after.parameters().items() if value != told[name]}
    return {**changed, "finalTotal": money_text(after.final_total)}


def _minimum(order: Order, typed: WireParameters, rules: OrderRules) -> Decimal:
    """Return what the items are lifted to; nothing where nobody drives, or the shop set none."""
    is_brought = typed["delivery"] == "1" if "delivery" in typed else order.is_delivery
    return rules.minimum if order.is_pickup or is_brought else Decimal(0)


def _charges_with(charges: Charges, amounts: Mapping[str, Decimal], minimum: Decimal) -> Charges:
    """Return an order's charges with new amounts and percentages, by the names of the API."""
    nothing = Decimal(0)
    if amounts.keys() & _DISCOUNTS:
        percent = amounts.get("discountPercent", nothing)
        charges = charges.with_discount(amounts.get("discount", nothing), percent)
        # Where the shop's minimum is not known here, what CleanCloud has stands.
        if minimum and charges.items:
            charges = charges.with_minimum(minimum)
    first, second, third = (
        amounts.get(name, tax)
        for name, tax in zip(("tax", "tax2", "tax3"), charges.taxes, strict=True)
    )
    charges = replace(
        charges,
        taxes=(first, second, third),
        minimum_adjust=amounts.get("minimumAdjust", charges.minimum_adjust),
        delivery_fee=amounts.get("deliveryFee", charges.delivery_fee),
    )
    if amounts.keys() & {"tip", "tipPercent"}:
        charges = charges.with_tip(amounts.get("tip", nothing), amounts.get("tipPercent", nothing))
    # Where the order comes to less than the credit, the rest of it stays with the customer.
    return charges.with_credit(amounts.get("creditUsed", charges.credit_used))


def changes(before: Mapping[str, str], after: Mapping[str, object]) -> list[FieldChange]:
    """Return what differs, in words; amounts and times that mean the same do not."""
    found = []
    for name, value in after.items():
        parameter = _UPDATE.parameter(name)
        old = before.get(name, "")
        if parameter is None or name == "orderID" or same(parameter, str(value), old):
            continue
        words = value_in_words(parameter, old), value_in_words(parameter, value)
        found.append(FieldChange(name, *words))
    return found
