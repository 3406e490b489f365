"""What saving a repeat pickup changes, in words: old and new side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ...api.value_words import NOTHING, name_in_words
from ...api.wire import decimal_of
from ...shop.pickups.fields import WEEKS, PickupField
from ...shop.pickups.form.saving import Change
from ...shop.pickups.repeat_pickups import UNKNOWN
from ...values.days import iso_day
from ...values.numbers import percent_text
from ..values import Wording, counted

NAMES: Final[Mapping[PickupField, str]] = {
    **{field: name_in_words(field).capitalize() for field in PickupField},
    PickupField.DAY: "Next pickup",
}
"""What the fields are called."""

_NOTHING: Final[Mapping[PickupField, str]] = {
    PickupField.ORDERS: NOTHING[PickupField.ORDERS],
    PickupField.DELIVERY_DAYS: NOTHING[PickupField.DELIVERY_DAYS],
}
"""What nothing means where it is not called none."""


def changes_in_words(changes: Iterable[Change], wording: Wording) -> tuple[str, ...]:
    """Say each change in a line: `Next pickup: Tue 8 Dec → Wed 9 Dec`."""
    return tuple(
        f"{NAMES[each.field]}: {_value(each.field, each.was, wording)} → "
        f"{_value(each.field, each.will, wording)}"
        for each in changes
    )


def _value(field: PickupField, value: str | None, wording: Wording) -> str:
    if value is None:
        return UNKNOWN
    number = decimal_of(value)
    if not value or (number == 0 and field is not PickupField.CONFIRM_DAYS):
        return _NOTHING.get(field, "none")
    match field:
        case PickupField.DAY:
            return wording.day(iso_day(value))
        case PickupField.FREQUENCY:
            return WEEKS.get(value, value).lower()
        case PickupField.DELIVERY_DAYS | PickupField.CONFIRM_DAYS if number is not None:
            return counted(int(number), "day")
        case PickupField.TIP if number is not None:
            return wording.money(number)
        case PickupField.TIP_PERCENT if number is not None:
            return percent_text(number)
        case PickupField.CONFIRMATION:
            return "by SMS"
    return value
