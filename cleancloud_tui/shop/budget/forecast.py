"""How far a month's requests will go: the pace of the last week, carried on to the month's end.

Pure functions over what the ledger counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ...api.pace.usage import CORRECTION, Usage, UsageRow
from ..opening_hours import OpeningHours, midnight

PEOPLE: Final = "people"
CHANGES: Final = "changes"
ELSEWHERE: Final = "other programs"
"""Purposes beside those that the background names: see `purpose_of`."""

ONE_OFF: Final = frozenset({"first fill", "customers of old orders"})
"""What was done once and is not carried on."""

LONGEST_PERIOD: Final = 900.0
"""Seconds between two asks for changes in opening hours, at most: the background's least need."""

_WEEK: Final = timedelta(days=6)
"""From the first to the last day of a week, the whole of it: Saturdays are not like Mondays."""

_LEARNING_DAYS: Final = 3
"""Open days after which nothing but what was counted is believed."""

_USUAL_A_DAY: Final = {PEOPLE: 1_000.0, CHANGES: 720.0, "": 250.0}
"""What a shop spends on an open day, until there is enough to go by; "" for the other jobs."""


def purpose_of(row: UsageRow) -> str:
    """Return what requests were spent on, in a word or two."""
    if row.process == CORRECTION:
        return ELSEWHERE
    if not row.background:
        return PEOPLE
    return row.purpose or CHANGES  # versions that named no purpose asked for little else


@dataclass(frozen=True, slots=True)
class SpendingRates:
    """How quickly requests are spent.

    Attributes:
        people: By people, in an open second.
        changes: By asking for changed orders, in an open second.
        jobs: By all else that the background does again and again, in an open second.
        elsewhere: By other programs on the same token, on a day.
    """

    people: float
    changes: float
    jobs: float
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the rest of the month is expected to take.

    Attributes:
        now: The moment, in the shop's time zone.
        last: The month's last day.
        open_left: Open seconds until its end.
        closed_left: The other seconds until its end.
        people, jobs, elsewhere: Requests that each of them is expected to take until then.
        changes: Requests that asking for changes would take at the pace it had.
        room: Requests that are left for asking for changes; below 0 where there are none.
        background_left: Requests that the background may still send.
    """

    now: datetime
    last: date
    open_left: float
    closed_left: float
    people: float
    jobs: float
    elsewhere: float
    changes: float
    room: float
    background_left: int

    @property
    def days_left(self) -> int:
        """Days until the month's end, with this one."""
        return (self.last - self.now.date()).days + 1

    @property
    def expected(self) -> float:
        """Requests until the month's end.

        Asking for changes adapts to what there is, and all of the background stops at the
        reserve: from there on only people spend.
        """
        least = self.open_left / LONGEST_PERIOD
        changes = min(self.changes, max(self.room, least))
        wanted = self.people + self.elsewhere + self.jobs + changes
        if wanted <= self.background_left:
            return wanted
        after_the_reserve = 1 - self.background_left / wanted
        return self.background_left + after_the_reserve * (self.people + self.elsewhere)


def outlook(usage: Usage, hours: OpeningHours, now: datetime) -> Outlook:
    """Look at the rest of the month.

    Args:
        usage: What was counted.
        hours: When the shop is open.
        now: The moment, in the shop's time zone.
    """
    terms = usage.terms
    last = terms.month_end(usage.today)
    end = midnight(last + timedelta(days=1), now)
    open_left = hours.seconds_between(now, end)
    rates = rates_of(usage, hours, now)
    people, jobs = rates.people * open_left, rates.jobs * open_left
    elsewhere = rates.elsewhere * _days_untold(usage, last)
    background_left = max(0, terms.background_limit - usage.spent)
    return Outlook(
        now=now,
        last=last,
        open_left=open_left,
        closed_left=max(0.0, (end - now).total_seconds() - open_left),
        people=people,
        jobs=jobs,
        elsewhere=elsewhere,
        changes=rates.changes * open_left,
        room=terms.background_limit - usage.spent - people - jobs - elsewhere,
        background_left=background_left,
    )


def forecast(usage: Usage, rest: Outlook) -> int:
    """Return the count at the month's end."""
    return usage.spent + round(rest.expected)


def short_on(usage: Usage, hours: OpeningHours, rest: Outlook) -> date | None:
    """Return the day on which the requests will be used up; None where they last."""
    limit, expected = usage.terms.limit, rest.expected
    if usage.spent + expected <= limit:
        return None
    days = [rest.now.date() + timedelta(days=number) for number in range(rest.days_left)]
    end = midnight(rest.last + timedelta(days=1), rest.now)
    in_the_open = (expected - rest.elsewhere) / (rest.open_left or 1.0)
    spent = float(usage.spent)
    for day in days:
        spent += in_the_open * hours.seconds_on(day, rest.now, end) + rest.elsewhere / len(days)
        if spent >= limit:
            return day
    return rest.last


def rates_of(usage: Usage, hours: OpeningHours, now: datetime) -> SpendingRates:
    """Return the pace of the last seven days, mixed with what is usual while they tell little."""
    rows = list(_carried_on(usage))
    began = midnight(min((row.day for row in rows), default=usage.today), now)
    elapsed = hours.seconds_between(began, now)
    unknown = max(0.0, _LEARNING_DAYS * hours.usual_day - elapsed)
    spent = dict.fromkeys(_USUAL_A_DAY, 0)
    for row in rows:
        purpose = purpose_of(row)
        spent[purpose if purpose in spent else ""] += row.requests

    def rate(kind: str) -> float:
        usual = _USUAL_A_DAY[kind] / hours.usual_day
        return (max(0, spent[kind]) + usual * unknown) / (elapsed + unknown)

    return SpendingRates(rate(PEOPLE), rate(CHANGES), rate(""), _rate_elsewhere(usage))


def _carried_on(usage: Usage) -> Iterator[UsageRow]:
    for row in (*usage.before, *usage.rows):
        is_recent = usage.today - _WEEK <= row.day <= usage.today
        if is_recent and row.process != CORRECTION and row.purpose not in ONE_OFF:
            yield row


def _rate_elsewhere(usage: Usage) -> float:
    """Return what other programs spend a day: the corrections, up to the day of the last one."""
    corrections = [row for row in usage.rows if row.process == CORRECTION]
    if not corrections:
        return 0.0
    first = usage.terms.month_start(usage.today)
    days = (corrections[-1].day - first).days + 1
    return max(0.0, sum(row.requests for row in corrections) / days)


def _days_untold(usage: Usage, last: date) -> int:
    """Return the days whose requests of other programs no correction has told yet."""
    told = [row.day for row in usage.rows if row.process == CORRECTION]
    return max(0, (last - told[-1]).days) if told else 0
