"""What was typed into a repeat pickup's form and is likely not meant: it is asked about.

It is no mistake, since a route may make an exception and a customer may want two pickups, but it is
never saved without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from ....values.days import MONTHS, WEEKDAYS
from ....values.numbers import amount_typed
from ..fields import PickupField
from ..occurrences import occurrences
from ..troubles import Surroundings, Trouble, TroubleKind, odd_times, troubles
from .drafted import drafted
from .form_values import PickupForm

MOST_USUAL_TIP: Final = 1_000
"""In whatever currency the shop counts: what is more is likely mistyped."""

_LOOKED_AT: Final = 12
"""How many pickups are held against the customer's other schedules; all are shown beside it."""

_OF_TIMES: Final = (TroubleKind.WINDOW_FULL, TroubleKind.NO_SUCH_WINDOW, TroubleKind.WINDOW_OVER)
"""What is said at the times, and not at the day."""


def doubts(form: PickupForm, around: Surroundings) -> Mapping[PickupField, str]:
    """Return what is doubtful about a form without mistakes, in words by field.

    Of a known schedule only what is made doubtful by what was changed. Closed and full days, and
    times that the route does not have, are those of the first pickup and its delivery: of later
    ones the preview tells, and holidays come to every schedule.
    """
    told: dict[PickupField, str] = {}
    before = set(
        _troubles(PickupForm(form.customer_id, form.pickup, form.before, form.before), around)
    )
    for trouble in _troubles(form, around):
        if form.pickup is None or trouble not in before:
            told.setdefault(_field(trouble), _in_words(trouble))
    tip = amount_typed(form.typed.get(PickupField.TIP, ""))
    if tip and tip > MOST_USUAL_TIP and _is_tip_new(form):
        told[PickupField.TIP] = f"{tip:,} on each order"
    return told


def _is_tip_new(form: PickupForm) -> bool:
    tip = PickupField.TIP
    return form.pickup is None or form.typed.get(tip, "") != form.before.get(tip, "")


def _troubles(form: PickupForm, around: Surroundings) -> Iterator[Trouble]:
    pickup = drafted(form.customer_id, form.pickup, form.typed, around.today)
    for which, each in enumerate(islice(occurrences(pickup, around.today), _LOOKED_AT)):
        for trouble in troubles(pickup, each, around):
            if which == 0 or trouble.kind is TroubleKind.SAME_SCHEDULE:
                yield trouble
        if which == 0:
            yield from odd_times(pickup, each, around)


def _field(trouble: Trouble) -> PickupField:
    """Return the field at which it is said."""
    if trouble.kind in _OF_TIMES:
        return PickupField.DELIVERY_START if trouble.is_delivery else PickupField.START
    return PickupField.DELIVERY_DAYS if trouble.is_delivery else PickupField.DAY


def _in_words(trouble: Trouble) -> str:
    """Say it: `Fri 25 Dec: closed or full`."""
    return f"{_day(trouble.day)}: {trouble.kind.value}"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
