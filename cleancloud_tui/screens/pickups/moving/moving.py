"""Skipping, moving, pausing, copying, ending: what is asked and shown before it is sent.

CleanCloud has none of these but the last. Each is worked out from the schedule as it stands
(`shop/pickups/moving/`), shown with the days before it and after it, and sent after a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from ....api.errors import BadParametersError, CleanCloudError, RefusedError
from ....api.models.repeat_pickups import RepeatPickup
from ....api.readers.replies.not_understood import NotUnderstoodError
from ....api.request import Request
from ....shop.database import StorageError
from ....shop.pickups.fields import PickupField
from ....shop.pickups.knowledge import surroundings_of
from ....shop.pickups.looking import ChangedMeanwhile, Gone
from ....shop.pickups.moving import moves
from ....shop.pickups.moving.going import Moves, MovingStep, NoneLeft, UnknownToSkip, moving
from ....shop.pickups.moving.half_moves import HalfMove, half_moves_of
from ....shop.pickups.moving.moves import Moved
from ....shop.pickups.repeat_pickups import next_day
from ....shop.pickups.troubles import Surroundings
from ....shop.writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send, walk
from ....values.days import WEEKDAYS
from ....wording.pickups import (
    gone_in_words,
    moved_in_words,
    next_in_words,
    rhythm_in_words,
    schedule_in_words,
)
from ....wording.schedules.changes import NAMES
from ....wording.schedules.moves import changed_in_words, half_in_words, unknown_in_words
from ...dialogs.choose import ChooseDialog
from ...dialogs.find_customer import FindCustomerDialog
from .asking import asked_day, asked_window
from .looking import tell_not_told, tell_of_look

if TYPE_CHECKING:
    from ...base import ShopScreen

HALF_MOVE: Final = "half move"
"""The cause of what is said about a move that is half done."""

_UNDO: Final = "u takes it back."
_SAME_DAY: Final = "It comes on that day already."


@dataclass(slots=True)
class _Move:
    """A move on its way from the question to the answer.

    Attributes:
        screen: Asks, and says how it went.
        pickup: The schedule as it was shown.
        question: What is asked before it is sent, of a schedule as it stands.
        said: Says what is really sent.
        whose: Who gets a schedule by it; empty for whose it is.
        meanwhile: What was changed elsewhere, to be shown with the question.
        moved: What was asked about last.
    """

    screen: ShopScreen
    pickup: RepeatPickup
    question: Callable[[RepeatPickup], str]
    said: Callable[[Moved], str]
    whose: str = ""
    meanwhile: str = ""
    moved: Moved | None = None

    async def go(self, move: Callable[[RepeatPickup, Surroundings], Moved | None]) -> None:
        """Work it out from how things stand, show what comes of it, and send it after a yes."""
        shop, today = self.screen.shop, self.screen.wording.today

        def worked_out(pickup: RepeatPickup) -> Moved | None:
            return move(pickup, surroundings_of(shop, self.whose or pickup.customer_id, today))

        try:
            steps = moving(shop, self.pickup, worked_out, today, self.whose)
            await walk(steps, self._answer)
        except (BadParametersError, StorageError) as error:
            self.screen.tell_error(error, "")
        except (NotUnderstoodError, RefusedError) as error:
            tell_not_told(self.screen, error)

    async def _answer(self, step: MovingStep) -> object:
        screen, wording = self.screen, self.screen.wording
        match step:
            case LooksAgain() | Looked() | NotRead() | Gone():
                tell_of_look(screen, step)
            case NothingChanged():
                screen.notice.failed(_SAME_DAY)
            case NoneLeft():
                screen.notice.failed("All its pickups were made.")
            case UnknownToSkip(what):
                screen.notice.failed(unknown_in_words(what))
            case ChangedMeanwhile(known, now):
                self.meanwhile = changed_in_words(known, now, wording)
            case HalfMove():
                screen.notice.failed(half_in_words(step, wording), HALF_MOVE)
            case Moves(moved):
                self.moved = moved
                stands = moved.pickup_before or self.pickup
                return await screen.confirm(self.question(stands), "\n".join(self._lines(moved)))
            case Send(request):
                return await screen.attempt(self._done(request), screen.send(request))
        return None

    def _done(self, request: Request) -> str:
        """Say what stands once a request was done; of the two of a move, the first is a half."""
        moved = self.moved
        if moved is None:
            return ""
        if moved.apart and request != moved.requests[-1]:
            day = self.screen.wording.day(moved.apart.next_day)
            return f"The pickup of {day} is made, which is one half of the move."
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
            *filter(None, (gone_in_words(stands, wording),)),
            self.said(moved),
            *_left_out(moved),
            *self._others(),
            *moved_in_words(moved, wording.today, wording),
        )

    def _others(self) -> Iterator[str]:
        """Name what the one who gets a schedule by it has already."""
        others = self.screen.shop.repeat_pickups_of(self.whose) if self.whose else None
        for each in others.value if others else ():
            told = rhythm_in_words(each, self.screen.wording)
            yield f"{self.screen.name_of(self.whose)} has already: {told}."


def _left_out(moved: Moved) -> Iterator[str]:
    """Name what the one that is made lacks, since it is not known of the schedule."""
    if moved.not_known:
        named = ", ".join(NAMES[field].lower() for field in PickupField if field in moved.not_known)
        yield f"What is unknown of the schedule is left out of the one that is made: {named}."


async def skip(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Skip the next pickup: it moves to the one after it, or the first that is not closed."""
    try:
        halves = await half_moves_of(screen.shop, pickup.customer_id)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return
    if half := next((each for each in halves if each.pickup_id == pickup.id), None):
        await _go_on_with(screen, pickup, half)
        return

    def question(stands: RepeatPickup) -> str:
        return f"Skip the pickup of {_coming(screen, stands)}?"

    await _Move(screen, pickup, question, partial(_goes_on, screen)).go(moves.skipped)


