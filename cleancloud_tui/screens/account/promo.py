"""A promo code for a customer: checked, which uses nothing, then used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.models.customers import Customer
from ...api.rights import Right
from ...shop.customers import accounts
from ..deeds.sending import sent
from ..dialogs.edit_line import EditLineDialog
from ..dialogs.tell import TellDialog
from ..promo_check import checked_promo
from .words import gives_in_words, named

if TYPE_CHECKING:
    from ..base import ShopScreen


async def use_promo(screen: ShopScreen, customer: Customer) -> None:
    """Ask for a code and check it; then use it, where that is wanted."""
    hint = "It is checked first, which uses nothing. What it gives is told before it is used."
    code = await screen.ask(EditLineDialog(f"Promo code for {named(customer)}", "", hint))
    if not code:
        return
    gives = await checked_promo(screen, customer.id, code)
    if gives is None:
        return
    told = f"The code “{code}” is valid. It gives {gives_in_words(gives, screen.wording)}."
    if not screen.desk.rights.may(Right.SEND):
        await screen.ask(TellDialog(f"Promo code for {named(customer)}", told))
        return
    consequence = (
        f"{told} The customer has it at once, for this order or a later one. A code may serve only "
        "once, and using it can't be taken back. For an order that you take in, type the code "
        "there instead: it is used then."
    )
    if await screen.confirm(f"Use the code “{code}” for {named(customer)} now?", consequence):
        await screen.attempt(
            f"The code “{code}” is used: {gives_in_words(gives, screen.wording)}",
            sent(screen, accounts.use_promo, customer.id, code),
        )
