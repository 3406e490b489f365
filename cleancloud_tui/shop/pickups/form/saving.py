"""What is asked before a repeat pickup is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ....api.errors import CleanCloudError
from ....api.models.repeat_pickups import RepeatPickup
from ...writes.conflicts import Conflict, conflict_of
from ...writes.duplicates import is_schedule_under_way
from ...writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send, Steps
from ...writes.typed_fields import changes_of
from .. import verbs
from ..fields import KNOWN, NEW, PickupField
from ..knowledge import refresh_day, surroundings_of
from ..looking import JUST_READ, ChangedMeanwhile, Gone, looking_at_schedules, standing
from ..repeat_pickups import is_over
from ..route_days import DayState
from ..troubles import Surroundings
from .doubts import doubts
from .drafted import drafted
from .form_values import PickupForm, rebased, sendable, untold, values_of
from .mistakes import mistakes

if TYPE_CHECKING:
    from ...shop import Shop


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Says, by field, what is wrong with what was typed; nothing was sent."""

    told: Mapping[PickupField, str]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Asks, by field, about what is likely not meant; answered True to save it all the same."""

    told: Mapping[PickupField, str]


@dataclass(frozen=True, slots=True)
class OthersGo:
    """Asks whether a new schedule ends the customer's others.

    Answered True to end them, False to keep them, None to save nothing.
    """

    others: tuple[RepeatPickup, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that saving changes: what stands there, and what will, as the API writes them.

    Attributes:
        field: Which.
        was: What stands there; None where that is not known.
        will: What is sent.
    """

    field: PickupField
    was: str | None
    will: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Shows what saving changes, and nothing else does; answered True to send it."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Says that it is not known yet whether an earlier try made the same schedule."""


SavingStep = (
    Mistakes
    | NothingChanged
    | LooksAgain
    | Looked
    | NotRead
    | Gone
    | Conflict
    | ChangedMeanwhile
    | Doubts
    | OthersGo
    | Changes
    | UnderWay
    | Send
)


def saving(shop: Shop, form: PickupForm, today: date) -> Steps[SavingStep]:
    """Go through what is to be asked before a schedule is saved, and save it.

    Where the customer's schedules were not read lately, they are read first, and so are the times
    of a first day that the route did not tell of; where that can't be, it is said, and what is
    known has to do. A question may stand open for long: after the last one they are read again,
    and where an answer was about something else then, it is asked again. Of a known schedule
    nothing is sent beside what is changed but what the operation requires, as it stands then.

    Args:
        shop: Knows the customer's schedules.
        form: What is to be saved.
        today: The shop's calendar day.

    Raises:
        BadParametersError: CleanCloud told of the schedule what it does not take itself.
    """
    if form.pickup:
        return _changing(shop, form, form.pickup, today)
    return _making(shop, form, today)


async def _making(shop: Shop, form: PickupForm, today: date) -> Steps[SavingStep]:
    around = surroundings_of(shop, form.customer_id, today)
    if wrong := mistakes(form, around):
        yield Mistakes(wrong)
        return
    async for step in looking_at_schedules(shop, form.customer_id):
        yield step
    async for step in _looking_at_the_day(shop, form, around):
        yield step
    agreed: Doubts | None = None
    asked_about = None
    end_them = False
    while asked_about != (others := _others(shop, form, today)):
        around = surroundings_of(shop, form.customer_id, today)
        if wrong := mistakes(form, around):
            yield Mistakes(wrong)
            return
        doubtful = Doubts(doubts(form, around))
        if doubtful.told and doubtful != agreed and (yield doubtful) is not True:
            return
        answer = (yield OthersGo(others)) if others else False
        if answer is None:
            return
        end_them = answer is True
        if not end_them:  # then nothing is lost that nobody was asked about
            break
        agreed, asked_about = doubtful, others
        async for step in looking_at_schedules(shop, form.customer_id, JUST_READ):
            yield step
    sent = sendable(NEW, form.before, form.typed, today)
    sent.pop(PickupField.OTHERS, None)
    sent |= {PickupField.OTHERS: "1"} if end_them else {}
    request = verbs.make(form.customer_id, sent)
    if await is_schedule_under_way(shop.outbox, request.parameters):
        yield UnderWay()
    else:
        yield Send(request)


