"""Finding a scanned code that the mirror does not know, in few requests.

`getGarments` answers by order only, so the order has to be guessed. Asked are, in this order: the
one on screen; of those whose garments are not known as they are now, first the ones made between
the orders of the nearest numbers known (labels are printed one after another), then the newest;
last those between the nearest numbers that were read before. What was read a moment ago is left
out.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...api.clocks.true_time import was_within
from ...api.errors import NothingFoundError, RefusedError
from ...scanner.labels.codes import CodeKind, ScannedCode
from .allowance import Allowance

if TYPE_CHECKING:
    from ..mirror.mirror import Mirror
    from ..reading import Reader

MOST_ASKED: Final = 12
"""Requests that one code may cost."""

_RECENT_SECONDS: Final = 120.0
"""An order whose garments were read this recently does not hold it."""

_AT_ONCE: Final = 60
_COMES_BACK_SECONDS: Final = 60.0
"""Requests that all codes together may cost: labels that nobody knows may come by the dozen."""

_RUN: Final = 3
"""Last digits in which labels of one roll differ."""


@dataclass(frozen=True, slots=True)
class Search:
    """How far the search for a code is: how many of how many orders were asked."""

    asked: int
    orders: int


class GarmentSearch:
    """Looks for codes at CleanCloud; for people, so even where the month's reserve is reached.

    Args:
        mirror: Tells where a code may be found, and gets what is read.
        reader: Reads.
        clock: Tells Unix seconds.
    """

    def __init__(self, mirror: Mirror, reader: Reader, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._reader = reader
        self._clock = clock
        self._allowance = Allowance(_AT_ONCE, _COMES_BACK_SECONDS, clock)
        self._turn = asyncio.Lock()

    async def find(self, code: ScannedCode, on_screen: str, tell: Callable[[Search], None]) -> bool:
        """Ask for a code until the mirror knows it; True where it does.

        Codes are looked for one after another: what one search reads may answer the next.

        Args:
            code: What was scanned.
            on_screen: The order that is being worked at; empty for none.
            tell: Is told before every request how far it is.

        Raises:
            CleanCloudError: CleanCloud can't be asked.
        """
        async with self._turn:
            if CodeKind.TICKET in code.kinds and await self._find_order(code.text):
                return True
            if CodeKind.GARMENT not in code.kinds:
                return False
            orders = list(self.orders_to_ask(code.text, on_screen))
            for asked, order_id in enumerate(orders):
                if self._mirror.garments_with(code.text):
                    return True
                if not self._allowance.take():
                    return False
                tell(Search(asked, len(orders)))
                await self._read("getGarments", order_id)
            return bool(self._mirror.garments_with(code.text))

    def orders_to_ask(self, barcode: str, on_screen: str) -> Iterator[str]:
        """Yield the orders that may hold a garment, the likeliest first."""
        wanting = self._mirror.coverage.orders_wanting_garments(_AT_ONCE)
        near = _orders_near(self._mirror, barcode)
        likely = dict.fromkeys(
            [
                *([on_screen] if on_screen else []),
                *(each for each in near if each in wanting),
                *wanting,
                *near,
            ]
        )
        now = self._clock()
        left = MOST_ASKED
        for order_id in likely:
            read_at = self._mirror.garments_read_at(order_id)
            is_recent = read_at and was_within(read_at.timestamp(), now, _RECENT_SECONDS)
            if left and (not is_recent or order_id in wanting):
                left -= 1
                yield order_id

    async def _find_order(self, order_id: str) -> bool:
        may_be_one = order_id.isdecimal() and not order_id.startswith("0")
        if self._mirror.order(order_id) is None and may_be_one and self._allowance.take():
            await self._read("getOrders", order_id)
        return self._mirror.order(order_id) is not None

    async def _read(self, operation: str, order_id: str) -> None:
        try:
            await self._reader.read(operation, {"orderID": order_id})
        except NothingFoundError as error:
            if not error.is_sure and not error.is_refusal:
                raise  # nothing was said of it
        except RefusedError:  # there is no such order, or no longer
            return


def _orders_near(mirror: Mirror, barcode: str) -> list[str]:
    """Return orders in work that were made between those of the next lower and higher numbers.

    Where no known number is so near that both may be of one roll of labels, there are none.
    """
    roll = barcode[:-_RUN]
    if not roll or not barcode.isdecimal():
        return []
    below = _made(mirror, "barcode >= ? AND barcode < ? ORDER BY barcode DESC", roll, barcode)
    above = _made(mirror, "barcode > ? AND barcode < ? ORDER BY barcode", barcode, roll + ":")
    if below is None and above is None:
        return []
    rows = mirror.file.rows(
        """SELECT id FROM orders WHERE in_work = 1 AND deleted = 0
        AND created BETWEEN ?1 AND ?2 ORDER BY abs(created - ?3) LIMIT ?4""",
        below or 0.0,
        above or math.inf,
        below if above is None else above,
        MOST_ASKED,
    )
    return [row["id"] for row in rows]


def _made(mirror: Mirror, where: str, *bounds: str) -> float | None:
    """Return when the order of the first garment that fits was made; None where none does."""
    rows = mirror.file.rows(
        f"SELECT created FROM garments JOIN orders ON orders.id = order_id WHERE {where} LIMIT 1",  # noqa: S608
        *bounds,
    )
    return rows[0]["created"] if rows else None
