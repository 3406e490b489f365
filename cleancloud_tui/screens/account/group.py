"""Putting a customer into a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.models.customers import Customer
from ...shop.customers import accounts
from ..deeds.sending import sent
from ..dialogs.edit_line import EditLineDialog
from .words import named

if TYPE_CHECKING:
    from ..base import ShopScreen


async def add_to_group(screen: ShopScreen, customer: Customer) -> None:
    """Put the customer into a group by its number: the API can't list the groups."""
    question = f"Add {named(customer)} to a group"
    hint = "The group's number, as CleanCloud's settings show it."
    group = await screen.ask(EditLineDialog(question, "", hint, is_sent=True))
    if group:
        await screen.attempt(
            f"Added to group {group}",
            sent(screen, accounts.add_to_group, customer.id, group),
        )
