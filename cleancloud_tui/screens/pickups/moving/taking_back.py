"""Taking back what was done to a customer's schedules last; of a move, both halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....api.errors import CleanCloudError
from ....shop.pickups.moving.half_moves import HalfMove
from ....shop.pickups.moving.taking_back import MoveUndo, move_to_take_back
from ....wording.schedules.moves import half_in_words
from ...deeds.undo import undo_last
from .moving import HALF_MOVE

if TYPE_CHECKING:
    from ...base import ShopScreen


async def take_back(screen: ShopScreen, customer_id: str) -> None:
    """Offer to take back the last change of a customer's schedules, and do it after a yes."""
    try:
        move = await move_to_take_back(screen.shop, customer_id)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return
    if move:
        await _take_back(screen, move)
    else:
        await undo_last(screen, [f"customer:{customer_id}"])


async def _take_back(screen: ShopScreen, move: MoveUndo) -> None:
    day, to_day = screen.wording.day(move.day), screen.wording.day(move.to_day)
    question = f"Take back the move of the pickup of {day} to {to_day}?"
    told = f"The schedule comes on {day} again, and the pickup made for {to_day} is ended."
    if not await screen.confirm(question, told):
        return
    if not await screen.attempt(f"It comes on {day} again", screen.shop.undo(move.comes_again)):
        return
    if not await screen.attempt("The move is taken back", screen.shop.undo(move.ends)):
        half = half_in_words(HalfMove(move.day, move.to_day), screen.wording)
        screen.notice.failed(half, HALF_MOVE)
