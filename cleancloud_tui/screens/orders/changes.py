"""Changing, deleting: what is asked and looked at before a change of an order is sent."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError
from ...api.models.garments import Garment
from ...api.models.orders import Order, OrderStatus
from ...api.operations import OPERATIONS
from ...api.value_words import name_in_words
from ...shop.connection_state import ConnectionState
from ...wording.orders import READY_SETS_OFF, status_of
from ..dialogs.choose import ChooseDialog
from ..operations_words import whom_of
from .edit_garment import EditGarmentDialog

if TYPE_CHECKING:
    from ...api.value_words import FieldChange
    from ..base import ShopScreen
    from ..form_screen import FormScreen


_PAID: Final = (
    "It is paid already: what it comes to more or less is settled with the customer by hand."
)


async def change_order(
    screen: ShopScreen,
    order_id: str,
    began: Mapping[str, str],
    fields: Mapping[str, str],
    done: str,
    *,
    review: str = "",
    form: FormScreen | None = None,
) -> bool:
    """Send new values of an order, after a look at whether somebody else changed the same.

    Args:
        screen: Asks, and says how it went.
        order_id: The order.
        began: Its values when editing began, by the names of `updateOrder`.
        fields: The new values, by the same names.
        done: What to say when it worked.
        review: The question under which everything that is sent is shown first; empty for none.
        form: Whose draft is sent; None for none.

    Returns:
        Whether it was confirmed, or kept to be sent later.
    """
    from ...shop.orders.edit import changes, edit_of, values_of
    from ...shop.writes.conflicts import overwritten_by

    now = await _looked_at_again(screen, order_id)
    if now is None:
        screen.notice.failed(f"Order {order_id} was deleted meanwhile. Nothing was changed.")
        return False
    stands = values_of(now)
    if overwritten := overwritten_by(fields, began, stands, OPERATIONS["updateOrder"]):
        told = "\n".join(f"{name_in_words(name)}: {words}" for name, words in overwritten.items())
        whose = screen.name_of(now.customer_id)
        question = f"Order {order_id} of {whose} was changed meanwhile. Overwrite that?"
        if not await screen.confirm(question, told):
            return False
    try:
        sent = edit_of(now, fields, screen.desk.order_rules())
    except CleanCloudError as error:
        screen.notice.failed(str(error))
        return False
    if review:
        lines = [_in_words(screen, change) for change in changes(stands, sent)]
        if now.paid and "finalTotal" in sent:
            lines.append(_PAID)
        if not await screen.confirm(review, "\n".join(lines)):
            return False
    if form is None:
        return await screen.attempt(done, screen.write("updateOrder", sent))
    change = form.write("updateOrder", sent, form=form.form_key)
    try:
        return await form.saved(done, change)
    except CleanCloudError as error:
        form.tell_error(error, done)
        return False


def _in_words(screen: ShopScreen, change: FieldChange) -> str:
    """Return what changes on one line; customers by their names."""
    if change.name != "customerID":
        return str(change)
    names = [
        known.value.name if (known := screen.shop.customer(each or "")) else each
        for each in (change.before, change.after)
    ]
    return f"customer: {names[0]} → {names[1]}"


async def _looked_at_again(screen: ShopScreen, order_id: str) -> Order | None:
    """Return the order as it stands: asked for again where it was not just read, if possible."""
    shop = screen.shop
    known = shop.order(order_id)
    is_fresh = known is not None and shop.is_fresh(known.read_at)
    if not is_fresh and shop.connection.state is not ConnectionState.OFFLINE:
        screen.notice.waiting()
        # Where that fails, what is known has to do: the change waits, or tells what is wrong.
        with contextlib.suppress(CleanCloudError):
            await shop.read("getOrders", {"orderID": order_id, "sendProductDetails": "1"})
        screen.notice.arrived()
        known = shop.order(order_id)
    return known.value if known else None


async def change_status(screen: ShopScreen, order: Order) -> None:
    """Let an order's status be chosen, after saying what that may set off."""
    parameter = OPERATIONS["updateOrder"].parameter("status")
    if parameter is None:
        return
    question = f"Status of order {order.id}"
    status = await screen.ask(ChooseDialog(question, parameter.choices, order.status_code))
    if status is None or status == order.status_code:
        return
    name = parameter.choices[status]
    is_ready = status == OrderStatus.READY.value
    sets_off = READY_SETS_OFF if is_ready else f"Now it is {status_of(order)}."
    told = f"{whom_of(screen, {'orderID': order.id})}\n{sets_off}"
    if not await screen.confirm(f"Make order {order.id} {name}?", told):
        return
    done = f"Order {order.id} is {name}"
    await change_order(screen, order.id, {"status": order.status_code}, {"status": status}, done)


async def delete_order(screen: ShopScreen, order: Order) -> None:
    """Delete an order, after naming it and asking how."""
    from .delete_order import DeleteOrderDialog

    customer = screen.shop.customer(order.customer_id)
    name = customer.value.name if customer else f"customer {order.customer_id}"
    choice = await screen.ask(DeleteOrderDialog(order, name, screen.wording))
    if choice is not None:
        change = screen.write("deleteOrder", {"orderID": order.id, **choice})
        await screen.attempt(f"Order {order.id} was deleted", change)


async def edit_garment(screen: ShopScreen, garment: Garment) -> None:
    """Ask for a garment's new values and write those that changed."""
    fields = await screen.ask(EditGarmentDialog(garment))
    if fields:
        change = {"barcodeID": garment.barcode, "orderID": garment.order_id, **fields}
        await screen.attempt(
            f"Garment {garment.barcode} saved", screen.write("updateGarment", change)
        )
