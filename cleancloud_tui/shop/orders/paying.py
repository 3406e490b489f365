"""Taking money for an order before it is handed out, and putting right how it was paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.orders import Order
from ..writes.steps import Looked, LooksAgain, NotRead, Send, Steps
from . import verbs
from .moment import is_of_now
from .payment import ConfirmPayment, PaidBy, Payment, Refused, TakeCash, WhyNot

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class HowPaid:
    """Asks how an order is paid; answered with a `PaidBy`, None where it was taken back.

    Attributes:
        before: What was due when it was last seen.
    """

    order: Order
    due: Decimal
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class WhatIsRight:
    """Asks how an order was paid in truth; answered with a `Payment`, None for as it stands."""

    order: Order


@dataclass(frozen=True, slots=True)
class ConfirmCorrection:
    """Asks whether that is meant; answered True or False.

    Attributes:
        paid_by: How it was paid in truth; None where it was not.
    """

    order: Order
    paid_by: PaidBy | None


@dataclass(frozen=True, slots=True)
class NotePayment(Send):
    """Nothing speaks against it any more: it is noted at CleanCloud.

    Attributes:
        due: What was paid, or was not in truth.
    """

    due: Decimal | None
    payment: Payment


Step = (
    LooksAgain
    | Looked
    | NotRead
    | Refused
    | HowPaid
    | TakeCash
    | ConfirmPayment
    | WhatIsRight
    | ConfirmCorrection
    | NotePayment
)


async def paying(shop: Shop, shown: Order) -> Steps[Step]:
    """Take money for an order that is not paid.

    It is read before anything is asked, and once more where the answer took more than a moment;
    it is asked about again where it comes to something else then.

    Args:
        shop: Knows the order.
        shown: As whoever began this saw it.
    """
    before, payment = shown, Payment()
    while True:
        yield LooksAgain()
        order = await _read(shop, shown.id, _speaks_against_paying)
        yield Looked()
        if not isinstance(order, Order):
            yield order
            return
        due = order.due or Decimal(0)
        if payment.paid_by and due == before.due:
            break
        paid_by = yield HowPaid(order, due, before.due)
        if not isinstance(paid_by, PaidBy):
            return
        change = None
        if paid_by is PaidBy.CASH:
            given_back = yield TakeCash(due)
            if not isinstance(given_back, Decimal):
                return
            change = given_back
        elif (yield ConfirmPayment(due, paid_by, order.customer_id)) is not True:
            return
        before, payment = order, Payment(paid_by, change)
        if _is_of_now(shop, order):
            break
    yield NotePayment(verbs.note_payment(order.id, payment.paid_by), due, payment)


async def correcting(shop: Shop, shown: Order) -> Steps[Step]:
    """Put right how an order was paid that is noted as paid.

    Args:
        shop: Knows the order.
        shown: As whoever began this saw it.
    """
    before, right = shown, None
    while True:
        yield LooksAgain()
        order = await _read(shop, shown.id, _speaks_against_correcting)
        yield Looked()
        if not isinstance(order, Order):
            yield order
            return
        if right and order.payment_type == before.payment_type:
            break
        picked = yield WhatIsRight(order)
        if not isinstance(picked, Payment) or _stands(picked, order):
            return
        if (yield ConfirmCorrection(order, picked.paid_by)) is not True:
            return
        before, right = order, picked
        if _is_of_now(shop, order):
            break
    yield NotePayment(verbs.note_payment(order.id, right.paid_by), order.total, right)


async def _read(
    shop: Shop, order_id: str, speaks_against: Callable[[Order], WhyNot | None]
) -> Order | Refused | NotRead:
    """Read an order; return what speaks against changing its payment in its place."""
    try:
        order = await shop.ask.refresh_order_alone(order_id)
        is_charged = bool(await shop.open_charges([order_id]))
    except CleanCloudError as error:
        return NotRead(error)
    if order is None:
        return Refused(WhyNot.GONE, None)
    why_not = WhyNot.CHARGED if is_charged else speaks_against(order)
    return Refused(why_not, order) if why_not else order


def _speaks_against_paying(order: Order) -> WhyNot | None:
    if order.is_on_invoice:
        return WhyNot.ON_INVOICE
    if order.paid:
        return WhyNot.PAID
    if order.due is None:
        return WhyNot.UNKNOWN
    return None if order.due > 0 else WhyNot.NOTHING_DUE


def _speaks_against_correcting(order: Order) -> WhyNot | None:
    if order.paid is None:
        return WhyNot.UNKNOWN
    return None if order.paid else WhyNot.UNPAID


def _is_of_now(shop: Shop, order: Order) -> bool:
    known = shop.order(order.id)
    return known is not None and is_of_now(known.read_at, shop.now())


def _stands(payment: Payment, order: Order) -> bool:
    return payment.paid_by is not None and payment.paid_by.value == order.payment_type
