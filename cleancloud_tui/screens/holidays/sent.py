"""Sending what was chosen for a holiday: asked, read again, and left to the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...shop.holidays.choices import Choice
from ...shop.holidays.holiday import Holiday
from ...shop.holidays.kept import KeptHoliday
from ...shop.holidays.keys import key_of
from ...shop.holidays.sending import (
    ChangedElsewhere,
    Leave,
    MayChange,
    Picked,
    ReadsAgain,
    sending,
)
from ...shop.writes.steps import NotRead, walk
from ...wording.schedules.holidays import (
    changed_elsewhere_in_words,
    known_in_words,
    picked_in_words,
)
from ...wording.values import Wording, counted

if TYPE_CHECKING:
    from ..base import ShopScreen

_CAUSE: Final = "holiday"

Step = MayChange | ReadsAgain | NotRead | ChangedElsewhere | Leave


async def send_changes(screen: ShopScreen, holiday: Holiday, kept: KeptHoliday) -> None:
    """Send what was chosen, after a yes; what was changed elsewhere is left out."""
    picked = holiday.picked()
    notice = screen.notice
    if not picked:
        notice.failed("Nothing is chosen yet: press s, e or l on a schedule, or a.", _CAUSE)
        return

    async def answer(step: Step) -> bool:
        match step:
            case MayChange(picked):
                return await screen.confirm(*_question(holiday, picked, screen.wording))
            case ReadsAgain(done, of):
                screen.desk.leads.send()  # nothing is asked any more
                notice.say(f"Read again before anything is sent: {done} of {of} customers", _CAUSE)
            case NotRead(error):
                notice.failed(f"Nothing was sent; what was chosen is kept. {error}", _CAUSE)
            case ChangedElsewhere(changed):
                for each in changed:
                    holiday.choose(key_of(each.pickup), Choice.LEAVE)
                told = changed_elsewhere_in_words(changed, screen.name_of, screen.wording)
                notice.failed(told, "changed")
            case Leave(picked):
                await _leave(screen, kept, picked)
        return False

    await walk(sending(screen.shop, picked, screen.wording.today), answer)


def _question(holiday: Holiday, picked: Sequence[Picked], wording: Wording) -> tuple[str, str]:
    stay = len(holiday.cases) - len(picked)
    dropped = sum(len(holiday.cases[key_of(each.pickup)].sooner) for each in picked)
    told = f"{picked_in_words(picked)}; {stay} stay as they are. They are sent one by one."
    if dropped:
        told += f" This drops {counted(dropped, 'pickup')} that come before the holiday."
    told += f"\n{known_in_words(holiday.known, wording)}"
    return f"Change {counted(len(picked), 'schedule')}?", told


async def _leave(screen: ShopScreen, kept: KeptHoliday, picked: Sequence[Picked]) -> None:
    try:
        await kept.send(picked)
    except CleanCloudError as error:
        screen.notice.failed(error, _CAUSE)
    else:
        told = f"{counted(len(picked), 'change')} to be sent, one after another."
        screen.notice.say(told, _CAUSE)
