"""What is asked before a schedule is moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ....api.models.repeat_pickups import RepeatPickup
from ...writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send, Steps
from ..looking import JUST_READ, ChangedMeanwhile, Gone, looking_at_schedules, standing
from ..repeat_pickups import is_over, unknown_to_skip
from . import half_moves
from .half_moves import HalfMove
from .moves import Moved

if TYPE_CHECKING:
    from ...shop import Shop


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


MovingStep = (
    NothingChanged
    | LooksAgain
    | Looked
    | NotRead
    | Gone
    | ChangedMeanwhile
    | HalfMove
    | NoneLeft
    | UnknownToSkip
    | Moves
    | Send
)


async def moving(
    shop: Shop,
    pickup: RepeatPickup,
    move: Callable[[RepeatPickup], Moved | None],
    today: date,
    whose: str = "",
) -> Steps[MovingStep]:
    """Go through what is to be asked before a schedule is moved, and move it.

    It is worked out from the schedule as it stands: where that was not read lately, it is read,
    and again once it was answered, for a question may stand open for long. It is asked anew where
    something else comes of it then, as where another schedule comes at the same time by now.

    Args:
        shop: Knows the customer's schedules.
        pickup: The schedule as it was shown.
        move: Works out the move (see `moves`).
        today: The shop's calendar day.
        whose: Who gets a schedule by it; empty for whose it is.

    Raises:
        BadParametersError: CleanCloud told of the schedule what it does not take itself.
        NotUnderstoodError: How it stands was told in a way that is not known; nothing was sent.
        RefusedError: It was not told; nothing was sent.
        StorageError: A move of two halves could not be noted; nothing was sent.
    """
    customers = tuple(dict.fromkeys((pickup.customer_id, whose or pickup.customer_id)))
    for customer_id in customers:
        async for step in looking_at_schedules(shop, customer_id):
            yield step
    known, beside = pickup, None
    moved: Moved | None = None
    while True:
        now, others_of_whose = standing(shop, pickup), _schedules_of(shop, whose)
        if now is None:
            yield Gone()
            return
        if now != known:
            yield ChangedMeanwhile(known, now)
        agreed, known, moved = moved, now, move(now)
        if moved is None:
            yield NoneLeft() if is_over(now) else UnknownToSkip(unknown_to_skip(now, today))
            return
        if not moved.is_any:
            yield NothingChanged()
            return
        if moved == agreed and others_of_whose == beside:
            break
        beside = others_of_whose
        if (yield Moves(moved)) is not True:
            return
        for customer_id in customers:
            async for step in looking_at_schedules(shop, customer_id, JUST_READ):
                yield step
    half, after = half_moves.half_of(moved), moved.pickup_after
    if half:
        await half_moves.note_begun(shop, half, after.customer_id)
    for number, request in enumerate(moved.requests):
        if not (yield Send(request)):  # what comes behind it needs it
            if number and half:
                yield half
            return
    if half:
        await half_moves.note_sent(shop, after.id)


def _schedules_of(shop: Shop, customer_id: str) -> tuple[RepeatPickup, ...]:
    known = shop.repeat_pickups_of(customer_id) if customer_id else None
    return known.value if known else ()
