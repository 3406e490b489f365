"""What is asked while orders are handed out: what stays, what goes early, how it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...shop.hand_out.handing_out import GoByMirror, GoEarly, HowPaid, Meant, StayBehind, Step
from ...shop.orders.payment import ConfirmPayment, PaidBy, Payment, TakeCash
from ...wording.orders import paid_of, status_of
from ...wording.values import counted
from ..dialogs.choose import ChooseDialog
from ..dialogs.take_cash import TakeCashDialog

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ...shop.hand_out.collecting import OrderConflict
    from ..base import ShopScreen

_LATER: Final = "later"

_WAYS: Final = {
    **{each.value: each.label for each in PaidBy},
    PaidBy.CARD.value: "Card, at the card terminal",
    _LATER: "Pays later: goes out unpaid",
}


def of_orders(order_ids: Sequence[str], one: str, many: str) -> str:
    """Return `Order 437 is`, `Orders 437, 440 are`."""
    if len(order_ids) == 1:
        return f"Order {order_ids[0]} {one}"
    return f"Orders {', '.join(order_ids)} {many}"


async def answered(screen: ShopScreen, step: Step) -> object:
    """Ask a person what the rule of handing out wants to know, and return the answer."""
    match step:
        case StayBehind(orders):
            question = of_orders(_ids(orders), "stays here?", "stay here?")
            why = "Ready to be collected, too, and not ticked."
            return await screen.confirm(question, why)
        case GoEarly(orders):
            states = "\n".join(f"Order {order.id}: {status_of(order)}" for order in orders)
            question = of_orders(_ids(orders), "is not Ready.", "are not Ready.")
            return await screen.confirm(f"{question} Hand out all the same?", states)
        case GoByMirror(error):
            return await _goes_by_mirror(screen, error)
        case Meant(orders):
            question = of_orders(_ids(orders), "goes out?", "go out?")
            return await screen.confirm(question, f"{_why_nothing_is_due(orders)} It is completed.")
        case HowPaid():
            return await _how_paid(screen, step)
        case TakeCash(due):
            return await screen.ask(TakeCashDialog(due, screen.wording))
        case ConfirmPayment():
            return await _is_confirmed(screen, step)
    return None


def charged_in_words(order_ids: Sequence[str]) -> str:
    """Return why no money may be taken for orders that a card may have been charged for."""
    return (
        f"{of_orders(order_ids, 'was', 'were')} charged to a saved card, and it is "
        "not known yet whether that worked. Nothing was changed: take no money for it "
        "until that is resolved, under Ctrl+R."
    )


def due_unknown_in_words(orders: Sequence[Order]) -> str:
    """Return why orders are not handed out of which CleanCloud does not tell what is due."""
    return (
        f"CleanCloud does not tell what is due for {of_orders(_ids(orders), '', '').strip()}. "
        "Nothing was changed. Look there, in CleanCloud itself."
    )


def news_in_words(told: Sequence[tuple[Order, OrderConflict]]) -> list[str]:
    """Return what others did to orders, as sentences."""
    return [f"Order {order.id} {what.value}." for order, what in told]


async def _goes_by_mirror(screen: ShopScreen, why: Exception) -> bool:
    read_at = screen.read_at()
    age = screen.wording.age(read_at) if read_at else "not known"
    return await screen.confirm(
        "Hand out by what is known here?",
        f"{why}\n\nWhat is paid is known as of: {age}. What is put in is kept on this computer, "
        "and sent by itself later.",
    )


async def _how_paid(screen: ShopScreen, asked: HowPaid) -> Payment | None:
    whose = screen.name_of(asked.orders[0].customer_id)
    of = f"{counted(len(asked.orders), 'order')} of {whose}"
    to_pay = f"To pay: {screen.wording.money(asked.due)} for {of}. How?"
    lines = [*news_in_words(asked.news), to_pay]
    way = await screen.ask(ChooseDialog("\n".join(lines), _WAYS))
    if way is None:
        return None
    return Payment(None if way == _LATER else PaidBy(way))


async def _is_confirmed(screen: ShopScreen, asked: ConfirmPayment) -> bool:
    amount, paid_by = screen.wording.money(asked.due), asked.paid_by
    what = f"{counted(asked.orders, 'order')} of {screen.name_of(asked.customer_id)}"
    if paid_by is None:
        question = f"Hand out unpaid: {amount}?"
        consequence = f"It is for {what}, and stays due at CleanCloud."
    else:
        question = f"Was {amount} paid by {paid_by.word} for {what}?"
        consequence = "The orders are noted as paid and completed."
    return await screen.confirm(question, consequence)


def _why_nothing_is_due(orders: Sequence[Order]) -> str:
    invoiced = [order for order in orders if order.is_on_invoice]
    if not invoiced:
        return "Nothing is due for it."
    numbers = ", ".join(dict.fromkeys(paid_of(order) for order in invoiced))
    return f"{numbers[0].upper()}{numbers[1:]}: nothing is paid at the counter."


def _ids(orders: Sequence[Order]) -> list[str]:
    return [order.id for order in orders]
