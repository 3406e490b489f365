"""Words and steps that several parts of an account share."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar

from ...api.errors import CleanCloudError
from ...api.models.customers import Customer
from ...api.models.promotions import Promotion
from ...wording.values import Wording, number

if TYPE_CHECKING:
    from ..base import ShopScreen

Told = TypeVar("Told")


def named(customer: Customer) -> str:
    """Return a customer's name, or the number where no name is known."""
    return customer.name or f"customer {customer.id}"


async def asked(screen: ShopScreen, asking: Awaitable[Told]) -> Told | CleanCloudError:
    """Await what is asked for, and say how it went.

    Returns:
        What came; the error, which is told, where nothing did.
    """
    screen.notice.waiting()
    try:
        told = await asking
    except CleanCloudError as error:
        screen.notice.failed(error)
        return error
    screen.notice.arrived()
    return told


def gives_in_words(gives: Promotion, wording: Wording) -> str:
    """Return what a promo code gives."""
    if gives.percent:
        return f"{number(gives.percent)} % off the customer's orders"
    if gives.credit:
        return f"{wording.money(gives.credit)} of credit"
    return "something that CleanCloud does not tell"
