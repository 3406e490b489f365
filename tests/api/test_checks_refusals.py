from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.api.operations import OPERATIONS, Wire

ITEM = {"id": "0", "name": "Repair", "price": "12.50", "pieces": "1", "quantity": "1"}
SCHEDULE = {"pickupDate": date(2024, 5, 6), "pickupStart": time(10), "pickupEnd": "1pm"}
NEW_CUSTOMER = {"customerName": "A", "customerTel": "1", "customerEmail": "a@b.example"}

MONEY = [each.name for each in OPERATIONS["updateOrder"].parameters if each.wire is Wire.MONEY]


def order_of(**figures: object) -> dict[str, object]:
    return {"customerID": "1", "finalTotal": "5", "products": [ITEM | figures]}


def refusals(operation: str, asked: dict[str, object]) -> tuple[str, ...]:
    with pytest.raises(BadParametersError) as raised:
        checked(operation_named(operation), asked)
    return raised.value.problems


# What is asked for, and each problem that is named.
BAD = [
    (
        "getCustomer",
        {"customerId": "1"},
        ["customerId is no parameter of it; did you mean customerID?"],
    ),
    (
        "getCustomer",
        {"dateFrom": "2024-01-01", "dateTo": ""},
        ["customerID, or dateFrom and dateTo"],
    ),
    ("getCustomer", {"dateFrom": "2024-01-01", "dateTo": "2024-03-01"}, ["longer than 31 days"]),
    (
        "getCustomer",
        {"dateFrom": "2024-02-01", "dateTo": "2024-01-01"},
        ["dateFrom is after dateTo"],
    ),
    (
        "summaryReport",
        {"dateFrom": "1 May", "dateTo": "2024-02-30"},
        ["dateFrom is to be a day as yyyy-mm-dd", "dateTo is to be a day"],
    ),
    (
        "addCustomer",
        {"customerName": "A", "customerTel": " "},
        ["customerTel is required", "customerEmail is required"],
    ),
    ("addCustomer", NEW_CUSTOMER | {"birthdayDay": "3"}, ["birthdayDay needs birthdayMonth"]),
    (
        "addCustomer",
        NEW_CUSTOMER | {"birthdayMonth": 3, "birthdayDay": ""},
        ["birthdayMonth needs birthdayDay"],
    ),
    (
        "addCustomer",
        NEW_CUSTOMER | {"birthdayDay": 30, "birthdayMonth": 2},
        ["no day 30 in month 2"],
    ),
    (
        "addCustomer",
        NEW_CUSTOMER | {"customerGender": "4", "makeLatLng": "yes"},
        ["customerGender is to be one of 0 (Not set), 1 (Male)", "makeLatLng is to be 1 or 0"],
    ),
    (
        "addCustomer",
        NEW_CUSTOMER | {"customerLat": "north", "customerNotes": ["x"]},
        ["customerLat is to be a number", "customerNotes is to be a text"],
    ),
    (
        "addCustomer",
        NEW_CUSTOMER | {"customerNotes": "\udcff"},
        ["customerNotes holds bytes that are no text"],
    ),
    ("updateCustomer", {"customerID": "1"}, ["nothing to change"]),
    (
        "updateCustomer",
        {"customerID": "1", "shirtPreference": "3"},
        ["shirtPreference is to be one of 0 (No preference), 1 (Hanger), 2 (Boxed)"],
    ),
    (
        "addOrder",
        {"customerID": "\u0661", "finalTotal": "12,50"},
        [
            "customerID is to be a number",
            "finalTotal is to be an amount such as 12.50, not “12,50”",
        ],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": 12.5, "tax": "1.005"},
        ["finalTotal is to be an amount", "tax has more than two decimals"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "1.250", "tip": "1,250", "pickupStart": "5:30"},
        [
            "finalTotal is not clear: “1.250” may be 1250 or 1.25: type the one that is meant",
            "tip is not clear: “1,250” may be 1250 or 1.25",
            "pickupStart is to be a time such as 10am or 5:30pm, not “5:30”",
        ],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": [ITEM, ITEM | {"quantity": "0"}]},
        ["item 2: quantity is to be more than nothing, not “0”"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "pickupDate": "9999-12-31"},
        ["pickupDate is to be a day as yyyy-mm-dd, not “9999-12-31”"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "storeOrder": "1"},
        ["storeOrder 1 needs storeDropOffDate and storeReadyByDate"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": [ITEM] * 6},
        ["5 one-time items at most, not 6"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": "[1"},
        ["products is to be a list in JSON"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": "7"},
        ["products is to be a list of items"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": [{"id": "1"}]},
        ["item 1 is to have id, name, price, pieces, quantity"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "products": [ITEM, ITEM | {"pieces": "few"}]},
        ["item 2: pieces is to be a whole number"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "tipPercent": "120"},
        ["tipPercent is to be from 0 to 100"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "pickupDate": "1505736001"},
        ["pickupDate is to be Unix time of 12:00 UTC"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "pickupDate": datetime(2024, 5, 6)},
        ["pickupDate is to be a day"],
    ),
    (
        "addOrder",
        {"customerID": "1", "finalTotal": "5", "pickupStart": "noon"},
        ["pickupStart is to be a time such as 10am"],
    ),
    (
        "updateOrder",
        {"orderID": "1", "creditUsed": "5", "finalTotal": ""},
        ["creditUsed needs finalTotal"],
    ),
    (
        "updateOrder",
        {"orderID": "1", "status": "3"},
        ["status is to be one of 4 (Awaiting pickup)"],
    ),
    ("updateOrder", {"orderID": "1"}, ["nothing to change"]),
    ("getOrders", {"sendProductDetails": True}, ["at least one of orderID, customerID"]),
    ("getOrders", {"orderID": ""}, ["at least one of orderID, customerID"]),
    (
        "getOrders",
        {"updatedSecondsAgoFrom": "-5"},
        ["updatedSecondsAgoFrom is to be a whole number"],
    ),
    ("updateGarment", {"barcodeID": "1", "orderID": "2"}, ["nothing to change"]),
    (
        "repeatPickup",
        {"customerID": "1", **SCHEDULE, "schedulerType": "1"},
        ["schedulerType 1 needs schedulerConfirmDays"],
    ),
    (
        "repeatPickup",
        {"customerID": "1", **SCHEDULE, "deliveryStart": "1pm"},
        ["deliveryStart needs deliveryEnd"],
    ),
    ("getRoute", {"lat": "1"}, ["lat and lng, or customerAddress"]),
    (
        "addPushToken",
        {"pushToken": "", "customerID": "1", "platform": "2", "bundleID": "x"},
        ["pushToken is required", "platform is to be one of 0 (Android), 1 (iOS)"],
    ),
    (
        "addCard",
        {"customerID": "1", "paymentMethodID": "4242 4242-4242 4242"},
        ["looks like a payment card's number"],
    ),
]


@pytest.mark.parametrize(("name", "asked", "problems"), BAD)
def test_each_problem_is_named(name, asked, problems):
    with pytest.raises(BadParametersError) as raised:
        checked(OPERATIONS[name], asked)
    told = raised.value.problems
    for problem in problems:
        assert any(problem in each for each in told), told


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_required_and_what_is_unknown_is_named(name):
    operation = OPERATIONS[name]
    required = [each.name for each in operation.parameters if each.required]
    with pytest.raises(BadParametersError) as raised:
        checked(operation, {"no such": "1"})
    told = raised.value.problems
    assert any(each.startswith("no such is no parameter of it") for each in told)
    assert [f"{each} is required" for each in required] == [
        each for each in told if each.endswith("is required")
    ]
    assert name in str(raised.value)


def test_an_unknown_operation_names_the_nearest():
    with pytest.raises(BadParametersError, match="did you mean getOrders"):
        operation_named("getorders")
    assert operation_named("getOrders") is OPERATIONS["getOrders"]


@pytest.mark.parametrize(
    "name", ["customerPassword", "stripe", "evoToken", "paymentMethodID", "pushToken"]
)
def test_a_bad_secret_is_never_repeated(name):
    operation = next(each for each in OPERATIONS.values() if each.parameter(name))
    with pytest.raises(BadParametersError) as raised:
        checked(operation, {name: ["hush-hush"]})
    assert f"{name} is to be a text" in raised.value.problems
    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    "text", ["1e2", "1E+2", "+5", "1_000", "0x64", "5,5", "1'250", "$5", "\u0665"]
)
def test_a_figure_is_written_plainly(text):
    for operation, asked, name, said in (
        ("updateOrder", {"orderID": "1", "tip": text}, "tip", "is to be an amount"),
        ("updateOrder", {"orderID": "1", "discountPercent": text}, "discountPercent", "is to be"),
        ("getRoute", {"lat": text, "lng": "1"}, "lat", "is to be a number"),
        ("addOrder", order_of(quantity=text), "item 1: quantity", "is to be a number"),
        ("addOrder", order_of(price=text), "item 1: price", "is to be an amount"),
    ):
        (problem,) = refusals(operation, asked)
        assert f"{name} {said}" in problem


def test_a_figure_is_of_a_size_that_can_be():
    for asked in ("1000000000", "99999999999999", "-1000000000"):
        (problem,) = refusals("updateOrder", {"orderID": "1", "tip": asked})
        assert f"is to be an amount such as 12.50, not “{asked}”" in problem
    assert checked(operation_named("updateOrder"), {"orderID": "1", "tip": "999999999.99"})
    for quantity, said in (
        ("99999999999", "is to be 9999 at most"),
        (10_000, "is to be 9999 at most"),
        ("0.000000001", "has more than 3 decimals"),
        (1e-9, "has more than 3 decimals"),
        ("-1", "is to be more than nothing"),
    ):
        (problem,) = refusals("addOrder", order_of(quantity=quantity))
        assert f"item 1: quantity {said}" in problem
    place = {"customerID": "1", "customerLat": "951.5", "customerLng": "-180.1"}
    assert refusals("updateCustomer", place) == (
        "customerLat is to be from -90 to 90, not “951.5”",
        "customerLng is to be from -180 to 180, not “-180.1”",
    )


@pytest.mark.parametrize("name", MONEY)
def test_no_amount_of_an_order_is_less_than_nothing(name):
    for text in ("-5", "-0", Decimal("-0.01")):
        asked = {"orderID": "1", "finalTotal": "1", name: text}
        (problem,) = refusals("updateOrder", asked)
        assert f"{name} is to be nothing or more" in problem


def test_an_item_that_waives_a_fee_is_less_than_nothing_with_its_taxes():
    order = order_of(price="-5.00") | {"tax": "-0.50"}
    sent = checked(operation_named("addOrder"), order)
    assert (sent["products"][0]["price"], sent["tax"]) == ("-5.00", "-0.50")
    (problem,) = refusals("addOrder", order_of() | {"tax": "-0.50"})
    assert problem == "tax is to be nothing or more, not “-0.50”"


@given(st.data())
def test_any_value_is_sent_as_text_or_refused_in_words(data):
    operation = data.draw(st.sampled_from(list(OPERATIONS.values())))
    names = st.sampled_from([*(each.name for each in operation.parameters), "unknown"])
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.decimals()
        | st.dates()
        | st.times(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )
    asked = data.draw(st.dictionaries(names, anything, max_size=6))
    try:
        sent = checked(operation, asked)
    except BadParametersError:
        return
    assert all(isinstance(value, str | list) for value in sent.values())
