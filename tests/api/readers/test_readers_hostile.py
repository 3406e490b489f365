"""Properties of the readers: fed anything, they say what they did not read, and invent nothing."""

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from tests.api.readers import all_readers as readers

READERS = [getattr(readers, name) for name in readers.__all__]

KNOWN_KEYS = """
Success orders customers garments pickups products priceLists messages inventory dates slots
cards subscription photos days location sectionsMap id barcodeID times remaining url lat lng
date revenueByPaymentType 2017-09-18 0 1 437 status createdDate rack pieces summary notes
address addressDetailed street city total paid pickupDate pickupTime deliveryTime name quantity
price staffIds create upcharges upcharge1 section type te1 message timeStamp last4 expMonth
expYear tel signedUpTimeStamp marketingOptIn starchPreference frequency schedulerType driver
caption
"""
KEYS = KNOWN_KEYS.split()
LISTS = KEYS[1:16]

FRAGMENTS = "<br> &lt;br&gt; &amp; \x1b[31m \x9b \u202e \x00 \ud800 // x 2 é , 0 - [red] &#10;"
PIECES = st.lists(st.sampled_from([*FRAGMENTS.split(), " ", "\n"]), max_size=6).map("".join)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, 1, -1, 10**400, 1505736000, "0", "1", "NaN", "1e999", "-5", "9" * 5000]),
    st.floats(),
    st.text(max_size=20),
    PIECES,
)

ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=30,
)


def texts_and_numbers(value):
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name == "unread":  # a reply as it came, which is shown like any other
                continue
            for name, found in texts_and_numbers(getattr(value, field.name)):
                yield name or field.name, found
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield "key", key
            yield from texts_and_numbers(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_and_numbers(each)
    elif isinstance(value, str | Decimal):
        yield "", value


SEVERAL_LINES = {"notes", "private_notes", "address", "address_instructions", "text"}

ROWS = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=12).flatmap(
    lambda row: st.sampled_from([row, row | {"id": "7", "barcodeID": "8"}])
) | PIECES.map(lambda text: dict.fromkeys(KEYS, text) | {"id": "7", "barcodeID": "8"})
REPLIES = st.one_of(
    ANYTHING,
    ROWS,
    st.dictionaries(st.sampled_from(LISTS), st.lists(ROWS, max_size=3) | ROWS, min_size=1),
    st.lists(ROWS, min_size=1, max_size=2).map(lambda rows: dict.fromkeys(LISTS, rows)),
)


@settings(max_examples=200)
@given(REPLIES)
def test_no_reply_makes_a_reader_fail_or_tell_what_harms(reply):
    for read in READERS:
        try:
            told = read(reply)
        except NotUnderstoodError as error:
            assert_harmless([str(error), error.keys])
            continue
        if not read.__name__.endswith("_rows"):
            assert_harmless(told)


def assert_harmless(told):
    for name, each in texts_and_numbers(told):
        if isinstance(each, Decimal):
            assert each.is_finite()
            assert abs(each) < 10**15
            continue
        assert each == each.strip()
        assert "<br>" not in each.lower()
        assert "\n" not in each or name in SEVERAL_LINES
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", each)
        assert not any(unicodedata.category(s) in ("Cc", "Cs") for s in each if s != "\n")


def mangled_key(key):
    return st.sampled_from(
        [key, key.lower(), key.upper(), key.title(), re.sub("([A-Z]+)", r"_\1", key).lower()]
    )


# How a kind of field may be written, with what it is then to be read as.
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1)


def written(numbers, read):
    """A number as text or number, with what it is to be read as."""
    forms = st.sampled_from([str, "{:d} ".format, int])
    return st.builds(lambda number, form: (form(number), read(number)), numbers, forms)


COUNTS = st.integers(0, 60) | st.integers(-999, 10**12)

