"""Skipping, moving, pausing, copying, ending: what is asked and shown before it is sent.

CleanCloud has none of these but the last. Each is worked out from the schedule as it stands
(`shop/pickups/moving/`), shown with the days before it and after it, and sent after a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.wire import window_times
from ...shop.database import StorageError
from ...shop.pickups.ending import Delete, DeletingStep, deleting
from ...shop.pickups.form.mistakes import MOST_DAYS_AHEAD
from ...shop.pickups.knowledge import surroundings_of
from ...shop.pickups.looking import ChangedMeanwhile, Gone
from ...shop.pickups.moving import moves
from ...shop.pickups.moving.going import Moves, MovingStep, NoneLeft, UnknownToSkip, moving
from ...shop.pickups.moving.half_moves import HalfMove
from ...shop.pickups.moving.moves import Moved
from ...shop.pickups.occurrences import occurrences
from ...shop.pickups.repeat_pickups import is_over, next_day, unknown_to_skip
from ...shop.pickups.troubles import Surroundings, closed_kind
from ...shop.writes.inverses import can_be_remade
from ...shop.writes.steps import Looked, LooksAgain, NotRead, Send, walk
from ...values.days import WEEKDAYS, day_typed
from ...wording.pickups import (
    moved_in_words,
    next_in_words,
    rhythm_in_words,
    schedule_in_words,
    window_in_words,
)
from ...wording.values import Wording
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_line import EditLineDialog
from ..dialogs.find_customer import FindCustomerDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

HALF_MOVE: Final = "half move"
"""The cause of what is said about a move that is half done."""

_UNDO: Final = "u takes it back."
_FOR_GOOD: Final = "it can't be taken back, as not all of it is known."
_GONE: Final = "This repeat pickup is gone: somebody else has ended it."
_AS_IT_IS: Final = "as it is"
_DAYS: Final = "A day: 8 jan, tue, +7, +2w, 2027-01-08."
_SHOWN: Final = 6
"""Days that do not come any more, of a schedule that is ended."""


@dataclass(slots=True)
class _Move:
    """A move on its way from the question to the answer.

    Attributes:
        screen: Asks, and says how it went.
        pickup: The schedule as it was shown.
        question: What is asked before it is sent.
        said: Says what is really sent.
        whose: Who gets a schedule by it; empty for whose it is.
        meanwhile: What was changed elsewhere, to be shown with the question.
    """

    screen: ShopScreen
    pickup: RepeatPickup
    question: str
    said: Callable[[Moved], str]
    whose: str = ""
    meanwhile: str = ""
    done: str = ""

    async def go(self, move: Callable[[RepeatPickup, Surroundings], Moved | None]) -> None:
        """Work it out from how things stand, show what comes of it, and send it after a yes."""
        shop, today = self.screen.shop, self.screen.wording.today

        def worked_out(pickup: RepeatPickup) -> Moved | None:
            return move(pickup, surroundings_of(shop, self.whose or pickup.customer_id, today))

        try:
            await walk(moving(shop, self.pickup, worked_out, today), self._answer)
        except (BadParametersError, StorageError) as error:
            self.screen.tell_error(error, "")

    async def _answer(self, step: MovingStep) -> object:
        screen, wording = self.screen, self.screen.wording
        match step:
            case LooksAgain() | Looked() | NotRead() | Gone():
                _tell(screen, step)
            case NoneLeft():
                screen.notice.failed("All its pickups were made.")
            case UnknownToSkip(what):
                screen.notice.failed(_unknown(what))
            case ChangedMeanwhile(known, now):
                self.meanwhile = _changed_in_words(known, now, wording)
            case HalfMove():
                screen.notice.failed(half_in_words(step, wording), HALF_MOVE)
            case Moves(moved):
                self.done = self._done(moved)
                return await screen.confirm(self.question, "\n".join(self._lines(moved)))
            case Send(request):
                return await screen.attempt(self.done, screen.send(request))
        return None

    def _done(self, moved: Moved) -> str:
        first = _first(self.screen, moved)
        if not self.whose:
            return f"Next pickup is {first}; {_UNDO}"
        whose = self.screen.name_of(self.whose)
        return f"Copied to {whose}: next pickup {first}. u among {whose}'s takes it back."

    def _lines(self, moved: Moved) -> Sequence[str]:
        screen, wording = self.screen, self.screen.wording
        stands = moved.pickup_before or self.pickup
        whose = screen.name_of(self.pickup.customer_id)
        return (
            self.meanwhile or f"{whose}'s, {rhythm_in_words(stands, wording)}.",
            self.said(moved),
            *moved_in_words(moved, wording.today, wording),
        )


def half_in_words(half: HalfMove, wording: Wording) -> str:
    """Say that a pickup was moved by half, and what to do about it."""
    old, new = wording.day(half.day), wording.day(half.to_day)
    return (
        f"The pickup of {old} was to move to {new}: that one was made, and the one of {old} stands "
        f"too, so two come. k skips the one of {old}; d ends the one of {new}."
    )


async def skip(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Skip the next pickup: it moves to the one after it, or the first that is not closed."""
    coming = screen.wording.day(next_day(pickup, screen.wording.today))
    question = f"Skip the pickup of {coming}?"
    await _Move(screen, pickup, question, partial(_goes_on, screen)).go(moves.skipped)


