from datetime import date, time
from decimal import Decimal

import pytest

from cleancloud_tui.api.checks import checked
from cleancloud_tui.api.operations import OPERATIONS

ITEM = {"id": "0", "name": "Repair", "price": "12.50", "pieces": "1", "quantity": "1"}
SCHEDULE = {"pickupDate": date(2024, 5, 6), "pickupStart": time(10), "pickupEnd": "1pm"}
SENT_SCHEDULE = {"pickupDate": "1714996800", "pickupStart": "10am", "pickupEnd": "1pm"}
WINDOW = {"dateFrom": date(2024, 5, 1), "dateTo": "2024-05-31"}
SENT_WINDOW = {"dateFrom": "2024-05-01", "dateTo": "2024-05-31"}

# What is asked for, and what is sent where that differs.
GOOD = {
    "addCustomer": (
        {
            "customerName": "Zoë",
            "customerTel": "020 1",
            "noEmailRequired": True,
            "customerLat": Decimal("51.50"),
            "customerGender": 3,
            "birthdayDay": "29",
            "birthdayMonth": "02",
            "marketingOptIn": True,
        },
        {
            "customerName": "Zoë",
            "customerTel": "020 1",
            "customerLat": "51.50",
            "customerGender": "3",
            "birthdayDay": "29",
            "birthdayMonth": "2",
            "marketingOptIn": "1",
            "noEmailRequired": "1",
        },
    ),
    "updateCustomer": (
        {"customerID": 12, "customerNotes": ""},
        {"customerID": "12", "customerNotes": ""},
    ),
    "deleteCustomer": ({"customerID": "12"}, None),
    "loginCustomer": ({"customerEmail": "a@b.example", "customerPassword": "  "}, None),
    "getCustomer": (
        WINDOW | {"customerID": " ", "excludeDeactivated": "1"},
        SENT_WINDOW | {"excludeDeactivated": "1"},
    ),
    "passwordCustomer": ({"customerEmail": "a@b.example"}, None),
    "addToCustomerGroup": ({"customerID": "12", "groupID": "3"}, None),
    "addOrder": (
        {
            "customerID": "12",
            "finalTotal": Decimal("25"),
            "discountPercent": "20",
            "products": [ITEM | {"price": Decimal("12.5"), "quantity": 2}],
            "delivery": False,
            "storeOrder": True,
            "storeDropOffDate": "2024-05-06",
            "storeReadyByDate": 1714996800,
            "storeReadyByTime": "17:00",
            "priceListID": "",
            "paid": None,
        },
        {
            "customerID": "12",
            "finalTotal": "25.00",
            "discountPercent": "20",
            "products": [ITEM | {"quantity": "2"}],
            "delivery": "0",
            "priceListID": "",
            "storeOrder": "1",
            "storeDropOffDate": "1714996800",
            "storeReadyByDate": "1714996800",
            "storeReadyByTime": "5pm",
        },
    ),
    "updateOrder": ({"orderID": "437", "paid": "1", "paymentType": "2"}, None),
    "deleteOrder": (
        {"orderID": "437", "checkPickupTime": True},
        {"orderID": "437", "checkPickupTime": "1"},
    ),
    "getOrders": ({"updatedSecondsAgoFrom": 90, "orderID": ""}, {"updatedSecondsAgoFrom": "90"}),
    "getPhotos": ({"orderID": "437", "customerID": "12"}, None),
    "driverLocation": ({"orderID": "437", "customerID": "12"}, None),
    "getGarment": ({"orderID": "437", "barcodeID": "00123"}, None),
    "getGarments": ({"orderID": "437"}, None),
    "updateGarment": ({"barcodeID": "00123", "conveyorLocation": ""}, None),
    "repeatPickup": ({"customerID": "12", **SCHEDULE}, {"customerID": "12", **SENT_SCHEDULE}),
    "updateRepeatPickup": (
        {"pickupID": "5", "customerID": "12", **SCHEDULE, "tip": "3.5"},
        {"pickupID": "5", "customerID": "12", **SENT_SCHEDULE, "tip": "3.50"},
    ),
    "deletePickup": ({"pickupID": "5", "customerID": "12"}, None),
    "getPickups": ({"customerID": "12"}, None),
    "addMessage": ({"customerID": "12", "message": "Hello\nthere"}, None),
    "getMessages": ({"customerID": "12", "limit": ""}, {"customerID": "12"}),
    "getPriceLists": ({}, None),
    "getProducts": ({"priceListID": "", "inStore": True}, {"inStore": "1"}),
    "getInventory": ({}, None),
    "getDates": ({"routeID": "1"}, None),
    "getSlots": ({"routeID": "1", "day": "1558353600"}, None),
    "getRoute": ({"lat": "10.14", "lng": 34.43}, {"lat": "10.14", "lng": "34.43"}),
    "getReferral": ({"customerID": "12"}, None),
    "usePromo": ({"customerID": "12", "promoCode": "SPRING"}, None),
    "convertLoyaltyPoints": ({"customerID": "12"}, None),
    "addSubscription": ({"customerID": "12", "subscriptionID": "plan_J"}, None),
    "deleteSubscription": ({"customerID": "12"}, None),
    "getSubscription": ({"customerID": "12"}, None),
    "addCard": ({"customerID": "12", "type": "1", "paymentMethodID": "pm_4242"}, None),
    "chargeCard": ({"customerID": "12", "orderID": "437", "type": "5"}, None),
    "getCards": ({"customerID": "12"}, None),
    "setDefaultCard": ({"customerID": "12", "cardID": "card_1"}, None),
    "addPushToken": (
        {"pushToken": "t", "customerID": "12", "platform": "0", "bundleID": "com.a"},
        None,
    ),
    "deletePushToken": ({"pushToken": "t", "customerID": "12"}, None),
    "summaryReport": (WINDOW, SENT_WINDOW),
}


def test_every_operation_has_a_good_example():
    assert list(GOOD) == list(OPERATIONS)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_is_sent_as_text_in_the_documented_order(name):
    asked, sent = GOOD[name]
    result = checked(OPERATIONS[name], asked)
    assert result == (asked if sent is None else sent)
    documented = [parameter.name for parameter in OPERATIONS[name].parameters]
    assert list(result) == [each for each in documented if each in result]


@pytest.mark.parametrize("name", GOOD)
def test_what_is_sent_passes_again_unchanged(name):
    sent = checked(OPERATIONS[name], GOOD[name][0])
    assert checked(OPERATIONS[name], sent) == sent


def test_products_may_be_typed_as_json():
    sent = checked(
        OPERATIONS["addOrder"],
        {
            "customerID": "1",
            "finalTotal": "5",
            "products": '[{"id": 3, "name": "Shirt", "price": "2.5", "pieces": 1, "quantity": 2}]',
        },
    )
    assert sent["products"] == [
        {"id": "3", "name": "Shirt", "price": "2.50", "pieces": "1", "quantity": "2"}
    ]
