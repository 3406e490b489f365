"""How the practice shop's replies look: every shape in this one file.

Where real clients have seen a reply, its keys are theirs. Where nobody has told what CleanCloud
answers, the shape is the plainest in the same style and its function says "assumed".
The style is PHP's: nearly every value is text, absent is `"0"` or `""`, an empty object is `[]`.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..api.operations.schema import PAYMENT_TYPES
from .call import Reply
from .store import Row

PREFERENCES: Final[Mapping[str, str]] = {
    "starchPreference": "starch_preference",
    "shirtPreference": "shirt_preference",
    "trouserPreference": "trouser_preference",
    "detergentType": "detergent_type",
    "detergentScent": "detergent_scent",
    "fabricSoftenerType": "fabric_softener_type",
    "whitesWashTemp": "whites_wash_temp",
    "whitesDryerHeat": "whites_dryer_heat",
    "colorsWashTemp": "colors_wash_temp",
    "colorsDryerHeat": "colors_dryer_heat",
}
"""A customer's preferences: their names on the wire and their columns."""

_PAYMENT_TYPES: Final = {0: "Other", **{int(code): name for code, name in PAYMENT_TYPES.items()}}
"""The codes of `paymentType`, as the summary names them."""


_INVOICE_NUMBERS_SINCE: Final = 1_735_689_600
"""Since 2025 orders tell `invoiceUniqueID`."""


def success(**values: object) -> Reply:
    """Return a reply that says yes, with what it tells beside."""
    return {"Success": "True", **values}


def refusal(error: str) -> Reply:
    """Return a reply that says no."""
    return {"Success": "False", "Error": error}


