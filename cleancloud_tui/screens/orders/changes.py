"""Changing, deleting: what is asked and looked at before a change of an order is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from ...api.models.garments import Garment
from ...api.models.orders import Order, OrderStatus
from ...api.request import Request
from ...api.value_words import name_in_words
from ...shop.orders import garments, verbs
from ...shop.orders.changing import (
    Deleted,
    OrderChange,
    Overwrite,
    Review,
    Step,
    UnclearOrder,
    changing,
)
from ...shop.orders.fields import KNOWN, OrderField
from ...shop.writes.ids import ids_of
from ...shop.writes.steps import Looked, LooksAgain, Send, walk
from ...wording.orders import READY_SETS_OFF, status_of
from ..deeds.sending import sent
from ..dialogs.choose import ChooseDialog
from ..operations_words import whom_of
from .edit_garment import EditGarmentDialog

if TYPE_CHECKING:
    from ...api.value_words import FieldChange
    from ..base import ShopScreen


_PAID: Final = (
    "It is paid already: what it comes to more or less is settled with the customer by hand."
)


async def change_order(
    screen: ShopScreen,
    change: OrderChange,
    done: str,
    *,
    review: str = "",
    send: Callable[[Request], Awaitable[bool]] | None = None,
) -> bool:
    """Send new values of an order, after a look at whether somebody else changed the same.

    Args:
        screen: Asks, and says how it went.
        change: What is to be changed.
        done: What to say when it worked.
        review: The question under which everything that is sent is shown first.
        send: Sends it, and returns whether it is confirmed or kept; None for the usual way.

    Returns:
        Whether it was confirmed, or kept to be sent later.
    """
    is_sent = False
    send = send or _attempting(screen, done)

    async def answer(step: Step) -> object:
        nonlocal is_sent
        match step:
            case Send(request):
                is_sent = await send(request)
            case Review():
                return await screen.confirm(review, "\n".join(_reviewed(screen, step)))
            case _:
                return await _answer(screen, change, step)
        return None

    await walk(changing(screen.shop, change, screen.desk.order_rules()), answer)
    return is_sent


def _attempting(screen: ShopScreen, done: str) -> Callable[[Request], Awaitable[bool]]:
    async def send(request: Request) -> bool:
        return await screen.attempt(done, screen.send(request))

    return send


async def _answer(screen: ShopScreen, change: OrderChange, step: Step) -> object:
    """Ask or say what the rule of changing an order comes to."""
    match step:
        case LooksAgain():
            screen.notice.waiting()
        case Looked():
            screen.notice.arrived()
        case Deleted():
            deleted = f"Order {change.order_id} was deleted meanwhile. Nothing was changed."
            screen.notice.failed(deleted)
        case Overwrite():
            return await _may_overwrite(screen, step)
        case UnclearOrder(error):
            screen.notice.failed(error)
    return None


async def _may_overwrite(screen: ShopScreen, asked: Overwrite) -> bool:
    told = asked.conflict.told.items()
    whose = screen.name_of(asked.order.customer_id)
    question = f"Order {asked.order.id} of {whose} was changed meanwhile. Overwrite that?"
    lines = [f"{name_in_words(name)}: {words}" for name, words in told]
    return await screen.confirm(question, "\n".join(lines))


def _reviewed(screen: ShopScreen, asked: Review) -> list[str]:
    lines = [_in_words(screen, change) for change in asked.changes]
    return [*lines, _PAID] if asked.settles_by_hand else lines


def _in_words(screen: ShopScreen, change: FieldChange) -> str:
    """Return what changes on one line; customers by their names."""
    if change.name != OrderField.CUSTOMER:
        return str(change)
    names = [
        known.value.name if (known := screen.shop.customer(each or "")) else each
        for each in (change.before, change.after)
    ]
    return f"customer: {names[0]} → {names[1]}"


async def change_status(screen: ShopScreen, order: Order) -> None:
    """Let an order's status be chosen, after saying what that may set off."""
    parameter = KNOWN.parameter(OrderField.STATUS)
    if parameter is None:
        return
    question = f"Status of order {order.id}"
    status = await screen.ask(ChooseDialog(question, parameter.choices, order.status_code))
    if status is None or status == order.status_code:
        return
    name = parameter.choices[status]
    is_ready = status == OrderStatus.READY.value
    sets_off = READY_SETS_OFF if is_ready else f"Now it is {status_of(order)}."
    told = f"{whom_of(screen, ids_of(order_id=order.id))}\n{sets_off}"
    if not await screen.confirm(f"Make order {order.id} {name}?", told):
        return
    change = OrderChange.of_one(order.id, OrderField.STATUS, order.status_code, status)
    await change_order(screen, change, f"Order {order.id} is {name}")


async def delete_order(screen: ShopScreen, order: Order) -> None:
    """Delete an order, after naming it and asking how."""
    from .delete_order import DeleteOrderDialog

    customer = screen.shop.customer(order.customer_id)
    name = customer.value.name if customer else f"customer {order.customer_id}"
    how = await screen.ask(DeleteOrderDialog(order, name, screen.wording))
    if how is not None:
        change = sent(screen, verbs.delete, order.id, how)
        await screen.attempt(f"Order {order.id} was deleted", change)


async def edit_garment(screen: ShopScreen, garment: Garment) -> None:
    """Ask for a garment's new values and write those that changed."""
    fields = await screen.ask(EditGarmentDialog(garment))
    if fields:
        change = sent(screen, garments.edit, garment, fields)
        await screen.attempt(f"Garment {garment.barcode} saved", change)
