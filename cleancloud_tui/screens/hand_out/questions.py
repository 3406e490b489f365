"""What is asked while orders are handed out: what stays, what goes early, how it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...shop.orders.collecting import PaidBy
from ...wording.orders import status_of
from ...wording.values import counted
from ..dialogs.choose import ChooseDialog
from ..dialogs.take_cash import TakeCashDialog

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ...shop.orders.collecting import Collection
    from ..base import ShopScreen

_LATER: Final = "later"

_WAYS: Final = {
    PaidBy.CASH.value: "Cash",
    PaidBy.CARD.value: "Card, at the card terminal",
    PaidBy.CHECK.value: "Check",
    _LATER: "Pays later: goes out unpaid",
}


@dataclass(frozen=True, slots=True)
class Payment:
    """What was agreed at the counter.

    Attributes:
        paid_by: How money was taken; None where none was.
        change: What is given back; None but for cash.
    """

    paid_by: PaidBy | None = None
    change: Decimal | None = None


def of_orders(order_ids: Sequence[str], one: str, many: str) -> str:
    """Return `Order 437 is`, `Orders 437, 440 are`."""
    if len(order_ids) == 1:
        return f"Order {order_ids[0]} {one}"
    return f"Orders {', '.join(order_ids)} {many}"


async def may_stay(screen: ShopScreen, behind: Sequence[Order]) -> bool:
    """Ask whether Ready orders that are not ticked stay behind."""
    question = of_orders([order.id for order in behind], "stays here?", "stay here?")
    why = "Ready to be collected, too, and not ticked."
    return not behind or await screen.confirm(question, why)


async def may_go_early(screen: ShopScreen, early: Sequence[Order]) -> bool:
    """Ask whether orders that are not Ready are handed out all the same."""
    states = "\n".join(f"Order {order.id}: {status_of(order)}" for order in early)
    question = of_orders([order.id for order in early], "is not Ready.", "are not Ready.")
    return not early or await screen.confirm(f"{question} Hand out all the same?", states)


async def goes_by_mirror(screen: ShopScreen, why: Exception) -> bool:
    """Ask whether orders that could not be read again are handed out by what is known."""
    read_at = screen.read_at()
    age = screen.wording.age(read_at) if read_at else "not known"
    return await screen.confirm(
        "Hand out by what is known here?",
        f"{why}\n\nWhat is paid is known as of: {age}. What is put in is kept on this computer, "
        "and sent by itself later.",
    )


async def ask_payment(
    screen: ShopScreen, collection: Collection, news: Sequence[str]
) -> Payment | None:
    """Ask how orders are paid, and for a clear word that the money was taken.

    Args:
        screen: Asks.
        collection: The orders; where nothing is due, nothing is asked.
        news: What has to be known before money is taken, as sentences.

    Returns:
        None where it was taken back, or is not known what is due.
    """
    if not collection.unpaid:
        is_meant = await screen.confirm(
            of_orders([order.id for order in collection.orders], "goes out?", "go out?"),
            "Nothing is due for it. It is completed.",
        )
        return Payment() if is_meant else None
    due = collection.due
    if due is None:
        unknown = [order.id for order in collection.unpaid if order.due is None]
        screen.notice.failed(
            f"CleanCloud does not tell what is due for {of_orders(unknown, '', '').strip()}. "
            "Nothing was changed. Look there, in CleanCloud itself."
        )
        return None
    of = counted(len(collection.unpaid), "order")
    whose = screen.name_of(collection.unpaid[0].customer_id)
    to_pay = f"To pay: {screen.wording.money(due)} for {of} of {whose}. How?"
    way = await screen.ask(ChooseDialog("\n".join([*news, to_pay]), _WAYS))
    if way == PaidBy.CASH.value:
        change = await screen.ask(TakeCashDialog(due, screen.wording))
        return None if change is None else Payment(PaidBy.CASH, change)
    amount = screen.wording.money(due)
    return None if way is None else await _confirmed(screen, way, amount, f"{of} of {whose}")


async def _confirmed(screen: ShopScreen, way: str, amount: str, what: str) -> Payment | None:
    """Ask whether it is as it was picked: paid, or not to be paid now."""
    if way == _LATER:
        question = f"Hand out unpaid: {amount}?"
        consequence = f"It is for {what}, and stays due at CleanCloud."
        payment = Payment()
    else:
        payment = Payment(PaidBy(way))
        question = f"Was {amount} paid by {_WAYS[way].split(',')[0].lower()} for {what}?"
        consequence = "The orders are noted as paid and completed."
    return payment if await screen.confirm(question, consequence) else None
