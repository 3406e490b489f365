"""A year of a shop in which the computer's clock is set ahead and back, by hours to years.

It is set while the program runs, while a request is out, while none runs, and before it is started
for the first time; the computer is started anew and sleeps, answers are lost, and customers who
were not in for half a year are forgotten. What really happened is known here:

- nobody is forgotten who was in within that time, and who was not is forgotten in the end;
- each month's count is what arrived in it;
- what was lost is settled, as it was, and nothing stays looked up;
- what was typed is kept;
- idle hiding and the lease keep their time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import formatdate
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import CleanCloudError, OutcomeUnknownError
from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.app.hiding.hidden import HiddenScreen
from cleancloud_tui.screens.desk import Desk
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.lease import LEASE_SECONDS
from cleancloud_tui.shop.writes.outbox import Decision
from cleancloud_tui.wording.values import Wording
from tests.stranger.server import TOKEN
from tests.stranger.shop import DAY, RefusedByShopError, StrangerShop

BEGAN: Final = datetime(2026, 1, 5, 8, 0, tzinfo=UTC).timestamp()
MONTHS: Final = 6
"""After how many without an order a customer is forgotten."""

RIGHT: Final = 0.0
WRONG: Final = (
    *(sign * hours * 3600.0 for hours in (1, 5, 30) for sign in (1, -1)),
    *(sign * days * float(DAY) for days in (9, 70, 400, 800) for sign in (1, -1)),
)
"""By how much the clock is set wrong."""

_HOUR: Final = 3600.0
_HIDE_SECONDS: Final = 120
_CONNECTION: Final = Connection("https://shop.invalid/api", TOKEN, rate=100_000, margin=0.0)


@dataclass
class Computer:
    """A computer whose clock anybody may set.

    Attributes:
        true: How late it really is.
        ahead: By how much its clock is wrong.
    """

    true: float
    ahead: float = RIGHT
    started: float = field(init=False)
    starts: int = 1

    def __post_init__(self) -> None:
        self.started = self.true - 3600

    def clock(self) -> float:
        self.true += 0.001
        return self.true + self.ahead

    def uptime(self) -> float:
        return self.true - self.started

    def boot(self) -> str:
        return f"start {self.starts}"

    def start_anew(self) -> None:
        self.true += 60
        self.started = self.true - 20
        self.starts += 1

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.true += seconds
        await asyncio.sleep(0)

    @property
    def day(self) -> date:
        return date.fromtimestamp(self.true)


@dataclass
class Put:
    """A change that was sent, told from all others by its words."""

    words: str
    is_new: bool
    order_id: str


class Year:
    """One life of a shop's computer.

    Attributes:
        faults: What went wrong, as sentences.
    """

    def __init__(self, directory: Path, seed: int, *, tells_time: bool = True) -> None:
        self.faults: list[str] = []
        self.computer = Computer(BEGAN)
        self._directory = directory
        self._dice = Random(seed)
        self._tells_time = tells_time
        self._shop = StrangerShop(lambda: self.computer.true)
        self._arrived: Counter[date] = Counter()
        self._loses = self._sets_clock = False
        self._puts: list[Put] = []
        self._numbers = iter(range(1, 1_000_000))
        self._sets = self._forgotten = self._asked = 0
        self._furnish()

    # What is there when it begins

    def _furnish(self) -> None:
        """Add people who come every few weeks, and some who stop coming at some time."""
        for number in range(60):
            customer_id = str(500 + number)
            self._shop.customers[customer_id] = {
                "ID": int(customer_id),
                "Name": f"Person {number}",
                "Tel": f"+49 40 777{number:04}",
                "signedUpTimeStamp": int(BEGAN - 300 * DAY),
            }
            for days_ago in (250, 20 + number):
                self._visit(customer_id, BEGAN - days_ago * DAY)

    def _visit(self, customer_id: str, at: float) -> None:
        order_id = str(next(self._shop.ids))
        row = self._shop.order(order_id, customer_id, "2", int(at))
        self._shop.orders[order_id] = {**row, "touched": int(at)}
        self._shop.garments[order_id] = []

    def _comes(self, customer_id: str) -> bool:
        """Tell whether somebody still comes: every third stops after a while."""
        number = int(customer_id) - 500
        return number % 3 != 0 or self.computer.true < BEGAN + number * 2 * DAY

    # The program

    def _open(self) -> Shop:
        return Shop(
            ShopOptions(
                directory=self._directory / "shop",
                connect=self._connect,
                time_zone=UTC,
                first_day=datetime.fromtimestamp(BEGAN - 310 * DAY, UTC).date(),
                retention_months=MONTHS,
                clock=self.computer.clock,
                uptime=self.computer.uptime,
                boot=self.computer.boot,
            )
        )

    async def _connect(self) -> Client:
        return Client(
            _CONNECTION,
            ledger=self._directory / "ledger.db",
            transport=_Way(self),
            clock=self.computer.clock,
            uptime=self.computer.uptime,
            boot=self.computer.boot,
            sleep=self.computer.sleep,
            random=self._dice.random,
        )

    def answer(self, operation: str, asked: Mapping[str, Any]) -> tuple[dict[str, str], Any]:
        """Answer a request that arrives; the answer may be lost.

        Raises:
            httpx.ReadError: It is lost.
        """
        self._arrived[self.computer.day] += 1
        if self._sets_clock:
            self._set_clock()
            self._sets_clock = False
        try:
            reply = self._shop.perform(operation, asked)
        except RefusedByShopError as refusal:
            reply = {"Error": str(refusal)}
        if self._loses and not operation.startswith("get"):
            self._loses = False
            raise httpx.ReadError("lost")
        date = {"Date": formatdate(self.computer.true, usegmt=True)} if self._tells_time else {}
        return date, reply

    def _set_clock(self) -> None:
        self._sets += 1
        is_wrong = self.computer.ahead != RIGHT
        self.computer.ahead = RIGHT if is_wrong and self._dice.random() < 0.6 else self._wrong()

    def _wrong(self) -> float:
        return self._dice.choice(WRONG)

    # A life

    async def live(self, days: int) -> None:
        """Live through so many days; at first, the clock may be as wrong as it likes."""
        if self._dice.random() < 0.7:
            self.computer.ahead = self._wrong()
            self._sets += 1
        for number in range(days):
            await self._day(number)
            if self.computer.ahead != RIGHT and self._dice.random() < 0.3:
                self.computer.ahead = RIGHT
        if self._tells_time:
            self._check_who_is_gone(days)
        self._check_counts(whole=True)

    async def _day(self, number: int) -> None:
        dice, computer = self._dice, self.computer
        computer.true = BEGAN + number * DAY
        if dice.random() < 0.15:
            computer.start_anew()
        if dice.random() < 0.12:
            self._set_clock()
        shop = self._open()
        try:
            for _ in range(3):
                await self._hours(shop)
            if number % 10 == 3:
                await self._check_lease(shop)
            if number % 90 == 5:
                await self._check_hiding(shop)
        finally:
            await shop.aclose()

    async def _hours(self, shop: Shop) -> None:
        """Let some people come, and do what the program does meanwhile."""
        dice = self._dice
        self.computer.true += 2.5 * _HOUR
        for number in range(60):
            customer_id = str(500 + number)
            if dice.random() < 0.03 and self._comes(customer_id):
                self._visit(customer_id, self.computer.true - 600)
        if dice.random() < 0.08:
            self._set_clock()
        self._sets_clock = dice.random() < 0.05
        await self._catch_up(shop)
        self._check_nobody_is_missed(shop)
        await self._put(shop)
        await self._type(shop)
        await self._settle(shop)
        self._check_counts()

    async def _catch_up(self, shop: Shop) -> None:
        before = self._gone(shop)
        await shop.sync.catch_up()
        if asked := shop.retention_asks:
            self._asked += 1
            old = sum(self._is_old(each) for each in self._shop.customers)
            if asked.count <= old:  # whoever is asked looks, and says yes to what is so
                await shop.forgetting.forget_asked(asked)
        self._forgotten += len(self._gone(shop) - before)

    async def _put(self, shop: Shop) -> None:
        """Change something, or make an order; now and then the answer is lost."""
        words = f"w{next(self._numbers)}w"
        is_new = self._dice.random() < 0.3
        customer_id = str(500 + self._dice.randrange(1, 60, 3))
        order_id = next(
            order_id
            for order_id, row in self._shop.orders.items()
            if row["status"] != 2 and row["customerID"] not in ("", customer_id)
        )
        self._loses = self._dice.random() < 0.2
        self._sets_clock = self._dice.random() < 0.05
        self._puts.append(Put(words, is_new, order_id))
        try:
            if is_new:
                order = {"customerID": customer_id, "finalTotal": "9.50", "orderNotes": words}
                await shop.write("addOrder", {**order, "status": "0", "paid": "0", "products": []})
            else:
                await shop.write("updateOrder", {"orderID": order_id, "orderNotes": words})
        except OutcomeUnknownError:
            pass
        except CleanCloudError as error:
            self._fault(f"{words} was not taken: {error}")
        self._loses = False

    async def _type(self, shop: Shop) -> None:
        """Type into a form, and see that it is kept; a set clock makes nothing of it old."""
        await shop.drafts.keep("note", "", {"text": f"typed {self.computer.true}"})
        await shop.drafts.leave("note", "")
        draft = await shop.drafts.find("note", "")
        if draft is None:
            self._fault("what was typed is gone")
        await shop.drafts.leave("note", "")

    async def _settle(self, shop: Shop) -> None:
        """Let a quarter of an hour pass, in which everything that was lost is to be settled."""
        for seconds in (6, 20, 60, 150, 300, 400):
            self.computer.true += seconds
            if self._dice.random() < 0.03:
                self._set_clock()
            await shop.outbox.round()
        standing = await shop.outbox.count()
        if standing.unknown:
            self._fault(f"{standing.unknown} still looked up after a quarter of an hour")
        for entry in await shop.outbox.to_resolve():
            words = str(entry.parameters.get("orderNotes", ""))
            if entry.state is EntryState.REFUSED and self._has_happened(words):
                self._fault(f"{words} is told not to have happened: {entry.error}")
            happened = self._has_happened(words)
            if entry.state is EntryState.UNKNOWN:
                decision = Decision.HAPPENED if happened else Decision.DID_NOT
                await shop.outbox.decide(entry.id, decision)
            else:
                await shop.outbox.decide(entry.id, Decision.NOTED)

    def _has_happened(self, words: str) -> bool:
        return any(row["notes"] == words for row in self._shop.orders.values())

    # What has to be so

    def _fault(self, sentence: str) -> None:
        computer = self.computer
        when = datetime.fromtimestamp(computer.true, UTC)
        clock = timedelta(seconds=computer.ahead)
        self.faults.append(f"{when:%Y-%m-%d %H:%M}, clock wrong by {clock}: {sentence}")

    def _orders_of(self, customer_id: str) -> Iterator[Mapping[str, Any]]:
        return (row for row in self._shop.orders.values() if row["customerID"] == customer_id)

    def _is_old(self, customer_id: str, more: float = 0.0) -> bool:
        """Tell whether somebody was not in for the time after which customers are forgotten."""
        visits = [*self._orders_of(customer_id)]
        if any(row["status"] != 2 or not row["paid"] for row in visits):
            return False
        newest = max((row["createdDate"] for row in visits), default=0)
        return self.computer.true - newest > MONTHS * 30.4 * DAY + more

    @staticmethod
    def _gone(shop: Shop) -> set[str]:
        return {row["customer_id"] for row in shop.mirror.file.rows("SELECT * FROM forgotten")}

    def _check_nobody_is_missed(self, shop: Shop) -> None:
        gone = self._gone(shop)
        for customer_id in self._shop.customers:
            is_old = self._is_old(customer_id, -3.0 * DAY)
            if not is_old and (customer_id in gone or shop.customer(customer_id) is None):
                self._fault(f"customer {customer_id} was in, and is not known any more")

    def _check_who_is_gone(self, days: int) -> None:
        stopped = [each for each in self._shop.customers if self._is_old(each, 20.0 * DAY)]
        if len(stopped) > self._forgotten:
            told = f"{len(stopped)} were not in for long, but {self._forgotten} were forgotten"
            self._fault(f"{told} in {days} days")

    def _check_counts(self, *, whole: bool = False) -> None:
        """Compare the month's count, and in the end all months', with what arrived."""
        if not self._tells_time:
            return
        ledger = Ledger(
            self._directory / "ledger.db",
            _CONNECTION,
            process="budget",
            clock=self.computer.clock,
            uptime=self.computer.uptime,
            boot=self.computer.boot,
        )
        spent, rows = ledger.spent(), ledger.usage().rows
        today = self.computer.day
        arrived = self._in_month(self._arrived, today)
        if not spent == sum(row.requests for row in rows) == arrived:
            self._fault(f"{arrived} arrived this month, and {spent} are counted")
        if whole:
            days = ledger.file.transaction(
                lambda database: dict(database.execute("SELECT day, requests FROM days"))
            )
            counted = Counter({date.fromisoformat(day): count for day, count in days.items()})
            for month in {day.replace(day=1) for day in (*counted, *self._arrived)}:
                pair = self._in_month(counted, month), self._in_month(self._arrived, month)
                if pair[0] != pair[1]:
                    self._fault(f"{month:%B %Y}: {pair[0]} are counted, {pair[1]} arrived")
        ledger.close()

    @staticmethod
    def _in_month(counts: Mapping[date, int], month: date) -> int:
        wanted = (month.year, month.month)
        return sum(count for day, count in counts.items() if (day.year, day.month) == wanted)

    async def _check_lease(self, holder: Shop) -> None:
        """See that nobody takes over from a living holder, and anybody from a frozen one."""
        other = self._open()
        try:
            await holder.sync.hold()
            self._set_clock()
            await other.sync.hold()
            if other.sync.is_holder:
                self._fault("the lease was taken from a living holder")
            self.computer.true += LEASE_SECONDS + 1
            await other.sync.hold()
            if not other.sync.is_holder:
                self._fault("a frozen holder's lease did not end")
        finally:
            await other.aclose()

    async def _check_hiding(self, shop: Shop) -> None:
        """See that the counter is hidden after its time, whatever the clock says."""
        desk = Desk(shop, Wording(shop.now, UTC), "Acme", False)
        app = CounterApp(
            desk,
            connect=_no_connect,
            base_url="",
            hide_seconds=_HIDE_SECONDS,
            uptime=self.computer.uptime,
        )
        app.keep_current = app.scan_keeper.take_up = _nothing  # type: ignore[method-assign,assignment]
        async with app.run_test() as pilot:
            await pilot.press("a")
            self._set_clock()
            self.computer.true += _HIDE_SECONDS - 1
            app.hiding.hide_if_idle()
            if isinstance(app.screen, HiddenScreen):
                self._fault("the counter was hidden too early")
            self._set_clock()
            self.computer.true += 1
            app.hiding.hide_if_idle()
            if not isinstance(app.screen, HiddenScreen):
                self._fault("the counter was not hidden in time")

    @property
    def summary(self) -> str:
        """What was done, in a line."""
        return (
            f"{sum(self._arrived.values()):,} requests, {len(self._puts):,} changes, the clock set "
            f"{self._sets} times, {self._forgotten} forgotten, asked {self._asked} times"
        )


class _Way(httpx.AsyncBaseTransport):
    """The way to the shop."""

    def __init__(self, year: Year) -> None:
        self._year = year

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(await request.aread())
        asked.pop("api_token")
        headers, reply = self._year.answer(request.url.path.rpartition("/")[2], asked)
        return httpx.Response(200, headers=headers, json=reply)


async def _no_connect(name: str, base_url: str, token: str) -> None:
    raise AssertionError


def _nothing() -> None:
    """Ask for nothing in the background."""


def main(argv: Sequence[str]) -> int:
    """Live through years, each from a seed of its own; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.world clocks", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the first year")
    parser.add_argument("--minutes", type=float, default=0, help="0 for one year")
    parser.add_argument("--days", type=int, default=365, help="of a year")
    asked = parser.parse_args(argv)
    began, faults, seed = time.monotonic(), 0, asked.seed
    while True:
        with tempfile.TemporaryDirectory() as directory:
            year = Year(Path(directory), seed)
            asyncio.run(year.live(asked.days))
        faults += len(year.faults)
        told = "".join(f"  {fault}\n" for fault in year.faults[:20])
        gone = time.monotonic() - began
        sys.stdout.write(
            f"seed {seed}: {year.summary}, {len(year.faults)} faults, {gone:.0f} s\n{told}"
        )
        sys.stdout.flush()
        seed += 1
        if gone >= 60 * asked.minutes:
            return 1 if faults else 0
