"""What the console of all operations leaves to a screen that is there for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..api.errors import BadParametersError
from ..api.ids import ORDER_ID, order_id_in
from ..api.operations import OPERATIONS, Operation

_CHARGING: Final = OPERATIONS["chargeCard"]


def has_screen(operation: Operation) -> bool:
    """Tell whether an operation is sent from a screen of its own only, where it is confirmed."""
    return operation is _CHARGING


def order_to_charge(operation: Operation, values: Mapping[str, str]) -> str:
    """Return the order that a card is to be charged for.

    Raises:
        BadParametersError: None is named.
    """
    if order_id := order_id_in(values):
        return order_id
    raise BadParametersError(operation.name, (f"{ORDER_ID} is required",))
