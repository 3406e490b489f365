"""Taking the last change back, where the value that it set still stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...api.models.orders import OrderStatus
from ...api.value_words import name_in_words, subject_in_words
from ...shop.pickups.looking import schedule_of
from ...shop.writes.ids import pickup_id_in
from ...wording.orders import READY_SETS_OFF
from ...wording.pickups import rhythm_in_words

if TYPE_CHECKING:
    from ...shop.writes.undo import Undo
    from ..base import ShopScreen

_MOST_TOLD: Final = 10
"""Changes that are told one by one: of more, the answers would not fit the screen."""


async def undo_last(screen: ShopScreen, subjects: Sequence[str]) -> None:
    """Offer to take back the newest change of some things, and do it after a yes.

    Args:
        screen: Asks, and says how it went.
        subjects: What may have been changed, as the journal names it: `order:437`.
    """
    await _undo(screen, [subjects])


async def undo_each(screen: ShopScreen, subjects: Sequence[str]) -> None:
    """Offer to take back the newest change of each of some things that were changed together."""
    await _undo(screen, [[subject] for subject in subjects])


async def _undo(screen: ShopScreen, groups: Sequence[Sequence[str]]) -> None:
    try:
        undos = [undo for each in groups if (undo := await screen.shop.undoable(each))]
    except CleanCloudError as error:
        screen.notice.failed(error)
        return
    if not undos:
        screen.notice.failed("There is no change from this computer that can be taken back.")
        return
    if await screen.confirm(_question(screen, undos), "\n".join(_consequences(screen, undos))):
        for undo in undos:
            await screen.attempt("Taken back", screen.shop.undo(undo))


def _question(screen: ShopScreen, undos: Sequence[Undo]) -> str:
    if len(undos) > 1:
        return f"Take back the last change of each of these {len(undos)}?"
    return f"Take back the last change of {_named(screen, undos[0].subject)}?"


def _schedule(screen: ShopScreen, undo: Undo) -> str:
    """Say which of a customer's repeat pickups was changed; empty where it is about none."""
    customer_id, pickup_id = undo.subject.partition(":")[2], pickup_id_in(undo.request.parameters)
    found = schedule_of(screen.shop, customer_id, pickup_id) if pickup_id else None
    return f"This one: {rhythm_in_words(found, screen.wording)}" if found else ""


def _named(screen: ShopScreen, subject: str) -> str:
    """Return what was changed, a customer by name."""
    kind, _, number = subject.partition(":")
    return screen.name_of(number) if kind == "customer" else subject_in_words(subject)


def _consequences(screen: ShopScreen, undos: Sequence[Undo]) -> Iterator[str]:
    for undo in undos:
        if said := _schedule(screen, undo):
            yield f"{said}."
        if undo.deed:
            yield f"{undo.deed}."
    changes = [(undo.subject, change) for undo in undos for change in undo.changes]
    for subject, change in changes[:_MOST_TOLD]:
        of = f"{_named(screen, subject)}, " if len(undos) > 1 else ""
        was = f"{change.now}  →  " if change.now else ""
        yield f"{of}{name_in_words(change.name)}: {was}{change.back}"
    if len(changes) > _MOST_TOLD:
        yield f"and {len(changes) - _MOST_TOLD} more"
    if any(undo.request.parameters.get("status") == OrderStatus.READY.value for undo in undos):
        yield READY_SETS_OFF
