"""Customers' accounts: `addCustomer` to `addToCustomerGroup`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import passwords, replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of, route_of
from ..places import address_parts, place_of, route_at
from ..store import Row, StoredValue
from . import promotions

LONGEST_WINDOW_DAYS: Final = 31
"""The longest window of sign-up dates that `getCustomer` takes."""

_COLUMNS: Final[Mapping[str, str]] = {
    "customerName": "name",
    "customerTel": "phone",
    "customerEmail": "email",
    "customerAddress": "address",
    "customerAddressInstructions": "address_instructions",
    "customerRoute": "route_id",
    "customerLat": "lat",
    "customerLng": "lng",
    "customerNotes": "notes",
    "customerGender": "gender",
    "birthdayDay": "birthday_day",
    "birthdayMonth": "birthday_month",
    "marketingOptIn": "marketing_opt_in",
    "stripe": "stripe",
    "evoToken": "evo_token",
    **replies.PREFERENCES,
}


_TOLD: Final = (
    "SELECT customers.*, coalesce(plan_id, '0') AS plan_id FROM customers"
    " LEFT JOIN subscriptions ON customer_id = customers.id AND status = 'active'"
)


def add_customer(call: PracticeCall) -> Reply:
    """Create a customer, whose email nobody else may have had and whose phone no active one has."""
    _refuse_taken(call, own_id=0)
    customer_id = call.store.insert("customers", {"signed_up": call.now, **_columns(call)})
    if call.has("promoCode"):
        promotions.use(call, customer_id)
    return replies.success(CustomerID=str(customer_id))


def update_customer(call: PracticeCall) -> Reply:
    """Change the fields that were sent."""
    customer = customer_of(call)
    _refuse_taken(call, own_id=customer["id"])
    if columns := _columns(call):
        call.store.update("customers", customer["id"], columns)
    return replies.success()


def delete_customer(call: PracticeCall) -> Reply:
    """Deactivate a customer; doing it again changes nothing."""
    call.store.update("customers", customer_of(call)["id"], {"deactivated": 1})
    return replies.success()


def login_customer(call: PracticeCall) -> Reply:
    """Answer the id of the active customer with that email and password."""
    customer = _customer_with_email(call)
    if not passwords.matches(call.text("customerPassword"), customer["password"]):
        raise RefusalError("Incorrect email and password combination")
    return replies.success(cid=str(customer["id"]))


def get_customer(call: PracticeCall) -> Reply:
    """Answer one customer, or those who signed up in a window of days, both ends included."""
    if call.has("customerID"):
        found = call.store.row(f"{_TOLD} WHERE customers.id = ?", (call.number("customerID"),))
        if found is None:
            raise RefusalError("No Customer With That ID")
        return replies.success(**replies.customer(found, found["plan_id"]))
    if not (call.has("dateFrom") and call.has("dateTo")):
        raise RefusalError("Missing Parameter: customerID")
    first, until = call.beginning_of("dateFrom"), call.ending_of("dateTo")
    if call.days.of(until - 1) - call.days.of(first) > LONGEST_WINDOW_DAYS:
        raise RefusalError(f"Date Range can not be longer than {LONGEST_WINDOW_DAYS} days")
    customers = call.store.rows(
        f"{_TOLD} WHERE signed_up >= ? AND signed_up < ? AND deactivated <= ?"
        " ORDER BY customers.id",
        (first, until, 0 if call.is_set("excludeDeactivated") else 1),
    )
    if not customers:
        raise RefusalError("No Customer With That ID")  # CleanCloud's words for this, too
    return replies.success(
        Customers=[replies.customer(each, each["plan_id"]) for each in customers]
    )


def password_customer(call: PracticeCall) -> Reply:
    """Accept the request to reset a password; the practice shop sends no emails."""
    _customer_with_email(call)
    return replies.success()


def add_to_customer_group(call: PracticeCall) -> Reply:
    """Put a customer into a group; doing it again changes nothing."""
    group = call.store.row("SELECT id FROM customer_groups WHERE id = ?", (call.number("groupID"),))
    if group is None:
        raise RefusalError("No Group With That ID")
    call.store.execute(
        "INSERT OR IGNORE INTO group_members (customer_id, group_id) VALUES (?, ?)",
        (customer_of(call)["id"], group["id"]),
    )
    return replies.success()


def _customer_with_email(call: PracticeCall) -> Row:
    """Return the active customer whose email was sent."""
    customer = call.store.row(
        "SELECT id, password FROM customers"
        " WHERE email = ? COLLATE NOCASE AND email <> '' AND deactivated = 0",
        (call.text("customerEmail").strip(),),
    )
    if customer is None:
        raise RefusalError("No Customer With That Email")
    return customer


def _refuse_taken(call: PracticeCall, own_id: int) -> None:
    email, phone = call.text("customerEmail").strip(), call.text("customerTel").strip()
    if email and call.store.row(
        "SELECT 1 FROM customers WHERE email = ? COLLATE NOCASE AND email <> '' AND id <> ?",
        (email, own_id),
    ):
        raise RefusalError("Customer with that email already exists")
    if phone and call.store.row(
        "SELECT 1 FROM customers WHERE phone = ? AND deactivated = 0 AND id <> ?", (phone, own_id)
    ):
        raise RefusalError("Customer with that phone number already exists")


def _columns(call: PracticeCall) -> dict[str, StoredValue]:
    columns = call.columns(_COLUMNS)
    for column in ("phone", "email"):
        if column in columns:
            columns[column] = str(columns[column]).strip()
    if columns.get("route_id"):
        route_of(call, "customerRoute")
    if call.has("customerPassword"):
        columns["password"] = passwords.hashed(call.text("customerPassword"))
    if "address" in columns:
        columns |= _place(call)
    if call.is_set("findRoute") and call.has("customerLat") and call.has("customerLng"):
        route = route_at(call.store, call.text("customerLat"), call.text("customerLng"))
        columns["route_id"] = route["id"] if route else 0
    return columns


def _place(call: PracticeCall) -> dict[str, StoredValue]:
    """Return what the address tells beside itself: its parts and, on request, where it lies."""
    address = call.text("customerAddress")
    place = place_of(call.store, address)
    columns: dict[str, StoredValue] = {**address_parts(address, place.zip if place else "")}
    if place and call.is_set("makeLatLng"):
        columns |= {"lat": place.lat, "lng": place.lng}
    if call.is_set("findRoute"):
        columns["route_id"] = place.route_id if place else 0
    return columns


HANDLERS: Final[Mapping[str, Handler]] = {
    "addCustomer": add_customer,
    "updateCustomer": update_customer,
    "deleteCustomer": delete_customer,
    "loginCustomer": login_customer,
    "getCustomer": get_customer,
    "passwordCustomer": password_customer,
    "addToCustomerGroup": add_to_customer_group,
}
