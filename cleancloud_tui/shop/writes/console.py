"""What the console of all operations leaves to a screen that is there for it."""

from __future__ import annotations

from collections.abc import Mapping

from ...api.errors import BadParametersError
from ...api.operations import Operation
from .declarations import WRITES
from .ids import ORDER_ID, order_id_in


def has_screen(operation: Operation) -> bool:
    """Tell whether an operation is sent from its own screen only: there a charge is confirmed."""
    return WRITES.of(operation.name).charges


def order_to_charge(operation: Operation, values: Mapping[str, str]) -> str:
    """Return the order that a card is to be charged for.

    Raises:
        BadParametersError: None is named.
    """
    if order_id := order_id_in(values):
        return order_id
    raise BadParametersError(operation.name, (f"{ORDER_ID} is required",))
