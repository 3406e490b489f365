"""The draft of a new order: what is typed is kept at once, and found again, by any terminal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..journal.linked import NEW_ORDERS, FormKey
from .order import NewOrder, taken_up

if TYPE_CHECKING:
    from ..journal.drafts import FormDraft
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class ParkedOrder:
    """An order that was parked, when, and by whom where that was told.

    Attributes:
        entry_id: The entry that it was sent by; 0 where it never was.
        may_be_made: Whether it was sent, and is not known yet what became of it.
    """

    order: NewOrder
    at: datetime
    staff: str
    entry_id: int = 0
    may_be_made: bool = False


async def parked_orders(shop: Shop) -> list[ParkedOrder]:
    """Return the orders of all customers that wait for this terminal or any, the newest first.

    Raises:
        StorageError: They can't be read.
    """
    return [await _parked(shop, draft) for draft in await shop.drafts.all(NEW_ORDERS)]


async def _parked(shop: Shop, draft: FormDraft) -> ParkedOrder:
    entry = await shop.outbox.entry(draft.entry_id) if draft.entry_id else None
    may_be_made = entry is not None and not entry.is_settled
    order = taken_up(draft.key, draft.values)
    return ParkedOrder(order, draft.at, draft.staff, draft.entry_id, may_be_made)


class OrderDraft:
    """Keeps the new order of one customer; one writing at a time, the newest order last.

    Args:
        shop: Whose drafts it is among.
        customer_id: Whose order it is.

    Attributes:
        customer_id: Whose order it is.
        entry_id: The entry that it was sent by; 0 where it was not.
    """

    def __init__(self, shop: Shop, customer_id: str) -> None:
        self._shop = shop
        self.customer_id = customer_id
        self.entry_id = 0
        self._waiting: NewOrder | None = None
        self._writing = asyncio.Lock()
        self._is_over = False
        self._is_left = False

    @property
    def form_key(self) -> FormKey:
        """Which draft it is."""
        return FormKey(NEW_ORDERS, self.customer_id)

    @property
    def is_behind(self) -> bool:
        """Whether something is not written yet."""
        return self._waiting is not None or self._writing.locked()

    async def find(self) -> ParkedOrder | None:
        """Take up the order that was parked, if there is one.

        Raises:
            StorageError: It can't be read.
        """
        draft = await self._shop.drafts.find(NEW_ORDERS, self.customer_id)
        if draft is None:
            return None
        self.entry_id = draft.entry_id
        return await _parked(self._shop, draft)

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
                NEW_ORDERS,
                self.customer_id,
                order.as_draft(),
                customer_id=self.customer_id,
                entry_id=self.entry_id,
            )

    async def leave(self) -> None:
        """Let go of it: any terminal may go on with it.

        Raises:
            StorageError: It can't be written.
        """
        async with self._writing:
            self._is_left = True
            await self._shop.drafts.leave(NEW_ORDERS, self.customer_id)

    async def drop(self, *, for_good: bool) -> None:
        """Throw it away; for good where the order was made: nothing is kept any more.

        Raises:
            StorageError: It can't be written.
        """
        self._is_over = for_good
        self._waiting = None
        self.entry_id = 0
        async with self._writing:
            await self._shop.drafts.drop(NEW_ORDERS, self.customer_id)
