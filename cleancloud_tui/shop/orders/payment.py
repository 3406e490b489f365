"""How money is taken at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from ...api.models.orders import Order
from ...api.operations.schema import PAYMENT_TYPES


class PaidBy(Enum):
    """How money is taken at the counter; the values are the API's `paymentType`."""

    CASH = "1"
    CARD = "2"
    CHECK = "3"

    @property
    def label(self) -> str:
        """What staff call it."""
        return PAYMENT_TYPES[self.value]

    @property
    def word(self) -> str:
        """The word for it within a sentence."""
        return self.label.lower()


@dataclass(frozen=True, slots=True)
class Payment:
    """What was agreed at the counter.

    Attributes:
        paid_by: How money was taken; None where none was.
        change: What is given back; None but for cash.
    """

    paid_by: PaidBy | None = None
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TakeCash:
    """Asks how much cash was given; answered with the change, None where it was taken back."""

    due: Decimal


@dataclass(frozen=True, slots=True)
class ConfirmPayment:
    """Asks whether it is as it was picked: paid, or not to be paid now; answered True or False.

    Attributes:
        due: What is to pay.
        paid_by: How it was paid; None where it is paid later.
        customer_id: By whom.
        orders: How many orders it is for.
    """

    due: Decimal
    paid_by: PaidBy | None
    customer_id: str
    orders: int = 1


class WhyNot(Enum):
    """What speaks against taking money for an order, or changing what is noted of it."""

    GONE = auto()
    CHARGED = auto()
    """A card was charged for it, and it is not known yet whether that worked."""

    ON_INVOICE = auto()
    PAID = auto()
    UNPAID = auto()
    UNKNOWN = auto()
    """CleanCloud does not tell whether it is paid, or what is due."""

    NOTHING_DUE = auto()
    NO_CARD = auto()


@dataclass(frozen=True, slots=True)
class Refused:
    """Says that no money was taken, and nothing changed.

    Attributes:
        order: As it was just read; None where it is gone.
    """

    why: WhyNot
    order: Order | None
