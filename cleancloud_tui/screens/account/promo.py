"""A promo code for a customer: checked, which uses nothing, then used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.customers import Customer
from ...api.rights import Right
from ...shop.customers import accounts
from ..deeds.sending import sent
from ..dialogs.edit_line import EditLineDialog
from ..dialogs.tell import TellDialog
from .words import gives_in_words, named

if TYPE_CHECKING:
    from ..base import ShopScreen


async def use_promo(screen: ShopScreen, customer: Customer) -> None:
    """Ask for a code and check it; then use it, where that is wanted."""
    hint = "It is checked first, which uses nothing. What it gives is told before it is used."
    code = await screen.ask(EditLineDialog(f"Promo code for {named(customer)}", "", hint))
    if not code:
        return
    screen.notice.waiting()
    try:
        gives = await screen.shop.ask.check_promo(customer.id, code)
    except CleanCloudError as error:
        screen.notice.failed(f"The code “{code}” was not taken. {error}", about=error)
        screen.app.bell()
        return
    screen.notice.arrived()
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
