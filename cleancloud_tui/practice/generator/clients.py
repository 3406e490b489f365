"""The customers as the days see them: who may come, and what their orders need of them."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from ..shop_days import ShopDays
from ..store import PracticeStore
from .catalogue import BUSINESS_PRICES, STUDENT_PRICES
from .chance import pick_weighted
from .people import known_people

BUSINESS_GROUP: Final = 2
"""Its members have the price list for businesses."""

STUDENT_GROUP: Final = 3
"""Its members have the price list for students and seniors."""

PRICES_OF_GROUP: Final = {BUSINESS_GROUP: BUSINESS_PRICES, STUDENT_GROUP: STUDENT_PRICES}
"""The price list that members of a group have."""

_WALK_INS: Final = "Retail"
"""What the account is called to which sales to walk-ins belong; it has no phone."""

_KNOWN_REGULARITY: Final = 60
"""How often the people come whom every practice shop has: often enough to be met."""


class PracticeCustomer(NamedTuple):
    """What an order needs of its customer; money is cents."""

    id: int
    is_active: bool
    signed_up: int
    route_id: int
    address: str
    discount_percent: str
    tax1_exempt: bool
    price_list_id: int
    business_id: str
    pays_by_invoice: bool
    is_for_walk_ins: bool

    @property
    def has_labels(self) -> bool:
        """Whether the garments bear heat-seal labels, and are known when they come again."""
        return self.id % 6 == 1


class Clients:
    """All customers, as the store has them now.

    It keeps about 300 bytes for each of them: all of the generator's memory that grows.

    Attributes:
        walk_ins: The account to which sales to walk-ins belong; None where there is none.
    """

    def __init__(self, store: PracticeStore) -> None:
        self._by_id = {
            row["id"]: PracticeCustomer(
                row["id"],
                not row["deactivated"],
                row["signed_up"],
                row["route_id"],
                row["address"],
                row["discount_percent"],
                bool(row["tax1_exempt"]),
                row["price_list_id"],
                row["business_id"],
                bool(row["pays_by_invoice"]),
                (row["name"], row["phone"]) == (_WALK_INS, ""),
            )
            for row in store.rows(
                "SELECT id, deactivated, signed_up, route_id, address, discount_percent,"
                " tax1_exempt, price_list_id, business_id, pays_by_invoice, name, phone"
                " FROM customers ORDER BY id"
            )
        }
        active = (client for client in self._by_id.values() if client.is_active)
        self._active = sorted(active, key=lambda client: (client.signed_up, client.id))
        self._signed_up = [client.signed_up for client in self._active]
        self._running = list(accumulate(map(_regularity, self._active)))
        walk_ins = (client for client in self._active if client.is_for_walk_ins)
        self.walk_ins = next(walk_ins, None)

    def __getitem__(self, customer_id: int) -> PracticeCustomer:
        return self._by_id[customer_id]

    def count(self, moment: int) -> int:
        """Return how many active customers had signed up by a moment."""
        return bisect(self._signed_up, moment)

    def draw(self, rng: Random, moment: int) -> PracticeCustomer:
        """Draw one of the active customers of a moment, a regular more often than others."""
        return pick_weighted(rng, self._active, self._running, self.count(moment))

    def newcomers(self, first_day: int, days: ShopDays) -> dict[int, list[PracticeCustomer]]:
        """Return the active customers who signed up from a day of the shop's on, by the day."""
        found: dict[int, list[PracticeCustomer]] = {}
        for client in self._active:
            if (day := days.of(client.signed_up)) >= first_day:
                found.setdefault(day, []).append(client)
        return found


def _regularity(client: PracticeCustomer) -> int:
    """Return how often a customer comes, from 4 to 104: a few come weekly, most now and then."""
    if client.is_for_walk_ins:
        return 0
    if client.id <= len(known_people()):
        return _KNOWN_REGULARITY
    share = client.id * 2_654_435_761 % 2**32 / 2**32
    return 4 + int(100 * share**3)
