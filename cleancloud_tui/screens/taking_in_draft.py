"""The draft of a new order: what is typed is kept at once, and found again, by any terminal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..shop.journal.drafts import NEW_ORDERS
from ..shop.orders.new_order import NewOrder, taken_up

if TYPE_CHECKING:
    from ..shop.journal.drafts import Draft
    from ..shop.shop import Shop


@dataclass(frozen=True, slots=True)
class PutAside:
    """An order that was put aside, when, and by whom where that was told."""

    order: NewOrder
    at: datetime
    staff: str


async def orders_put_aside(shop: Shop) -> list[PutAside]:
    """Return the orders of all customers that wait for this terminal or any, the newest first.

    Raises:
        StorageError: They can't be read.
    """
    return [_put_aside(draft) for draft in await shop.drafts.all(NEW_ORDERS)]


def _put_aside(draft: Draft) -> PutAside:
    return PutAside(taken_up(draft.key, draft.values), draft.at, draft.staff)


class OrderDraft:
    """Keeps the new order of one customer; one writing at a time, the newest order last.

    Args:
        shop: Whose drafts it is among.
        customer_id: Whose order it is.
    """

    def __init__(self, shop: Shop, customer_id: str) -> None:
        self._shop = shop
        self._customer_id = customer_id
        self._waiting: NewOrder | None = None
        self._writing = asyncio.Lock()
        self._is_over = False
        self._is_left = False

    @property
    def is_behind(self) -> bool:
        """Whether something is not written yet."""
        return self._waiting is not None or self._writing.locked()

    async def find(self) -> PutAside | None:
        """Take up the order that was put aside, if there is one.

        Raises:
            StorageError: It can't be read.
        """
        draft = await self._shop.drafts.find(NEW_ORDERS, self._customer_id)
        return _put_aside(draft) if draft else None

    async def keep(self, order: NewOrder) -> None:
        """Keep an order; what changed again before its turn came is kept by the next one.

        Raises:
            StorageError: It can't be written.
        """
        self._waiting = order
        async with self._writing:
            if self._waiting is not order or self._is_over:
                return
            self._waiting = None
            if self._is_left:  # what was left must not stand beside what is kept now
                self._is_left = False
                await self.find()
            await self._shop.drafts.keep(
                NEW_ORDERS, self._customer_id, order.as_draft(), customer_id=self._customer_id
            )

    async def leave(self) -> None:
        """Let go of it: any terminal may go on with it.

        Raises:
            StorageError: It can't be written.
        """
        async with self._writing:
            self._is_left = True
            await self._shop.drafts.leave(NEW_ORDERS, self._customer_id)

    async def drop(self, *, for_good: bool) -> None:
        """Throw it away; for good where the order was made: nothing is kept any more.

        Raises:
            StorageError: It can't be written.
        """
        self._is_over = for_good
        self._waiting = None
        async with self._writing:
            await self._shop.drafts.drop(NEW_ORDERS, self._customer_id)
