"""Reading the schedules of customers who were not asked about, with how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...shop.holidays.completing import ask_for, not_asked
from ...wording.pickups import in_vain_in_words
from ...wording.schedules.holidays import complete_choices
from ...wording.values import counted
from ..dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

_CAUSE: Final = "reading"


async def whom_to_ask(screen: ShopScreen) -> Sequence[str]:
    """Let it be chosen about whom CleanCloud is asked; nobody where that was taken back."""
    try:
        wanting = await not_asked(screen.shop)
    except CleanCloudError as error:
        screen.notice.failed(error, _CAUSE)
        return ()
    choices = complete_choices(wanting)
    if not choices:
        screen.notice.say("All customers were asked about today.", _CAUSE)
        return ()
    chosen = await screen.ask(ChooseDialog("Whose repeat pickups are read?", choices))
    return {"likely": wanting.likely, "all": wanting.all}.get(chosen or "", ())


async def read_schedules(screen: ShopScreen, customers: Sequence[str]) -> None:
    """Read the schedules of customers, a request each, and say how far it is."""
    count = counted(len(customers), "customer")

    def tell(done: int) -> None:
        screen.notice.say(f"Asked about {done} of {count}", _CAUSE)

    try:
        refused = await ask_for(screen.shop, customers, tell)
    except CleanCloudError as error:
        screen.notice.failed(error, _CAUSE)
    else:
        if refused:
            screen.notice.failed(in_vain_in_words(refused), _CAUSE)
        else:
            screen.notice.say(f"The schedules of {count} were read", _CAUSE)