async def _changing(
    shop: Shop, form: PickupForm, pickup: RepeatPickup, today: date
) -> Steps[SavingStep]:
    if wrong := mistakes(form, surroundings_of(shop, form.customer_id, today)):
        yield Mistakes(wrong)
        return
    if not _change(form, today):
        yield NothingChanged()
        return
    async for step in looking_at_schedules(shop, form.customer_id):
        yield step
    agreed: list[Doubts | Changes] = []
    asked_about = None
    while True:
        now = standing(shop, pickup)
        if now is None:
            yield Gone()
            return
        if now == asked_about:
            break
        if _is_other(form, now, today):
            yield ChangedMeanwhile(pickup, now)
            agreed.clear()  # to save it as it stood then
        conflict = _conflict(form, now, today)
        if conflict and (yield conflict) is not True:
            return
        form = rebased(form, now, today)
        around = surroundings_of(shop, form.customer_id, today)
        if wrong := mistakes(form, around):  # beside what somebody else changed
            yield Mistakes(wrong)
            return
        async for step in _looking_at_the_day(shop, form, around):
            yield step
        around = surroundings_of(shop, form.customer_id, today)
        doubtful, changes = Doubts(doubts(form, around)), Changes(_changes(form, today))
        if not changes.changes:  # somebody else has made the same
            yield NothingChanged()
            return
        for question in (doubtful, changes) if doubtful.told else (changes,):
            if question not in agreed and (yield question) is not True:
                return
            agreed.append(question)
        asked_about = now
        async for step in looking_at_schedules(shop, form.customer_id, JUST_READ):
            yield step
    sent = sendable(KNOWN, form.before, form.typed, today)
    yield Send(verbs.change(form.customer_id, pickup.id, sent, _change(form, today)))


async def _looking_at_the_day(
    shop: Shop, form: PickupForm, around: Surroundings
) -> Steps[LooksAgain | Looked | NotRead]:
    """Ask for a route's times on the first day, where it is new and beyond what the route told."""
    day = drafted(form.customer_id, form.pickup, form.typed, around.today).next_day
    route, before = around.route, form.before.get(PickupField.DAY)
    if day is None or day.isoformat() == before or route.state(day) is not DayState.UNKNOWN:
        return
    if route.route:
        yield LooksAgain()
        try:
            await refresh_day(shop, route.route, day)
        except CleanCloudError as error:
            yield NotRead(error)
        else:
            yield Looked()


def _others(shop: Shop, form: PickupForm, today: date) -> tuple[RepeatPickup, ...]:
    """Return the customer's schedules that are not over."""
    schedules = surroundings_of(shop, form.customer_id, today).schedules
    return tuple(each for each in schedules if not is_over(each))


def _change(form: PickupForm, today: date) -> dict[str, str]:
    """Return what a form changes, as it is sent; another spelling is no change."""
    sent = sendable(KNOWN, form.before, form.typed, today)
    return changes_of(KNOWN, form.before, sent, today)


def _conflict(form: PickupForm, now: RepeatPickup, today: date) -> Conflict | None:
    """Return what somebody else changed of what a form changes; what is not told is no change."""
    not_told = untold(now, today)
    known = {name: value for name, value in form.before.items() if name not in not_told}
    return conflict_of(_change(form, today), known, values_of(now, today), KNOWN)


def _is_other(form: PickupForm, now: RepeatPickup, today: date) -> bool:
    """Tell whether somebody else changed what stands in a form beside what it changes."""
    not_told, values = untold(now, today), values_of(now, today)
    mine = _change(form, today)
    return any(
        values.get(name, "") != before
        for name, before in form.before.items()
        if name not in not_told and name not in mine
    )


def _changes(form: PickupForm, today: date) -> tuple[Change, ...]:
    """Return what saving a form changes; with it, a day that CleanCloud tells and that has gone."""
    pickup = form.pickup
    not_told = untold(pickup, today) if pickup else set()
    changes = {
        name: Change(
            PickupField(name), None if name in not_told else form.before.get(name, ""), value
        )
        for name, value in _change(form, today).items()
    }
    if changes and pickup and pickup.next_day and pickup.next_day < today:
        day = form.typed.get(PickupField.DAY, "")
        gone = Change(PickupField.DAY, pickup.next_day.isoformat(), day)
        changes = {str(PickupField.DAY): gone, **changes, str(PickupField.DAY): gone}
    return tuple(changes.values())
