"""Orders made, changed and deleted: `addOrder`, `updateOrder`, `deleteOrder`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of, instant_on, order_of
from ..invoices import invoice_for
from ..percentages import EXPRESS_PERCENT
from ..store import PracticeStore, Row, StoredValue
from . import order_lines, order_state, reckoning
from .order_lines import PracticeLine
from .order_state import AWAITING_PICKUP, CLEANING, PICKUP_TO_CONFIRM

READY_BY: Final = "5pm"
"""The shop's default for `storeReadyByTime`."""

CLOSEST_DELETION: Final = 2 * 3600
"""Seconds before its pickup from which `checkPickupTime` keeps an order from being deleted."""

_LOG: Final = logging.getLogger(__name__)

_COLUMNS: Final[Mapping[str, str]] = {
    "customerID": "customer_id",
    "finalTotal": "total",
    "discount": "discount",
    "discountPercent": "discount_percent",
    "deliveryFee": "delivery_fee",
    "tax": "tax1",
    "tax2": "tax2",
    "tax3": "tax3",
    "minimumAdjust": "minimum_adjust",
    "tip": "tip",
    "tipPercent": "tip_percent",
    "express": "express",
    "pickupDate": "pickup_date",
    "pickupStart": "pickup_start",
    "pickupEnd": "pickup_end",
    "pickupReschedule": "pickup_reschedule",
    "delivery": "delivery",
    "deliveryDate": "delivery_date",
    "deliveryStart": "delivery_start",
    "deliveryEnd": "delivery_end",
    "deliveryReschedule": "delivery_reschedule",
    "orderNotes": "notes",
    "notifyMethod": "notify_method",
    "priceListID": "price_list_id",
    "staffVerify": "staff_verify",
    "storeOrder": "store_order",
    "lockerOrder": "locker_order",
    "lockerNumber": "locker_number",
    "lockerLocationID": "locker_location_id",
}


def add_order(call: PracticeCall) -> Reply:
    """Create an order; without a status it is taken for a pickup."""
    customer = customer_of(call)
    if customer["deactivated"]:
        raise RefusalError("No Customer With That ID")
    lines = order_lines.sent(call)
    status = _first_status(call)
    order_id = call.store.insert(
        "orders",
        {
            "status": status,
            "created": call.now,
            "updated": call.now,
            "address": customer["address"],
            **_business(call, customer),
            "subtotal": sum(line.cents for line in lines),
            "pieces": sum(line.total_pieces for line in lines),
            "staff_create": order_state.staff_on_duty(call.store),
            **_money(call, lines, customer),
            **call.columns(_COLUMNS),
            **_logistics(call, status, customer["route_id"]),
        },
    )
    order_lines.store(call.store, order_id, lines)
    _use_credit(call, order_id, call.cents("creditUsed"))
    order_state.begin(call.store, order_id, call.now)
    if call.is_set("paid"):
        order_state.pay(call.store, order_id, call.number("paymentType"), call.now)
    return replies.success(orderID=str(order_id))


def update_order(call: PracticeCall) -> Reply:
    """Change the fields that were sent; the same status again is accepted."""
    order = order_of(call)
    if call.has("customerID"):
        customer_of(call)
    if call.has("creditUsed") and not call.has("finalTotal"):
        raise RefusalError("Missing Parameter: finalTotal")
    used = call.cents("creditUsed") if call.has("creditUsed") else order["credit_used"]
    _give_credit_back(call.store, order)
    columns = {"updated": call.now, **call.columns(_COLUMNS), **_new_logistics(call, order)}
    call.store.update("orders", order["id"], columns)
    _use_credit(call, order["id"], used)
    if call.has("status"):
        order_state.move(call.store, order["id"], call.number("status"), call.now)
    if call.has("paid"):
        if call.is_set("paid"):
            order_state.pay(call.store, order["id"], call.number("paymentType"), call.now)
        else:
            order_state.take_payment_back(call.store, order["id"])
    elif call.has("paymentType"):
        call.store.update("orders", order["id"], {"payment_type": call.number("paymentType")})
    return replies.success()


def delete_order(call: PracticeCall) -> Reply:
    """Delete an order; its credit goes back to the customer."""
    order = order_of(call)
    begins = instant_on(call.days, order["pickup_date"], order["pickup_start"])
    waits = order["pickup"] and order["status"] in (AWAITING_PICKUP, PICKUP_TO_CONFIRM)
    if call.is_set("checkPickupTime") and waits and begins - call.now < CLOSEST_DELETION:
        raise RefusalError("Order is too close to pickup time")
    order_state.take_payment_back(call.store, order["id"])
    _give_credit_back(call.store, order)
    call.store.update("orders", order["id"], {"deleted": 1, "updated": call.now})
    return replies.success()


