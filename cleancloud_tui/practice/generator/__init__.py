"""The generator: a believable shop, the same for the same seed and the same moment.

`populate` makes it, `catch_up` lives it on. Both walk through the days one by one (`days`), and
through each order's life (`life`). Nothing is ever dated after the moment they are given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from random import Random
from typing import Final

from ..invoices import settle
from ..shop_days import ShopDays
from ..store import PracticeStore
from .bulk import without_indexes
from .days import calendar_of, live_through, open_shop
from .enrolment import HISTORY_DAYS, enrol, newcomers, sign_ups
from .furnish import furnish
from .open_orders import advance

Progress = Callable[[int, int], None]
"""Told how many customers and orders are done, and about how many there will be."""

_ORDERS_A_CUSTOMER: Final = 6.25
"""Of the days that a new shop looks back on, about."""


def populate(
    store: PracticeStore,
    *,
    customers: int = 400,
    seed: int = 1,
    now: datetime | None = None,
    zone: tzinfo = UTC,
    days: int = HISTORY_DAYS,
    bustle: float = 1.0,
    progress: Progress | None = None,
) -> None:
    """Fill a fresh store with a shop that has been there for years.

    Args:
        store: An empty store. All of it happens in one transaction.
        customers: How many customers the shop has; about six orders each are made.
        seed: Decides everything that chance does.
        now: The moment up to which the shop has been lived through, the present if None.
        zone: Where the shop is.
        days: How many days of orders it looks back on.
        bustle: How many visits it had, compared with an ordinary shop; repeat pickups and the
            first visits of newcomers come on top of them.
        progress: Told now and then how far it is.
    """
    moment = _seconds(now)
    shop_days = ShopDays(zone)
    today = shop_days.of(moment)
    first_day = today - days
    meter = _Meter(int(customers * (1 + _ORDERS_A_CUSTOMER)), progress)
    with store.transaction(), without_indexes(store):
        furnish(store, customers, today)
        rng = Random(seed)  # noqa: S311  (invented people, no secrets)
        moments = sign_ups(customers, moment, calendar_of(store, shop_days), rng)
        enrol(store, seed, moments, first_pickup=today - HISTORY_DAYS, on_people=meter.count)
        shop = open_shop(store, seed, moment, shop_days, bustle)
        live_through(shop, shop_days.begins(first_day), meter.count)
        settle(store, shop.calendar, moment)
        store.set_meta("seed", str(seed))
        store.set_meta("generated_until", str(moment))
    meter.finish()


def catch_up(store: PracticeStore, *, now: datetime | None = None, zone: tzinfo = UTC) -> None:
    """Live a populated shop on to a later moment; an earlier or the same one changes nothing.

    Open orders go on from where they stand, whoever put them there. Then the days that are missing
    bring new customers and orders.

    Raises:
        ValueError: The store was never populated.
    """
    moment, days = _seconds(now), ShopDays(zone)
    with store.transaction():
        lived_until, seed = store.meta("generated_until"), int(store.meta("seed") or 0)
        if lived_until is None:
            raise ValueError("the store holds no generated shop to catch up")
        since = int(lived_until)
        if moment <= since:
            return
        advance(open_shop(store, seed, moment, days))
        moments = newcomers(
            store.number("SELECT count(*) FROM customers WHERE deactivated = 0"),
            since,
            moment,
            calendar_of(store, days),
            seed,
        )
        enrol(store, seed, moments, first_pickup=days.of(since), on_people=_ignore)
        last = store.number("SELECT max(id) FROM orders")
        shop = open_shop(store, seed, moment, days)
        live_through(shop, since, _ignore)
        settle(store, shop.calendar, moment, seen_at=moment)
        # They are seen from now on, whenever they were made; see `open_orders.advance`.
        store.execute("UPDATE orders SET updated = ? WHERE id > ?", (moment, last))
        store.set_meta("generated_until", str(moment))


class _Meter:
    """Adds up what is done, and tells it."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def count(self, more: int) -> None:
        """Count so many more, which may turn out to be more than was expected."""
        self._done += more
        if self._progress:
            self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        """Tell that all is done."""
        if self._progress:
            self._progress(self._total, self._total)


def _ignore(_: int) -> None:
    """Do without the progress of a few days."""


def _seconds(now: datetime | None) -> int:
    return int((now or datetime.now(UTC)).timestamp())
