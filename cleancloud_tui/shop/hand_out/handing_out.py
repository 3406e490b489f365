"""Handing orders out by what is sure: what is asked before money is taken, and what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.orders import Order
from ..orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from ..writes.steps import Looked, LooksAgain, NotRead, Steps
from .collecting import Collection, HandOver, OrderConflict, is_ready
from .collector import Collector

if TYPE_CHECKING:
    from ..shop import Shop

_GONE = (OrderConflict.GONE, OrderConflict.COLLECTED)


@dataclass(frozen=True, slots=True)
class StayBehind:
    """Asks whether Ready orders that are not ticked stay; answered True or False."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class GoEarly:
    """Asks whether orders that are not Ready go out all the same; answered True or False."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class GoByMirror:
    """Asks whether orders that could not be read go out by what is known; True or False."""

    error: CleanCloudError


@dataclass(frozen=True, slots=True)
class Meant:
    """Asks whether orders go out for which nothing is due; answered True or False."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class DueUnknown:
    """Says that CleanCloud does not tell what is due for some orders: nothing is changed."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Charged:
    """Says for which orders a card was charged, unknown yet whether that worked."""

    order_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HowPaid:
    """Asks how orders are paid; answered with a `Payment`, None where it was taken back.

    Attributes:
        orders: Those that money is to be taken for.
        due: What is to pay for all of them.
        news: What others did to them meanwhile, which has to be known before.
    """

    orders: tuple[Order, ...]
    due: Decimal
    news: tuple[tuple[Order, OrderConflict], ...]


@dataclass(frozen=True, slots=True)
class News:
    """Says what others did to orders since they were shown; empty where they did nothing."""

    told: tuple[tuple[Order, OrderConflict], ...]


@dataclass(frozen=True, slots=True)
class GoOut:
    """Money was taken, or none is due: these are to be put in, all at once."""

    hand_overs: tuple[HandOver, ...]


Step = (
    StayBehind
    | GoEarly
    | LooksAgain
    | Looked
    | GoByMirror
    | Meant
    | DueUnknown
    | Charged
    | NotRead
    | HowPaid
    | TakeCash
    | ConfirmPayment
    | News
    | GoOut
)


class HandingOut:
    """Hands out what is ticked of a customer's orders.

    Args:
        shop: Knows the orders.
        collector: Whose orders they are, and what became of each.
    """

    def __init__(self, shop: Shop, collector: Collector) -> None:
        self._shop = shop
        self._collector = collector
        self._tally = collector.tally
        self._asked_at: datetime | None = None
        self._goes_by_mirror = False

    async def steps(self) -> Steps[Step]:
        """Ask what has to be asked, one question after another, and say what goes out.

        No money is taken for what was not just read, unless somebody said that it may be.
        """
        ticked = self._collector.ticked()
        behind = tuple(order for order in self._collector.left() if is_ready(order))
        if behind and (yield StayBehind(behind)) is not True:
            return
        early = tuple(order for order in ticked if not is_ready(order))
        if early and (yield GoEarly(early)) is not True:
            return
        orders: Sequence[Order] = ticked
        collection, payment = Collection(()), Payment()
        while True:
            if self._must_look(orders):
                yield LooksAgain()
                error = await self._not_looked()
                if error and (yield GoByMirror(error)) is not True:
                    return
                self._goes_by_mirror = error is not None
                if not error:
                    yield Looked()
            news = self._note_conflicts(orders)
            yield News(news)
            if collection.orders and not news:
                yield GoOut(tuple(self._tally.put_in(collection, payment)))
                return
            collection = self._collector.collection()
            if not collection.orders:
                return
            if speaks_against := await self._speaks_against(collection):
                yield speaks_against
                return
            if not collection.unpaid:
                if (yield Meant(tuple(collection.orders))) is not True:
                    return
                payment = Payment()
            else:
                due = collection.due or Decimal(0)
                picked = yield HowPaid(tuple(collection.unpaid), due, news)
                if not isinstance(picked, Payment):
                    return
                if picked.paid_by is PaidBy.CASH:
                    change = yield TakeCash(due)
                    if not isinstance(change, Decimal):
                        return
                    picked = Payment(PaidBy.CASH, change)
                elif (yield self._confirm(collection, due, picked.paid_by)) is not True:
                    return
                payment = picked
            orders = collection.orders

    def _confirm(
        self, collection: Collection, due: Decimal, paid_by: PaidBy | None
    ) -> ConfirmPayment:
        unpaid = collection.unpaid
        return ConfirmPayment(due, paid_by, unpaid[0].customer_id, len(unpaid))

    def _must_look(self, orders: Sequence[Order]) -> bool:
        is_sure = self._collector.are_sure(orders, self._shop.now())
        return not (self._goes_by_mirror or is_sure)

    async def _not_looked(self) -> CleanCloudError | None:
        """Read the customer's orders; return why that was not possible, None where it was."""
        asked_at = self._shop.now()
        try:
            await self._shop.ask.refresh_orders_of(self._collector.customer_id)
        except CleanCloudError as error:
            return error
        self._asked_at = asked_at
        return None

    def _note_conflicts(self, orders: Sequence[Order]) -> tuple[tuple[Order, OrderConflict], ...]:
        """Leave behind what others took away, and return all that they did."""
        news = self._collector.conflicts(orders, self._asked_at)
        self._tally.untick(order.id for order, what in news if what in _GONE)
        return tuple(news)

    async def _speaks_against(
        self, collection: Collection
    ) -> NotRead | Charged | DueUnknown | None:
        """Return why no money may be taken for orders."""
        unpaid = collection.unpaid
        try:
            charged = await self._shop.open_charges([order.id for order in unpaid])
        except CleanCloudError as error:
            return NotRead(error)
        if charged:
            return Charged(tuple(sorted(charged)))
        if unpaid and collection.due is None:
            return DueUnknown(tuple(order for order in unpaid if order.due is None))
        return None
