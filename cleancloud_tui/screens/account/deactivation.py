"""Deactivating a customer, after telling what that does and what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.customers import Customer
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...shop.customers import verbs
from ...wording.orders import status_of
from ...wording.pickups import short_in_words
from ...wording.values import counted, joined
from ..deeds.sending import sent
from .words import named

if TYPE_CHECKING:
    from ..base import ShopScreen


async def deactivate(screen: ShopScreen, customer: Customer) -> None:
    """Deactivate a customer, after telling what that does and what is still open."""
    told = [
        "No search finds the customer any more, and they can't sign in. Their orders stay, and "
        "their email stays taken. It can't be taken back from here.",
        *[f"• {line}" for line in await _what_is_open(screen, customer)],
    ]
    if await screen.confirm(f"Deactivate {named(customer)}?", "\n".join(told)):
        await screen.attempt(
            f"{named(customer)} is deactivated",
            sent(screen, verbs.deactivate, customer.id),
        )


async def _what_is_open(screen: ShopScreen, customer: Customer) -> list[str]:
    wording = screen.wording
    orders = screen.shop.orders_of(customer.id)
    lines = [
        joined(
            f"order {order.id} is open: {status_of(order)}",
            f"{wording.money(order.due)} unpaid" if order.due else "",
        )
        for order in orders
        if order.is_open
    ]
    unpaid = [order for order in orders if order.due and not order.is_open]
    if unpaid:
        lines.append(f"{counted(len(unpaid), 'completed order')} unpaid")
    if customer.credit:
        lines.append(f"credit of {wording.money(customer.credit)} is left")
    return [*lines, *await _repeat_pickups(screen, customer)] or ["Nothing is open."]


async def _repeat_pickups(screen: ShopScreen, customer: Customer) -> list[str]:
    """Return a line a repeat pickup; they are read where they were not just now."""
    known = screen.shop.repeat_pickups_of(customer.id)
    try:
        pickups = (
            known.value
            if known and screen.shop.is_fresh(known.read_at)
            else await screen.shop.ask.refresh_repeat_pickups(customer.id)
        )
    except NotUnderstoodError as error:
        return [f"whether repeat pickups go on is not known. {error}"]
    except CleanCloudError:
        if not known:
            return ["whether there are repeat pickups could not be read now"]
        pickups = known.value
    return [
        f"a repeat pickup goes on: {short_in_words(pickup, screen.wording)}" for pickup in pickups
    ]
