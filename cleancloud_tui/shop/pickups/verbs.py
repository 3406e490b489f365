"""What is done to a repeat pickup, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...api.request import Request
from ..writes.ids import ids_of
from .fields import KNOWN, NEW, PickupField


def make(customer_id: str, fields: Mapping[str, object]) -> Request:
    """Make a schedule, its fields by `PickupField`."""
    return Request.of(NEW, {**fields, **ids_of(customer_id=customer_id)})


def change(customer_id: str, pickup_id: str, fields: Mapping[str, object]) -> Request:
    """Change a schedule from its next pickup on, its fields by `PickupField`.

    A confirmation that CleanCloud told without days is left as it is: sent, it needs them.
    """
    if not fields.get(PickupField.CONFIRM_DAYS):
        fields = {name: value for name, value in fields.items() if not _is_asked(name, value)}
    ids = ids_of(customer_id=customer_id, pickup_id=pickup_id)
    return Request.of(KNOWN, {**fields, **ids})


def _is_asked(name: str, value: object) -> bool:
    return name == PickupField.CONFIRMATION and value == "1"


def delete(customer_id: str, pickup_id: str) -> Request:
    """End a schedule; orders that it has made stay."""
    return Request.of("deletePickup", ids_of(customer_id=customer_id, pickup_id=pickup_id))
