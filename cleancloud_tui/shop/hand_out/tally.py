"""What became of each order while a customer's orders are handed out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError, leaves_open
from ..orders.payment import PaidBy, Payment
from .collecting import Collection, HandOver

if TYPE_CHECKING:
    from ..journal.entries import Entry


class Ending(Enum):
    """What became of an order that was put in; the values are the words for it."""

    OUT = "being put in"
    HANDED_OUT = "handed out"
    KEPT = "kept, sent later"
    UNKNOWN = "not known yet"


@dataclass(slots=True)
class Tally:
    """One hand-out, as far as it is: an order is ticked, then put in, and ends or is refused.

    Attributes:
        ticked: What goes over the counter next.
        endings: What became of the orders that were put in, by their numbers.
        refused: Why an order was not put in after all; it can be ticked once more.
        taken: How money was taken, by order: it is not taken a second time.
        change: What is to give back of the cash that was taken last; None where that was none.
    """

    ticked: set[str] = field(default_factory=set)
    endings: dict[str, Ending] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    taken: dict[str, PaidBy] = field(default_factory=dict)
    change: Decimal | None = None

    @property
    def is_being_put_in(self) -> bool:
        """Whether an answer is still to come."""
        return Ending.OUT in self.endings.values()

    @property
    def owed(self) -> list[str]:
        """The orders that money was taken for and that were refused then."""
        return [order_id for order_id in self.refused if order_id in self.taken]

    def tick(self, order_id: str) -> None:
        """Take an order along; the change that was given before is history."""
        self.ticked.add(order_id)
        self.change = None

    def untick(self, order_ids: Iterable[str]) -> None:
        """Leave orders behind."""
        self.ticked.difference_update(order_ids)

    def put_in(self, collection: Collection, payment: Payment) -> list[HandOver]:
        """Note that orders go out and how they were paid, and return what is to be put in."""
        if payment.paid_by:
            self.taken.update({order.id: payment.paid_by for order in collection.unpaid})
        for order in collection.orders:
            self.refused.pop(order.id, None)
            self.endings[order.id] = Ending.OUT
        self.untick([order.id for order in collection.orders])
        self.change = payment.change
        return collection.hand_overs(payment.paid_by)

    def handed_out(self, order_id: str) -> None:
        """Note that an order was put in."""
        self.endings[order_id] = Ending.HANDED_OUT

    def failed(self, order_id: str, error: CleanCloudError) -> bool:
        """Note that an order was not put in, or not yet; tell whether that is still open."""
        if not leaves_open(error):
            self.refuse(order_id, str(error))
            return False
        self.endings[order_id] = Ending.KEPT if error.kept else Ending.UNKNOWN
        return True

    def found_out(self, order_id: str, entry: Entry) -> None:
        """Note what became of an order of which that was open."""
        if entry.is_done:
            self.handed_out(order_id)
        else:
            self.refuse(order_id, entry.error)

    def refuse(self, order_id: str, why: str) -> None:
        """Note that an order was not put in after all."""
        self.endings.pop(order_id, None)
        self.refused[order_id] = why
