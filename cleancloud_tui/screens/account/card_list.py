"""Saved cards as a list, and what is done with one, wherever they are shown.

Cards are shown by brand and last four, and are kept nowhere: neither in the mirror nor in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from ...api.models.cards import Card
from ...shop.orders.cards import add, make_default
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import UNKNOWN
from ..deeds.sending import sent
from .token_dialog import TokenDialog

if TYPE_CHECKING:
    from ..base import ShopScreen

COLUMNS: Final = (
    Column("Card", 18, share=1),
    Column("Last four", 10),
    Column("Expires", 8),
    Column("", 16),
)


class CardTable(Table):
    """The list of cards, in which Enter does nothing: no key alone may do anything to a card."""

    BINDINGS = [Binding("enter", "select", "Open", show=False)]


def row_of(card: Card) -> TableRow:
    """Return the row of a card: never more of its number than the last four."""
    cells = (
        card.brand or "card",
        f"•••• {card.last_four or UNKNOWN}",
        card.expires or UNKNOWN,
        "default" if card.is_default else "",
    )
    return TableRow(card.id, cells)


def card_in_words(card: Card) -> str:
    """Return a card in a word or two."""
    return f"{card.brand or 'card'} •••• {card.last_four or UNKNOWN}"


async def make_card_default(
    screen: ShopScreen, customer_id: str, card: Card, processor: str
) -> None:
    """Make a card the one that is charged, after asking; the screen asks again, whatever came."""
    whose = screen.name_of(customer_id)
    question = f"Make {card_in_words(card)} the default card of {whose}?"
    consequence = "It is the one that is charged from now on, here and elsewhere."
    if await screen.confirm(question, consequence):
        change = sent(screen, make_default, customer_id, card.id, processor)
        await screen.attempt("It is the default", change, lambda _: _ask_again(screen))
        _ask_again(screen)


async def add_card(screen: ShopScreen, customer_id: str, processor: str) -> None:
    """Save a card by the token that the card processor gave; it is shown and kept nowhere."""
    token = await screen.ask(
        TokenDialog(
            f"Add a card of {screen.name_of(customer_id)}",
            "Paste the token that the card processor gave for it. Never type a card's number.",
        )
    )
    if token:
        change = sent(screen, add, customer_id, token, processor)
        if await screen.attempt("The card is saved", change, lambda _: _ask_again(screen)):
            _ask_again(screen)


def _ask_again(screen: ShopScreen) -> None:
    """Ask for the cards again: something may have become of them."""
    screen.bring_up_to_date()
