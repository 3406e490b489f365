"""What is asked before a repeat pickup is saved, moved or ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...api.models.repeat_pickups import RepeatPickup
from ..writes.conflicts import Conflict, conflict_of
from ..writes.duplicates import is_schedule_under_way
from ..writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send, Steps
from ..writes.typed_fields import changes_of
from . import verbs
from .doubts import doubts
from .fields import KNOWN, NEW, PickupField
from .form_values import PickupForm, rebased, sendable, values_of
from .knowledge import surroundings_of
from .looking import looking_at_schedules, looking_at_the_day
from .mistakes import mistakes
from .moves import Moved
from .repeat_pickups import is_over, unknown_to_skip

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Says, by field, what is wrong with what was typed; nothing was sent."""

    told: Mapping[PickupField, str]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Asks, by field, about what is likely not meant; answered True to save it all the same."""

    told: Mapping[PickupField, str]


@dataclass(frozen=True, slots=True)
class OthersGo:
    """Asks whether a new schedule ends the customer's others.

    Answered True to end them, False to keep them, None to save nothing.
    """

    others: tuple[RepeatPickup, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that saving changes: what stands there, and what will, as the API writes them."""

    field: PickupField
    was: str
    will: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Shows what saving changes, and nothing else does; answered True to send it."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """Says that somebody else has ended the schedule meanwhile; nothing was sent."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Says that it is not known yet whether an earlier try made the same schedule."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Says that somebody else changed the schedule: what is asked next is about how it stands.

    Attributes:
        known: How it was when this was begun.
        now: How it stands.
    """

    known: RepeatPickup
    now: RepeatPickup


@dataclass(frozen=True, slots=True)
class Moves:
    """Asks whether a schedule may be moved so; answered True or False."""

    moved: Moved


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """Says that all pickups of a schedule were made, so that none can be skipped."""


@dataclass(frozen=True, slots=True)
class UnknownToSkip:
    """Says, in words, what has to be known to skip a pickup, and is not."""

    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delete:
    """Asks whether a schedule may be ended; answered True or False."""

    pickup: RepeatPickup


SavingStep = (
    Mistakes
    | NothingChanged
    | LooksAgain
    | Looked
    | NotRead
    | Gone
    | Conflict
    | Doubts
    | OthersGo
    | Changes
    | UnderWay
    | Send
)

MovingStep = (
    LooksAgain
    | Looked
    | NotRead
    | Gone
    | ChangedMeanwhile
    | NoneLeft
    | UnknownToSkip
    | Moves
    | Send
)


async def saving(shop: Shop, form: PickupForm, today: date) -> Steps[SavingStep]:
    """Go through what is to be asked before a schedule is saved, and save it.

    Where the customer's schedules were not read lately, they are read first, and so are the times
    of a first day that the route did not tell of; where that can't be, it is said, and what is
    known has to do. A known schedule is sent as it stands then, with what
    was typed over it.

    Args:
        shop: Knows the customer's schedules.
        form: What is to be saved.
        today: The shop's calendar day.

    Raises:
        BadParametersError: CleanCloud told of the schedule what it does not take itself.
    """
    around = surroundings_of(shop, form.customer_id, today)
    if wrong := mistakes(form, around):
        yield Mistakes(wrong)
        return
    if form.pickup and not _change(form, today):
        yield NothingChanged()
        return
    async for step in looking_at_schedules(shop, form.customer_id):
        yield step
    if form.pickup:
        now = _standing(shop, form.pickup)
        if now is None:
            yield Gone()
            return
        stands = values_of(now, today)
        conflict = conflict_of(_change(form, today), form.before, stands, KNOWN)
        if conflict and (yield conflict) is not True:
            return
        form = rebased(form, now, today)
    around = surroundings_of(shop, form.customer_id, today)
    if wrong := mistakes(form, around):  # beside what somebody else changed
        yield Mistakes(wrong)
        return
    async for step in looking_at_the_day(shop, form, around):
        yield step
    around = surroundings_of(shop, form.customer_id, today)
    if (doubtful := doubts(form, around)) and (yield Doubts(doubtful)) is not True:
        return
    if form.pickup is None:
        sent = sendable(NEW, form.before, form.typed, today)
        sent.pop(PickupField.OTHERS, None)
        if others := tuple(each for each in around.schedules if not is_over(each)):
            end_them = yield OthersGo(others)
            if end_them is None:
                return
            sent |= {PickupField.OTHERS: "1"} if end_them is True else {}
        request = verbs.make(form.customer_id, sent)
        if await is_schedule_under_way(shop.outbox, request.parameters):
            yield UnderWay()
        else:
            yield Send(request)
        return
    changes = _changes(form, today)
    if not changes:  # somebody else has made the same
        yield NothingChanged()
    elif (yield Changes(changes)) is True:
        sent = sendable(KNOWN, form.before, form.typed, today)
        yield Send(verbs.change(form.customer_id, form.pickup.id, sent))


async def moving(
    shop: Shop, pickup: RepeatPickup, move: Callable[[RepeatPickup], Moved | None], today: date
) -> Steps[MovingStep]:
    """Go through what is to be asked before a schedule is moved, and move it.

    It is worked out from the schedule as it stands: where that was not read lately, it is read.

    Args:
        shop: Knows the customer's schedules.
        pickup: The schedule as it was shown.
        move: Works out the move (see `moves`).
        today: The shop's calendar day.

    Raises:
        BadParametersError: CleanCloud told of the schedule what it does not take itself.
    """
    async for step in looking_at_schedules(shop, pickup.customer_id):
        yield step
    now = _standing(shop, pickup)
    if now is None:
        yield Gone()
        return
    if now != pickup:
        yield ChangedMeanwhile(pickup, now)
    moved = move(now)
    if moved is None:
        yield NoneLeft() if is_over(now) else UnknownToSkip(unknown_to_skip(now, today))
    elif (yield Moves(moved)) is True:
        for request in moved.requests:
            if not (yield Send(request)):
                return  # what comes behind it needs it


async def deleting(customer_id: str, pickup: RepeatPickup) -> Steps[Delete | Send]:
    """Ask before a schedule is ended, and end it.

    Raises:
        BadParametersError: CleanCloud told it under an id that it does not take.
    """
    if (yield Delete(pickup)) is True:
        yield Send(verbs.delete(customer_id, pickup.id))


def _standing(shop: Shop, pickup: RepeatPickup) -> RepeatPickup | None:
    """Return a schedule as it is known to stand; None where it is known to be gone."""
    known = shop.repeat_pickups_of(pickup.customer_id)
    if known is None:
        return pickup
    return next((each for each in known.value if each.id == pickup.id), None)


def _change(form: PickupForm, today: date) -> dict[str, str]:
    """Return what a form changes, as it is sent; another spelling is no change."""
    sent = sendable(KNOWN, form.before, form.typed, today)
    return changes_of(KNOWN, form.before, sent, today)


def _changes(form: PickupForm, today: date) -> tuple[Change, ...]:
    return tuple(
        Change(PickupField(name), form.before.get(name, ""), value)
        for name, value in _change(form, today).items()
    )
