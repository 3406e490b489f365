"""A simulated large shop: its first fill, and the week after it, by what was asked for.

Some customers are deactivated or signed up long before a time in which nobody did; one order in a
hundred is never completed; `getOrders` answers few orders at once. `benchmarks/large_shop.py`
prints what comes out of it.
"""

from __future__ import annotations

import asyncio
import time as real_time
from collections import Counter as Tally
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from cleancloud_tui.api.pace.usage import UsageRow
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.comparison import PURPOSE as COMPARISON
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from tests.equality import differences

from .computer import CleanCloud
from .month import fewer_looks
from .people import COMPLETED, READY, Bustle, Elsewhere, is_open, seconds
from .simulated import Simulated, live
from .virtual_time import VirtualTimeLoop

FIRST_DAY: Final = date(2026, 6, 1)
OPENED: Final = time(7)
ROUND_SECONDS: Final = 15.0
"""How often it is looked what is due: a week has hundreds of thousands of real looks."""

HOUR: Final = 3_600.0
A_DAY: Final = 86_400.0

_LONG_AGO: Final = 4 * 365 * 86_400
"""Seconds by which some signed up earlier: for more than a year after them nobody did."""

NAMED: Final = (TodaysWork.READY, TodaysWork.UNPAID, TodaysWork.DUE)
"""The lists on which everybody is to have a name."""


@dataclass(frozen=True, slots=True)
class LargeShop:
    """What the shop is like.

    Attributes:
        customers: How many it has.
        orders: How many are handed in on a day.
        days: For how long it has been doing that.
        never_completed: The part of all orders that stay ready for ever.
        business, deactivated, long_ago: The parts of customers that are so, or signed up then.
        most_orders: How many `getOrders` answers at once.
        bustle: Of the practice shop's generator, for about that many orders a day.
    """

    customers: int = 10_000
    orders: int = 200
    days: int = 365
    never_completed: float = 0.01
    business: float = 0.09
    deactivated: float = 0.05
    long_ago: float = 0.05
    most_orders: int = 600
    bustle: float = 0.57


@dataclass
class Measured:
    """What came out of it.

    Attributes:
        shop: In words, what CleanCloud had at the beginning.
        filled_after: Seconds that the first fill took.
        fill: Requests by purpose until then.
        first_hour: Requests by purpose in the first hour.
        nameless: Orders on the lists after that hour of whom nobody knows whose they are.
        days: Requests by purpose of each day after the first.
        differences: What the mirror had otherwise than CleanCloud at the end.
        took: Real seconds.
    """

    shop: str = ""
    filled_after: float = 0.0
    fill: Tally[str] = field(default_factory=Tally)
    first_hour: Tally[str] = field(default_factory=Tally)
    nameless: dict[TodaysWork, int] = field(default_factory=dict)
    days: list[Tally[str]] = field(default_factory=list)
    differences: Sequence[str] = ()
    took: float = 0.0

    @property
    def most_compared(self) -> int:
        """The requests of the day on which the comparison took the most."""
        return max(day[COMPARISON] for day in self.days)


