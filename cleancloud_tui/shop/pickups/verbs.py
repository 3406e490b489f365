"""What is done to a repeat pickup, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...api.operations.repeat_pickups import GOES_WITH
from ...api.request import Request
from ..writes.ids import ids_of
from .fields import KNOWN, NEW


def make(customer_id: str, fields: Mapping[str, object]) -> Request:
    """Make a schedule, its fields by `PickupField`."""
    return Request.of(NEW, {**fields, **ids_of(customer_id=customer_id)})


def change(
    customer_id: str, pickup_id: str, fields: Mapping[str, object], changed: Collection[str]
) -> Request:
    """Change a schedule from its next pickup on.

    Beside what is changed, only what the operation takes no change without is sent: whatever else
    somebody changes until it arrives stays.

    Args:
        customer_id: Whose it is.
        pickup_id: Which.
        fields: All its values as they are to be, by `PickupField`.
        changed: The fields whose values are others than now.
    """
    names = {*changed, *(each.name for each in KNOWN.parameters if each.required)}
    names |= {other for name in changed for other in GOES_WITH.get(name, ()) if fields.get(name)}
    sent = {name: value for name, value in fields.items() if name in names}
    ids = ids_of(customer_id=customer_id, pickup_id=pickup_id)
    return Request.of(KNOWN, {**sent, **ids})


def delete(customer_id: str, pickup_id: str) -> Request:
    """End a schedule; orders that it has made stay."""
    return Request.of("deletePickup", ids_of(customer_id=customer_id, pickup_id=pickup_id))
