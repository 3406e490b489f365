"""Orders with their items, photos and driver."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..models.orders import DriverLocation, Order, OrderLine, OrderStatus, Photo
from .customers import address_in, place_in
from .fields import ReplyRow, all_read, folded, line_of
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError, content
from .summary import items_and_remarks

_ORDERS: Final = Listing(
    names=("Orders", "Order"),
    ids=("id", "orderID"),
    marks=("status", "createdDate", "summary", "total", "finalTotal", "paid", "pieces"),
)
_URLS: Final = ("url", "photo", "image", "link", "src")
_PHOTOS: Final = Listing(("Photos", "Images", "Photo"), ids=_URLS)
_PHOTO_LISTS: Final = frozenset(map(folded, _PHOTOS.names))

_ADDRESS: Final = re.compile(r"https?://|/[\w.]", re.IGNORECASE)
_STATUSES: Final = {status.value: status for status in OrderStatus}
_PAID: Final = {"paid": True, "unpaid": False, "notpaid": False}
_STAFF_PARTS: Final = ("create", "cleaned", "completed", "payment", "pickup")


def order_rows(reply: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the orders of a reply, just as they came.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _ORDERS.rows(reply)


def orders(reply: Mapping[str, object]) -> tuple[Order, ...]:
    """Read the orders of a reply (`getOrders`)."""
    return _ORDERS.read(reply, order_row)


def order_row(row: Mapping[str, object]) -> Order | None:
    """Read one order's object; None where it has no id."""
    fields = ReplyRow(row)
    order_id = fields.code("id", "orderID")
    if not order_id:
        return None
    status_code, paid = fields.line("status"), _is_paid(fields)
    listed, remarks = items_and_remarks(fields.text("summary"))
    return Order(
        id=order_id,
        customer_id=fields.code("customerID"),
        status=_STATUSES.get(status_code),
        status_code=status_code,
        created=fields.instant("createdDate"),
        cleaned=fields.instant("cleanedDate"),
        completed=fields.instant("completedDate"),
        rack=fields.code("rack"),
        pieces=fields.integer("pieces"),
        weight=fields.measure("weight"),
        lines=all_read(fields.rows("products"), _product_line) or listed,
        remarks=remarks,
        notes=fields.text("notes", "orderNotes"),
        address=address_in(fields),
        route=fields.code("routeID"),
        total=fields.decimal("total", "finalTotal"),
        discount=fields.decimal("discount"),
        discount_percent=fields.decimal("discountPercentOverride", "discountPercent"),
        credit_used=fields.decimal("creditUsed"),
        tax=fields.decimal("tax1", "tax"),
        tax2=fields.decimal("tax2"),
        tax3=fields.decimal("tax3"),
        tip=fields.decimal("tip"),
        tip_percent=fields.decimal("tipPercent"),
        delivery_fee=fields.decimal("deliveryFee"),
        express_fee=fields.decimal("expressFee"),
        express_percent=fields.decimal("expressFeePercent"),
        minimum_adjust=fields.decimal("minimumAdjust"),
        paid=paid,
        paid_told=fields.line("paid") if paid is None else "",
        payment_type=fields.line("paymentType"),
        paid_at=fields.instant("paymentTime"),
        is_pickup=fields.flag("pickup"),
        pickup_day=fields.day("pickupDate"),
        pickup_time=fields.span("pickup"),
        is_delivery=fields.flag("delivery"),
        delivery_day=fields.day("deliveryDate"),
        delivery_time=fields.span("delivery"),
        price_list_id=fields.line("priceListID"),
        business_id=fields.code("businessID"),
        invoice_id=fields.code("invoiceID"),
        invoice_number=fields.code("invoiceUniqueID"),
        invoice_status=fields.code("invoiceStatus"),
        receipt_link=fields.line("receiptLink"),
        is_retail=fields.flag("retail"),
        services=fields.code("services"),
        review_status=fields.code("reviewStatus"),
        has_photos=fields.flag("hasPhotos"),
        has_signature=fields.flag("hasSignature"),
        is_locker=fields.flag("lockerOrder"),
        locker_number=fields.code("lockerNumber"),
        locker_location_id=fields.code("lockerLocationID"),
        locker_return=(fields.code("lockerReturnNumber"), fields.code("lockerReturnCode")),
        pickup_reschedule=fields.code("pickupReschedule"),
        delivery_reschedule=fields.code("deliveryReschedule"),
        split_parent_id=fields.code("splitParentID"),
        bags_to_pickup=fields.integer("bagsToPickup"),
        driver_on_the_way=fields.flag("driverOnTheWay"),
        picked_up=fields.instant("driverPickedUpTimestamp"),
        staff=_staff(fields.row("staffIds")),
        odd_moments=fields.odd_moments,  # of all that was asked for above
    )


def photos(reply: Mapping[str, object]) -> tuple[Photo, ...]:
    """Read the photos of an order (`getPhotos`): objects, or nothing but addresses.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return tuple(map(Photo, _addresses(reply))) or _PHOTOS.read(reply, _photo)


def driver_location(reply: Mapping[str, object]) -> DriverLocation | None:
    """Read where an order's driver was last seen (`driverLocation`); None where nothing is told.

    Raises:
        NotUnderstoodError: The reply holds something else than a place.
    """
    for place in ReplyRow(reply).places():
        latitude, longitude = place_in(place)
        if latitude is not None and longitude is not None:
            return DriverLocation(
                latitude=latitude,
                longitude=longitude,
                at=place.moment("timeStamp", "lastUpdated", "updated", "time"),
                driver=place.line("driverName", "driver", "name"),
            )
    if content(reply):
        raise NotUnderstoodError(reply)
    return None


def _addresses(reply: Mapping[str, object]) -> list[str]:
    """Return the addresses of a list of nothing else: a known one, or all that a reply holds."""
    held = content(reply)
    known = [value for key, value in held.items() if folded(key) in _PHOTO_LISTS]
    for value in known or [each for each in held.values() if len(held) == 1]:
        told = value if isinstance(value, list) else [value]
        if all(isinstance(each, str) and (known or _ADDRESS.match(each)) for each in told):
            return [url for each in told if (url := line_of(each))]
    return []


def _is_paid(fields: ReplyRow) -> bool | None:
    """Return whether an order is paid: a flag, or the word itself; None where that is not told."""
    flag = fields.flag("paid")
    return _PAID.get(folded(fields.line("paid"))) if flag is None else flag


def _staff(fields: ReplyRow) -> dict[str, str]:
    return {part: code for part in _STAFF_PARTS if (code := fields.code(part))}


def _product_line(row: Mapping[str, object]) -> OrderLine | None:
    fields = ReplyRow(row)
    name, product_id = fields.line("name", "productName"), fields.line("id", "productID")
    if not name and not product_id:
        return None
    return OrderLine(
        name=name,
        quantity=fields.decimal("quantity", "qty"),
        price=fields.decimal("pricePerUnit", "price"),
        pieces=fields.integer("pieces"),
        product_id=product_id,
    )


def _photo(row: Mapping[str, object]) -> Photo | None:
    fields = ReplyRow(row)
    url = fields.line(*_URLS)
    if not url:
        return None
    return Photo(
        url=url,
        id=fields.code("id", "photoID"),
        taken=fields.moment("timeStamp", "taken", "created", "date", "createdDate"),
        caption=fields.line("caption", "notes", "description"),
    )
