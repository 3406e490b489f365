"""What stands in a repeat pickup's form, as a schedule: its days are shown while one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from ....api.models.repeat_pickups import RepeatPickup
from ....api.wire import time_text
from ....values.days import day_typed
from ....values.numbers import amount_typed, count_typed, percent_typed
from ....values.signs import plain
from ....values.times import time_typed
from ..fields import WEEKS, PickupField
from ..occurrences import as_of
from .form_values import values_of

T = TypeVar("T")


def drafted(
    customer_id: str, pickup: RepeatPickup | None, typed: Mapping[str, str], today: date
) -> RepeatPickup:
    """Return what stands in a form as a schedule.

    What is not readable, or not yet, is None or empty. What the form of a known schedule has no
    value for, since it was told oddly, stays as it was told: that is what saving it does.

    Args:
        customer_id: Whose it is.
        pickup: The known schedule; None for a new one.
        typed: What stands in the form, by `PickupField`.
        today: The shop's calendar day.
    """
    told = as_of(pickup, today) if pickup else RepeatPickup("")
    form = _Typed(typed, values_of(told, today) if pickup else None)
    return RepeatPickup(
        told.id,
        customer_id,
        next_day=form.read(PickupField.DAY, lambda text: day_typed(text, today), told.next_day),
        pickup_start=form.time(PickupField.START, told.pickup_start),
        pickup_end=form.time(PickupField.END, told.pickup_end),
        frequency=form.read(PickupField.FREQUENCY, _weeks, told.frequency),
        duration=form.count(PickupField.ORDERS, told.duration),
        delivery_days=form.count(PickupField.DELIVERY_DAYS, told.delivery_days),
        delivery_start=form.time(PickupField.DELIVERY_START, told.delivery_start),
        delivery_end=form.time(PickupField.DELIVERY_END, told.delivery_end),
        tip=form.read(PickupField.TIP, amount_typed, told.tip, Decimal(0)),
        tip_percent=form.read(PickupField.TIP_PERCENT, percent_typed, told.tip_percent, Decimal(0)),
        needs_confirmation=form.read(
            PickupField.CONFIRMATION, {"0": False, "1": True}.get, told.needs_confirmation
        ),
        confirm_days=form.read(PickupField.CONFIRM_DAYS, count_typed, told.confirm_days),
        orders_created=(
            told.orders_created if pickup else form.count(PickupField.MADE_SO_FAR, None)
        ),
    )


class _Typed:
    """The fields of a form, each read as what it is.

    Args:
        typed: What stands in them.
        before: What stood in those of a known schedule; None for a new one.
    """

    def __init__(self, typed: Mapping[str, str], before: Mapping[str, str] | None) -> None:
        self._typed = typed
        self._before = before

    def read(
        self, field: PickupField, read: Callable[[str], T | None], told: T, empty: T | None = None
    ) -> T | None:
        """Return a field's value: as it was told where none ever stood in it."""
        text = plain(self._typed.get(field, ""))
        if text:
            return read(text)
        is_as_told = self._before is not None and not self._before.get(field)
        return told if is_as_told else empty

    def count(self, field: PickupField, told: int | None) -> int | None:
        """Return a number of something, of which nothing typed is none."""
        return self.read(field, count_typed, told, 0)

    def time(self, field: PickupField, told: str) -> str:
        """Return a time on the API's 12-hour clock; empty for none."""
        return self.read(field, _time, told, "") or ""


def _time(text: str) -> str | None:
    moment = time_typed(text)
    return time_text(moment) if moment else None


def _weeks(text: str) -> int | None:
    return int(text) if text in WEEKS else None