def _first_status(call: PracticeCall) -> int:
    if call.has("status"):
        return call.number("status")
    if call.is_set("storeOrder") or call.is_set("lockerOrder"):
        return CLEANING
    return PICKUP_TO_CONFIRM if call.is_set("staffVerify") else AWAITING_PICKUP


def _money(
    call: PracticeCall, lines: Sequence[PracticeLine], customer: Row
) -> dict[str, StoredValue]:
    """Return what the shop adds to the amounts that were sent: a percentage's, express's.

    A `finalTotal` that is another one than the order's parts come to is kept, as by CleanCloud.
    """
    reckoned = reckoning.reckon(call, lines, tax1_exempt=bool(customer["tax1_exempt"]))
    if lines and reckoned.total != call.cents("finalTotal"):
        told = call.text("finalTotal")
        _LOG.info("finalTotal %s, by the order's parts %s", told, replies.money(reckoned.total))
    return {
        "discount": reckoned.discount,
        "tip": reckoned.tip,
        "express_fee": reckoned.express_fee,
        "express_fee_percent": str(EXPRESS_PERCENT if reckoned.express_fee else 0),
    }


def _business(call: PracticeCall, customer: Row) -> dict[str, StoredValue]:
    """Return the business account, and the invoice on which what is not paid at once stands."""
    business: str = customer["business_id"]
    is_invoiced = customer["pays_by_invoice"] and not call.is_set("paid")
    invoice = invoice_for(business, call.now, call.days) if is_invoiced else 0
    return {"business_id": business, "invoice_id": invoice}


def _logistics(call: PracticeCall, status: int, route_id: int) -> dict[str, StoredValue]:
    """Return where the order comes from: the counter, a locker, or a pickup on a route."""
    if call.is_set("storeOrder"):
        return _ready_by(call)
    is_waiting = status in (AWAITING_PICKUP, PICKUP_TO_CONFIRM)
    is_pickup = is_waiting or call.has("pickupDate")
    is_driven = is_pickup or call.is_set("delivery")
    return {"pickup": int(is_pickup), "route_id": route_id if is_driven else 0}


def _ready_by(call: PracticeCall) -> dict[str, StoredValue]:
    """Return the days of a counter order; a reply tells the second as its delivery's."""
    for name in ("storeDropOffDate", "storeReadyByDate"):
        if not call.has(name):
            raise RefusalError(f"Missing Parameter: {name}")
    return {
        "pickup_date": call.number("storeDropOffDate"),
        "delivery_date": call.number("storeReadyByDate"),
        "delivery_start": call.text("storeReadyByTime", READY_BY),
        "delivery_end": "",
    }


def _new_logistics(call: PracticeCall, order: Row) -> dict[str, StoredValue]:
    """Return what a pickup day or a delivery makes of an order that had none."""
    driven: dict[str, StoredValue] = {}
    if call.has("pickupDate") and not order["store_order"]:
        driven["pickup"] = 1
    if (driven or call.is_set("delivery")) and not order["route_id"]:
        driven["route_id"] = call.store.number(
            "SELECT route_id FROM customers WHERE id = ?", (order["customer_id"],)
        )
    return driven


def _use_credit(call: PracticeCall, order_id: int, cents: int) -> None:
    """Pay a part of an order with the credit of its customer, who must have it."""
    customer_id = call.store.number("SELECT customer_id FROM orders WHERE id = ?", (order_id,))
    taken = call.store.execute(
        "UPDATE customers SET credit = credit - ? WHERE id = ? AND credit >= ?",
        (cents, customer_id, cents),
    )
    if cents and not taken:
        raise RefusalError("Credit used is more than the credit available")
    call.store.update("orders", order_id, {"credit_used": cents})


def _give_credit_back(store: PracticeStore, order: Row) -> None:
    store.execute(
        "UPDATE customers SET credit = credit + ? WHERE id = ?",
        (order["credit_used"], order["customer_id"]),
    )


HANDLERS: Final[Mapping[str, Handler]] = {
    "addOrder": add_order,
    "updateOrder": update_order,
    "deleteOrder": delete_order,
}
