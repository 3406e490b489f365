"""Orders: made, changed, deleted, listed, with their photos and their driver."""

from __future__ import annotations

from typing import Final

from .rules import (
    at_least_one_of,
    dates_in_order,
    few_custom_items,
    flag_needs,
    needs,
    something_to_change,
    taxes_follow_items,
)
from .schema import (
    ORDER_STATUSES,
    Operation,
    OperationKind,
    Parameter,
    Wire,
    choice,
    choice_of,
    optional,
    required,
)

_MONEY: Final[tuple[Parameter, ...]] = (
    optional("discount", Wire.MONEY, "Discount amount applied to order"),
    optional("discountPercent", Wire.PERCENT, "e.g 20 if you want the discount % to stick for an order after editing"),
    optional("creditUsed", Wire.MONEY, "Amount of credit used with this order. You must also provide updated finalTotal.; Will return error if more used than available on customer account"),
    optional("deliveryFee", Wire.MONEY, "Amount charged for delivery"),
    optional("tax", Wire.MONEY, "Tax amount applied to the order"),
    optional("tax2", Wire.MONEY, "Second Tax amount applied to the order"),
    optional("tax3", Wire.MONEY, "Third Tax amount applied to the order"),
    optional("minimumAdjust", Wire.MONEY, "Amount applied to raise order to minimum required subtotal"),
    optional("tip", Wire.MONEY, "Tip amount applied to the order"),
    optional("tipPercent", Wire.PERCENT, "e.g 20 if you want the tip % to stick for an order after editing"),
)

_LOGISTICS: Final[tuple[Parameter, ...]] = (
    optional("pickupDate", Wire.DAY, "Unix timestamp of pickup date, set without timezone at 12pm UTC time"),
    optional("pickupStart", Wire.TIME, "Start time for pickup, set with 12 hour clock (e.g. 10am)"),
    optional("pickupEnd", Wire.TIME, "End time for pickup, set with 12 hour clock (e.g. 11am)"),
    choice("delivery", "Whether the order is a delivery or not", "No delivery", "Delivery"),
    optional("deliveryDate", Wire.DAY, "Unix timestamp of delivery date, set without timezone at 12pm UTC time"),
    optional("deliveryStart", Wire.TIME, "Start time for delivery, set with 12 hour clock (e.g. 10am)"),
    optional("deliveryEnd", Wire.TIME, "End time for delivery, set with 12 hour clock (e.g. 11am)"),
    optional("orderNotes", Wire.TEXT, "Notes for the order"),
    choice("notifyMethod", "How to notify customer on order status changes", "SMS", "EMAIL", "DO NOT NOTIFY", "EMAIL & SMS", start=1),
    choice("paid", "If the order is paid or not", "Unpaid", "Paid"),
    choice("paymentType", "The payment type used", "No payment type", "Cash", "Card", "Check"),
    optional("priceListID", Wire.ID, "If you are using a custom price list from CleanCloud, Leave blank or 0 for default"),
)

_RESCHEDULED: Final = ("By staff", "By customer")

