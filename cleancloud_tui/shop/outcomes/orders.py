"""What became of orders made, deleted and charged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...api.models.orders import Order, OrderLine
from ...api.readers.fields import line_of
from ...api.readers.orders import order_row, order_rows
from ...api.wire import decimal_of
from .. import names
from ..entries import Entry
from ..meaning import differing
from ..records import Row
from .likeness import Candidate, told_apart
from .verdict import (
    LookUp,
    Outcome,
    Sources,
    cant_tell,
    did_not,
    happened,
    sent_at,
    text,
)

_DAY_SECONDS: Final = 86_400
_CARD: Final = "2"
"""`paymentType`: paid by card."""

_CLOCKS_SECONDS: Final = 120
"""How far CleanCloud's clock may be behind this computer's."""


async def _added(entry: Entry, sources: Sources) -> Outcome:
    """Find a new order of the customer with the same content.

    Items can't be changed through the API: an order of other items is another one. One that was
    sent without any may have got some since.
    """
    moment = sent_at(entry)
    reply = await sources.read(
        "getOrders",
        customerID=text(entry, "customerID"),
        updatedSecondsAgoFrom=max(0, int(sources.now - moment.timestamp())) + _DAY_SECONDS,
        sendProductDetails="1",
    )
    claimed = await sources.claimed("addOrder", "orderID")
    newest = decimal_of((entry.before or {}).get("newestOrder")) or 0
    candidates = [
        candidate
        for row in order_rows(reply)
        if (candidate := _candidate(entry, row))
        and candidate.id not in claimed
        and (decimal_of(candidate.id) or newest + 1) > newest
    ]
    return told_apart(candidates, moment, what="order", reply_name="orderID")


async def _deleted(entry: Entry, sources: Sources) -> Outcome:
    if await _order(entry, sources) is None:
        return happened("The order is gone.")
    return did_not("The order is still there.")


async def _charged(entry: Entry, sources: Sources) -> Outcome:
    order = await _order(entry, sources)
    if order is None:
        return cant_tell("The order is gone: look for the payment at the card processor.")
    if order.paid is False:
        return did_not("The order is still unpaid.")
    if order.paid is None:
        return cant_tell("CleanCloud does not tell whether the order is paid.")
    if order.payment_type != _CARD:
        return cant_tell("The order is paid, but not by card.")
    before = names.told("updateOrder", entry.before or {}).get("paid")
    late = (
        order.paid_at and order.paid_at.timestamp() < sent_at(entry).timestamp() - _CLOCKS_SECONDS
    )
    if str(before) != "0" or late:
        return cant_tell("The order is paid by card, but may have been before this charge.")
    return happened("The order is paid by card now.")


LOOK_UPS: Final[Mapping[str, LookUp]] = {
    "addOrder": _added,
    "deleteOrder": _deleted,
    "chargeCard": _charged,
}


def _candidate(entry: Entry, row: Row) -> Candidate | None:
    order = order_row(row)
    if order is None or order.customer_id not in ("", text(entry, "customerID")):
        return None
    products = entry.parameters.get("products")
    wanted = products if isinstance(products, list) else []
    has_items = _has_items(order.lines, wanted)
    meant = {"orderNotes": "", **entry.parameters}
    differs = differing("addOrder", meant, names.told("addOrder", row))
    return Candidate(
        order.id, order.created, is_same=has_items and not differs, is_like=has_items or not wanted
    )


def _has_items(told: Sequence[OrderLine], wanted: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether an order has the items of `products`, in whatever order, as far as told."""
    left = list(told)
    for product in wanted:
        found = next((line for line in left if _is_line(line, product)), None)
        if found is None:
            return not told  # of an order whose items are not told, nothing is known
        left.remove(found)
    return not left


def _is_line(line: OrderLine, product: Mapping[str, str]) -> bool:
    """Tell whether a line is a row of `products`; a catalogue's item has its name from there."""
    has_id = line.product_id not in ("", "0") and product.get("id", "0") != "0"
    is_it = (
        line.product_id == product["id"]
        if has_id
        else line.name == (line_of(product.get("name")) or "")
    )
    price = decimal_of(product.get("price"))
    quantity = decimal_of(product.get("quantity"))
    return is_it and line.quantity in (None, quantity) and line.price in (None, price)


async def _order(entry: Entry, sources: Sources) -> Order | None:
    order_id = text(entry, "orderID")
    reply = await sources.read("getOrders", orderID=order_id)
    orders = (order_row(row) for row in order_rows(reply))
    return next((order for order in orders if order and order.id == order_id), None)
