"""Ending a schedule: what is asked and shown before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from ....api.errors import BadParametersError, RefusedError
from ....api.models.repeat_pickups import RepeatPickup
from ....api.readers.replies.not_understood import NotUnderstoodError
from ....shop.pickups.ending import Delete, DeletingStep, deleting
from ....shop.pickups.looking import ChangedMeanwhile, Gone
from ....shop.pickups.occurrences import occurrences
from ....shop.writes.inverses import can_be_remade
from ....shop.writes.steps import Looked, LooksAgain, NotRead, Send, walk
from ....wording.pickups import rhythm_in_words
from ....wording.schedules.moves import changed_in_words
from .looking import tell_not_told, tell_of_look

if TYPE_CHECKING:
    from ...base import ShopScreen

_UNDO: Final = "u takes it back."
_FOR_GOOD: Final = "it can't be taken back, as not all of it is known."
_SHOWN: Final = 6
"""Days that do not come any more, of a schedule that is ended."""


async def end(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """End a schedule, after asking."""
    meanwhile = ""

    async def answer(step: DeletingStep) -> object:
        nonlocal meanwhile
        match step:
            case LooksAgain() | Looked() | NotRead() | Gone():
                tell_of_look(screen, step)
            case ChangedMeanwhile(known, now):
                meanwhile = changed_in_words(known, now, screen.wording)
            case Delete(stands):
                told = (meanwhile, *_ended(screen, stands)) if meanwhile else _ended(screen, stands)
                return await screen.confirm("End this repeat pickup?", "\n".join(told))
            case Send(request):
                is_undone = can_be_remade(request, screen.shop.mirror, screen.wording.today)
                ended = f"Repeat pickup ended; {_UNDO if is_undone else _FOR_GOOD}"
                return await screen.attempt(ended, screen.send(request))
        return None

    try:
        await walk(deleting(screen.shop, pickup), answer)
    except BadParametersError as error:
        screen.tell_error(error, "")
    except (NotUnderstoodError, RefusedError) as error:
        tell_not_told(screen, error)


def _ended(screen: ShopScreen, pickup: RepeatPickup) -> Sequence[str]:
    """Say what ends, and what does not come any more."""
    wording = screen.wording
    coming = [
        wording.day(each.pickup) for each in islice(occurrences(pickup, wording.today), _SHOWN)
    ]
    return (
        f"{screen.name_of(pickup.customer_id)}'s, {rhythm_in_words(pickup, wording)}.",
        "It makes no further orders. Orders that it has made stay.",
        *([f"No longer comes: {', '.join(coming)} …"] if coming else []),
    )