async def _go_on_with(screen: ShopScreen, pickup: RepeatPickup, half: HalfMove) -> None:
    """Skip the pickup in whose place one was made, as the move would have that broke off."""
    to_day = screen.wording.day(half.to_day)

    def still_stands(stands: RepeatPickup | None) -> bool:
        return stands is not None and next_day(stands, screen.wording.today) == half.day

    def question(stands: RepeatPickup) -> str:
        coming = _coming(screen, stands)
        if not still_stands(stands):  # somebody else has changed it meanwhile
            return f"Skip the pickup of {coming}?"
        return f"Go on with the move of the pickup of {coming} to {to_day}?"

    def said(moved: Moved) -> str:
        goes_on = _goes_on(screen, moved)
        if not still_stands(moved.pickup_before):
            return goes_on
        return f"{goes_on} The pickup of {to_day} counts as one of its orders."

    def move(stands: RepeatPickup, around: Surroundings) -> Moved | None:
        how = moves.rest_of_move if still_stands(stands) else moves.skipped
        return how(stands, around)

    await _Move(screen, pickup, question, said).go(move)


async def pause(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Let nothing come before a day."""
    until = await asked_day(screen, "Pause until which day?", pickup)
    if until is None:
        return
    coming = next_day(pickup, screen.wording.today)
    if coming and until <= coming:
        screen.notice.failed(f"Nothing comes before {screen.wording.day(until)} as it is.")
        return

    def said(moved: Moved) -> str:
        return f"The next pickup becomes {_first(screen, moved)}, the first of its rhythm then."

    question = f"Pause it until {screen.wording.day(until)}?"
    await _Move(screen, pickup, lambda _: question, said).go(
        lambda each, around: moves.paused(each, until, around)
    )


async def move_once(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Move the next pickup alone to another day, and to another time where that is wanted."""
    wording = screen.wording
    asked = f"Move the pickup of {_coming(screen, pickup)} to which day?"
    to_day = await asked_day(screen, asked, pickup)
    if to_day is None:
        return
    window = await asked_window(screen, pickup, to_day)
    if window is None:
        return
    if to_day == next_day(pickup, wording.today) and window == ("", ""):
        screen.notice.failed(_SAME_DAY)
        return

    def said(moved: Moved) -> str:
        if moved.apart is None:
            return "It is the last pickup, so the schedule itself moves."
        return (
            "CleanCloud can't move one alone: a schedule for one pickup is made for "
            f"{next_in_words(moved.apart, wording)}; then this one goes on with "
            f"{wording.day(moved.pickup_after.next_day)}"
            f"{', with one order less' if moved.pickup_after.duration else ''}."
        )

    def question(stands: RepeatPickup) -> str:
        return f"Move the pickup of {_coming(screen, stands)} to {wording.day(to_day)}?"

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
    await _Move(screen, pickup, lambda _: question, partial(_goes_on, screen)).go(
        lambda each, around: moves.on_weekday(each, int(chosen), around)
    )


async def copy(screen: ShopScreen, pickup: RepeatPickup) -> None:
    """Make the same schedule for another customer."""
    whose = await screen.ask(FindCustomerDialog("Copy it to which customer?", screen.shop))
    if not whose:
        return

    def said(moved: Moved) -> str:
        made = schedule_in_words(moved.pickup_after, screen.wording)
        return f"A new schedule is made: {made}. This one stays as it is."

    question = f"Copy it to {screen.name_of(whose)}?"
    await _Move(screen, pickup, lambda _: question, said, whose).go(
        lambda each, around: moves.copied(each, whose, around)
    )


def _coming(screen: ShopScreen, pickup: RepeatPickup) -> str:
    """Say when a schedule comes next."""
    return screen.wording.day(next_day(pickup, screen.wording.today))


def _goes_on(screen: ShopScreen, moved: Moved) -> str:
    """Say of a schedule that moves as a whole when it comes next."""
    goes_on = len(moved.after(screen.wording.today, 2)) > 1
    behind = "the schedule goes on from there" if goes_on else "none comes after it"
    return f"The next pickup becomes {_first(screen, moved)}; {behind}."


def _first(screen: ShopScreen, moved: Moved) -> str:
    first = next(iter(moved.after(screen.wording.today, 1)), None)
    return screen.wording.day(first.pickup if first else None)
