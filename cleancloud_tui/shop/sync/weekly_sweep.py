"""The weekly sweep of all customers: what changed in an old one's record shows nowhere else.

Nothing in a customer's record tells that the customer was deactivated, either. Whoever is known
and not among the active ones of the time of sign-up is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from ..budget.plan import AskingPlan
from ..mirror import storing
from ..mirror.mirror import Mirror
from ..reading import Reader
from ..records import Change
from .jobs import A_DAY, AskingJob, read_sign_ups
from .windows import FIRST_SIGN_UPS

_FACT: Final = "customers swept"
"""The fact that tells when the sweep began, in Unix seconds, and the day it came down to."""

_WEEK: Final = 7 * A_DAY

_WINDOW: Final = timedelta(days=29)
"""From the first to the last day of a window; `getCustomer` takes 31 days at most."""

_UNSURE_FIRST: Final = timedelta(days=2)
_UNSURE_LAST: Final = timedelta(days=1)
"""It is not documented whether a window's ends count, nor in which time zone its days begin.
Between these, in UTC, a customer is in the answer whatever the rule."""


@dataclass(frozen=True, slots=True)
class _Sweep:
    """One go over all customers, from today back to the first.

    Attributes:
        began_at: In Unix seconds.
        reached: Whoever signed up on this day or later was looked at.
    """

    began_at: float
    reached: date


class WeeklySweep(AskingJob):
    """All customers once a week, one window of sign-ups at a time, spread over the week.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
        report: Is told who was found to be deactivated.
    """

    def __init__(
        self,
        mirror: Mirror,
        clock: Callable[[], float],
        reader: Reader,
        report: Callable[[Sequence[Change]], None],
    ) -> None:
        super().__init__(mirror, clock, reader)
        self._report = report

    async def do(self, plan: AskingPlan) -> None:
        """Read one window, if the sweep is behind."""
        now = self._clock()
        sweep = self._under_way()
        oldest = self._oldest(now)
        if sweep is None or (sweep.reached <= oldest and now - sweep.began_at >= _WEEK):
            sweep = _Sweep(now, _first_reached(now))
        if sweep.reached > oldest and now >= _due_at(sweep, oldest):
            last = sweep.reached + _UNSURE_LAST
            first = last - _WINDOW
            await self._read_window(first, last)
            await self._remember(_Sweep(sweep.began_at, first + _UNSURE_FIRST))

    async def _read_window(self, first: date, last: date) -> None:
        reading = self._mirror.reading(self._clock())
        signed_up = _midnight(first + _UNSURE_FIRST), _midnight(last - _UNSURE_LAST)
        await read_sign_ups(self.reader, first, last, "weekly sweep")
        if self._mirror.coverage.is_any_untold(signed_up, reading.asked_at):
            # One odd answer is not enough to take customers away from the counter.
            came = await read_sign_ups(self.reader, first, last, "weekly sweep")
            if not came:
                if not await self._tells_of_deactivated(first, last):
                    return
                reading = self._mirror.reading(self._clock())  # they were told just now
                await read_sign_ups(self.reader, first, last, "weekly sweep")  # trouble may end
            gone = await self._mirror.file.run(
                partial(storing.deactivate_untold, signed_up=signed_up, reading=reading)
            )
            self._report([Change("customer", customer_id) for customer_id in gone])

    async def _tells_of_deactivated(self, first: date, last: date) -> bool:
        """Tell whether a window without any active customers has others.

        Those who are known are told there, if the answers about it mean what they say.
        """
        return bool(await read_sign_ups(self.reader, first, last, "weekly sweep", active=False))

    def _oldest(self, now: float) -> date:
        """Return the day on which the first of the customers signed up."""
        return max(FIRST_SIGN_UPS, _day(self._mirror.coverage.first_sign_up() or now))

    def _under_way(self) -> _Sweep | None:
        """Return how far it is; None before the first, or after a clock was wrong."""
        try:
            began_at, reached = self._mirror.facts.get(_FACT).split()
            sweep = _Sweep(float(began_at), date.fromisoformat(reached))
        except ValueError:
            return None
        return sweep if sweep.began_at <= self._clock() else None

    async def _remember(self, sweep: _Sweep) -> None:
        await self._mirror.facts.remember(_FACT, f"{sweep.began_at!r} {sweep.reached.isoformat()}")


def _due_at(sweep: _Sweep, oldest: date) -> float:
    """Return when the next window is due: a week is spread evenly over all days."""
    newest = _first_reached(sweep.began_at)
    return sweep.began_at + _WEEK * ((newest - sweep.reached) / (newest - oldest))


def _first_reached(now: float) -> date:
    """Return where a sweep begins, so that its first window ends today."""
    return _day(now) - _UNSURE_LAST


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).date()


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
