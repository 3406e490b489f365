"""What the readers make of replies in the shapes that are known or assumed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import Order, OrderLine, OrderStatus
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from tests.api.readers import all_readers as readers

NOON = datetime(2017, 9, 18, 12, tzinfo=UTC)
DAY = NOON.date()
STAMP = "1505736000"

CUSTOMER = {
    "ID": "12",
    "Name": "Zo&euml; &amp; Co",
    "Email": "zoe@example.com",
    "Tel": "020 1",
    "Address": "12 High St // London",
    "addressDetailed": [],
    "Lat": "51.5",
    "Lng": "-0.12",
    "Notes": "Likes<br>starch",
    "privateNotes": "",
    "signedUpTimeStamp": STAMP,
    "marketingOptIn": "1",
    "businessID": "0",
    "creditAvailable": "5.50",
    "loyaltyPointsAvailable": "0",
    "discountPercentage": "10",
    "starchPreference": "2",
    "detergentType": "0",
}
READ_CUSTOMER = Customer(
    id="12",
    name="Zoë & Co",
    email="zoe@example.com",
    phone="020 1",
    address="12 High St\nLondon",
    latitude=Decimal("51.5"),
    longitude=Decimal("-0.12"),
    notes="Likes\nstarch",
    signed_up=NOON,
    marketing_opt_in=True,
    credit=Decimal("5.50"),
    loyalty_points=Decimal(0),
    discount_percent=Decimal(10),
    preferences={"starchPreference": "2", "detergentType": "0"},
)

ORDER = {
    "id": "437",
    "customerID": 12,
    "status": "1",
    "createdDate": STAMP,
    "cleanedDate": "0",
    "rack": "0",
    "pieces": "3",
    "weight": "0.00",
    "summary": "Shirt x 2<br>Tie &amp; belt x 1.5<br>no starch<br>Discount: 1.00",
    "notes": "ring twice",
    "total": "36.00",
    "tax1": "1.10",
    "paid": "0",
    "paymentType": "0",
    "paymentTime": "0",
    "pickup": "0",
    "pickupDate": "0",
    "pickupTime": "0-0",
    "delivery": "0",
    "deliveryDate": STAMP,
    "deliveryTime": "5pm",
    "priceListID": "0",
    "invoiceID": "0",
    "staffIds": {"create": "3", "cleaned": "0"},
    "driverOnTheWay": "0",
}
READ_ORDER = Order(
    id="437",
    customer_id="12",
    status=OrderStatus.READY,
    status_code="1",
    created=NOON,
    pieces=3,
    lines=(OrderLine("Shirt", Decimal(2)), OrderLine("Tie & belt", Decimal("1.5"))),
    remarks=("no starch", "Discount: 1.00"),
    notes="ring twice",
    total=Decimal("36.00"),
    tax=Decimal("1.10"),
    paid=False,
    payment_type="0",
    is_pickup=False,
    is_delivery=False,
    delivery_day=DAY,
    delivery_time="5pm",
    price_list_id="0",
    driver_on_the_way=False,
    staff={"create": "3"},
)

GARMENT = {
    "barcodeID": "00123",
    "color1": "4",
    "color2": "0",
    "notes": "stain",
    "customStatus": "0",
    "conveyorLocation": "B7",
    "sqmTotal": "2.5",
    "sqmWidth": "0",
    "upcharges": {"upcharge1": {"id": "9"}, "upcharge2": {"id": "0"}, "upcharge3": {"id": 11}},
}
READ_GARMENT = Garment(
    barcode="00123",
    order_id="437",
    color1="4",
    notes="stain",
    place="B7",
    square_meters=Decimal("2.5"),
    upcharges=("9", "11"),
)

PICKUP = {
    "id": "5",
    "customerID": "12",
    "pickupDate": STAMP,
    "pickupStart": "10am",
    "pickupEnd": "1pm",
    "frequency": "2",
    "duration": "0",
    "schedulerType": "1",
    "deliveryStart": "",
}
READ_PICKUP = RepeatPickup(
    id="5",
    customer_id="12",
    next_day=DAY,
    pickup_start="10am",
    pickup_end="1pm",
    frequency=2,
    duration=0,
    needs_confirmation=True,
)


def success(**values):
    return {"Success": "True", **values}


@pytest.mark.parametrize(
    ("reader", "name", "row", "read"),
    [
        (readers.customers, "Customers", CUSTOMER, READ_CUSTOMER),
        (readers.orders, "Orders", ORDER, READ_ORDER),
        (lambda reply: readers.garments(reply, "437"), "garments", GARMENT, READ_GARMENT),
        (readers.repeat_pickups, "Pickups", PICKUP, READ_PICKUP),
    ],
)
@pytest.mark.parametrize(
    "listed",
    [
        lambda row: [row],
        lambda row: {"0": row},
        lambda row: {"437": row, "count": "1"},
        lambda row: row,
        lambda row: [None, "x", [], {}, {"id": "0"}, row],
    ],
    ids=["list", "numbered", "numbered by id", "alone", "among others"],
)
def test_a_list_of_rows_in_any_form(reader, name, row, read, listed):
    for key in (name, name.upper(), name.lower()):
        assert reader(success(**{key: listed(row)})) == (read,)
    assert reader(success(**{"0": row})) == (read,)
    for nothing in ([], {}, "", None, "0", False):
        assert reader(success(**{name: nothing})) == ()
    assert reader(success()) == ()


def test_one_customer_flat_or_nested():
    for reply in (success(**CUSTOMER), success(Customer=CUSTOMER), success(Customers=[CUSTOMER])):
        assert readers.customer(reply) == READ_CUSTOMER
    assert readers.customer(success(ID="0")) is None


def test_one_garment_flat_or_nested():
    for reply in (success(**GARMENT), success(Garment=GARMENT), success(garments=[GARMENT])):
        assert readers.garment(reply, "437") == READ_GARMENT
    assert readers.garment(success(), "437") is None
    assert readers.garment_row(GARMENT | {"orderID": "7"}).order_id == "7"


@pytest.mark.parametrize(
    "upcharges", [["9", "0", 11], [{"id": 9}, {"id": 11}], {"upcharge1": "9", "b": 11}]
)
def test_upcharges_in_other_forms(upcharges):
    assert readers.garment_row({"barcodeID": "1", "upcharges": upcharges}).upcharges == ("9", "11")


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({"Address": "12 High St\nLondon"}, "12 High St\nLondon"),
        ({"Address": "", "addressDetailed": "12 High St // London //"}, "12 High St\nLondon"),
        (
            {
                "addressDetailed": {
                    "street": "12 High St",
                    "unit": "4",
                    "city": "Troy",
                    "state": "NY",
                    "zip": "12180",
                }
            },
            "12 High St\n4\nTroy, NY 12180",
        ),
        ({"addressDetailed": {"city": "Troy"}}, "Troy"),
        ({"Address": "see http://example.com/map"}, "see http://example.com/map"),
        ({"Address": None, "addressDetailed": []}, ""),
    ],
)
def test_addresses(told, address):
    assert readers.customer_row({"ID": "1"} | told).address == address


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("0", "0.000", (None, None)),
        ("0", "32.5", (Decimal(0), Decimal("32.5"))),
        ("91", "32.5", (None, Decimal("32.5"))),
        ("51,5", "", (Decimal("51.5"), None)),
        ("51,5,1", "", (None, None)),
    ],
)
def test_places(latitude, longitude, place):
    customer = readers.customer_row({"ID": "1", "Lat": latitude, "Lng": longitude})
    assert (customer.latitude, customer.longitude) == place


def test_products_are_the_items_where_they_were_sent():
    products = [
        {"id": "3", "name": "Shirt", "quantity": "2", "pricePerUnit": "5.00"},
        {"id": 0, "Name": "Repair", "qty": 1, "price": 7.5, "pieces": "2"},
        {"quantity": "3"},
    ]
    order = readers.order_row(ORDER | {"products": products})
    assert order.lines == (
        OrderLine("Shirt", Decimal(2), Decimal("5.00"), product_id="3"),
        OrderLine("Repair", Decimal(1), Decimal("7.5"), 2, "0"),
    )
    assert order.remarks == READ_ORDER.remarks
    assert readers.order_row(ORDER | {"products": []}).lines == READ_ORDER.lines


def test_an_unknown_status_keeps_its_code():
    order = readers.order_row({"id": "1", "status": "9"})
    assert (order.status, order.status_code) == (None, "9")
    assert order.is_open


def test_what_is_due_is_unknown_where_it_is_not_told():
    assert readers.order_row({"id": "1", "total": "5.00"}).due is None
    assert readers.order_row({"id": "1", "total": "5.00", "paid": "0"}).due == Decimal("5.00")
    assert readers.order_row({"id": "1", "total": "5.00", "paid": "1"}).due == 0


def test_raw_rows_are_the_replys_own():
    reply = success(Orders={"0": ORDER}, Customers=[CUSTOMER], garments=[GARMENT], Pickups=[PICKUP])
    assert readers.order_rows(reply) == [ORDER]
    assert readers.customer_rows(reply) == [CUSTOMER]
    assert readers.garment_rows(reply) == [GARMENT]
    assert readers.repeat_pickup_rows(reply) == [PICKUP]
    assert readers.order_rows(reply)[0] is ORDER


@pytest.mark.parametrize("told", ["17", 17, "INV-17"])
def test_what_stands_on_an_invoice_is_not_owed_at_the_counter(told: object) -> None:
    (order,) = readers.orders({"Orders": [{"id": "1", "total": "12.50", "invoiceID": told}]})
    assert order.is_on_invoice
    assert order.due == 0


@pytest.mark.parametrize("told", ["0", "", "null", -1])
def test_what_is_no_invoice_leaves_an_order_owed(told: object) -> None:
    row = {"id": "1", "total": "12.50", "paid": "0", "invoiceID": told}
    (order,) = readers.orders({"Orders": [row]})
    assert not order.is_on_invoice
    assert order.due == Decimal("12.50")


@pytest.mark.parametrize(
    ("told", "paid", "in_words"),
    [("1", True, ""), ("Paid", True, ""), ("not paid", False, ""), ("partial", None, "partial")],
)
def test_a_payment_in_other_words(told: str, paid: bool | None, in_words: str) -> None:
    order = readers.order_row({"id": "7", "total": "9.00", "paid": told})
    assert order is not None
    assert (order.paid, order.paid_told) == (paid, in_words)
    assert order.is_due_unknown is bool(in_words)
