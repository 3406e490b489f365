"""What people do in a shop, by chance, at CleanCloud's own screens and at the computer's counters.

All of it is drawn from one seed. A day's doings are moments, each with what is done then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random

from cleancloud_tui.shop.shop import Shop

from .computer import CleanCloud

OPENS, CLOSES = time(8), time(20)
CLEANING, READY, COMPLETED = 0, 1, 2

Doing = Callable[[], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Bustle:
    """How much is done on a day.

    Attributes:
        confirms: Whether each scan has its garment read anew, too.
        orders: Orders handed in.
        lookups: Customers and orders opened at the counters.
        scans: Labels scanned at the counters.
        newcomers: Customers who sign up.
        edits: Customers whose address is edited.
        deletions: Orders deleted.
    """

    orders: int = 100
    lookups: int = 150
    scans: int = 500
    newcomers: int = 5
    edits: int = 3
    deletions: int = 1
    confirms: bool = False

    def on_a_day(self, rng: Random) -> Bustle:
        """Draw how much is done on one day: some are busier than others."""
        busy = rng.uniform(0.8, 1.2)
        return replace(
            self,
            orders=round(self.orders * busy),
            lookups=round(self.lookups * busy),
            scans=round(self.scans * busy),
        )


@dataclass
class Elsewhere:
    """The shop's staff at CleanCloud's own screens.

    Args:
        cleancloud: Where they do it.
        rng: Decides what they do.
        changed: Is told a kind of change, and how a mirror shows that it knows of it.
    """

    cleancloud: CleanCloud
    rng: Random
    changed: Callable[[str, Callable[[Shop], bool]], None]
    in_work: list[str] = field(default_factory=list)
    _moves: defaultdict[date, list[tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def day(self, day: date, bustle: Bustle) -> Iterator[tuple[float, Doing]]:
        """Draw what is done on an open day."""
        for _ in range(bustle.orders):
            yield self._moment(day), lambda: self._take_in(day)
        for order_id, status in self._moves.pop(day, []):
            yield self._moment(day), partial(self._move, order_id, status)
        for _ in range(bustle.newcomers):
            yield self._moment(day), self._sign_up
        for _ in range(bustle.edits):
            yield self._moment(day), self._edit
        for _ in range(bustle.deletions):
            yield self._moment(day), self._delete

    def go_on_with(self, order_id: str, day: date) -> None:
        """Have an order of before made ready and fetched, as if it was taken in on a day."""
        self._plan(order_id, day)

    def _plan(self, order_id: str, day: date) -> None:
        ready, fetched = later(day, self.rng.randint(1, 2)), later(day, self.rng.randint(3, 6))
        self._moves[ready].append((order_id, READY))
        self._moves[fetched].append((order_id, COMPLETED))

    def _moment(self, day: date) -> float:
        return moment_of(day, self.rng)

    def _take_in(self, day: date) -> None:
        customer = self._any_customer()
        ready, fetched = later(day, self.rng.randint(1, 2)), later(day, self.rng.randint(3, 6))
        reply = self.cleancloud.do(
            "addOrder",
            customerID=customer,
            finalTotal="20.00",
            storeOrder="1",
            storeDropOffDate=str(noon(day)),
            storeReadyByDate=str(noon(ready)),
            products=self._products(),
        )
        order_id = str(reply["orderID"])
        self.in_work.append(order_id)
        self._moves[ready].append((order_id, READY))
        self._moves[fetched].append((order_id, COMPLETED))
        self.changed("order", lambda shop: _has_come_to(shop, order_id, CLEANING))

    def _products(self) -> list[dict[str, str]]:
        return [
            {"id": "0", "name": "Shirt", "price": "4.00", "pieces": "1", "quantity": "1"}
            for _ in range(self.rng.randint(2, 5))
        ]

    def _move(self, order_id: str, status: int) -> None:
        if self._is_deleted(order_id):
            return
        self.cleancloud.do("updateOrder", orderID=order_id, status=str(status))
        if order_id in self.in_work:
            self.in_work.remove(order_id)
        self.changed("order", lambda shop: _has_come_to(shop, order_id, status))

    def _delete(self) -> None:
        if not self.in_work:
            return
        order_id = self.in_work.pop(self.rng.randrange(len(self.in_work)))
        self.cleancloud.do("deleteOrder", orderID=order_id)
        self.changed("deleted order", lambda shop: shop.order(order_id) is None)

    def _sign_up(self) -> None:
        number = self.rng.randrange(10**7)
        reply = self.cleancloud.do(
            "addCustomer",
            customerName=f"Ada Newcomer{number}",
            customerTel=f"555{number:07}",
            customerEmail=f"ada{number}@example.com",
        )
        customer_id = str(reply["CustomerID"])
        self.changed("new customer", lambda shop: shop.customer(customer_id) is not None)

    def _edit(self) -> None:
        customer_id, notes = self._any_customer(), f"Ring twice {self.rng.randrange(10**7)}"
        self.cleancloud.do("updateCustomer", customerID=customer_id, customerNotes=notes)
        self.changed("edited customer", lambda shop: _has_notes(shop, customer_id, notes))

    def _any_customer(self) -> str:
        last = self.cleancloud.store.number("SELECT max(id) FROM customers")
        row = self.cleancloud.store.row(
            "SELECT id FROM customers WHERE id >= ? AND deactivated = 0 ORDER BY id",
            (self.rng.randint(1, last),),
        )
        return str(row["id"]) if row else self._any_customer()

    def _is_deleted(self, order_id: str) -> bool:
        return bool(
            self.cleancloud.store.number(
                "SELECT deleted FROM orders WHERE id = ?", (int(order_id),)
            )
        )


@dataclass
class Staff:
    """The shop's staff at this computer's counters.

    Attributes:
        opened: Customers and orders that were opened.
        scans: Labels that were scanned.
        misses: Scans that the mirror could not tell the garment of.
        writes: Scans that changed a garment.
    """

    elsewhere: Elsewhere
    rng: Random
    opened: int = 0
    scans: int = 0
    misses: int = 0
    writes: int = 0

    def day(
        self, day: date, bustle: Bustle, counter: Callable[[], Shop]
    ) -> Iterator[tuple[float, Doing]]:
        """Draw what is done on an open day; `counter` tells at which counter."""
        for _ in range(bustle.lookups):
            yield moment_of(day, self.rng), lambda: self._look_up(counter())
        for _ in range(bustle.scans):
            yield moment_of(day, self.rng), lambda: self._scan(counter(), bustle.confirms)

    async def _look_up(self, shop: Shop) -> None:
        self.opened += 1
        if self.rng.random() < 0.5 and self.elsewhere.in_work:
            await shop.ask.refresh_order(self.rng.choice(self.elsewhere.in_work))
        else:
            found = shop.search("", limit=50)
            if found:
                await shop.ask.refresh_customer(self.rng.choice(found).customer.id)

    async def _scan(self, shop: Shop, confirms: bool) -> None:
        """Scan the label of a garment in work, and put it where its order hangs."""
        barcode = self._label()
        if barcode is None:
            return
        self.scans += 1
        found = shop.garments_with(barcode)
        if not found:
            self.misses += 1
            return
        garment = found[0].garment
        if confirms:
            ids = {"orderID": garment.order_id, "barcodeID": garment.barcode}
            await shop.read("getGarment", ids)
        place = f"H{int(garment.order_id) % 200 + 1}"
        if garment.place != place:
            self.writes += 1
            await shop.write(
                "updateGarment",
                {
                    "orderID": garment.order_id,
                    "barcodeID": garment.barcode,
                    "conveyorLocation": place,
                },
            )

    def _label(self) -> str | None:
        if not self.elsewhere.in_work:
            return None
        rows = self.elsewhere.cleancloud.store.rows(
            "SELECT barcode FROM garments WHERE order_id = ? ORDER BY id",
            (int(self.rng.choice(self.elsewhere.in_work)),),
        )
        return str(self.rng.choice(rows)["barcode"]) if rows else None


def moment_of(day: date, rng: Random) -> float:
    """Draw a moment at which the shop is open."""
    opens, closes = seconds(day, OPENS), seconds(day, CLOSES)
    return rng.uniform(opens, closes)


def seconds(day: date, at: time) -> float:
    """Return a moment of a day in Unix seconds."""
    return datetime.combine(day, at, UTC).timestamp()


def noon(day: date) -> int:
    """Return a day as the API writes it."""
    return int(seconds(day, time(12)))


def is_open(day: date) -> bool:
    """Tell whether the shop opens on a day: Monday to Saturday."""
    return day.weekday() < 6


def later(day: date, open_days: int) -> date:
    """Return the day that is so many open days later."""
    while open_days:
        day += timedelta(days=1)
        open_days -= is_open(day)
    return day


def _has_come_to(shop: Shop, order_id: str, status: int) -> bool:
    known = shop.order(order_id)
    has = known.value.status if known else None
    return has is not None and int(has.value) >= status


def _has_notes(shop: Shop, customer_id: str, notes: str) -> bool:
    known = shop.customer(customer_id)
    return known is not None and known.value.notes == notes
