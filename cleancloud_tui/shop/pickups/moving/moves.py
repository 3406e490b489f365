"""What CleanCloud has no operation for: skipping, moving, pausing, another weekday, a copy.

Each is worked out here as it would be sent, with the schedule as it stands and as it would be then,
so that its days can be shown side by side before anything is sent. CleanCloud knows of a schedule
only its next pickup and the weeks between two, so whatever moves the next one moves all behind it.

All raise a `BadParametersError` where CleanCloud told of the schedule what it does not take, and
return None where the schedule has no next pickup, or what has to be known for it is not (see
`unknown_to_skip`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import Final

from ....api.models.repeat_pickups import RepeatPickup
from ....api.request import Request
from ...writes.typed_fields import changed_fields
from .. import verbs
from ..fields import PickupField
from ..form.form_values import untold, values_of
from ..occurrences import Occurrence, as_of, occurrences
from ..repeat_pickups import is_over, unknown_to_skip
from ..troubles import Surroundings, Trouble, closed_kind, odd_times, troubles

SHOWN: Final = 6
"""How many days before and after are told."""

_MOST_PASSED_OVER: Final = 12
"""Where so many days in a row are closed, all are: then none is passed over."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of a schedule, as it would be sent.

    Attributes:
        pickup_before: The schedule as it stands today; None for a copy.
        pickup_after: The schedule as it would be.
        requests: What is sent, in this order; each only once the one before it was done.
        passed_over: The days that it would have come to, which are closed or full.
        troubles: What is wrong with the first pickup then, and with the one that is made apart.
        apart: A pickup that is made by a schedule of its own, once; None for none.
        not_known: What a schedule that is made by this lacks, since it is not known of the old one.
    """

    pickup_before: RepeatPickup | None
    pickup_after: RepeatPickup
    requests: tuple[Request, ...]
    passed_over: tuple[Trouble, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    apart: RepeatPickup | None = None
    not_known: frozenset[PickupField] = frozenset()

    @property
    def is_any(self) -> bool:
        """Whether anything comes otherwise by it."""
        stands = self.pickup_before
        if stands is None:
            return True
        moved = self.apart or self.pickup_after
        return _when(moved) != _when(stands)

    def before(self, today: date, count: int = SHOWN) -> tuple[Occurrence, ...]:
        """Return the next pickups as they stand; none for a copy."""
        pickup = self.pickup_before
        return tuple(islice(occurrences(pickup, today), count)) if pickup else ()

    def after(self, today: date, count: int = SHOWN) -> tuple[Occurrence, ...]:
        """Return the next pickups as they would be, the one that is made apart among them."""
        all_of_them = islice(occurrences(self.pickup_after, today), count)
        apart = occurrences(self.apart, today) if self.apart else ()
        return tuple(sorted(chain(all_of_them, apart), key=lambda each: each.pickup)[:count])


def skipped(pickup: RepeatPickup, around: Surroundings) -> Moved | None:
    """Skip the next pickup: the one after it comes next, or the first that is not closed.

    A schedule with a number of orders makes as many as before, and so ends later.
    """
    stands = _standing(pickup, around.today)
    return _moved_to(stands, islice(_rhythm(stands), 1, None), around) if stands else None


def paused(pickup: RepeatPickup, until: date, around: Surroundings) -> Moved | None:
    """Let nothing come before a day: the first pickup of the same rhythm from then on is next."""
    stands = _standing(pickup, around.today)
    if stands is None:
        return None
    return _moved_to(stands, (day for day in _rhythm(stands) if day >= until), around)


def on_weekday(pickup: RepeatPickup, weekday: int, around: Surroundings) -> Moved | None:
    """Let a schedule come on another weekday: from the first such day on from its next pickup.

    Args:
        pickup: The schedule as it was told.
        weekday: Monday is 0.
        around: What it has to fit into.
    """
    stands = _standing(pickup, around.today)
    if stands is None or stands.next_day is None:
        return None
    days_on = (weekday - stands.next_day.weekday()) % 7
    first = replace(stands, next_day=stands.next_day + timedelta(days_on))
    return _moved_to(stands, _rhythm(first), around)


def moved(
    pickup: RepeatPickup, day: date, around: Surroundings, window: tuple[str, str] = ("", "")
) -> Moved | None:
    """Move the next pickup to another day, and with it all that come behind it.

    Args:
        pickup: The schedule as it was told.
        day: Of its next pickup then, open or not: somebody chose it.
        around: What it has to fit into.
        window: From when to when, where that changes too.
    """
    stands = _standing(pickup, around.today)
    if stands is None:
        return None
    after = _within(replace(stands, next_day=day), window)
    return _moved(stands, after, around)


def moved_once(
    pickup: RepeatPickup, day: date, around: Surroundings, window: tuple[str, str] = ("", "")
) -> Moved | None:
    """Move the next pickup alone to another day; all behind it come as they would have.

    CleanCloud can't do that to a schedule. So the pickup is made by a schedule of its own that
    comes once, and the schedule skips it; where it counts its orders, it counts one less. The one
    that is made apart is sent first: where only that is done, two come, which shows, and not none.
    The last pickup of a schedule is just moved, since nothing comes behind it.

    Args:
        pickup: The schedule as it was told.
        day: Of its next pickup then, open or not: somebody chose it.
        around: What it has to fit into.
        window: From when to when, where that changes too.
    """
    stands = _standing(pickup, around.today)
    if stands is None:
        return None
    after = _without_next(stands)
    if after is None:
        return moved(pickup, day, around, window)
    once = replace(stands, id="", next_day=day, frequency=1, duration=1, orders_created=0)
    apart = _within(once, window)
    requests = _making(apart, around.today), _change(stands, after, around.today)
    beside = tuple(after if each.id == after.id else each for each in around.schedules)
    return Moved(
        stands,
        after,
        requests,
        troubles=_wrong(apart, replace(around, schedules=beside)) + _wrong(after, around),
        apart=apart,
        not_known=_not_known(apart, around.today),
    )


def rest_of_move(pickup: RepeatPickup, around: Surroundings) -> Moved | None:
    """Skip the next pickup, in whose place one was made apart: the second half of `moved_once`."""
    stands = _standing(pickup, around.today)
    after = _without_next(stands) if stands else None
    return _moved(stands, after, around) if stands and after else None


def copied(pickup: RepeatPickup, customer_id: str, around: Surroundings) -> Moved | None:
    """Make the same schedule for another customer, from its next pickup that is not closed on.

    None of its orders counts as made.

    Args:
        pickup: The schedule as it was told.
        customer_id: Who is to have it too.
        around: What it has to fit into there.
    """
    stands = _standing(pickup, around.today)
    if stands is None:
        return None
    copy = replace(stands, id="", customer_id=customer_id, orders_created=0)
    day, passed_over = _first_open(_rhythm(copy), around)
    after = replace(copy, next_day=day)
    not_known = _not_known(after, around.today)
    making = (_making(after, around.today),)
    return Moved(None, after, making, passed_over, _wrong(after, around), not_known=not_known)


def _standing(pickup: RepeatPickup, today: date) -> RepeatPickup | None:
    """Return a schedule as it stands today; None where nothing can be moved of it."""
    stands = as_of(pickup, today)
    return None if is_over(stands) or unknown_to_skip(stands, today) else stands


def _rhythm(pickup: RepeatPickup) -> Iterator[date]:
    """Yield its days without end: what is not made on one of them is made later."""
    return (each.pickup for each in occurrences(replace(pickup, duration=0), date.min))


def _moved_to(stands: RepeatPickup, days: Iterator[date], around: Surroundings) -> Moved:
    day, passed_over = _first_open(days, around)
    after = replace(stands, next_day=day)
    return _moved(stands, after, around, passed_over)


def _moved(
    stands: RepeatPickup,
    after: RepeatPickup,
    around: Surroundings,
    passed_over: tuple[Trouble, ...] = (),
) -> Moved:
    change = _change(stands, after, around.today)
    return Moved(stands, after, (change,), passed_over, _wrong(after, around))


def _change(stands: RepeatPickup, after: RepeatPickup, today: date) -> Request:
    values = values_of(after, today)
    changed = changed_fields(values_of(stands, today), values)
    return verbs.change(after.customer_id, after.id, values, changed)


def _wrong(pickup: RepeatPickup, around: Surroundings) -> tuple[Trouble, ...]:
    """Return what is wrong with the first pickup of a schedule."""
    first = next(occurrences(pickup, around.today), None)
    if first is None:
        return ()
    return (*troubles(pickup, first, around), *odd_times(pickup, first, around))


def _first_open(days: Iterator[date], around: Surroundings) -> tuple[date, tuple[Trouble, ...]]:
    """Return the first day that is not closed or full, and those before it that are."""
    tried = tuple(islice(days, _MOST_PASSED_OVER))
    closed_days = [Trouble(kind, day) for day in tried if (kind := closed_kind(day, around))]
    closed = {each.day for each in closed_days}
    chosen = next((day for day in tried if day not in closed), tried[0])
    return chosen, tuple(each for each in closed_days if each.day < chosen)


def _when(pickup: RepeatPickup) -> tuple[date | None, str, str]:
    return pickup.next_day, pickup.pickup_start, pickup.pickup_end


def _without_next(stands: RepeatPickup) -> RepeatPickup | None:
    """Return a schedule without its next pickup; where it counts its orders, it counts one less.

    None where none comes behind it.
    """
    behind = next((each.pickup for each in islice(occurrences(stands, date.min), 1, None)), None)
    orders = stands.duration - 1 if stands.duration else stands.duration
    return replace(stands, next_day=behind, duration=orders) if behind else None


def _within(pickup: RepeatPickup, window: tuple[str, str]) -> RepeatPickup:
    """Return a schedule with another window; with its own where that is empty."""
    start, end = window
    return replace(pickup, pickup_start=start, pickup_end=end) if start and end else pickup


def _making(made: RepeatPickup, today: date) -> Request:
    return verbs.make(made.customer_id, values_of(made, today))


def _not_known(made: RepeatPickup, today: date) -> frozenset[PickupField]:
    return frozenset(map(PickupField, untold(made, today)))
