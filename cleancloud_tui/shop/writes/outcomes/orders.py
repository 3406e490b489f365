"""What became of orders made, deleted and charged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ....api import field_names as names
from ....api.models.orders import Order, OrderLine
from ....api.operations import OPERATIONS
from ....api.readers.fields import line_of
from ....api.readers.orders import order_row, order_rows
from ....api.same_value import differing
from ....api.wire import decimal_of
from ...journal.entries import Entry
from ...reading import Reply
from ...records import Row
from ..verdict import (
    NOT_UNDERSTOOD,
    Sources,
    WriteOutcome,
    cant_tell,
    did_not,
    happened,
    is_understood,
    sent_at,
    tells_nothing,
    text,
)
from .matching import Candidate, told_apart

_DAY_SECONDS: Final = 86_400
_MONTH_SECONDS: Final = 31 * _DAY_SECONDS
"""What was sent at a time that is yet to come may have been sent at any."""

_CARD: Final = "2"
"""`paymentType`: paid by card."""

_CLOCKS_SECONDS: Final = 120
"""How far CleanCloud's clock may be behind this computer's."""


async def order_added(entry: Entry, sources: Sources) -> WriteOutcome:
    """Find a new order of the customer with the same content.

    Items can't be changed through the API: an order of other items is another one. One that was
    sent without any may have got some since.
    """
    moment = sent_at(entry)
    reply = await sources.read(
        "getOrders",
        customerID=text(entry, "customerID"),
        updatedSecondsAgoFrom=_seconds_since(entry, sources),
        sendProductDetails="1",
    )
    found = [(row, order_row(row)) for row in order_rows(reply)]
    if not is_understood(reply, [order.id if order else "" for _, order in found]):
        return NOT_UNDERSTOOD
    claimed = await sources.claimed("addOrder", "orderID")
    newest = decimal_of((entry.before or {}).get("newestOrder")) or 0
    candidates = [
        _candidate(entry, order, row, is_new=bool(newest))
        for row, order in found
        if order
        and order.customer_id in ("", text(entry, "customerID"))
        and order.id not in claimed
        and int(order.id) > newest
    ]
    instead = sources.by_uptime(entry)
    return told_apart(candidates, moment, instead, what="order", reply_name="orderID")


async def order_deleted(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether an order is gone."""
    reply = await _read_order(entry, sources)
    if _order_in(reply, entry):
        return did_not("The order is still there.")
    return happened("The order is gone.") if tells_nothing(reply) else NOT_UNDERSTOOD


async def charged(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether an order is paid by card since it was charged."""
    order = _order_in(await _read_order(entry, sources), entry)
    if order is None:
        return cant_tell("The order can't be found: look for the payment at the card processor.")
    if order.paid is False:
        return did_not("The order is still unpaid.")
    if order.paid is None:
        return cant_tell("CleanCloud does not tell whether the order is paid.")
    if order.payment_type != _CARD:
        return cant_tell("The order is paid, but not by card.")
    before = names.told(OPERATIONS["updateOrder"], entry.before or {}).get("paid")
    late = (
        order.paid_at and order.paid_at.timestamp() < sent_at(entry).timestamp() - _CLOCKS_SECONDS
    )
    if str(before) != "0" or late:
        return cant_tell("The order is paid by card, but may have been before this charge.")
    if await sources.paid_beside(entry):
        return cant_tell(
            "The order is paid by card, but was noted so from here, too: look at the card "
            "processor whether the saved card was charged as well."
        )
    return happened("The order is paid by card now.")


def _seconds_since(entry: Entry, sources: Sources) -> int:
    """Return how long ago a write was sent, with room for clocks that are wrong."""
    gone = sources.now - sent_at(entry).timestamp()
    room = _DAY_SECONDS if gone >= -_CLOCKS_SECONDS else _MONTH_SECONDS
    if instead := sources.by_uptime(entry):
        gone = max(gone, sources.now - instead.timestamp())
    return max(0, int(gone)) + room


def _candidate(entry: Entry, order: Order, row: Row, *, is_new: bool) -> Candidate:
    products = entry.parameters.get("products")
    wanted = products if isinstance(products, list) else []
    has_items = _has_items(order.lines, wanted)
    meant = {"orderNotes": "", **entry.parameters}
    adding = OPERATIONS["addOrder"]
    differs = differing(adding, meant, names.told(adding, row))
    return Candidate(
        order.id,
        order.created,
        is_same=has_items and not differs,
        is_like=has_items or not wanted,
        is_new=is_new,
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


async def _read_order(entry: Entry, sources: Sources) -> Reply:
    return await sources.read("getOrders", orderID=text(entry, "orderID"))


def _order_in(reply: Reply, entry: Entry) -> Order | None:
    orders = (order_row(row) for row in order_rows(reply))
    return next((each for each in orders if each and each.id == text(entry, "orderID")), None)
