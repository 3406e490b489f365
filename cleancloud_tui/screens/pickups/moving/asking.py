"""Asking to which day, and to which time, a pickup is moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from ....api.models.repeat_pickups import RepeatPickup
from ....api.wire import window_times
from ....shop.pickups.form.mistakes import MOST_DAYS_AHEAD
from ....shop.pickups.knowledge import surroundings_of
from ....shop.pickups.repeat_pickups import is_over, unknown_to_skip
from ....shop.pickups.troubles import closed_kind
from ....values.days import day_typed
from ....wording.pickups import window_in_words
from ....wording.schedules.moves import unknown_in_words
from ...dialogs.choose import ChooseDialog
from ...dialogs.edit_line import EditLineDialog
from ..day_dialog import chosen_day

if TYPE_CHECKING:
    from ...base import ShopScreen

_AS_IT_IS: Final = "as it is"
_DAYS: Final = "A day: 8 jan, tue, +7, +2w, 2027-01-08. F6 picks it from the calendar."
_PICKS: Final = "?"
"""The answer that wants the calendar."""


class DayLineDialog(EditLineDialog):
    """Answers what was typed for a day, or that it is to be picked."""

    BINDINGS = [Binding("f6", "pick", "Pick", id="pick", priority=True)]

    def action_pick(self) -> None:
        """Answer that the day is to be picked."""
        self.dismiss(_PICKS)


async def asked_day(screen: ShopScreen, question: str, pickup: RepeatPickup) -> date | None:
    """Ask for a day until one can be read or is picked; None where nothing can be moved."""
    today, typed, hint = screen.wording.today, "", _DAYS
    if is_over(pickup):
        screen.notice.failed("All its pickups were made.")
        return None
    if unknown := unknown_to_skip(pickup, today):
        screen.notice.failed(unknown_in_words(unknown))
        return None
    while answer := await screen.ask(DayLineDialog(question, typed, hint)):
        if answer == _PICKS:
            around = surroundings_of(screen.shop, pickup.customer_id, today)
            if picked := await chosen_day(screen, question, pickup, around):
                return picked
            continue
        day = day_typed(answer, today)
        if day and 0 <= (day - today).days <= MOST_DAYS_AHEAD:
            return day
        typed, hint = answer, f"“{answer}” is no clear day to come. {_DAYS}"
    return None


async def asked_window(
    screen: ShopScreen, pickup: RepeatPickup, day: date
) -> tuple[str, str] | None:
    """Let one of the times be chosen that the route has on a day; empty to keep the schedule's."""
    around = surroundings_of(screen.shop, pickup.customer_id, screen.wording.today)
    slots = [each.window for each in around.route.slots(day)]
    closed = closed_kind(day, around)
    if not slots and not closed:
        return "", ""
    said = f"{screen.wording.day(day)}: {closed.value}. " if closed else ""
    stands = window_in_words(pickup.pickup_start, pickup.pickup_end)
    choices = {_AS_IT_IS: f"{stands}, as it is", **{each: each for each in slots}}
    chosen = await screen.ask(ChooseDialog(f"{said}At which time?", choices))
    if chosen is None:
        return None
    return ("", "") if chosen == _AS_IT_IS else window_times(chosen)
