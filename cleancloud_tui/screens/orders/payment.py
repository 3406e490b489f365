"""Money for an order that stays: taken before it is ready, or put right how it was paid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.models.orders import Order
from ...shop.orders.paying import (
    ConfirmCorrection,
    HowPaid,
    NotePayment,
    Step,
    WhatIsRight,
    correcting,
    paying,
)
from ...shop.orders.payment import ConfirmPayment, PaidBy, Payment, Refused, TakeCash
from ...shop.writes.steps import Looked, LooksAgain, NotRead, walk
from ...wording.charges import refusal_in_words
from ...wording.orders import paid_of, status_of
from ...wording.values import UNKNOWN
from ..dialogs.choose import ChooseDialog
from ..dialogs.take_cash import TakeCashDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

_NOT_PAID: Final = "unpaid"

_WAYS: Final = {
    **{each.value: each.label for each in PaidBy},
    PaidBy.CARD.value: "Card, at the card terminal",
}

_TRUTHS: Final = {
    **{each.value: f"It was paid by {each.word}" for each in PaidBy},
    _NOT_PAID: "It was not paid",
}

_BY_HAND: Final = "Only what is noted changes: money that is to go back is given back by hand."


async def settle_payment(screen: ShopScreen, shown: Order) -> None:
    """Take money for an order, or put right how it was paid where that is noted.

    Args:
        screen: Asks, and says how it went.
        shown: The order as it stands on the screen.
    """

    async def answer(step: Step) -> object:
        return await _answer(screen, shown.id, step)

    await walk((correcting if shown.paid else paying)(screen.shop, shown), answer)


async def _answer(screen: ShopScreen, order_id: str, step: Step) -> object:
    """Ask, say or send what the rule comes to."""
    match step:
        case LooksAgain():
            screen.notice.waiting()
        case Looked():
            screen.notice.arrived()
        case NotRead(error):
            why = f"{error} Nothing was changed: the order has to be read before."
            screen.notice.failed(why, about=error)
        case Refused():
            screen.notice.failed(f"{refusal_in_words(step, order_id)} Nothing was changed.")
            screen.show_again()
        case HowPaid():
            return await _how_paid(screen, step)
        case TakeCash(due):
            return await screen.ask(TakeCashDialog(due, screen.wording))
        case ConfirmPayment(due, paid_by):
            amount = screen.wording.money(due)
            question = f"Was {amount} paid by {paid_by.word if paid_by else UNKNOWN}?"
            told = f"Order {order_id} of {screen.name_of(step.customer_id)} is noted as paid."
            return await screen.confirm(question, told)
        case WhatIsRight(order):
            return await _what_is_right(screen, order)
        case ConfirmCorrection(order, paid_by):
            return await _is_right(screen, order, paid_by)
        case NotePayment(request, due, payment):
            done = _done(screen, order_id, due, payment)
            await screen.attempt(done, screen.send(request))
    return None


async def _how_paid(screen: ShopScreen, asked: HowPaid) -> PaidBy | None:
    money, order = screen.wording.money, asked.order
    lines = [
        f"To pay: {money(asked.due)} for order {order.id} of {screen.name_of(order.customer_id)} "
        f"({status_of(order)}). How?"
    ]
    if asked.due != asked.before:
        lines.insert(0, f"It was {money(asked.before)} before: somebody has changed it.")
    way = await screen.ask(ChooseDialog("\n".join(lines), _WAYS))
    return None if way is None else PaidBy(way)


async def _what_is_right(screen: ShopScreen, order: Order) -> Payment | None:
    money = screen.wording.money(order.total)
    question = f"Order {order.id} is noted as {paid_of(order)}: {money}. What is right?"
    truth = await screen.ask(ChooseDialog(question, _TRUTHS, order.payment_type))
    if truth is None:
        return None
    return Payment(None if truth == _NOT_PAID else PaidBy(truth))


async def _is_right(screen: ShopScreen, order: Order, paid_by: PaidBy | None) -> bool:
    whose, money = screen.name_of(order.customer_id), screen.wording.money(order.total)
    right = f"paid, {paid_by.word}" if paid_by else "UNPAID"
    question = f"Note order {order.id} of {whose} as {right}?"
    told = f"It is noted as {paid_of(order)}: {money}. {_BY_HAND}"
    return await screen.confirm(question, told)


def _done(screen: ShopScreen, order_id: str, due: Decimal | None, payment: Payment) -> str:
    if payment.paid_by is None:
        return f"Order {order_id} is noted as unpaid"
    change = f". Change to give: {screen.wording.money(payment.change)}" if payment.change else ""
    amount = screen.wording.money(due)
    return f"Order {order_id} is paid, {payment.paid_by.word}: {amount}{change}"
