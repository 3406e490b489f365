"""Skipping, moving, pausing, copying, ending: what is asked and shown before it is sent.

CleanCloud has none of these but the last. Each is worked out from what was just read
(`shop/pickups/moves.py`), shown with the days before and after it, and sent after a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...api.errors import BadParametersError, CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.wire import window_times
from ...shop.pickups import moves, verbs
from ...shop.pickups.knowledge import surroundings_of
from ...shop.pickups.moves import Moved
from ...shop.pickups.occurrences import Occurrence, occurrences
from ...shop.pickups.repeat_pickups import is_over, next_day, unknown_to_skip
from ...shop.pickups.troubles import Surroundings, closed_kind
from ...values.days import WEEKDAYS, day_typed
from ...wording.pickup_moves import moved_in_words, next_in_words
from ...wording.pickups import rhythm_in_words, schedule_in_words
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_line import EditLineDialog
from ..dialogs.find_customer import FindCustomerDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

Work = Callable[[RepeatPickup, Surroundings], Moved | None]
"""Works a move out from a schedule as it stands."""

_UNDO: Final = "u takes it back."
_AS_IT_IS: Final = "as it is"
_DAYS: Final = "8 jan, tue, +7, +2w, 2027-01-08"
_SHOWN: Final = 6
"""Days that do not come any more, of a schedule that is ended."""


async def skip(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """Skip the next pickup: it moves to the one after it, or the first that is not closed."""
    if pickup := await _as_it_stands(screen, shown):
        day = screen.wording.day
        coming = next_day(pickup, screen.wording.today)

        def said(moved: Moved) -> str:
            to_day = day(moved.pickup_after.next_day)
            return f"The next pickup becomes {to_day}, and the schedule goes on from there."

        question = f"Skip the pickup of {day(coming)}?"
        await _carry_out(screen, pickup, moves.skipped, question, said)


async def pause(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """Let nothing come before a day."""
    if pickup := await _as_it_stands(screen, shown):
        until = await _day(screen, "Pause until which day?", pickup)
        if until is None:
            return

        def said(moved: Moved) -> str:
            to_day = screen.wording.day(moved.pickup_after.next_day)
            return f"The next pickup becomes {to_day}, the first of its rhythm from then on."

        question = f"Pause it until {screen.wording.day(until)}?"
        await _carry_out(
            screen, pickup, lambda each, around: moves.paused(each, until, around), question, said
        )


async def move_once(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """Move the next pickup alone to another day, and to another time where that is wanted."""
    if pickup := await _as_it_stands(screen, shown):
        wording = screen.wording
        coming = wording.day(next_day(pickup, wording.today))
        to_day = await _day(screen, f"Move the pickup of {coming} to which day?", pickup)
        if to_day is None:
            return
        window = await _window(screen, pickup, to_day)
        if window is None:
            return

        def said(moved: Moved) -> str:
            if moved.apart is None:
                return "It is the last pickup, so the schedule itself moves."
            return (
                f"CleanCloud can't move one alone. A schedule for one pickup is made for "
                f"{next_in_words(moved.apart, wording)}; then this one goes on with "
                f"{wording.day(moved.pickup_after.next_day)}."
            )

        question = f"Move the pickup of {coming} to {wording.day(to_day)}?"
        await _carry_out(
            screen,
            pickup,
            lambda each, around: moves.moved_once(each, to_day, around, window),
            question,
            said,
        )


async def change_weekday(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """Let a schedule come on another weekday."""
    if pickup := await _as_it_stands(screen, shown):
        stands = next_day(pickup, screen.wording.today)
        days = {str(number): name for number, name in enumerate(WEEKDAYS)}
        current = str(stands.weekday()) if stands else ""
        chosen = await screen.ask(ChooseDialog("On which weekday from now on?", days, current))
        if chosen is None or chosen == current:
            return

        def said(moved: Moved) -> str:
            return f"It comes on {days[chosen]}, first {_next(screen, moved)}."

        await _carry_out(
            screen,
            pickup,
            lambda each, around: moves.on_weekday(each, int(chosen), around),
            f"Let it come on {days[chosen]}?",
            said,
        )


async def copy(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """Make the same schedule for another customer."""
    if pickup := await _as_it_stands(screen, shown):
        whose = await screen.ask(FindCustomerDialog("Copy it to which customer?", screen.shop))
        if not whose:
            return

        def said(moved: Moved) -> str:
            lacks = " What is unknown of it is left out." if moved.not_known else ""
            made = schedule_in_words(moved.pickup_after, screen.wording)
            return f"A new schedule is made: {made}.{lacks} The old one stays as it is."

        await _carry_out(
            screen,
            pickup,
            lambda each, around: moves.copied(each, whose, around),
            f"Copy it to {screen.name_of(whose)}?",
            said,
            whose=whose,
        )


async def end(screen: ShopScreen, shown: RepeatPickup | None) -> None:
    """End a schedule, after asking."""
    pickup = await _as_it_stands(screen, shown)
    if pickup is None:
        return
    wording = screen.wording
    coming = [wording.day(each.pickup) for each in _coming(pickup, wording.today)]
    lines = [
        f"{screen.name_of(pickup.customer_id)}'s, {rhythm_in_words(pickup)}.",
        "It makes no further orders. Orders that it has made stay.",
        f"No longer comes: {', '.join(coming)}." if coming else "",
    ]
    if await screen.confirm("End this repeat pickup?", "\n".join(filter(None, lines))):
        try:
            request = verbs.delete(pickup.customer_id, pickup.id)
        except BadParametersError as error:
            screen.tell_error(error, "")
        else:
            await screen.attempt(f"Repeat pickup ended; {_UNDO}", screen.send(request))


async def _carry_out(
    screen: ShopScreen,
    pickup: RepeatPickup,
    work: Work,
    question: str,
    said: Callable[[Moved], str],
    whose: str = "",
) -> None:
    """Work a move out, show what comes of it, and send it after a yes."""
    wording, customer_id = screen.wording, pickup.customer_id
    around = surroundings_of(screen.shop, whose or customer_id, wording.today)
    try:
        moved = work(pickup, around)
    except BadParametersError as error:
        screen.tell_error(error, "")
        return
    if moved is None:
        screen.notice.failed(_why_not(pickup, wording.today))
        return
    lines = [
        f"{screen.name_of(customer_id)}'s, {rhythm_in_words(pickup)}.",
        said(moved),
        *moved_in_words(moved, wording.today, wording),
    ]
    if not await screen.confirm(question, "\n".join(lines)):
        return
    done = f"{'Copied. Its next' if whose else 'Next'} pickup is {_next(screen, moved)}"
    for request in moved.requests:
        if not await screen.attempt(f"{done}; {_UNDO}", screen.send(request)):
            return


async def _as_it_stands(screen: ShopScreen, shown: RepeatPickup | None) -> RepeatPickup | None:
    """Return a schedule as CleanCloud has it now; what changed elsewhere meanwhile is said.

    It is read again only where it is not fresh; where that fails, it is as it is known.
    """
    if shown is None:
        return None
    known = screen.shop.repeat_pickups_of(shown.customer_id)
    if not screen.shop.is_fresh(known.read_at if known else None):
        screen.notice.waiting()
        try:
            await screen.shop.ask.refresh_repeat_pickups(shown.customer_id)
        except CleanCloudError as error:
            screen.notice.failed(error)
        else:
            screen.notice.arrived()
        screen.show_again()
    known = screen.shop.repeat_pickups_of(shown.customer_id)
    stands = next((each for each in (known.value if known else ()) if each.id == shown.id), None)
    if stands is None:
        screen.notice.failed("This repeat pickup is gone: it was ended elsewhere meanwhile.")
        return None
    if stands == shown or await _goes_on(screen, shown, stands):
        return stands
    return None


async def _goes_on(screen: ShopScreen, shown: RepeatPickup, stands: RepeatPickup) -> bool:
    """Show what was changed elsewhere, before anything is made of it."""
    was, now = (
        f"{next_in_words(each, screen.wording)}; {schedule_in_words(each, screen.wording)}"
        for each in (shown, stands)
    )
    return await screen.confirm(
        "It was changed elsewhere meanwhile. Go on with it as it is now?",
        f"Was: {was}\n\nIs:  {now}",
    )


def _why_not(pickup: RepeatPickup, today: date) -> str:
    if is_over(pickup) or not (unknown := unknown_to_skip(pickup, today)):
        return "All its pickups were made."
    return (
        f"Nothing can be moved while this is unknown: {', '.join(unknown)}. F5 asks "
        "again, Enter opens it, to be given what is missing."
    )


async def _day(screen: ShopScreen, question: str, pickup: RepeatPickup) -> date | None:
    """Ask for a day until one can be read; None for none."""
    wording, typed, hint = screen.wording, "", f"A day: {_DAYS}."
    if unknown := _unmovable(pickup, wording.today):
        screen.notice.failed(unknown)
        return None
    while True:
        answer = await screen.ask(EditLineDialog(question, typed, hint))
        if not answer:
            return None
        day = day_typed(answer, wording.today)
        if day and wording.today <= day <= wording.today + timedelta(days=730):
            return day
        typed = answer
        hint = f"“{answer}” is no clear day to come. A day: {_DAYS}."


def _unmovable(pickup: RepeatPickup, today: date) -> str:
    if is_over(pickup) or unknown_to_skip(pickup, today):
        return _why_not(pickup, today)
    return ""


async def _window(screen: ShopScreen, pickup: RepeatPickup, day: date) -> tuple[str, str] | None:
    """Let one of the times be chosen that the route has on a day; empty to keep the schedule's."""
    around = surroundings_of(screen.shop, pickup.customer_id, screen.wording.today)
    slots: Sequence[str] = [each.window for each in around.route.slots(day)]
    closed = closed_kind(day, around)
    if not slots and not closed:
        return "", ""
    said = f"{screen.wording.day(day)}: {closed.value}. " if closed else ""
    choices = {_AS_IT_IS: f"As it is: {next_in_words(pickup, screen.wording).partition(', ')[2]}"}
    choices |= {each: each for each in slots}
    chosen = await screen.ask(ChooseDialog(f"{said}At which time?", choices))
    if chosen is None:
        return None
    return ("", "") if chosen == _AS_IT_IS else window_times(chosen)


def _coming(pickup: RepeatPickup, today: date) -> Sequence[Occurrence]:
    return tuple(islice(occurrences(pickup, today), _SHOWN))


def _next(screen: ShopScreen, moved: Moved) -> str:
    first = next(iter(moved.after(screen.wording.today, 1)), None)
    return screen.wording.day(first.pickup if first else None)
