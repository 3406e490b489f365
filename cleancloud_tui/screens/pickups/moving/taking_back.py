"""Taking back what was done to a customer's schedules last; of a move, both halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....api.errors import CleanCloudError
from ....shop.pickups.moving import taking_back
from ....shop.pickups.moving.taking_back import MoveUndo, ended_by, move_to_take_back
from ....wording.pickups import next_in_words, rhythm_in_words
from ....wording.schedules.moves import half_in_words
from ...deeds.undo import undo_last
from .moving import HALF_MOVE

if TYPE_CHECKING:
    from ....api.models.repeat_pickups import RepeatPickup
    from ....shop.writes.undo import Undo
    from ...base import ShopScreen


async def take_back(screen: ShopScreen, customer_id: str) -> None:
    """Offer to take back the last change of a customer's schedules, and do it after a yes."""
    subjects = [f"customer:{customer_id}"]
    try:
        move = await move_to_take_back(screen.shop, customer_id)
        undo = await screen.shop.undoable(subjects)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return
    made = ended_by(undo, screen.shop, customer_id) if undo else None
    if move:
        await _take_back(screen, customer_id, move)
    elif undo and made:
        await _end(screen, undo, made)
    else:
        await undo_last(screen, subjects)


async def _end(screen: ShopScreen, undo: Undo, made: RepeatPickup) -> None:
    wording = screen.wording
    told = f"It is ended: {next_in_words(made, wording)}; {rhythm_in_words(made, wording)}."
    if await screen.confirm("Take back the repeat pickup that was made last?", told):
        await screen.attempt("It is ended", screen.shop.undo(undo))


async def _take_back(screen: ShopScreen, customer_id: str, move: MoveUndo) -> None:
    day, to_day = screen.wording.day(move.half.day), screen.wording.day(move.half.to_day)
    question = f"Take back the move of the pickup of {day} to {to_day}?"
    told = f"The schedule comes on {day} again, and the pickup made for {to_day} is ended."
    if not await screen.confirm(question, told):
        return

    async def attempt(undo: Undo) -> bool:
        said = f"It comes on {day} again" if undo is move.comes_again else "The move is taken back"
        return await screen.attempt(said, screen.shop.undo(undo))

    try:
        is_whole = await taking_back.take_back(screen.shop, customer_id, move, attempt)
    except CleanCloudError as error:
        screen.notice.failed(error)
    else:
        if not is_whole:
            screen.notice.failed(half_in_words(move.half, screen.wording), HALF_MOVE)
