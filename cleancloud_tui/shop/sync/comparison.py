"""The daily comparison with CleanCloud's orders: deleted ones show nowhere else.

CleanCloud is asked for what is not completed, and for what is completed and not paid; the mirror
tells what to expect: where that is too much for one answer, it is asked by the days on which the
orders were made, in windows of about as many as come at once. How many that are is learned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from ...api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
)
from ...api.models.orders import Order
from ..budget.plan import AskingPlan
from ..mirror.coverage import Standing
from ..mirror.mirror import Mirror
from ..reading import Reader
from .changes import COMPARED_AT
from .jobs import A_DAY, AskingJob, few
from .many_orders import OPEN_STATUSES, orders
from .order_windows import DaysWindow, OrderCap

PURPOSE: Final = "comparison"
"""What the requests for open orders are counted as."""

_FEW: Final = 5
"""Orders of days that may all be gone at once without a second thought."""

_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Which orders are compared.

    Attributes:
        standing: What the mirror knows them by.
        filters: What `getOrders` knows them by.
        statuses: By which a day's are asked for that are too many at once.
        at: The fact that tells when they were all asked for last.
        purpose: What the requests are counted as.
        holds: Tells whether an order is one of them.
    """

    standing: Standing
    filters: Mapping[str, object]
    statuses: Sequence[str]
    at: str
    purpose: str
    holds: Callable[[Order], bool]


OPEN: Final = Compared(
    Standing.OPEN,
    {"completed": "0"},
    OPEN_STATUSES,
    COMPARED_AT,
    PURPOSE,
    lambda order: order.is_open,
)

OWED: Final = Compared(
    Standing.OWED,
    {"completed": "1", "paid": "0"},
    (),
    "unpaid orders compared at",
    "comparison of unpaid orders",
    lambda order: not order.is_open and bool(order.due or order.is_due_unknown),
)


class OrderComparison(AskingJob):
    """Asks once a day for the orders of a standing, then for each that was not among them.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
        compared: Which orders.
    """

    def __init__(
        self, mirror: Mirror, clock: Callable[[], float], reader: Reader, compared: Compared
    ) -> None:
        super().__init__(mirror, clock, reader)
        self._compared = compared
        self._cap = OrderCap(mirror, compared.standing)
        self._asked: set[tuple[str, float]] = set()

    async def do(self, plan: AskingPlan) -> None:
        """Read all of them once a day, then, a few at a time, those not among them."""
        if self._is_due(self._compared.at, A_DAY):
            await self._compare()
        compared_at = self._mirror.facts.done_at(self._compared.at) or 0.0
        most = few(plan)
        missing = self._missing(compared_at, most + len(self._asked))
        for order_id in [each for each in missing if (each, compared_at) not in self._asked][:most]:
            self._asked.add((order_id, compared_at))
            await self._read_order(order_id)

    def _missing(self, compared_at: float, limit: int) -> list[str]:
        return self._mirror.coverage.read_before(self._compared.standing, compared_at, limit)

    async def _read_order(self, order_id: str) -> None:
        """Ask for one order, which is deleted where CleanCloud has none of that number.

        Raises:
            NothingFoundError: No other one is told in the same way: for now it tells nothing.
        """
        try:
            which, purpose = {"orderID": order_id}, self._compared.purpose
            await self.reader.read("getOrders", which, background=True, purpose=purpose)
        except (AskingRefusedError, NothingFoundError):
            raise
        except RefusedError:
            return

    async def _compare(self) -> None:
        now = self._clock()
        self._asked.clear()
        windows = self._cap.windows(self._today)
        was_cut = False
        while windows:
            window = windows.pop(0)
            came = await self._ask(window.filters)
            if came is None:
                was_cut = True
                windows = [*await self._cut(window), *windows]
            elif came == 0 and window.orders > _FEW:
                await self._doubt(window, now)
        if not was_cut:
            await self._cap.try_more()
        await self._mirror.facts.remember_done(self._compared.at, now)

    async def _cut(self, window: DaysWindow) -> list[DaysWindow]:
        """Return smaller windows; a day's orders are asked for by their status at once."""
        await self._cap.learn_from(window)
        days = self._mirror.coverage.by_day(self._compared.standing)
        if smaller := window.cut(days, self._today):
            return smaller
        for status in self._compared.statuses:  # one of which that is too many is left out
            await self._ask({**window.filters, "status": status})
        return []

    async def _doubt(self, window: DaysWindow, now: float) -> None:
        """Ask for one of the orders that a window without any was to have.

        If it is there, the empty answer meant something else, and the others are not asked for.
        """
        first, last = window.first or date.min, window.last or date.max
        of_window = [
            each
            for each in self._missing(now, _ALL)
            if (known := self._mirror.order(each))
            and known.value.created
            and first <= known.value.created.astimezone(UTC).date() <= last
        ]
        if not of_window:
            return
        await self._read_order(of_window[0])
        known = self._mirror.order(of_window[0])
        if known and self._compared.holds(known.value):
            self._asked.update((each, now) for each in of_window)

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock(), UTC).date()

    async def _ask(self, filters: Mapping[str, object]) -> int | None:
        """Ask for orders, and return how many came; None where that is too many at once."""
        asked, purpose = {**self._compared.filters, **filters}, self._compared.purpose
        came = await orders(self.reader, asked, background=True, purpose=purpose)
        return None if came is None else len(came)
