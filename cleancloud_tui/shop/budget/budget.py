"""The budget: what the month's requests were spent on, how far they last, and how often to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from ...api.pace.usage import Usage, UsageRow
from ...api.rights import EVERYTHING, Right, Rights
from ...api.terms import MonthTerms
from ..opening_hours import USUAL, OpeningHours
from ..records import Change
from .forecast import PEOPLE, forecast, outlook, purpose_of, short_on
from .plan import AskingPlan, plan

if TYPE_CHECKING:
    from ..connection.client import ShopClient

_FORESEEN_SECONDS: Final = 60.0
"""How long a forecast stands for a glance: the count itself is always the present one."""


@dataclass(frozen=True, slots=True)
class BudgetState:
    """A month's requests.

    Attributes:
        terms: The terms of the month.
        spent: Requests counted, by all processes.
        first, last: The month's first and last day.
        today: The day that it is.
        forecast: The count at the month's end, if things go on as in the last week.
        short_on: The day on which the requests will be used up; None where they last.
        by_purpose, by_operation, by_process: Requests of each, the most frequent first.
        by_day: Requests of each day that has any, the first day first.
        by_people: Those of them that people waited for.
    """

    terms: MonthTerms
    spent: int
    first: date
    last: date
    today: date
    forecast: int
    short_on: date | None
    by_purpose: Mapping[str, int]
    by_operation: Mapping[str, int]
    by_process: Mapping[str, int]
    by_day: Mapping[date, int]
    by_people: Mapping[date, int]

    @property
    def left(self) -> int:
        """Requests that this host may still send."""
        return max(0, self.terms.limit - self.spent)

    @property
    def day(self) -> int:
        """The number of today in the month, from 1 on."""
        return (self.today - self.first).days + 1

    @property
    def days(self) -> int:
        """How many days the month has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Glance:
    """What a status line shows of the budget.

    Attributes:
        left: Requests that this host may still send.
        kept: Those of them that belong to people: from there on the background has stopped.
        short_on: The day on which the requests will be used up; None where they last.
    """

    left: int
    kept: int
    short_on: date | None


class Budget:
    """One shop's budget. Nothing of it asks the API; everything reads this host's ledger.

    Every method raises `LedgerError` where the ledger can't be used.

    Args:
        client: Gives the way to the ledger.
        clock: Tells Unix seconds.
        time_zone: The shop's.
        hours: Tells when the shop is open; None, the usual hours, where that is not known.
        report: Is told when the terms or the count were changed here.
        rights: Whether they may be.
    """

    def __init__(
        self,
        client: Callable[[], Awaitable[ShopClient]],
        *,
        clock: Callable[[], float],
        time_zone: tzinfo,
        hours: Callable[[], OpeningHours | None] = lambda: None,
        report: Callable[[Sequence[Change]], None] = lambda _: None,
        rights: Rights = EVERYTHING,
    ) -> None:
        self._client = client
        self._rights = rights
        self._clock = clock
        self._time_zone = time_zone
        self._set_hours = hours
        self._report = report
        self._last: tuple[float, BudgetState] | None = None

    @property
    def _hours(self) -> OpeningHours:
        return self._set_hours() or OpeningHours.parse(USUAL)

    async def state(self) -> BudgetState:
        """Return how the month stands."""
        state = self._state(await (await self._client()).usage())
        self._last = self._clock(), state
        return state

    async def plan(self, quiet: bool = False, *, thick: bool = False) -> AskingPlan:
        """Return how often the background may ask for changes from now on.

        Args:
            quiet: Whether little changes.
            thick: Whether changes come thick.
        """
        usage = await (await self._client()).usage()
        rest = outlook(usage, self._hours, self._now(usage))
        return plan(usage, self._hours, rest, quiet=quiet, thick=thick)

    async def glance(self) -> Glance:
        """Return what a status line shows, at the price of a sum most of the time."""
        if self._last is None or not 0 <= self._clock() - self._last[0] < _FORESEEN_SECONDS:
            state = await self.state()
            spent = state.spent
        else:
            state = self._last[1]
            spent = await (await self._client()).spent()
        terms = state.terms
        kept = terms.limit - terms.background_limit
        return Glance(max(0, terms.limit - spent), kept, state.short_on)

    async def terms(self) -> MonthTerms:
        """Return the terms of the month."""
        return await (await self._client()).terms()

    async def set_terms(self, terms: MonthTerms) -> None:
        """Set the terms of the month; they hold for all processes of this host at once.

        Raises:
            ReadOnlyError: They may not be changed in this session, or not by whoever is there.
        """
        self._rights.require(Right.SET_TERMS)
        await (await self._client()).set_terms(terms)
        self._changed()

    async def correct(self, spent_shown: int) -> None:
        """Set this month's count to what CleanCloud shows.

        Raises:
            ReadOnlyError: They may not be changed in this session, or not by whoever is there.
        """
        self._rights.require(Right.SET_TERMS)
        await (await self._client()).correct(spent_shown)
        self._changed()

    def _changed(self) -> None:
        self._last = None
        self._report([Change("budget")])

    def _now(self, usage: Usage) -> datetime:
        return datetime.fromtimestamp(usage.now, UTC).astimezone(self._time_zone)

    def _state(self, usage: Usage) -> BudgetState:
        rest = outlook(usage, self._hours, self._now(usage))
        sums = _Sums()
        for row in usage.rows:
            sums.add(row)
        return BudgetState(
            terms=usage.terms,
            spent=usage.spent,
            first=usage.terms.month_start(usage.today),
            last=rest.last,
            today=usage.today,
            forecast=forecast(usage, rest),
            short_on=short_on(usage, self._hours, rest),
            by_purpose=_most_first(sums.purposes),
            by_operation=_most_first(sums.operations),
            by_process=_most_first(sums.processes),
            by_day=sums.days,
            by_people=sums.people,
        )


@dataclass(frozen=True, slots=True)
class _Sums:
    """A month's requests, summed in one go: there may be thousands of rows."""

    purposes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    operations: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    processes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))
    people: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, row: UsageRow) -> None:
        purpose, requests = purpose_of(row), row.requests
        self.purposes[purpose] += requests
        self.operations[row.operation] += requests
        self.processes[row.process] += requests
        self.days[row.day] += requests
        if purpose == PEOPLE:
            self.people[row.day] += requests


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
