"""A customer's profile in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from ..api.models.customers import Customer
from ..api.models.orders import Order
from ..api.models.repeat_pickups import RepeatPickup
from ..api.operations import OPERATIONS
from ..api.text import one_line
from ..shop.pickups.repeat_pickups import next_days
from ..shop.records import Known
from .orders import owed_in_words
from .pickups import short_in_words
from .values import UNKNOWN, Wording, counted, joined, number

_SUBJECTS = {"shirtPreference": "Shirts", "trouserPreference": "Trousers"}

UNTOLD_ORDERS: Final = "not all: the completed ones are too many for CleanCloud to tell at once"
"""Said beside the orders of whoever has more of them than come in one answer."""


def head_of(customer: Customer, *, is_deactivated: bool) -> Content:
    """Return who it is, and how to reach them: what is always in sight."""
    return Content("\n").join(
        [
            Content.assemble(
                (customer.name or UNKNOWN, "bold"),
                f"   customer {customer.id}",
                ("   DEACTIVATED: no search finds this customer" * is_deactivated, "bold"),
            ),
            Content(
                joined(customer.phone, customer.email, one_line(customer.address))
                or "No contact is known"
            ),
        ]
    )


def profile_of(
    customer: Customer, pickups: Known[tuple[RepeatPickup, ...]] | None, wording: Wording
) -> Content:
    """Return the account, the notes, the preferences and the repeat pickups, a line each."""
    lines = (
        account_in_words(customer, wording),
        _labelled("Notes", customer.notes),
        _labelled("Private", customer.private_notes),
        _labelled("Driver", customer.address_instructions),
        preferences_in_words(customer),
        *repeat_pickups_in_words(pickups, wording),
    )
    return Content("\n").join(Content(line) for line in lines if line)


def account_in_words(customer: Customer, wording: Wording) -> str:
    """Return what the account says of money, prices, route and marketing, as far as known."""
    marketing = {None: "", True: "marketing allowed", False: "no marketing"}
    return joined(
        f"credit {wording.money(customer.credit)}" if customer.credit else "",
        f"{number(customer.loyalty_points)} points" if customer.loyalty_points else "",
        f"{number(customer.discount_percent)} % off" if customer.discount_percent else "",
        f"business account {customer.business_id}" if customer.business_id else "",
        f"price list {customer.price_list_id}" if customer.price_list_id not in ("", "0") else "",
        f"route {customer.route}" if customer.route not in ("", "0") else "",
        marketing[customer.marketing_opt_in],
        f"since {wording.day_of(customer.signed_up)}" if customer.signed_up else "",
    )


def preferences_in_words(customer: Customer) -> str:
    """Return the preferences that were chosen, in the documentation's words."""
    words = []
    for parameter in OPERATIONS["addCustomer"].parameters:
        code = customer.preferences.get(parameter.name, "0")
        if code != "0":
            subject = _SUBJECTS.get(parameter.name, parameter.meaning)
            label = parameter.choices.get(code, f"code {code}").lower()
            words.append(f"{subject.removesuffix(' Preference').capitalize()}: {label}")
    return joined(*words)


def repeat_pickups_in_words(
    known: Known[tuple[RepeatPickup, ...]] | None, wording: Wording
) -> Iterator[str]:
    """Yield a line a repeat pickup: its next day and its rhythm; none where none is known."""
    for pickup in known.value if known else ():
        days = next_days(pickup, wording.today)
        begins = f"Next pickup {wording.day(days[0])}" if days else "Repeat pickup"
        yield f"{begins}: {short_in_words(pickup, wording)}"


def orders_in_words(orders: Sequence[Order], wording: Wording, *, are_all: bool = True) -> str:
    """Return how many orders there are, how many are open, and what is unpaid or on invoices.

    `are_all` tells whether there are no older ones.
    """
    if not orders:
        return "No orders are known"
    owed = owed_in_words(orders, wording)
    owes = f", {owed} unpaid" if owed else ""
    is_open = sum(order.is_open for order in orders)
    invoiced = sum(order.is_on_invoice for order in orders)
    on_invoice = f", {invoiced} on invoice" if invoiced else ""
    newest = "" if are_all else "The newest "
    return f"{newest}{counted(len(orders), 'order')}, {is_open} open{owes}{on_invoice}"


def other_address_in_words(customer: Customer, orders: Sequence[Order]) -> str:
    """Name the open deliveries that go to another address than the customer's; often none."""
    numbers = [
        order.id
        for order in orders
        if order.is_open
        and order.is_delivery
        and order.address
        and _folded(order.address) != _folded(customer.address)
    ]
    if not numbers:
        return ""
    which = f"Order {numbers[0]} goes" if len(numbers) == 1 else f"Orders {', '.join(numbers)} go"
    return f"OTHER ADDRESS: {which} to another address than the customer's"


def _folded(address: str) -> str:
    return " ".join(one_line(address).replace(",", " ").casefold().split())


def _labelled(label: str, text: str) -> str:
    return f"{label}: {one_line(text)}" if text else ""