def money(cents: int) -> str:
    """Return an amount with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def customer(row: Row, plan_id: str) -> Reply:
    """Return a customer as `getCustomer` tells it; nothing says whether it is deactivated.

    Args:
        row: The customer.
        plan_id: The plan that is subscribed to; `"0"` for none.
    """
    detailed = {part: row[part] for part in ("street", "unit", "city", "state", "zip") if row[part]}
    return {
        "ID": str(row["id"]),
        "Name": row["name"],
        "Email": row["email"],
        "Tel": row["phone"],
        "Address": row["address"],
        "addressDetailed": detailed or [],
        "Lat": row["lat"],
        "Lng": row["lng"],
        "Notes": row["notes"],
        "privateNotes": row["private_notes"],
        "customerAddressInstructions": row["address_instructions"],
        "customerRoute": str(row["route_id"]),
        "signedUpTimeStamp": str(row["signed_up"]),
        "marketingOptIn": str(row["marketing_opt_in"]),
        "businessID": row["business_id"],
        "priceListID": str(row["price_list_id"]),
        "Subscription": plan_id,
        "qr": _qr(row["id"]),
        "taxID": row["tax_id"],
        "creditAvailable": money(row["credit"]),
        "loyaltyPointsAvailable": str(row["loyalty_points"]),
        "loyaltyPointsUsed": str(row["loyalty_points_used"]),
        "discountPercentage": row["discount_percent"],
        "tax1Exempt": str(row["tax1_exempt"]),
        **{name: str(row[column]) for name, column in PREFERENCES.items()},
    }


def order(stored: Row, products: Sequence[Row], *, with_products: bool) -> Reply:
    """Return an order as `getOrders` tells it.

    Args:
        stored: The order, with `has_photos` beside its columns.
        products: Its products in order, each with its `section_id` (None for a one-time item).
        with_products: Whether the products are told too.
    """
    # A dict finds so many names in half the time of a `sqlite3.Row`.
    row = dict(zip(stored.keys(), stored, strict=True))
    told: Reply = {
        "id": str(row["id"]),
        "customerID": str(row["customer_id"]),
        "businessID": row["business_id"],
        "invoiceID": str(row["invoice_id"]),
        "invoiceStatus": str(row["invoice_status"]),
        "receiptLink": f"/receipt/{row['id']}",
        "splitParentID": str(row["split_parent_id"]),
        "routeID": str(row["route_id"]),
        "status": str(row["status"]),
        "createdDate": str(row["created"]),
        "cleanedDate": str(row["cleaned"]),
        "completedDate": str(row["completed"]),
        "rack": row["rack"],
        "reviewStatus": str(row["review_status"]),
        "retail": str(row["retail"]),
        "services": "",
        "sectionIDs": _section_ids(products),
        "pieces": str(row["pieces"]),
        "weight": row["weight"],
        "summary": _summary(row, products),
        "notes": row["notes"],
        "address": row["address"],
        "hasPhotos": str(row["has_photos"]),
        "hasSignature": str(row["has_signature"]),
        "total": money(row["total"]),
        "discount": money(row["discount"]),
        "discountPercentOverride": row["discount_percent"],
        "creditUsed": money(row["credit_used"]),
        "priceListID": str(row["price_list_id"]),
        "tax1": money(row["tax1"]),
        "tax2": money(row["tax2"]),
        "tax3": money(row["tax3"]),
        "tip": money(row["tip"]),
        "tipPercent": row["tip_percent"],
        "deliveryFee": money(row["delivery_fee"]),
        "expressFee": money(row["express_fee"]),
        "expressFeePercent": row["express_fee_percent"],
        "minimumAdjust": money(row["minimum_adjust"]),
        "paid": str(row["paid"]),
        "paymentType": str(row["payment_type"]),
        "paymentTime": str(row["payment_time"]),
        "pickup": str(row["pickup"]),
        "pickupDate": str(row["pickup_date"]),
        "pickupTime": _window(row["pickup_start"], row["pickup_end"]),
        "delivery": str(row["delivery"]),
        "deliveryDate": str(row["delivery_date"]),
        "deliveryTime": _window(row["delivery_start"], row["delivery_end"]),
        "pickupReschedule": str(row["pickup_reschedule"]),
        "deliveryReschedule": str(row["delivery_reschedule"]),
        "driverPickedUpTimestamp": str(row["driver_picked_up"]),
        "driverOnTheWay": str(row["driver_on_the_way"]),
        "bagsToPickup": str(row["bags_to_pickup"]),
        "lockerOrder": str(row["locker_order"]),
        "lockerLocationID": str(row["locker_location_id"]),
        "lockerNumber": row["locker_number"] or "0",
        "lockerReturnNumber": "0",
        "lockerReturnCode": "",
        "lockerExtraStatus": "0",
        "doordash": "0",
        "staffIds": {
            part: str(row[f"staff_{part}"])
            for part in ("create", "cleaned", "completed", "payment", "pickup")
        },
    }
    if row["created"] >= _INVOICE_NUMBERS_SINCE:
        told["invoiceUniqueID"] = f"INV-{row['invoice_id']}" if row["invoice_id"] else ""
    if with_products:
        told["products"] = [_order_product(product) for product in products]
    return told


def garment(row: Row) -> Reply:
    """Return a garment: the same for `getGarment` (assumed) and in `getGarments`."""
    upcharges = {
        f"upcharge{number}": {"id": str(row[f"upcharge{number}"])}
        for number in range(1, 7)
        if row[f"upcharge{number}"]
    }
    return {
        "barcodeID": row["barcode"],
        "color1": str(row["color1"]),
        "color2": str(row["color2"]),
        "notes": row["notes"],
        "customStatus": row["custom_status"],
        "conveyorLocation": row["conveyor_location"],
        "sqmTotal": row["sqm_total"],
        "sqmWidth": row["sqm_width"],
        "sqmHeight": row["sqm_height"],
        "upcharges": upcharges or [],
    }


def photo(row: Row, site: str) -> Reply:
    """Return a photo of an order; assumed."""
    return {
        "id": str(row["id"]),
        "url": f"{site}/photos/{row['id']}.png",
        "timeStamp": str(row["taken"]),
        "caption": row["caption"],
    }


def driver_location(latitude: float, longitude: float, at: int, driver: str) -> Reply:
    """Return where a driver was last seen; assumed."""
    return success(lat=f"{latitude:.6f}", lng=f"{longitude:.6f}", timeStamp=str(at), driver=driver)


def repeat_pickup(row: Row) -> Reply:
    """Return a schedule under the names by which it was sent; assumed."""
    return {
        "id": str(row["id"]),
        "customerID": str(row["customer_id"]),
        "pickupDate": str(row["next_pickup"]),
        "pickupStart": row["pickup_start"],
        "pickupEnd": row["pickup_end"],
        "frequency": str(row["frequency"]),
        "duration": str(row["duration"]),
        "deliveryDays": str(row["delivery_days"]),
        "deliveryStart": row["delivery_start"],
        "deliveryEnd": row["delivery_end"],
        "tip": money(row["tip"]),
        "tipPercent": row["tip_percent"],
        "schedulerType": str(row["scheduler_type"]),
        "schedulerConfirmDays": str(row["confirm_days"]),
        "ordersCreatedSoFar": str(row["orders_created"]),
    }


def message(row: Row) -> Reply:
    """Return one message; assumed."""
    return {
        "id": str(row["id"]),
        "message": row["text"],
        "timeStamp": str(row["sent"]),
        "fromCustomer": str(row["from_customer"]),
    }


def product(row: Row) -> Reply:
    """Return a product with its price in one price list."""
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "price": money(row["price"]),
        "section": str(row["section_id"]),
        "pieces": str(row["pieces"]),
        "parent": str(row["parent_id"]),
        "type": str(row["type"]),
        "te1": str(row["tax1_exempt"]),
        "te2": str(row["tax2_exempt"]),
        "te3": str(row["tax3_exempt"]),
        "isSqmProduct": str(row["is_sqm"]),
    }


def named(row: Row) -> Reply:
    """Return a price list or a section: an id and a name."""
    return {"id": str(row["id"]), "name": row["name"]}


def inventory_item(row: Row) -> Reply:
    """Return the stock of one inventory product; assumed."""
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "sku": row["sku"],
        "price": money(row["price"]),
        "quantity": str(row["quantity"]),
    }


def available_day(day: int, slots: Iterable[tuple[str, int]]) -> Reply:
    """Return a day with its windows and how often each is left; the name of that is assumed."""
    windows, left = zip(*slots, strict=True)
    return {
        "dateStamp": str(day),
        "times": ",".join(windows),
        "remaining": ",".join(str(count) for count in left),
    }


def referral(code: str, gift: int) -> Reply:
    """Return a referral code and the credit that both sides get, in cents; assumed."""
    return success(referralCode=code, referrerCredit=money(gift), friendCredit=money(gift))


def promotion(percent: str, credit: int, new_credit: int) -> Reply:
    """Return what a promo code gives, and the customer's credit with it; assumed."""
    if percent != "0":
        return success(discountPercent=percent)
    return success(credit=money(credit), newCredit=money(new_credit))


