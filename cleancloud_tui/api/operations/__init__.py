"""The catalogue: all 41 operations, declared once and read by everyone.

The client's checks, the `api` command, the console and the practice shop all work from here.
One module a chapter of CleanCloud's documentation, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from . import (
    cards,
    customers,
    garments,
    loyalty,
    messages,
    orders,
    push_tokens,
    repeat_pickups,
    reports,
    routes,
    stock,
    subscriptions,
)
from .schema import Operation, OperationKind, Parameter, Wire, WireParameters, WireValue

__all__ = [
    "OPERATIONS",
    "Operation",
    "OperationKind",
    "Parameter",
    "Wire",
    "WireParameters",
    "WireValue",
    "title_of",
]

OPERATIONS: Final[Mapping[str, Operation]] = {
    operation.name: operation
    for chapter in (
        customers,
        orders,
        garments,
        repeat_pickups,
        messages,
        stock,
        routes,
        loyalty,
        subscriptions,
        cards,
        push_tokens,
        reports,
    )
    for operation in chapter.OPERATIONS
}
"""Every operation by its wire name, in the documentation's order."""


def title_of(name: str) -> str:
    """Return an operation's title in the documentation, by its wire name; the name for others."""
    operation = OPERATIONS.get(name)
    return operation.title if operation else name
