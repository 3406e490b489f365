"""Holidays in words: the days, what comes on them, what is chosen, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from ...shop.holidays.affected import Affected
from ...shop.holidays.choices import CantMove, Choice, Plan
from ...shop.holidays.completing import NotAsked
from ...shop.holidays.holiday import ChosenForAll
from ...shop.holidays.kept import LastHoliday
from ...shop.holidays.offers import Offer
from ...shop.holidays.sending import Changed, Picked
from ...shop.holidays.span import Span
from ...shop.journal.entries import Entry, EntryState
from ...shop.pickups.occurrences import Occurrence
from ...shop.pickups.shopwide.known import KnownSchedules
from ..pickups import occurrence_in_words, rhythm_in_words, short_trouble, trouble_in_words
from ..values import Wording, counted

CHOICES: Final = {
    Choice.SKIP: "skip",
    Choice.EARLIER: "earlier",
    Choice.LATER: "later",
    Choice.LEAVE: "stays",
}

FOR_ALL: Final = {
    Choice.SKIP: "Skip: the next one of the same rhythm",
    Choice.EARLIER: "Earlier: the last open day before it",
    Choice.LATER: "Later: the first open day after it",
    Choice.LEAVE: "Leave all as they are",
}

_STATES: Final = {
    EntryState.WAITING: "to be sent",
    EntryState.SENT: "being sent",
    EntryState.CONFIRMED: "done",
    EntryState.REFUSED: "refused",
    EntryState.UNKNOWN: "unknown",
    EntryState.MERGED: "went with a later change",
}

NOT_SENT: Final = "not sent"

_NAMED: Final = 3
"""Customers whose schedules were changed elsewhere that are named."""

_SHOWN: Final = 3
"""Pickups before and after that are told."""


def span_in_words(span: Span, wording: Wording) -> str:
    """Say the days: `Fri 25 Dec`, `Thu 24 Dec to Sat 26 Dec`."""
    days = dict.fromkeys((span.first, span.last))
    return " to ".join(wording.day(day) for day in days)


def known_in_words(known: KnownSchedules, wording: Wording) -> str:
    """Say what is known of all schedules, and since when."""
    if not known.customers:
        return "Nobody was asked about yet, so schedules are unknown. F6 asks."
    told = counted(len(known.schedules), "schedule")
    whose = counted(known.customers, "customer")
    age = f", the oldest of it read {wording.age(known.oldest)}" if known.oldest else ""
    return f"Known: {told} of the {whose} asked about{age}; of others it is unknown. F6 asks more."


def offer_in_words(offer: Offer) -> str:
    """Say why days are offered."""
    return "closed" if offer.is_sure else "closed or full"


def comes_in_words(case: Affected, span: Span, wording: Wording) -> str:
    """Say what of a schedule comes on a holiday: `pickup Fri 25 Dec`, `delivery Sat 26 Dec`."""
    occurrence = case.occurrence
    if span.holds(occurrence.pickup):
        return f"pickup {wording.day(occurrence.pickup)}"
    return f"delivery {wording.day(occurrence.delivery)}"


def chosen_in_words(plan: Plan | CantMove | None, wording: Wording) -> str:
    """Say what was chosen: `skip → Fri 1 Jan`, `stays`."""
    if plan is None:
        return CHOICES[Choice.LEAVE]
    if isinstance(plan, CantMove):
        return "can't be moved"
    return f"{CHOICES[plan.choice]} → {wording.day(plan.occurrence.pickup)}"


def warning_of(case: Affected, plan: Plan | CantMove | None) -> str:
    """Say in short what speaks against a choice, or has to be known before one is made.

    Why nothing can be done with a schedule takes a sentence: `case_in_words` tells it.
    """
    if isinstance(plan, CantMove):
        return ""
    if case.sooner and plan is None:
        return f"{len(case.sooner)} before it"
    if case.sooner:
        return f"drops {len(case.sooner)} before"
    if plan and plan.troubles:
        return short_trouble(plan.troubles[0])
    return "open? unknown" if plan and plan.unknown else ""


def case_in_words(
    case: Affected, plan: Plan | CantMove | None, name: str, wording: Wording
) -> Iterable[str]:
    """Say all of a schedule and of what was chosen for it, a line each."""
    yield f"{name}: {rhythm_in_words(case.pickup, wording)}"
    if not isinstance(plan, Plan):
        yield f"Comes {occurrence_in_words(case.occurrence, wording)}"
    if case.sooner:
        days = ", ".join(wording.day(day) for day in case.sooner)
        yield (
            f"Before that: {days}. CleanCloud knows only the next pickup, so whatever is chosen "
            "drops these. Come back after the last of them."
        )
    if isinstance(plan, CantMove):
        yield plan.why
    if isinstance(plan, Plan):
        yield from _plan_in_words(plan, wording)


def _plan_in_words(plan: Plan, wording: Wording) -> Iterable[str]:
    today = wording.today
    yield f"Before  {_listed(plan.moved.before(today, _SHOWN), wording)}"
    yield f"After   {_listed(plan.moved.after(today, _SHOWN), wording)}"
    if plan.choice is not Choice.SKIP and len(plan.moved.after(today, 2)) > 1:
        yield f"It comes every time on a {plan.occurrence.pickup:%A} then, not only this once."
    if plan.passed_over:
        yield f"Passed over: {', '.join(wording.day(day) for day in plan.passed_over)}"
    for trouble in plan.troubles:
        yield trouble_in_words(trouble, wording)
    if plan.unknown:
        days = " and ".join(wording.day(day) for day in plan.unknown)
        yield f"Whether anybody drives is unknown: {days}."


def _listed(occurrences: Sequence[Occurrence], wording: Wording) -> str:
    """Say some pickups, the first with its delivery."""
    first, *others = occurrences
    return ", ".join(
        [occurrence_in_words(first, wording), *(wording.day(each.pickup) for each in others)]
    )


def dropping_in_words(cases: Iterable[Affected]) -> tuple[str, str]:
    """Ask whether a choice for all means those, too, that have pickups before the holiday."""
    sooner = [len(case.sooner) for case in cases if case.sooner]
    return (
        f"Drop what {counted(len(sooner), 'schedule')} still have before the holiday, too?",
        f"CleanCloud knows only the next pickup, so {counted(sum(sooner), 'pickup')} before it "
        "would not come. Escape leaves these schedules as they are: come back when theirs is next.",
    )


def chosen_for_all_in_words(choice: Choice, chosen: ChosenForAll) -> str:
    """Say what became of a choice for all schedules."""
    said = f"{CHOICES[choice].capitalize()}: {counted(chosen.done, 'schedule')}."
    if chosen.sooner:
        said += (
            f" Not {chosen.sooner} with pickups before the holiday, which it would drop: choose "
            "for each, or come back later."
        )
    if chosen.cant:
        said += f" Nothing can be done with {chosen.cant}: Enter tells why."
    return said


def picked_in_words(picked: Sequence[Picked]) -> str:
    """Say what is about to be sent: `20 skip, 18 later`."""
    counts = Counter(each.plan.choice for each in picked)
    return ", ".join(f"{count} {CHOICES[choice]}" for choice, count in counts.items())


def changed_elsewhere_in_words(
    changed: Sequence[Changed], name_of: Callable[[str], str], wording: Wording
) -> str:
    """Say what somebody else has chosen for schedules since they were shown.

    Args:
        changed: These schedules.
        name_of: Tells a customer's name.
        wording: Says the days.
    """
    told = [
        f"{name_of(each.pickup.customer_id)} ("
        + (f"next {wording.day(each.next_day)}" if each.next_day else "ended, or its day unknown")
        + ")"
        for each in changed[:_NAMED]
    ]
    if len(changed) > _NAMED:
        told.append(f"{len(changed) - _NAMED} more")
    are = "was" if len(changed) == 1 else "were"
    return (
        f"{counted(len(changed), 'schedule')} {are} changed elsewhere meanwhile: "
        f"{', '.join(told)}. Nothing is sent of that; look at it again."
    )


def state_in_words(entry: Entry | None) -> str:
    """Say what became of the change of a schedule."""
    if entry is None:
        return NOT_SENT
    if entry.state is EntryState.WAITING and entry.needs_person:
        return "to resolve"
    if entry.state is EntryState.REFUSED and entry.sent_at is None:
        return NOT_SENT  # a person dropped it
    return _STATES[entry.state]


def complete_choices(wanting: NotAsked) -> dict[str, str]:
    """Return whose schedules may be asked for; nobody where all were asked about."""
    likely, everybody = len(wanting.likely), len(wanting.all)
    choices = {
        "likely": f"Who has one, or had pickups: {counted(likely, 'request')}",
        "all": f"All customers: {counted(everybody, 'request')}",
    }
    return {
        name: choices[name] for name, count in (("likely", likely), ("all", everybody)) if count
    }


def report_in_words(entries: Collection[Entry | None]) -> str:
    """Say how far the changes are: `31 done, 8 to be sent, 1 refused`."""
    counts = Counter(state_in_words(each) for each in entries)
    return ", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing was sent"


def last_in_words(last: LastHoliday, wording: Wording) -> str:
    """Say which holiday was seen to before, when, and what became of it."""
    days, became = span_in_words(last.span, wording), report_in_words(last.entries.values())
    return f"The last one: {days}, sent {wording.moment(last.sent_at)}: {became}. F7 shows it."
