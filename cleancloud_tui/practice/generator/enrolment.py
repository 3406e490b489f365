"""Customers signing up: their accounts, and what hangs on them from the first day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final

from ..places import place_of
from ..shop_days import DAY
from ..store import PracticeStore, StoredValue
from .calendar import Calendar, day_of, noon, weekday
from .chance import Stream, is_true, pick, rewind, whole
from .clients import BUSINESS_GROUP, PRICES_OF_GROUP, STUDENT_GROUP
from .orders.visits import VisitWindows
from .people import PERSON_COLUMNS, Person, person, person_row
from .tables import table

HISTORY_DAYS: Final = 120
"""Days of orders that a new shop looks back on."""

_YEARS_DAYS: Final = 3 * 365
"""Days since the first customer signed up."""

_EARLIER: Final = 0.88
"""Share of the customers who signed up before the days of orders."""

_REGULARS_GROUP: Final = 1
_NEWSLETTER_GROUP: Final = 4
_VIP_GROUP: Final = 5

_BRANDS: Final = ("Visa", "Visa", "Mastercard", "American Express", "Discover")

_PEOPLE_AT_ONCE: Final = 1_000
"""Customers kept back at most, before they are stored together."""

_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "customers": PERSON_COLUMNS,
    "group_members": ("customer_id", "group_id"),
    "cards": (
        "customer_id",
        "brand",
        "last_four",
        "exp_month",
        "exp_year",
        "is_default",
        "refuses",
    ),
    "subscriptions": ("customer_id", "plan_id", "status", "started"),
    "promo_uses": ("code", "customer_id", "used"),
    "repeat_pickups": (
        *("customer_id", "next_pickup", "pickup_start", "pickup_end", "frequency", "duration"),
        *("delivery_days", "delivery_start", "delivery_end", "tip", "tip_percent"),
        *("scheduler_type", "confirm_days", "orders_created"),
    ),
}
"""The tables that a customer fills, and the columns of each."""


def sign_ups(count: int, now: int, calendar: Calendar, rng: Random) -> Iterator[int]:
    """Yield the moments at which so many customers signed up in the last years, in order."""
    for number in range(count):
        share = (number + rng.random()) / count
        if share < _EARLIER:
            age = _YEARS_DAYS - (_YEARS_DAYS - HISTORY_DAYS) * share / _EARLIER
        else:
            age = HISTORY_DAYS * (1 - share) / (1 - _EARLIER)
        day = calendar.later(calendar.days.of(now) - int(age) + 1, -1)
        moment = calendar.at(day, 0.95 * rng.random())
        yield moment if moment <= now else calendar.at(calendar.later(day, -1), 0.5)


def newcomers(clients: int, since: int, until: int, calendar: Calendar, seed: int) -> Iterator[int]:
    """Yield the moments of new sign-ups between two moments, in a shop of so many customers."""
    rng = Random()  # noqa: S311  (invented people, no secrets)
    rate = clients * (1 - _EARLIER) / HISTORY_DAYS
    for day in range(calendar.days.of(since), calendar.days.of(until) + 1):
        if calendar.is_open(day):
            rewind(rng, seed, Stream.NEWCOMERS, day)
            count = int(rate + rng.random())
            moments = sorted(calendar.at(day, 0.95 * rng.random()) for _ in range(count))
            yield from (moment for moment in moments if since < moment <= until)


def enrol(
    store: PracticeStore,
    seed: int,
    moments: Iterable[int],
    *,
    first_pickup: int,
    on_people: Callable[[int], None],
) -> None:
    """Sign up an invented customer at each of the moments.

    Args:
        store: Where they are stored.
        seed: Decides who they are.
        moments: When each signs up.
        first_pickup: The first day on which a repeat pickup of theirs may be due.
        on_people: Called with each count of customers that were stored.
    """
    office = _Office(store, seed, first_pickup)
    last = store.number("SELECT max(id) FROM customers")
    for number, moment in enumerate(moments, start=last + 1):
        office.sign_up(number, moment)
        if office.waiting == _PEOPLE_AT_ONCE:
            on_people(office.write())
    on_people(office.write())


class _Office:
    """Where customers sign up; their rows wait here to be stored together."""

    def __init__(self, store: PracticeStore, seed: int, first_pickup: int) -> None:
        self._store = store
        self._seed = seed
        self._first_pickup = first_pickup
        self._windows = VisitWindows(store)
        self._rng = Random()  # noqa: S311  (invented people, no secrets)
        self._rows: dict[str, list[tuple[StoredValue, ...]]] = {name: [] for name in _COLUMNS}

    @property
    def waiting(self) -> int:
        """How many customers wait to be stored."""
        return len(self._rows["customers"])

    def sign_up(self, number: int, moment: int) -> None:
        """Invent one customer."""
        someone = person(self._rng, self._seed, number, moment)
        if self._is_taken(someone.email):
            someone.email = ""
        self._locate(someone)
        rewind(self._rng, self._seed, Stream.BELONGINGS, number)
        self._join_groups(someone)
        self._rows["customers"].append(person_row(someone))
        if not someone.phone:
            return  # the account of all who have none
        self._save_cards(someone)
        if not someone.deactivated:
            self._subscribe(someone)
            self._plan_pickups(someone)

    def write(self) -> int:
        """Store all that waits, and return how many customers that were."""
        count = self.waiting
        for name, rows in self._rows.items():
            self._store.insert_many(name, _COLUMNS[name], rows)
            rows.clear()
        return count

    def _is_taken(self, email: str) -> bool:
        """Whether somebody has an email who was entered by hand; invented ones never clash."""
        return bool(
            email
            and self._store.row(
                "SELECT 1 FROM customers WHERE email = ? COLLATE NOCASE AND email <> ''", (email,)
            )
        )

    def _locate(self, someone: Person) -> None:
        place = place_of(self._store, someone.address) if someone.address else None
        if place:
            someone.lat, someone.lng, someone.route_id = place.lat, place.lng, place.route_id

    def _join_groups(self, someone: Person) -> None:
        if someone.tax_id:
            self._rows["group_members"].append((someone.id, BUSINESS_GROUP))
            someone.price_list_id = PRICES_OF_GROUP[BUSINESS_GROUP]
        for group, percent in (
            (_REGULARS_GROUP, 8),
            (STUDENT_GROUP, 0 if someone.tax_id else 5),
            (_NEWSLETTER_GROUP, 20),
            (_VIP_GROUP, 1),
        ):
            if is_true(self._rng, percent):
                self._rows["group_members"].append((someone.id, group))
                someone.price_list_id = PRICES_OF_GROUP.get(group, someone.price_list_id)

    def _save_cards(self, someone: Person) -> None:
        rng = self._rng
        if is_true(rng, 25):
            for place in range(2 if is_true(rng, 15) else 1):
                self._rows["cards"].append(
                    (
                        someone.id,
                        pick(rng, _BRANDS),
                        f"{whole(rng, 0, 9_999):04}",
                        whole(rng, 1, 12),
                        1_970 + someone.signed_up // (365 * DAY) + whole(rng, 1, 6),
                        int(place == 0),
                        int(is_true(rng, 5)),
                    )
                )
        if is_true(rng, 6):
            promo = pick(rng, table("shop")["promo"])
            self._rows["promo_uses"].append((promo["code"], someone.id, someone.signed_up))

    def _subscribe(self, someone: Person) -> None:
        if is_true(self._rng, 3):
            plans = [each for each in table("shop")["plan"] if not each.get("documented")]
            plan = pick(self._rng, plans)
            self._rows["subscriptions"].append(
                (someone.id, plan["id"], "active", someone.signed_up)
            )

    def _plan_pickups(self, someone: Person) -> None:
        """Give some customers on a route one repeat pickup, and a few of them two."""
        rng = self._rng
        if someone.route_id and is_true(rng, 7):
            for _ in range(2 if is_true(rng, 12) else 1):
                self._rows["repeat_pickups"].append(self._schedule(someone))

    def _schedule(self, someone: Person) -> tuple[StoredValue, ...]:
        rng = self._rng
        first = max(self._first_pickup, day_of(someone.signed_up) + 1)
        day = first + whole(rng, 0, 13)
        day += weekday(day) == 6
        frequency = pick(rng, (1, 1, 1, 2, 2, 3, 4))
        duration = whole(rng, 4, 20) if is_true(rng, 25) else 0
        delivery_days = whole(rng, 2, 4) if is_true(rng, 90) else 0
        start, end = self._windows.draw(rng, someone.route_id, day)
        back = ("", "")
        if delivery_days:
            due = day + delivery_days
            back = self._windows.draw(rng, someone.route_id, due + (weekday(due) == 6))
        confirm_days = whole(rng, 1, 3) if is_true(rng, 20) else 0
        return (
            *(someone.id, noon(day), start, end, frequency, duration, delivery_days, *back),
            *(whole(rng, 1, 4) * 50 if is_true(rng, 10) else 0, "15" if is_true(rng, 8) else "0"),
            *(int(confirm_days > 0), confirm_days, whole(rng, 0, duration - 1) if duration else 0),
        )