class LargeShopSimulation(Simulated):
    """One of them.

    Args:
        loop: Its time.
        directory: Of the computer's files.
        large: What the shop is like.
        seed: Decides all chance.
        told: Is told how it goes on.
    """

    def __init__(
        self,
        loop: VirtualTimeLoop,
        directory: Path,
        large: LargeShop,
        seed: int,
        told: Callable[[str], None],
    ) -> None:
        cleancloud = CleanCloud(
            loop,
            customers=large.customers,
            seed=seed,
            most_orders=large.most_orders,
            days=large.days,
            bustle=large.bustle,
        )
        super().__init__(loop, directory, cleancloud, seed=seed)
        self._large = large
        self._rng = Random(seed)
        self._told = told
        self._elsewhere = Elsewhere(self._cleancloud, Random(seed + 1), lambda *_: None)
        self._measured = Measured()

    async def run(self, days: int) -> Measured:
        """Fill the mirror, and live through so many days after the first."""
        self._make_uneven()
        shop = self._computer.open("counter").shop
        began = self._loop.clock()
        await _filled(shop)
        self._measured.filled_after = self._loop.clock() - began
        self._measured.fill = _by_purpose(await _usage(shop))
        self._told(f"filled after {self._measured.filled_after / 60:.0f} min")
        await self.sleep_until(began + HOUR)
        self._measured.first_hour = _by_purpose(await _usage(shop))
        today = datetime.fromtimestamp(self._loop.clock(), UTC).date()
        for kind in NAMED:
            found = shop.mirror.todays_work(kind, today, text="", limit=1_000_000)
            self._measured.nameless[kind] = sum(each.customer is None for each in found)
        self._told(f"nameless after an hour: {sum(self._measured.nameless.values())}")
        await self._live_through(shop, days)
        rows = await _usage(shop)
        for number in range(1, days + 1):
            day = FIRST_DAY + timedelta(days=number)
            self._measured.days.append(_by_purpose([row for row in rows if row.day == day]))
        self._measured.differences = differences(shop, self._cleancloud.store)
        return self._measured

    async def _live_through(self, shop: Shop, days: int) -> None:
        for number in range(days + 1):
            day = FIRST_DAY + timedelta(days=number)
            if is_open(day):
                bustle = Bustle(orders=self._large.orders, deletions=2, newcomers=8)
                for moment, doing in sorted(
                    self._elsewhere.day(day, bustle), key=lambda each: each[0]
                ):
                    await self.sleep_until(moment)
                    doing()
            await self.sleep_until(seconds(day, time(23, 59)))
            came = _by_purpose([row for row in await _usage(shop) if row.day == day])
            self._told(f"{day:%A}: {dict(came)}")
        # Deleted ones of the last day are missed by the next comparison.
        await asyncio.sleep(A_DAY)

    def _make_uneven(self) -> None:
        """Let the shop be as real ones are."""
        store, large, rng = self._cleancloud.store, self._large, self._rng
        customers = [row["id"] for row in store.rows("SELECT id FROM customers ORDER BY id")]
        for part, change in (
            (large.deactivated, "deactivated = 1"),
            (large.business, "business_id = '7'"),
        ):
            some = [each for each in customers if rng.random() < part]
            self._set("customers", change, some)
        first = customers[: int(len(customers) * large.long_ago)]
        self._set("customers", f"signed_up = signed_up - {_LONG_AGO}", first)
        orders = [
            row["id"]
            for row in store.rows("SELECT id FROM orders WHERE deleted = 0 AND status = 2")
            if rng.random() < large.never_completed
        ]
        self._set("orders", f"status = {READY}", orders)
        for row in store.rows(
            f"SELECT id FROM orders WHERE deleted = 0 AND status <> {COMPLETED} AND created >= ?",
            (self._loop.clock() - 7 * A_DAY,),
        ):
            self._elsewhere.go_on_with(str(row["id"]), FIRST_DAY)
        numbers = {
            what: store.number(f"SELECT count(*) FROM {where}")
            for what, where in (
                ("customers", "customers"),
                ("of them deactivated", "customers WHERE deactivated = 1"),
                ("orders", "orders WHERE deleted = 0"),
                ("of them open", "orders WHERE deleted = 0 AND status <> 2"),
            )
        }
        self._measured.shop = ", ".join(f"{count:,} {what}" for what, count in numbers.items())
        self._told(self._measured.shop)

    def _set(self, table: str, change: str, ids: Sequence[int]) -> None:
        for each in ids:
            self._cleancloud.store.execute(f"UPDATE {table} SET {change} WHERE id = ?", (each,))


def simulate(
    directory: Path,
    large: LargeShop,
    *,
    days: int,
    seed: int = 1,
    round_seconds: float = ROUND_SECONDS,
    told: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Fill a large shop's mirror and live through some days in no time.

    Args:
        directory: Of all files.
        large: What the shop is like.
        days: How many days to live through after the first.
        seed: Decides all chance.
        round_seconds: How often it is looked what is due.
        told: Is told how it goes on.
    """

    def begin(loop: VirtualTimeLoop) -> LargeShopSimulation:
        return LargeShopSimulation(loop, directory, large, seed, told)

    def through(simulation: LargeShopSimulation) -> Coroutine[Any, Any, Measured]:
        return simulation.run(days)

    began = real_time.perf_counter()
    with fewer_looks(round_seconds):
        measured = live(begin, through, start=seconds(FIRST_DAY, OPENED))
    measured.took = real_time.perf_counter() - began
    return measured


async def _filled(shop: Shop) -> None:
    """Wait until the mirror is full."""
    news = asyncio.Event()
    shop.subscribe(lambda _: news.set())
    while not shop.mirror.facts.get(FILLED_AT):
        news.clear()
        await news.wait()


async def _usage(shop: Shop) -> Sequence[UsageRow]:
    return (await (await shop.parts.link.client()).usage()).rows


def _by_purpose(rows: Sequence[UsageRow]) -> Tally[str]:
    tally: Tally[str] = Tally()
    for row in rows:
        tally[row.purpose or "people"] += row.requests
    return tally
