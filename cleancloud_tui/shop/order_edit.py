"""Changing an order: what of it can be changed, what that makes of its total, what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..api.checks import checked
from ..api.models.orders import Order
from ..api.operations import OPERATIONS
from ..api.wire import decimal_of, flag_text, money_text
from .audit import FieldChange
from .meaning import same
from .value_words import value_in_words

_UPDATE: Final = OPERATIONS["updateOrder"]
_CENT: Final = Decimal("0.01")

_SIGNS: Final[Mapping[str, int]] = {
    "discount": -1,
    "creditUsed": -1,
    "deliveryFee": 1,
    "minimumAdjust": 1,
    "tax": 1,
    "tax2": 1,
    "tax3": 1,
    "tip": 1,
}
"""Whether a part of an order's total raises it or lowers it."""

_AMOUNTS: Final[Mapping[str, str]] = {"discountPercent": "discount", "tipPercent": "tip"}
"""The amounts that percentages stand for."""

_BASES: Final[Mapping[str, tuple[str, ...]]] = {
    "pickupReschedule": ("pickupDate", "pickupStart", "pickupEnd"),
    "deliveryReschedule": ("deliveryDate", "deliveryStart", "deliveryEnd"),
}
"""The marks of a move, and what is moved."""


def values_of(order: Order) -> dict[str, str]:
    """Return what of an order can be changed, by the names of `updateOrder`, as people type it.

    How the customer is told of changes (`notifyMethod`) can be set, and is never told.
    """
    money = _money_of(order)
    pickup_start, pickup_end = _parted(order.pickup_time)
    delivery_start, delivery_end = _parted(order.delivery_time)
    return {
        **{name: money_text(amount) for name, amount in money.items()},
        "customerID": order.customer_id,
        "status": order.status_code,
        "orderNotes": order.notes,
        "discountPercent": _plain(order.discount_percent),
        "tipPercent": _plain(order.tip_percent),
        "pickupDate": order.pickup_day.isoformat() if order.pickup_day else "",
        "pickupStart": pickup_start,
        "pickupEnd": pickup_end,
        "delivery": "" if order.is_delivery is None else flag_text(order.is_delivery),
        "deliveryDate": order.delivery_day.isoformat() if order.delivery_day else "",
        "deliveryStart": delivery_start,
        "deliveryEnd": delivery_end,
        "priceListID": order.price_list_id,
        "finalTotal": "" if order.total is None else money_text(order.total),
    }


def edit_of(order: Order, fields: Mapping[str, str], asked_by: str = "1") -> dict[str, object]:
    """Return the parameters of `updateOrder` that give an order some new values.

    A percentage brings its amount along and an amount ends its percentage; a changed amount brings
    the total, and a moved day or time the mark of who asked for it.

    Args:
        order: As it stands.
        fields: The new values, by the names of `updateOrder`.
        asked_by: Who asked for a move: 1 for the staff, 2 for the customer.

    Raises:
        BadParametersError: Something of it can't be sent; all problems are told.
    """
    sent = {"orderID": order.id, **fields}
    for percent, amount in _AMOUNTS.items():
        if percent in fields and amount not in fields:
            share = decimal_of(fields[percent]) or Decimal(0)
            sent[amount] = money_text(goods_of(order) * share / 100)
        elif amount in fields and percent not in fields:
            sent[percent] = "0"
    if sent.keys() & _SIGNS.keys() and (total := total_after(order, sent)) is not None:
        sent["finalTotal"] = money_text(total)
    if order.is_pickup and fields.keys() & set(_BASES["pickupReschedule"]):
        sent["pickupReschedule"] = asked_by
    if order.is_delivery and fields.keys() & set(_BASES["deliveryReschedule"]):
        sent["deliveryReschedule"] = asked_by
    return dict(checked(_UPDATE, sent))


def total_after(order: Order, fields: Mapping[str, str]) -> Decimal | None:
    """Return what an order comes to with new amounts; None where its total is not known.

    It goes from the total that stands: what else the shop put into that stays in it.
    """
    if order.total is None:
        return None
    before = _money_of(order)
    moved = (
        sign * ((decimal_of(fields[name]) or Decimal(0)) - before[name])
        for name, sign in _SIGNS.items()
        if name in fields
    )
    return (order.total + sum(moved, Decimal(0))).quantize(_CENT, ROUND_HALF_UP)


def goods_of(order: Order) -> Decimal:
    """Return what the items of an order come to: its total without everything else."""
    money = _money_of(order)
    rest = sum((sign * money[name] for name, sign in _SIGNS.items()), order.express_fee or 0)
    return (order.total or Decimal(0)) - rest


def changed_meanwhile(
    began: Mapping[str, str], now: Mapping[str, str], fields: Mapping[str, str]
) -> list[FieldChange]:
    """Return what somebody else changed of the fields that are to be changed here.

    Args:
        began: The values when editing began.
        now: The values as they stand.
        fields: The new values that were typed here.
    """
    return changes(began, {name: now.get(name, "") for name in fields if name in began})


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


def _money_of(order: Order) -> dict[str, Decimal]:
    told = {
        "discount": order.discount,
        "creditUsed": order.credit_used,
        "deliveryFee": order.delivery_fee,
        "minimumAdjust": order.minimum_adjust,
        "tax": order.tax,
        "tax2": order.tax2,
        "tax3": order.tax3,
        "tip": order.tip,
    }
    return {name: amount or Decimal("0.00") for name, amount in told.items()}


def _parted(window: str) -> tuple[str, str]:
    start, _, end = window.replace("–", "-").partition("-")
    return start.strip(), end.strip()


def _plain(percent: Decimal | None) -> str:
    return f"{percent.normalize():f}" if percent else "0"
