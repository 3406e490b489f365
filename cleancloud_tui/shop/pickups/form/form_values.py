"""What stands in the form of a repeat pickup at first, and what is sent of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ....api.models.repeat_pickups import RepeatPickup
from ....api.operations import Operation
from ....api.wire import money_text
from ...writes.typed_fields import changed_fields, read_fields
from ..fields import WEEKS, PickupField
from ..repeat_pickups import is_over, is_tip_known, next_day, sane_tip, sane_tip_percent, window_of

NEW_VALUES: Final[Mapping[str, str]] = {
    str(PickupField.FREQUENCY): "1",
    str(PickupField.CONFIRMATION): "0",
}
"""What the form of a new schedule begins with."""

_NOTHING: Final[Mapping[str, str]] = dict.fromkeys(
    (PickupField.ORDERS, PickupField.DELIVERY_DAYS, PickupField.TIP, PickupField.TIP_PERCENT), "0"
)
"""How nothing is written where it is a number."""

_ONLY_IF_SET: Final = frozenset({PickupField.OTHERS, PickupField.MADE_SO_FAR})
"""Fields that are not sent where they are 0."""


@dataclass(frozen=True, slots=True)
class PickupForm:
    """What stands in a repeat pickup's form when it is to be saved.

    Attributes:
        customer_id: Whose it is.
        pickup: Which is changed; None for a new one.
        before: What the form began with, by `PickupField`.
        typed: What stands in it now.
    """

    customer_id: str
    pickup: RepeatPickup | None
    before: Mapping[str, str]
    typed: Mapping[str, str]


def values_of(pickup: RepeatPickup, today: date) -> dict[str, str]:
    """Return a schedule's values by the names of its fields.

    Its day is the next one from today on: one that has gone is never sent again. What was told so
    that it can't be is left out, so that it keeps nothing else from being changed.
    """
    pickup_start, pickup_end = window_of(pickup.pickup_start, pickup.pickup_end)
    delivery_window = window_of(pickup.delivery_start, pickup.delivery_end)
    # The API takes both of them or none.
    delivery_start, delivery_end = delivery_window if all(delivery_window) else ("", "")
    tip, confirms = sane_tip(pickup), pickup.needs_confirmation
    values = {
        PickupField.DAY: next_day(pickup, today),
        PickupField.START: pickup_start,
        PickupField.END: pickup_end,
        PickupField.FREQUENCY: weeks_of(pickup),
        PickupField.ORDERS: pickup.duration,
        PickupField.DELIVERY_DAYS: pickup.delivery_days,
        PickupField.DELIVERY_START: delivery_start,
        PickupField.DELIVERY_END: delivery_end,
        PickupField.TIP: None if tip is None else money_text(tip),
        PickupField.TIP_PERCENT: sane_tip_percent(pickup),
        PickupField.CONFIRMATION: None if confirms is None else int(confirms),
        PickupField.CONFIRM_DAYS: pickup.confirm_days,
    }
    return {str(name): str(value) for name, value in values.items() if value not in (None, "")}


def rebased(form: PickupForm, now: RepeatPickup, today: date) -> PickupForm:
    """Return a form as if it had been begun with the schedule as it stands now."""
    before = values_of(now, today)
    typed = {**before, **changed_fields(form.before, form.typed)}
    return PickupForm(form.customer_id, now, before, typed)


def weeks_of(pickup: RepeatPickup) -> str | None:
    """Return how often it comes as the API takes it; None where it takes no such number."""
    return str(pickup.frequency) if str(pickup.frequency) in WEEKS else None


def unknown_fields(pickup: RepeatPickup) -> set[PickupField]:
    """Return the fields that say so where they have no value: nothing there is no value."""
    unknown = {
        PickupField.START,
        PickupField.END,
        PickupField.ORDERS,
        PickupField.DELIVERY_DAYS,
    }
    if not is_over(pickup):
        unknown.add(PickupField.DAY)
    if pickup.delivery_start or pickup.delivery_end:
        unknown |= {PickupField.DELIVERY_START, PickupField.DELIVERY_END}
    if not is_tip_known(pickup) or (pickup.tip is None and pickup.tip_percent is None):
        unknown |= {PickupField.TIP, PickupField.TIP_PERCENT}
    return unknown


def untold(pickup: RepeatPickup, today: date) -> set[str]:
    """Return the fields of a schedule of which it is not known what stands in them, if anything."""
    unknown = unknown_fields(pickup) | {PickupField.FREQUENCY}
    if pickup.needs_confirmation is not False:
        unknown |= {PickupField.CONFIRMATION, PickupField.CONFIRM_DAYS}
    return {str(name) for name in unknown} - values_of(pickup, today).keys()


def sendable(
    operation: Operation, before: Mapping[str, str], typed: Mapping[str, str], today: date
) -> dict[str, str]:
    """Return what to send: no fields that were always empty, the day as the API wants it.

    What was emptied is sent as nothing: where it were left out, it would stay as it was. How long
    ahead the customer is asked means nothing where they are not.

    Args:
        operation: Whose fields these are.
        before: What the form began with.
        typed: What stands in it.
        today: The shop's calendar day.

    Raises:
        BadParametersError: Something that was typed can't be read.
    """
    is_asked = typed.get(PickupField.CONFIRMATION) == "1"
    sent = {
        name: value or _NOTHING.get(name, "")
        for name, value in typed.items()
        if (value or before.get(name)) and (is_asked or name != PickupField.CONFIRM_DAYS)
    }
    sent |= read_fields(operation, changed_fields(before, sent), today)
    return {
        name: value for name, value in sent.items() if not (name in _ONLY_IF_SET and value == "0")
    }