async def pause(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Let nothing come before a day."""
    until = await _day(screen, "Pause until which day?", pickup)
    if until is None:
        return

    def said(moved: Moved) -> str:
        return f"The next pickup becomes {_first(screen, moved)}, the first of its rhythm then."

    question = f"Pause it until {screen.wording.day(until)}?"
    await _Move(screen, pickup, question, said).go(
        lambda each, around: moves.paused(each, until, around)
    )


async def move_once(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Move the next pickup alone to another day, and to another time where that is wanted."""
    wording = screen.wording
    coming = wording.day(next_day(pickup, wording.today))
    to_day = await _day(screen, f"Move the pickup of {coming} to which day?", pickup)
    if to_day is None:
        return
    window = await _window(screen, pickup, to_day)
    if window is None:
        return
    if to_day == next_day(pickup, wording.today) and window == ("", ""):
        screen.notice.say("It comes on that day already.")
        return

    def said(moved: Moved) -> str:
        if moved.apart is None:
            return "It is the last pickup, so the schedule itself moves."
        return (
            "CleanCloud can't move one alone: a schedule for one pickup is made for "
            f"{next_in_words(moved.apart, wording)}; then this one goes on with "
            f"{wording.day(moved.pickup_after.next_day)}."
        )

    question = f"Move the pickup of {coming} to {wording.day(to_day)}?"
    await _Move(screen, pickup, question, said).go(
        lambda each, around: moves.moved_once(each, to_day, around, window)
    )


async def change_weekday(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Let a schedule come on another weekday."""
    stands = next_day(pickup, screen.wording.today)
    days = {str(number): name for number, name in enumerate(WEEKDAYS)}
    current = str(stands.weekday()) if stands else ""
    chosen = await screen.ask(ChooseDialog("On which weekday from now on?", days, current))
    if chosen is None or chosen == current:
        return
    question = f"Let it come on {days[chosen]}?"
    await _Move(screen, pickup, question, partial(_goes_on, screen)).go(
        lambda each, around: moves.on_weekday(each, int(chosen), around)
    )


async def copy(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Make the same schedule for another customer."""
    whose = await screen.ask(FindCustomerDialog("Copy it to which customer?", screen.shop))
    if not whose:
        return

    def said(moved: Moved) -> str:
        lacks = " What is unknown of it is left out." if moved.not_known else ""
        made = schedule_in_words(moved.pickup_after, screen.wording)
        return f"A new schedule is made: {made}.{lacks} This one stays as it is."

    question = f"Copy it to {screen.name_of(whose)}?"
    await _Move(screen, pickup, question, said, whose).go(
        lambda each, around: moves.copied(each, whose, around)
    )


async def end(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """End a schedule, after asking."""
    meanwhile = ""

    async def answer(step: DeletingStep) -> object:
        nonlocal meanwhile
        match step:
            case LooksAgain() | Looked() | NotRead() | Gone():
                _tell(screen, step)
            case ChangedMeanwhile(known, now):
                meanwhile = _changed_in_words(known, now, screen.wording)
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


def _tell(screen: ShopScreen, step: LooksAgain | Looked | NotRead | Gone) -> None:
    """Say how the look at the schedule as it stands goes."""
    match step:
        case LooksAgain():
            screen.notice.waiting()
        case Looked():
            screen.notice.arrived()
        case NotRead(error):
            screen.notice.failed(error)
        case Gone():
            screen.notice.failed(_GONE)


def _goes_on(screen: ShopScreen, moved: Moved) -> str:
    """Say of a schedule that moves as a whole when it comes next."""
    goes_on = len(moved.after(screen.wording.today, 2)) > 1
    behind = "the schedule goes on from there" if goes_on else "none comes after it"
    return f"The next pickup becomes {_first(screen, moved)}; {behind}."


def _changed_in_words(known: RepeatPickup, now: RepeatPickup, wording: Wording) -> str:
    """Say how a schedule was, and how somebody else has made it."""
    was, stands = (
        f"{next_in_words(each, wording)}; {schedule_in_words(each, wording)}"
        for each in (known, now)
    )
    return f"Somebody else changed it. It was: {was}. It is: {stands}."


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


async def _day(screen: ShopScreen, question: str, pickup: RepeatPickup) -> date | None:
    """Ask for a day until one can be read; None for none, or where nothing can be moved."""
    today, typed, hint = screen.wording.today, "", _DAYS
    if is_over(pickup):
        screen.notice.failed("All its pickups were made.")
        return None
    if unknown := unknown_to_skip(pickup, today):
        screen.notice.failed(_unknown(unknown))
        return None
    while answer := await screen.ask(EditLineDialog(question, typed, hint)):
        day = day_typed(answer, today)
        if day and 0 <= (day - today).days <= MOST_DAYS_AHEAD:
            return day
        typed, hint = answer, f"“{answer}” is no clear day to come. {_DAYS}"
    return None


async def _window(screen: ShopScreen, pickup: RepeatPickup, day: date) -> tuple[str, str] | None:
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


def _unknown(what: Sequence[str]) -> str:
    return (
        f"Nothing can be moved while this is unknown: {', '.join(what)}. F5 asks "
        "again, Enter opens it, to be given what is missing."
    )


def _first(screen: ShopScreen, moved: Moved) -> str:
    first = next(iter(moved.after(screen.wording.today, 1)), None)
    return screen.wording.day(first.pickup if first else None)
