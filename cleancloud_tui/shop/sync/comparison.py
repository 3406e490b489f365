"""The daily comparison of open orders with CleanCloud's: deleted ones show nowhere else.

CleanCloud is asked for what is not completed, and the mirror tells what to expect: where that is
too much for one answer, it is asked by the days on which the orders were made, in windows of about
as many open orders as come at once. How many that are is learned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from ...api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
)
from ..budget.plan import AskingPlan
from ..mirror.mirror import Mirror
from ..reading import Reader
from .changes import COMPARED_AT
from .jobs import A_DAY, AskingJob, few
from .many_orders import OPEN_STATUSES, orders
from .open_windows import OpenOrderCap, OpenWindow

PURPOSE: Final = "comparison"
"""What its requests are counted as."""

_FEW: Final = 5
"""Open orders of days that may all be gone at once without a second thought."""

_ALL: Final = 1_000_000


class OpenOrders(AskingJob):
    """Asks once a day for the open orders, then for each that was not among them.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float], reader: Reader) -> None:
        super().__init__(mirror, clock, reader)
        self._asked: set[tuple[str, float]] = set()

    async def do(self, plan: AskingPlan) -> None:
        """Read all open orders once a day, then, a few at a time, those not among them."""
        if self._is_due(COMPARED_AT, A_DAY):
            await self._compare()
        compared_at = self._mirror.facts.done_at(COMPARED_AT) or 0.0
        most = few(plan)
        missing = self._missing(compared_at, most + len(self._asked))
        for order_id in [each for each in missing if (each, compared_at) not in self._asked][:most]:
            self._asked.add((order_id, compared_at))
            await self._read_order(order_id)

    def _missing(self, compared_at: float, limit: int) -> list[str]:
        return self._mirror.coverage.open_orders_read_before(compared_at, limit)

    async def _read_order(self, order_id: str) -> None:
        """Ask for one order, which is deleted where CleanCloud has none of that number.

        Raises:
            NothingFoundError: No other one is told in the same way: for now it tells nothing.
        """
        try:
            await self.reader.read(
                "getOrders", {"orderID": order_id}, background=True, purpose=PURPOSE
            )
        except (AskingRefusedError, NothingFoundError):
            raise
        except RefusedError:
            return

    async def _compare(self) -> None:
        now = self._clock()
        self._asked.clear()
        cap = OpenOrderCap(self._mirror)
        windows = cap.windows(self._today)
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
            await cap.try_more()
        await self._mirror.facts.remember_done(COMPARED_AT, now)

    async def _cut(self, window: OpenWindow) -> list[OpenWindow]:
        """Return smaller windows; a day's orders are asked for by their status at once."""
        await OpenOrderCap(self._mirror).learn_from(window)
        days = self._mirror.coverage.open_orders_by_day()
        if smaller := window.cut(days, self._today):
            return smaller
        for status in OPEN_STATUSES:  # one of which that is too many is left out
            await self._ask({**window.filters, "status": status})
        return []

    async def _doubt(self, window: OpenWindow, now: float) -> None:
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
        if known and known.value.is_open:
            self._asked.update((each, now) for each in of_window)

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock(), UTC).date()

    async def _ask(self, filters: Mapping[str, object]) -> int | None:
        """Ask for open orders, and return how many came; None where that is too many at once."""
        asked = {"completed": "0", **filters}
        came = await orders(self.reader, asked, background=True, purpose=PURPOSE)
        return None if came is None else len(came)