KINDS = {
    "text": WORDS.map(lambda word: (word, word)),
    "code": written(st.integers(1, 10**12), str),
    "count": written(st.integers(-999, 10**9), int),
    "money": st.decimals(-(10**9), 10**9, places=2).map(lambda amount: (str(amount), amount)),
    "weeks": written(COUNTS, lambda weeks: weeks if 1 <= weeks <= 53 else None),
    "days": written(COUNTS, lambda days: days if 0 <= days <= 366 else None),
    "orders": written(COUNTS, lambda orders: orders if 0 <= orders <= 5_000 else None),
    "float": st.integers(-(10**6), 10**6).map(lambda n: (n / 4, Decimal(n) / 4)),
    "flag": st.sampled_from(
        [("1", True), (1, True), (True, True), ("true", True), ("0", False), (0, False)]
    ),
    "instant": written(st.integers(10**8, 4 * 10**9), lambda n: datetime.fromtimestamp(n, UTC)),
    "day": written(
        st.integers(400, 80_000).map(lambda day: day * 86_400 + 43_200),
        lambda stamp: date(1970, 1, 1) + timedelta(days=stamp // 86_400),
    ),
    "window": st.sampled_from(["5pm", "10am-12pm", "6:30pm-8pm", "late"]).map(
        lambda text: (text, text)
    ),
    "status": st.sampled_from(OrderStatus).flatmap(
        lambda status: st.sampled_from([(status.value, status), (int(status.value), status)])
    ),
}

# What a field that tells nothing may hold, by kind.
NOTHING = {
    "text": [None, "", " ", [], {}, "\x00"],
    "code": [None, "", "0", 0, [], {}, True, float("nan")],
    "count": [None, "", "few", [], {}, "1.5", "NaN", 10**400, "1e99"],
    "weeks": [None, "", "few", [], {}, "1.5", "0", -1, 10**12],
    "days": [None, "", "few", [], {}, "1.5", -1, 10**12],
    "orders": [None, "", "few", [], {}, "1.5", -1, 10**12],
    "money": [None, "", "free", [], {}, "12,50,1", "inf", float("inf"), "9" * 40, True],
    "float": [None, "", "free", [], {}, "12,50,1", float("nan"), "9" * 40, False],
    "flag": [None, "", "2", "maybe", [], {}, -1],
    "instant": [None, "", "0", 0, "-1505736000", -5, "soon", [], {}, 10**20, 1.5e300],
    "day": [None, "", "0", 0, "-1505736000", "2024-02-30", "soon", [], {}, 10**20],
    "window": [None, "", "0", "0-0", 0, " 0 - 0 ", [], {}],
    "status": [None, "", [], {}, "9", "ready", 17, True],
}

CUSTOMER = {
    "Name": ("name", "text"), "Tel": ("phone", "text"), "Email": ("email", "text"),
    "customerAddressInstructions": ("address_instructions", "text"), "Notes": ("notes", "text"),
    "privateNotes": ("private_notes", "text"), "customerRoute": ("route", "code"),
    "signedUpTimeStamp": ("signed_up", "instant"), "marketingOptIn": ("marketing_opt_in", "flag"),
    "businessID": ("business_id", "code"), "taxID": ("tax_id", "code"),
    "creditAvailable": ("credit", "money"), "loyaltyPointsAvailable": ("loyalty_points", "float"),
    "loyaltyPointsUsed": ("loyalty_points_used", "money"),
    "discountPercentage": ("discount_percent", "float"),
}  # fmt: skip
ORDER = {
    "customerID": ("customer_id", "code"), "status": ("status", "status"),
    "createdDate": ("created", "instant"), "cleanedDate": ("cleaned", "instant"),
    "completedDate": ("completed", "instant"), "rack": ("rack", "code"),
    "pieces": ("pieces", "count"), "notes": ("notes", "text"), "address": ("address", "text"),
    "routeID": ("route", "code"), "total": ("total", "money"), "discount": ("discount", "float"),
    "discountPercentOverride": ("discount_percent", "money"),
    "creditUsed": ("credit_used", "money"), "tax1": ("tax", "money"), "tax2": ("tax2", "float"),
    "tax3": ("tax3", "money"), "tip": ("tip", "money"), "tipPercent": ("tip_percent", "float"),
    "deliveryFee": ("delivery_fee", "money"), "expressFee": ("express_fee", "money"),
    "minimumAdjust": ("minimum_adjust", "money"), "paid": ("paid", "flag"),
    "paymentTime": ("paid_at", "instant"), "pickup": ("is_pickup", "flag"),
    "pickupDate": ("pickup_day", "day"), "pickupTime": ("pickup_time", "window"),
    "delivery": ("is_delivery", "flag"), "deliveryDate": ("delivery_day", "day"),
    "deliveryTime": ("delivery_time", "window"), "invoiceID": ("invoice_id", "code"),
    "receiptLink": ("receipt_link", "text"), "hasPhotos": ("has_photos", "flag"),
    "hasSignature": ("has_signature", "flag"), "lockerOrder": ("is_locker", "flag"),
    "lockerNumber": ("locker_number", "code"), "pickupReschedule": ("pickup_reschedule", "code"),
    "deliveryReschedule": ("delivery_reschedule", "code"),
    "splitParentID": ("split_parent_id", "code"), "bagsToPickup": ("bags_to_pickup", "count"),
    "driverOnTheWay": ("driver_on_the_way", "flag"),
}  # fmt: skip
GARMENT = {
    "color1": ("color1", "code"), "color2": ("color2", "code"), "notes": ("notes", "text"),
    "customStatus": ("custom_status", "code"), "conveyorLocation": ("place", "code"),
}  # fmt: skip
PICKUP = {
    "customerID": ("customer_id", "code"), "pickupDate": ("next_day", "day"),
    "pickupStart": ("pickup_start", "window"), "pickupEnd": ("pickup_end", "window"),
    "frequency": ("frequency", "weeks"), "duration": ("duration", "orders"),
    "deliveryDays": ("delivery_days", "days"), "deliveryStart": ("delivery_start", "window"),
    "deliveryEnd": ("delivery_end", "window"), "tip": ("tip", "money"),
    "tipPercent": ("tip_percent", "float"), "schedulerType": ("needs_confirmation", "flag"),
    "schedulerConfirmDays": ("confirm_days", "days"),
    "ordersCreatedSoFar": ("orders_created", "orders"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("read", "id_key", "model", "fields"),
    [
        (readers.customer_row, "ID", Customer(id="7"), CUSTOMER),
        (readers.order_row, "id", Order(id="7"), ORDER),
        (readers.garment_row, "barcodeID", Garment(barcode="7"), GARMENT),
        (readers.repeat_pickup_row, "pickupID", RepeatPickup(id="7"), PICKUP),
    ],
    ids=["customer", "order", "garment", "repeat pickup"],
)
@given(st.data())
def test_what_is_told_is_read_and_nothing_else(read, id_key, model, fields, data):
    row = {data.draw(mangled_key(id_key)): data.draw(st.sampled_from(["7", 7, 7.0, " 7 "]))}
    expected = {}
    for key, (field, kind) in fields.items():
        telling = data.draw(st.sampled_from(["told", "nothing", "missing"]))
        if telling == "told":
            row[data.draw(mangled_key(key))], expected[field] = data.draw(KINDS[kind])
        elif telling == "nothing":
            row[data.draw(mangled_key(key))] = data.draw(st.sampled_from(NOTHING[kind]))
    told = read(row)
    if isinstance(told, Order):
        told = dataclasses.replace(told, status_code="", paid_told="", odd_moments=())
    if isinstance(told, RepeatPickup):
        told = dataclasses.replace(told, has_odd_tip=False)
    assert told == dataclasses.replace(model, **expected)


@given(
    st.dictionaries(st.sampled_from(KEYS), ANYTHING),
    st.sampled_from(["", "0", 0, None, [], {}, True]),
)
def test_a_record_without_an_id_is_left_out(row, no_id):
    row = {key: each for key, each in row.items() if not key.lower().endswith("id")} | {"id": no_id}
    assert readers.order_row(row) is None
    assert readers.customer_row(row) is None
    assert readers.garment_row(row, "437") is None
    assert readers.repeat_pickup_row(row) is None
