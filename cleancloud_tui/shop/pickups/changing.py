"""What is asked before a repeat pickup is saved, skipped or ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ..writes.steps import NothingChanged, Send, Steps
from ..writes.typed_fields import changes_of
from . import verbs
from .fields import KNOWN, NEW, PickupField
from .form_values import PickupForm, sendable
from .repeat_pickups import after_next, is_over, next_day, unknown_to_skip

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class OthersGo:
    """Asks whether all other schedules may be deleted; answered True or False.

    Attributes:
        count: How many there are; None where that is not known.
    """

    count: int | None


@dataclass(frozen=True, slots=True)
class UnclearPickup:
    """Says what was typed that can't be read."""

    error: BadParametersError


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """Says that all pickups of a schedule were made, so that none can be skipped."""


@dataclass(frozen=True, slots=True)
class UnknownToSkip:
    """Says, in words, what has to be known to skip a pickup, and is not."""

    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skip:
    """Asks whether the next pickup may move to a later day; answered True or False."""

    day: date
    to_day: date


@dataclass(frozen=True, slots=True)
class Move(Send):
    """Nothing speaks against it any more: the next pickup moves.

    Attributes:
        to_day: The day that it moves to.
    """

    to_day: date


@dataclass(frozen=True, slots=True)
class Delete:
    """Asks whether a schedule may be ended; answered True or False."""

    pickup: RepeatPickup


async def saving(
    shop: Shop, form: PickupForm, today: date
) -> Steps[OthersGo | UnclearPickup | NothingChanged | Send]:
    """Go through what is to be asked before a schedule is saved, and save it.

    Raises:
        BadParametersError: What was typed breaks a rule of the API.
    """
    if form.typed.get(PickupField.OTHERS) == "1":
        known = shop.repeat_pickups_of(form.customer_id)
        if (yield OthersGo(len(known.value) if known else None)) is not True:
            return
    try:
        sent = sendable(KNOWN if form.pickup else NEW, form.before, form.typed, today)
    except BadParametersError as error:
        yield UnclearPickup(error)
        return
    if form.pickup is None:
        yield Send(verbs.make(form.customer_id, sent))
    elif not changes_of(KNOWN, form.before, sent, today):  # or it is only spelt otherwise
        yield NothingChanged()
    else:
        yield Send(verbs.change(form.customer_id, form.pickup.id, sent))


async def skipping(
    pickup: RepeatPickup, today: date
) -> Steps[NoneLeft | UnknownToSkip | Skip | Move]:
    """Go through what is to be asked before the next pickup is skipped, and skip it.

    Raises:
        BadParametersError: What CleanCloud told of the schedule is nothing that it takes.
    """
    day, to_day = next_day(pickup, today), after_next(pickup, today)
    unknown = unknown_to_skip(pickup, today)
    if day is None or to_day is None or unknown:
        yield NoneLeft() if is_over(pickup) else UnknownToSkip(unknown)
    elif (yield Skip(day, to_day)) is True:
        yield Move(verbs.skip_once(pickup, to_day, today), to_day)


async def deleting(customer_id: str, pickup: RepeatPickup) -> Steps[Delete | Send]:
    """Ask before a schedule is ended, and end it.

    Raises:
        BadParametersError: CleanCloud told it under an id that it does not take.
    """
    if (yield Delete(pickup)) is True:
        yield Send(verbs.delete(customer_id, pickup.id))
