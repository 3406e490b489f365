"""What an operation of the console would do, before it is sent, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from ..api.operations import Operation, OperationKind, Parameter, Wire, title_of
from ..api.value_words import items_in_words, name_in_words, value_in_words
from ..shop.writes.ids import customer_id_in, customer_name_in, order_id_in
from ..wording.orders import paid_of, status_of
from ..wording.values import joined

if TYPE_CHECKING:
    from ..api.request import Request
    from ..shop.shop import Shop
    from ..wording.values import Wording

_MOST: Final = 12
"""Values that are told one by one: of more, the answers would not fit the screen."""


class Naming(Protocol):
    """Who knows the shop's customers by name."""

    @property
    def shop(self) -> Shop:
        """The shop."""

    @property
    def wording(self) -> Wording:
        """How the shop writes its values."""

    def name_of(self, customer_id: str) -> str:
        """Return a customer's name."""


def what_it_does(
    screen: Naming, operation: Operation, values: Mapping[str, str]
) -> tuple[str, str]:
    """Return a question that names whom it is about, and what stands in it."""
    whom = whom_of(screen, values)
    question = f"Send {operation.name} for {whom}?" if whom else f"Send {operation.name}?"
    lines = list(_lines(operation, values))
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], f"and {len(lines) - _MOST} more"]
    again = (
        "Sending it twice does it twice."
        if operation.kind is OperationKind.NON_IDEMPOTENT_WRITE
        else "It changes the shop."
    )
    return question, "\n".join([*lines, again])


def once_more(screen: Naming, request: Request) -> str:
    """Return the question whether what was done just now is meant once more."""
    whom = whom_of(screen, request.parameters)
    return f"{title_of(request.name)}{f' for {whom}' if whom else ''}: once more?"


def whom_of(screen: Naming, values: Mapping[str, object]) -> str:
    """Return the customer and the order that a write's values name, as far as they are known."""
    shop, wording = screen.shop, screen.wording
    known = shop.order(order_id) if (order_id := order_id_in(values)) else None
    order = known.value if known else None
    customer_id = customer_id_in(values) or (order.customer_id if order else "")
    name = customer_name_in(values)
    if customer_id:
        name = screen.name_of(customer_id)
    about = f"order {order_id}" if order_id else ""
    if order is not None:
        about = joined(about, status_of(order), wording.money(order.total), paid_of(order))
    return f"{name} ({about})" if name and about else name or about


def _lines(operation: Operation, values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        parameter = operation.parameter(name)
        if parameter is not None:
            yield f"{name_in_words(name)}: {_told(parameter, value)}"


def _told(parameter: Parameter, value: str) -> str:
    if parameter.wire is Wire.SECRET:
        return "(hidden)"
    if parameter.wire is Wire.PRODUCTS:
        return ", ".join(items_in_words(_rows(value))) or value
    return value_in_words(parameter, value)


def _rows(value: str) -> object:
    import json

    try:
        return json.loads(value)
    except ValueError:
        return value
