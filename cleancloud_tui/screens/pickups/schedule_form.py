"""What stands on the form of a schedule, and under which labels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.fields import WEEKS, PickupField
from ...shop.pickups.form_values import unknown_fields, weeks_of
from ...shop.pickups.repeat_pickups import UNKNOWN
from ...widgets.form import Field, Section

_PICKUP: Final = (
    Field(PickupField.DAY, "First pickup", "tue, +7, sat 5 dec"),
    Field(PickupField.FREQUENCY, "How often", choices=WEEKS),
    Field(PickupField.START, "Pickup from", "10am"),
    Field(PickupField.END, "Pickup to", "1pm"),
    Field(PickupField.ORDERS, "Orders in all", "0: no end"),
)
_MADE: Final = Field(PickupField.MADE_SO_FAR, "Made so far", "0")
_DELIVERY: Final = (
    Field(PickupField.DELIVERY_DAYS, "Delivery after", "days; 0: no delivery"),
    Field(PickupField.DELIVERY_START, "Delivery from", "10am"),
    Field(PickupField.DELIVERY_END, "Delivery to", "1pm"),
)
_TIP: Final = (
    Field(PickupField.TIP, "Tip, amount", "3.50"),
    Field(PickupField.TIP_PERCENT, "or per cent", "20"),
)
_CONFIRMATION: Final = (
    Field(
        PickupField.CONFIRMATION, "Confirmation", choices={"0": "none", "1": "by SMS, each order"}
    ),
    Field(PickupField.CONFIRM_DAYS, "Asked ahead", "days"),
)

WINDOWS: Final[Mapping[str, tuple[PickupField, PickupField]]] = {
    field: window
    for window in (
        (PickupField.START, PickupField.END),
        (PickupField.DELIVERY_START, PickupField.DELIVERY_END),
    )
    for field in window
}
"""The two ends of the window that a field is one of."""

DELIVERY: Final = frozenset(field.name for field in _DELIVERY)
"""The fields about the delivery."""

EITHER: Final[Mapping[str, PickupField]] = {
    PickupField.TIP: PickupField.TIP_PERCENT,
    PickupField.TIP_PERCENT: PickupField.TIP,
}
"""Fields of which one excludes the other."""


def sections(pickup: RepeatPickup | None, before: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the form's sections.

    Args:
        pickup: The schedule; None for a new one.
        before: What the form begins with.
    """
    last = Field(PickupField.ORDERS, "Orders in all", "0: no end", is_wide=True)
    pickup_fields = (*_PICKUP, _MADE) if pickup is None else (*_PICKUP[:-1], last)
    return tuple(
        Section(name, title, _told(fields, pickup, before))
        for name, title, fields in (
            ("pickup", "Pickup", pickup_fields),
            ("delivery", "Delivery", (replace(_DELIVERY[0], is_wide=True), *_DELIVERY[1:])),
            ("tip", "Tip on each order", _TIP),
            ("confirmation", "Does the customer confirm each order?", _CONFIRMATION),
        )
    )


def _told(
    fields: Collection[Field], pickup: RepeatPickup | None, before: Mapping[str, str]
) -> tuple[Field, ...]:
    """Return fields as they are for a known schedule: what is unknown can be left as it is."""
    if pickup is None:
        return tuple(fields)
    unknown = unknown_fields(pickup) - before.keys()
    return tuple(
        replace(
            field,
            label="Next pickup" if field.name == PickupField.DAY else field.label,
            hint=UNKNOWN if field.name in unknown else field.hint,
            choices={**_as_it_is(PickupField(field.name), pickup), **field.choices},
        )
        for field in fields
    )


def _as_it_is(field: PickupField, pickup: RepeatPickup) -> Mapping[str, str]:
    """Return the choice that leaves something odd as it is; none where it is not odd."""
    if field is PickupField.FREQUENCY and weeks_of(pickup) is None:
        weeks = UNKNOWN if pickup.frequency is None else f"{pickup.frequency} weeks"
        return {"": f"{weeks}, as it is"}
    if field is PickupField.CONFIRMATION and pickup.needs_confirmation is None:
        return {"": f"{UNKNOWN}, as it is"}
    return {}
