"""What goes over the counter: orders that are handed out together, and what is to pay for them.

Nothing here asks or sends: the screen that hands out does, with what is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from ...api.clocks.true_time import TOLERANCE, was_within
from ...api.models.orders import Order, OrderStatus
from ...api.request import Request
from ..orders.moment import is_of_now
from ..orders.payment import PaidBy
from ..orders.verbs import collected
from ..records import Known

_NEW: Final = timedelta(minutes=2)
"""An order that was made this recently was paid nowhere but where it was made."""


class OrderConflict(Enum):
    """What somebody else did to an order since it was last looked at."""

    GONE = "is not among the customer's orders any more"
    COLLECTED = "was handed out meanwhile"
    PAID = "was paid meanwhile"
    CHANGED = "comes to another amount now"


@dataclass(frozen=True, slots=True)
class HandOver:
    """An order that goes over the counter.

    Attributes:
        paid_by: How it was paid; None where it was before, or is later.
    """

    order_id: str
    paid_by: PaidBy | None

    def request(self) -> Request:
        """Return what puts it in.

        Raises:
            BadParametersError: CleanCloud told it under a number that it does not take.
        """
        return collected(self.order_id, self.paid_by)


@dataclass(frozen=True, slots=True)
class Collection:
    """Orders that are handed out together.

    Attributes:
        orders: As they are known.
        taken: How money was taken for those that CleanCloud has not as paid yet, by their numbers:
            it is not taken again.
    """

    orders: Sequence[Order]
    taken: Mapping[str, PaidBy] = field(default_factory=dict)

    @property
    def unpaid(self) -> list[Order]:
        """Those that money is to be taken for."""
        return [
            each
            for each in self.orders
            if not each.paid and each.due != 0 and each.id not in self.taken
        ]

    @property
    def due(self) -> Decimal | None:
        """What is to pay for all of them; None where CleanCloud did not tell it of each."""
        dues = [each.due for each in self.unpaid]
        if None in dues:
            return None
        return sum((due for due in dues if due is not None), Decimal("0.00"))

    def hand_overs(self, paid_by: PaidBy | None) -> list[HandOver]:
        """Return what is to be put in: one an order.

        Args:
            paid_by: How what is due was paid; None where it is paid later.
        """
        return [HandOver(order.id, self._paid_by(order, paid_by)) for order in self.orders]

    def _paid_by(self, order: Order, paid_by: PaidBy | None) -> PaidBy | None:
        """Return how an order was paid just now; what stands on an invoice never is."""
        if order.paid or (order.is_on_invoice and order.id not in self.taken):
            return None
        return self.taken.get(order.id, paid_by)


def ready_first(orders: Iterable[Order]) -> list[Order]:
    """Return orders with the Ready ones first, each kind as it came."""
    return sorted(orders, key=lambda order: not is_ready(order))


def is_ready(order: Order) -> bool:
    """Tell whether an order waits to be collected."""
    return order.status is OrderStatus.READY


def is_sure(known: Known[Order], now: datetime) -> bool:
    """Tell whether an order need not be read again before money is taken for it.

    A change made here tells nothing of a payment elsewhere, so one that was only patched counts as
    read where the order itself is new.
    """
    created, is_new = known.value.created, False
    if created is not None:
        # It was CleanCloud's clock.
        is_new = was_within(
            created.timestamp(), now.timestamp(), _NEW.total_seconds(), skew=TOLERANCE
        )
    return is_new or (not known.patched and is_of_now(known.read_at, now))


def conflict_between(before: Order, now: Order | None) -> OrderConflict | None:
    """Return what somebody else did to an order; None where it matters to nobody at the counter.

    Args:
        before: As it was shown.
        now: As it was just read; None where it was not among what was told.
    """
    if now is None or now.customer_id != before.customer_id:
        return OrderConflict.GONE
    if not now.is_open:
        return OrderConflict.COLLECTED
    if now.paid and not before.paid:
        return OrderConflict.PAID
    return OrderConflict.CHANGED if now.due != before.due else None
