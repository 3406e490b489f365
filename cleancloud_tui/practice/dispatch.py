"""From an operation's name and the values that were sent to the reply."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..api.checks import encoded
from ..api.operations import OPERATIONS, Operation, Parameter, Wire, WireParameters, WireValue
from . import replies, taken
from .call import Handler, PracticeCall, RefusalError, Reply
from .operations import (
    cards,
    customers,
    drivers,
    messages,
    photos,
    promotions,
    push_tokens,
    repeat_pickups,
    reports,
    routes,
    stock,
    subscriptions,
)
from .orders import garments, order_list, orders
from .shop_days import ShopDays
from .store import PracticeStore

_LARGEST_AMOUNT: Final = Decimal(1_000_000)
"""More money in one amount is taken for a mistake."""

HANDLERS: Final[Mapping[str, Handler]] = {
    name: handler
    for chapter in (
        customers,
        orders,
        order_list,
        photos,
        drivers,
        garments,
        repeat_pickups,
        messages,
        stock,
        routes,
        promotions,
        subscriptions,
        cards,
        push_tokens,
        reports,
    )
    for name, handler in chapter.HANDLERS.items()
}
"""What answers each operation."""


def answer(
    store: PracticeStore,
    name: str,
    values: Mapping[str, object],
    *,
    now: int,
    days: ShopDays,
    site: str,
    most_orders: int,
) -> Reply:
    """Carry an operation out and return its reply; a refused one leaves the store as it was."""
    operation = OPERATIONS.get(name)
    if operation is None:
        return replies.refusal("Invalid API Method")
    try:
        call = PracticeCall(
            store, operation, _checked(operation, values), now, days, site, most_orders
        )
        with store.transaction():
            repeat_pickups.advance(store, now, days)
            return HANDLERS[name](call)
    except RefusalError as refused:
        return replies.refusal(str(refused))


def _checked(operation: Operation, values: Mapping[str, object]) -> WireParameters:
    """Return the parameters of an operation out of what was sent; anything else is passed over."""
    sent: dict[str, WireValue] = {}
    for parameter in operation.parameters:
        if (value := values.get(parameter.name)) is not None:
            sent[parameter.name] = _checked_value(parameter, value)
    for parameter in operation.parameters:
        is_waived = bool(parameter.unless) and sent.get(parameter.unless) == "1"
        if parameter.required and not sent.get(parameter.name) and not is_waived:
            raise RefusalError(f"Missing Parameter: {parameter.name}")
    return taken.with_windows_parted(sent)


def _checked_value(parameter: Parameter, value: object) -> WireValue:
    if parameter.wire is Wire.PRODUCTS and isinstance(value, Mapping):
        value = list(value.values())  # PHP's "associative array" with its keys
    if (text := taken.beyond_documentation(parameter, value)) is not None:
        return text
    try:
        text = encoded(parameter, value)
    except ValueError:
        raise RefusalError(f"Invalid Parameter: {parameter.name}") from None
    is_money = parameter.wire is Wire.MONEY and isinstance(text, str) and text
    if is_money and abs(Decimal(str(text))) >= _LARGEST_AMOUNT:
        raise RefusalError(f"Invalid Parameter: {parameter.name}")
    return text