def card(row: Row) -> Reply:
    """Return a saved card; assumed."""
    return {
        "id": str(row["id"]),
        "brand": row["brand"],
        "last4": row["last_four"],
        "expMonth": str(row["exp_month"]),
        "expYear": str(row["exp_year"]),
        "default": str(row["is_default"]),
    }


def subscription(row: Row, renews: int) -> Reply:
    """Return a customer's subscription with the name and price of its plan; assumed."""
    return {
        "id": row["plan_id"],
        "name": row["name"],
        "price": money(row["price"]),
        "status": row["status"],
        "startDate": str(row["started"]),
        "renewalDate": str(renews),
    }


def day_summary(day: str, figures: Mapping[str, int], revenue: Mapping[int, int]) -> Reply:
    """Return one day of `summaryReport`; assumed.

    Args:
        day: The day as yyyy-mm-dd.
        figures: The day's figures, those that are missing being zero.
        revenue: Cents received, by `paymentType`.
    """
    return {
        "date": day,
        "orders": str(figures.get("orders", 0)),
        "pieces": str(figures.get("pieces", 0)),
        "sales": money(figures.get("sales", 0)),
        "revenue": money(sum(revenue.values())),
        "revenueByPaymentType": {
            _PAYMENT_TYPES.get(code, "Other"): money(cents) for code, cents in revenue.items()
        }
        or [],
        "cleaned": str(figures.get("cleaned", 0)),
        "completed": str(figures.get("completed", 0)),
        "unpaidOrders": str(figures.get("unpaid_orders", 0)),
        "unpaidTotal": money(figures.get("unpaid_total", 0)),
        "uniqueCustomers": str(figures.get("unique_customers", 0)),
        "newCustomers": str(figures.get("new_customers", 0)),
    }


def _qr(customer_id: int) -> str:
    """Return what a customer's QR code in the app holds; assumed."""
    return hashlib.sha256(f"customer {customer_id}".encode()).hexdigest()[:24]


def _order_product(row: Row) -> Reply:
    return {
        "id": str(row["product_id"]),
        "name": row["name"],
        "quantity": row["quantity"],
        "pricePerUnit": money(row["price"]),
        "pieces": str(row["pieces"]),
    }


def _summary(row: Mapping[str, Any], products: Sequence[Row]) -> str:
    lines: list[str] = []
    for each in products:
        lines.append(f"{html.escape(each['name'])} x {each['quantity']}")
        if each["notes"]:
            lines.append(html.escape(each["notes"]))
    for label, column in (("Discount", "discount"), ("Credit", "credit_used"), ("Tip", "tip")):
        if row[column]:
            lines.append(f"{label}: {money(row[column])}")
    return "<br>".join(lines)


def _section_ids(products: Sequence[Row]) -> str:
    return ",".join(sorted({str(each["section_id"]) for each in products if each["section_id"]}))


def _window(start: str, end: str) -> str:
    """Return a window of time; a ready-by time has no end."""
    if not start:
        return "0-0"
    return f"{start}-{end}" if end else start