_TOLD_THE_SAME: Final = (
    "creditUsed",
    "customerID",
    "delivery",
    "deliveryDate",
    "deliveryFee",
    "deliveryReschedule",
    "discount",
    "lockerLocationID",
    "lockerNumber",
    "lockerOrder",
    "minimumAdjust",
    "paid",
    "paymentType",
    "pickupDate",
    "pickupReschedule",
    "priceListID",
    "status",
    "tax2",
    "tax3",
    "tip",
    "tipPercent",
)
_TOLD_AS: Final = {
    **{name: name for name in _TOLD_THE_SAME},
    "finalTotal": "total",
    "discountPercent": "discountPercentOverride",
    "tax": "tax1",
    "orderNotes": "notes",
    "pickupStart": "pickupTime",
    "pickupEnd": "pickupTime",
    "deliveryStart": "deliveryTime",
    "deliveryEnd": "deliveryTime",
    "storeReadyByDate": "deliveryDate",
    "storeReadyByTime": "deliveryTime",
}

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addOrder", "Create an Order", OperationKind.NON_IDEMPOTENT_WRITE,
        "Creates an order for a customer and answers the order's number. Without a status it is taken for a pickup.",
        (
            required("customerID", Wire.ID, "ID of the customer"),
            required("finalTotal", Wire.MONEY, "Final value of the order"),
            choice("status", "Status of the order", "Cleaning Order", "Order Ready", "Order Completed", "Pickup Requiring Confirmation", "Accepted Pickup", "Detailing"),
            *_MONEY,
            choice("express", "Specify if the order is express or not", "Normal", "Express"),
            optional("products", Wire.PRODUCTS, "Associative Array of products in the order"),
            *_LOGISTICS,
            optional("sendEmail", Wire.FLAG, "Send email notification to the customer. 1 = send them an email"),
            optional("staffVerify", Wire.FLAG, "Staff need to approve the order in the POS. 1 = require staff approval"),
            optional("storeOrder", Wire.FLAG, "1 = A regular store order, rather than a pickup and delivery. When set to 1, the following three fields should be provided"),
            optional("storeDropOffDate", Wire.DAY, "Unix timestamp of the date the order begins or is given to the store, set without timezone at 12pm UTC time"),
            optional("storeReadyByDate", Wire.DAY, "Unix timestamp of the date the order will be ready by, set without timezone at 12pm UTC time"),
            optional("storeReadyByTime", Wire.TIME, 'e.g. "5pm", if not provided, store default will be used'),
            optional("lockerOrder", Wire.FLAG, "1 = is an order dropped in a locker by customer"),
            optional("lockerNumber", Wire.TEXT, "e.g 5 if order put in locker number 5"),
            optional("lockerLocationID", Wire.ID, "If multiple locker locations for a store then provide the ID associated with the locker location"),
        ),
        # The documentation wants "the following three fields" with storeOrder 1, and says of the
        # third that the shop's default stands in for it.
        rules=(
            few_custom_items,
            taxes_follow_items,
            flag_needs("storeOrder", "storeDropOffDate", "storeReadyByDate"),
        ),
        told_as=_TOLD_AS,
        new_id=("orderID", "ID"),
    ),
    Operation(
        "updateOrder", "Update an Order", OperationKind.IDEMPOTENT_WRITE,
        "Changes the fields of an order that are sent, and no others. Its items can't be changed.",
        (
            required("orderID", Wire.ID, "ID of the order"),
            optional("customerID", Wire.ID, "ID of the customer"),
            optional("finalTotal", Wire.MONEY, "Final value of the order"),
            *_MONEY,
            *_LOGISTICS,
            choice("pickupReschedule", "1 if staff requested reschedule, 2 if rescheduled by customer", *_RESCHEDULED, start=1),
            choice("deliveryReschedule", "1 if staff requested reschedule, 2 if rescheduled by customer", *_RESCHEDULED, start=1),
            choice_of("status", "The status of the order", ORDER_STATUSES),
        ),
        rules=(
            something_to_change("orderID"),
            taxes_follow_items,
            needs("creditUsed", "finalTotal"),
        ),
        told_as=_TOLD_AS,
    ),
    Operation(
        "deleteOrder", "Delete an Order", OperationKind.IDEMPOTENT_WRITE,
        "Deletes an order, on request only when its pickup is not too close.",
        (
            required("orderID", Wire.ID, "ID of the order"),
            optional("checkPickupTime", Wire.FLAG, "1 = Check if the order is too close to pickup time before deleting it.; It will return error if too close to pickup."),
            optional("sendEmail", Wire.FLAG, "1 = Send Email to Notify the Admin and Store of Deletion"),
        ),
    ),
    Operation(
        "getOrders", "Get List of Orders", OperationKind.READ,
        "Answers the orders that match all filters that are sent.",
        (
            optional("orderID", Wire.ID, "ID of the order"),
            optional("customerID", Wire.ID, "ID of the customer"),
            optional("routeID", Wire.ID, "ID of the pickup and delivery route"),
            optional("dateFrom", Wire.DATE, "Beginning date of orders (yyyy-mm-dd)"),
            optional("dateTo", Wire.DATE, "End date of orders (yyyy-mm-dd)"),
            optional("updatedSecondsAgoFrom", Wire.INTEGER, "Filter to only fetch orders that were updated in the last X seconds. This also includes newly created orders."),
            choice_of("status", "Status of the order(s)", ORDER_STATUSES),
            choice("completed", "If order(s) have been completed or not", "Not complete", "Complete"),
            choice("paid", "If order(s) have been paid or not", "Not paid", "Paid"),
            optional("sendProductDetails", Wire.FLAG, "Set to 1 if you require detailed information about the products on the order(s)"),
        ),
        rules=(
            at_least_one_of(
                "orderID",
                "customerID",
                "routeID",
                "dateFrom",
                "dateTo",
                "updatedSecondsAgoFrom",
                "status",
                "completed",
                "paid",
            ),
            dates_in_order,
        ),
    ),
    Operation(
        "getPhotos", "Get Photos", OperationKind.READ,
        "Answers the photos that belong to an order.",
        (
            required("orderID", Wire.ID, "Order ID"),
            required("customerID", Wire.ID, "Customer ID"),
        ),
    ),
    Operation(
        "driverLocation", "Get Driver Location", OperationKind.READ,
        "Answers where the driver of an order was last seen.",
        (
            required("orderID", Wire.ID, "Order ID"),
            required("customerID", Wire.ID, "Customer ID"),
        ),
    ),
)
