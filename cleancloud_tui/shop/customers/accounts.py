"""What is done with a customer's account, each as the checked request that does it.

All of them raise a `BadParametersError` where the API's documentation takes no such values.
"""

from __future__ import annotations

from typing import Final

from ...api.request import Request
from ..writes.ids import ids_of
from .fields import CustomerField


def send_password_reset(email: str) -> Request:
    """Have CleanCloud send an email by which the password is set anew."""
    return Request.of("passwordCustomer", {CustomerField.EMAIL: email})


def add_to_group(customer_id: str, group: str) -> Request:
    """Put a customer into a group by its number."""
    ids = ids_of(customer_id=customer_id)
    return Request.of("addToCustomerGroup", {**ids, "groupID": group})


def convert_points(customer_id: str) -> Request:
    """Turn all unused loyalty points into credit."""
    return Request.of("convertLoyaltyPoints", ids_of(customer_id=customer_id))


def record_message(customer_id: str, text: str) -> Request:
    """Record a message from a customer; nothing is sent to them."""
    ids = ids_of(customer_id=customer_id)
    return Request.of("addMessage", {**ids, "message": text})


def use_promo(customer_id: str, code: str) -> Request:
    """Use a promo code: the customer has at once what it gives."""
    return Request.of("usePromo", {**ids_of(customer_id=customer_id), "promoCode": code})


PLATFORMS: Final = {"0": "Android", "1": "iPhone or iPad"}
"""The kinds of phones that the shop's app runs on, by code."""


def add_device(customer_id: str, token: str, platform: str, app: str) -> Request:
    """Have a phone told about a customer's orders.

    Args:
        customer_id: The customer.
        token: By which the app on that phone is reached.
        platform: One of `PLATFORMS`.
        app: Its name at the store, such as `com.companyname.appname`.
    """
    device = {"pushToken": token, "platform": platform, "bundleID": app}
    return Request.of("addPushToken", {**ids_of(customer_id=customer_id), **device})


def remove_device(customer_id: str, token: str) -> Request:
    """Have a phone told nothing any more."""
    ids = ids_of(customer_id=customer_id)
    return Request.of("deletePushToken", {**ids, "pushToken": token})
