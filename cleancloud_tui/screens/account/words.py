"""Words that several parts of an account share."""

from __future__ import annotations

from ...api.models.customers import Customer
from ...api.models.promotions import Promotion
from ...wording.values import Wording, number


def named(customer: Customer) -> str:
    """Return a customer's name, or the number where no name is known."""
    return customer.name or f"customer {customer.id}"


def gives_in_words(gives: Promotion, wording: Wording) -> str:
    """Return what a promo code gives."""
    if gives.percent:
        return f"{number(gives.percent)} % off the customer's orders"
    if gives.credit:
        return f"{wording.money(gives.credit)} of credit"
    return "something that CleanCloud does not tell"
