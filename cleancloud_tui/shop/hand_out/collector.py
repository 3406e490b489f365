"""A customer who collects: their orders as the mirror has them, and what became of each."""

from __future__ import annotations

from collections.abc import Collection as Ids
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ...scanner.labels.codes import CodeKind, ScannedCode
from .collecting import Collection, OrderConflict, conflict_between, is_sure, ready_first
from .tally import Tally

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ..records import Known
    from ..shop import Shop


class Collector:
    """What one customer collects at one visit.

    Args:
        shop: Knows the orders.
        customer_id: Whose they are.
        order_ids: Those that are ticked already.

    Attributes:
        tally: What became of each order.
    """

    def __init__(self, shop: Shop, customer_id: str, order_ids: Ids[str] = ()) -> None:
        self.customer_id = customer_id
        self.tally = Tally(set(order_ids))
        self._shop = shop

    @property
    def name(self) -> str:
        """The customer's name, or number."""
        return self.name_of(self.customer_id)

    @property
    def phone(self) -> str:
        """The customer's phone, as far as known."""
        known = self._shop.customer(self.customer_id)
        return known.value.phone if known else ""

    def name_of(self, customer_id: str) -> str:
        """Return any customer's name, or number."""
        known = self._shop.customer(customer_id)
        return known.value.name if known and known.value.name else f"customer {customer_id}"

    def orders(self) -> list[Order]:
        """Return what waits, and what was put in at this visit, Ready ones first."""
        known = self._shop.orders_of(self.customer_id)
        return ready_first(
            order for order in known if order.is_open or order.id in self.tally.endings
        )

    def ticked(self) -> list[Order]:
        """Return what goes over the counter next."""
        return [order for order in self.orders() if order.id in self.tally.ticked]

    def left(self) -> list[Order]:
        """Return what is neither ticked nor put in."""
        gone = self.tally.ticked | self.tally.endings.keys()
        return [order for order in self.orders() if order.id not in gone]

    def collection(self) -> Collection:
        """Return what is ticked, with what is due for it."""
        return Collection(self.ticked(), self.tally.taken)

    def known(self, orders: Sequence[Order]) -> list[Known[Order]]:
        """Return orders with how old they are."""
        return [known for order in orders if (known := self._shop.order(order.id))]

    def are_sure(self, orders: Sequence[Order], now: datetime) -> bool:
        """Tell whether money may be taken for orders by what is known; see `is_sure`."""
        return all(is_sure(known, now) for known in self.known(orders))

    def conflicts(
        self, orders: Sequence[Order], asked_at: datetime | None
    ) -> list[tuple[Order, OrderConflict]]:
        """Return what others did to orders, those left out to whom they did nothing.

        Args:
            orders: As they were shown.
            asked_at: When all of the customer's were asked for; None where that was not needed.
        """
        return [
            (order, what)
            for order in orders
            if (what := conflict_between(order, self._now(order.id, asked_at)))
        ]

    def _now(self, order_id: str, asked_at: datetime | None) -> Order | None:
        """Return how an order stands; None where the answer did not tell it."""
        known = self._shop.order(order_id)
        if known is None or (asked_at and known.read_at < asked_at):
            return None
        return known.value

    def orders_with(self, code: ScannedCode) -> list[Order]:
        """Return the orders that a code may mean, by their ticket, then by a garment.

        They may be another customer's; this one's stand first, those that wait before the others.
        """
        ticket = code.name_as(CodeKind.TICKET)
        tickets = [self._shop.order(each) for each in dict.fromkeys((ticket, ticket.lstrip("0")))]
        garments = self._shop.garments_with(code.name_as(CodeKind.GARMENT))
        found = [known.value for known in tickets if known]
        found += [each.order for each in garments if each.order]
        return sorted(found, key=lambda order: (not self.owns(order), not order.is_open))

    def owns(self, order: Order) -> bool:
        """Tell whether an order is this customer's."""
        return order.customer_id == self.customer_id
