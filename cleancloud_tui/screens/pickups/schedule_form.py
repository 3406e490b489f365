"""What stands on the form of a schedule, and under which labels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.fields import WEEKS, PickupField
from ...shop.pickups.form.form_values import unknown_fields, weeks_of
from ...shop.pickups.repeat_pickups import UNKNOWN
from ...widgets.form import Field, Section
from ...wording.schedules.changes import NAMES


def _field(name: PickupField, hint: str = "", choices: Mapping[str, str] | None = None) -> Field:
    return Field(name, NAMES[name], hint, choices or {})


_PICKUP: Final = (
    _field(PickupField.DAY, "tue, +7, sat 5 dec"),
    _field(PickupField.FREQUENCY, choices=WEEKS),
    _field(PickupField.START, "10am"),
    _field(PickupField.END, "1pm"),
    _field(PickupField.ORDERS, "0: no end"),
)
_MADE: Final = _field(PickupField.MADE_SO_FAR, "0")
_DELIVERY: Final = (
    _field(PickupField.DELIVERY_DAYS, "days; 0: no delivery"),
    _field(PickupField.DELIVERY_START, "10am"),
    _field(PickupField.DELIVERY_END, "1pm"),
)
_TIP: Final = (
    _field(PickupField.TIP, "none"),
    _field(PickupField.TIP_PERCENT, "none"),
)
_CONFIRMATION: Final = (
    _field(PickupField.CONFIRMATION, choices={"0": "none", "1": "by SMS, each order"}),
    _field(PickupField.CONFIRM_DAYS, "days"),
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
    if pickup is None:
        first = replace(_PICKUP[0], label="First pickup")
        pickup_fields: tuple[Field, ...] = (first, *_PICKUP[1:], _MADE)
    else:
        pickup_fields = (*_PICKUP[:-1], replace(_PICKUP[-1], is_wide=True))
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
