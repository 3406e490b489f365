"""A holiday at the desk: which schedules come on it, and what was chosen for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ...api.models.repeat_pickups import RepeatPickup
from ...values.days import iso_day
from ..pickups.knowledge import days_known_of, route_of, surroundings_of
from ..pickups.shopwide.known import KnownSchedules, known_schedules
from .affected import Affected, affected_by
from .choices import CantMove, Choice, Plan, planned
from .keys import Key, key_of
from .offers import Offer, offers
from .sending import Picked
from .span import Span

if TYPE_CHECKING:
    from ..shop import Shop

_FIRST: Final = "first"
_LAST: Final = "last"
_PARTS: Final = "/"
_CODES: Final = frozenset(map(str, Choice))


@dataclass(frozen=True, slots=True)
class ChosenForAll:
    """What became of a choice for all schedules.

    Attributes:
        done: How many it was made for.
        sooner: How many have pickups before the holiday, which it would drop: they stay.
        cant: How many nothing can be done with.
    """

    done: int = 0
    sooner: int = 0
    cant: int = 0


class Holiday:
    """The schedules that come on some days, by the mirror, and what was chosen for them.

    Args:
        shop: Whose they are.
        today: The shop's calendar day.

    Attributes:
        span: The days; None before they were told.
        cases: The schedules, by day and customer.
        choices: What was chosen for some of them.
        known: All schedules that are known.
    """

    def __init__(self, shop: Shop, today: date) -> None:
        self.span: Span | None = None
        self.cases: dict[Key, Affected] = {}
        self.choices: dict[Key, Choice] = {}
        self.known: KnownSchedules = known_schedules(shop, today)
        self._shop = shop
        self._today = today
        self._plans: dict[tuple[Key, Choice], Plan | CantMove] = {}

    def begin(self, span: Span | None) -> None:
        """Begin with other days; nothing is chosen."""
        self.span = span
        self.choices.clear()
        self.look()

    def look(self) -> None:
        """Look anew which schedules the mirror knows; what was chosen stays."""
        self._plans.clear()
        self.known = known_schedules(self._shop, self._today)
        self.cases = {key_of(each.pickup): each for each in self._affected()}

    def choose(self, key: Key, choice: Choice) -> None:
        """Choose something for one schedule."""
        if choice is Choice.LEAVE:
            self.choices.pop(key, None)
        elif key in self.cases:
            self.choices[key] = choice

    def choose_for_all(self, choice: Choice, *, dropping: bool = False) -> ChosenForAll:
        """Choose something for all schedules.

        Args:
            choice: What is done with them.
            dropping: Whether those are meant, too, of which it drops pickups before the holiday.
        """
        if choice is Choice.LEAVE:
            self.choices.clear()
            return ChosenForAll(len(self.cases))
        done, sooner, cant = 0, 0, 0
        for key, case in self.cases.items():
            if case.sooner and not dropping:
                sooner += 1
            elif isinstance(self._planned(key, choice), CantMove):
                cant += 1
            else:
                done += 1
                self.choices[key] = choice
        return ChosenForAll(done, sooner, cant)

    def plan(self, key: Key) -> Plan | CantMove | None:
        """Return what was chosen for a schedule, worked out; None where it stays as it is."""
        choice = self.choices.get(key)
        return self._planned(key, choice) if choice and key in self.cases else None

    def picked(self) -> list[Picked]:
        """Return the schedules that something is to be sent for."""
        plans = ((key, self.plan(key)) for key in self.cases)
        return [
            Picked(self.cases[key].pickup, plan) for key, plan in plans if isinstance(plan, Plan)
        ]

    def offers(self) -> list[Offer]:
        """Return the closed days of the next two months on which schedules come."""
        routes = self._routes()
        days = {route: days_known_of(self._shop, route) for route in set(routes.values())}
        days_of = {customer_id: days[route] for customer_id, route in routes.items()}
        return offers(self.pickups, days_of, self._today)

    def closed_days(self) -> Collection[date]:
        """Return the days on which the shop is closed, by its settings."""
        return days_known_of(self._shop, "").closed

    def coming_on(self, day: date) -> int:
        """Return how many schedules come on a day."""
        return sum(1 for _ in affected_by(self.pickups, Span(day, day), self._today))

    def routes(self) -> set[str]:
        """Return the routes of the schedules that are known."""
        return set(self._routes().values()) - {""}

    def _routes(self) -> dict[str, str]:
        customers = {each.customer_id for each in self.pickups}
        return {each: route_of(self._shop, each) for each in customers}

    @property
    def pickups(self) -> list[RepeatPickup]:
        """All schedules that are known."""
        return [each.pickup for each in self.known.schedules]

    def schedule(self, key: Key) -> RepeatPickup | None:
        """Return a schedule as it is known; None where it is known no more."""
        return next((each for each in self.pickups if key_of(each) == key), None)

    # Kept while it is not sent

    def kept(self) -> dict[str, str]:
        """Return what was chosen, as a draft keeps it; empty where nothing was."""
        if self.span is None or not self.choices:
            return {}
        days = {_FIRST: self.span.first.isoformat(), _LAST: self.span.last.isoformat()}
        return days | {_PARTS.join(key): str(each) for key, each in self.choices.items()}

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Go on with what was chosen before."""
        self.begin(span_kept(kept))
        self.choices.update(choices_kept(kept))

    def _affected(self) -> list[Affected]:
        if self.span is None:
            return []
        found = affected_by(self.pickups, self.span, self._today)
        return sorted(found, key=lambda each: (each.occurrence.pickup, key_of(each.pickup)))

    def _planned(self, key: Key, choice: Choice) -> Plan | CantMove:
        if (key, choice) not in self._plans and self.span:
            around = surroundings_of(self._shop, key[0], self._today)
            self._plans[key, choice] = planned(self.cases[key], choice, self.span, around)
        return self._plans[key, choice]


def span_kept(kept: Mapping[str, str]) -> Span | None:
    """Return the days of what was kept; None where it tells none."""
    first, last = iso_day(kept.get(_FIRST, "")), iso_day(kept.get(_LAST, ""))
    return Span(first, last) if first and last else None


def choices_kept(kept: Mapping[str, str]) -> dict[Key, Choice]:
    """Return what was chosen for schedules, of what was kept."""
    parted = ((name.partition(_PARTS), choice) for name, choice in kept.items())
    return {
        (customer_id, pickup_id): Choice(choice)
        for (customer_id, parts, pickup_id), choice in parted
        if parts and choice in _CODES
    }
