"""Taking the last change back, where the value that it set still stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..api.errors import CleanCloudError
from ..api.models.orders import OrderStatus
from ..widgets.order_words import READY_SETS_OFF

if TYPE_CHECKING:
    from ..shop.undo import FieldChange
    from .base import ShopScreen

_EMPTY = "(empty)"


async def undo_last(screen: ShopScreen, subjects: Sequence[str]) -> None:
    """Offer to take back the newest change of some things, and do it after a yes.

    Args:
        screen: Asks, and says how it went.
        subjects: What may have been changed, as the journal names it: `order:437`.
    """
    try:
        undo = await screen.shop.undoable(subjects)
    except CleanCloudError as error:
        screen.notice.failed(str(error))
        return
    if undo is None:
        screen.notice.failed("There is no change from this computer that can be taken back.")
        return
    lines = [_in_words(change) for change in undo.changes]
    if undo.parameters.get("status") == OrderStatus.READY.value:
        lines.append(READY_SETS_OFF)
    question = f"Take back the last change of {undo.subject.replace(':', ' ')}?"
    if await screen.confirm(question, "\n".join(lines)):
        await screen.attempt("Taken back", screen.shop.undo(undo))


def _in_words(change: FieldChange) -> str:
    return f"{change.name}: {change.now or _EMPTY}  →  {change.back or _EMPTY}"
