"""A customer's saved cards, with or without an order to charge: the default, adding, the provider.

Cards are kept nowhere: neither in the mirror nor in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.cards import Card
from ...api.readers.cards import setup_secret
from ...shop.orders.cards import ADDED_BY, PROVIDERS, ask_for_secret
from ..deeds.deeds import deed
from ..deeds.sending import sent
from ..desk import Desk
from ..dialogs.choose import ChooseDialog
from ..dialogs.link import LinkDialog
from .base import AccountScreen
from .card_list import COLUMNS, CardTable, add_card, make_card_default, row_of

_ANY: Final = "any"
_BY_FORM: Final = "form"
_UNNAMED: Final = "Whoever CleanCloud has for this shop"


class CardsScreen(AccountScreen[Sequence[Card]]):
    """The cards that CleanCloud has of a customer, of one provider or of all."""

    HELP = (
        "Only brand and last four of a card are ever shown, and nothing of it is kept here. d "
        "makes the card under the cursor the default, which is the one that is charged. a adds a "
        "card by the token that its provider gave, never by its number; v picks the provider."
    )

    BINDINGS = [
        Binding("d", "make_default", "Make default", id="make_default"),
        Binding("a", "add", "Add a card", id="add"),
        Binding("v", "provider", "Provider", id="provider"),
    ]

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk, customer_id)
        self._provider = desk.card_processor

    def body(self) -> Iterator[Widget]:
        """Whose they are, and the cards."""
        yield Static(id="cards-heading", classes="heading", markup=False)
        yield CardTable(COLUMNS, id="cards")

    def show(self) -> None:
        """Show the cards that were told."""
        cards = self.told.value if self.told else None
        self.query_one("#cards-heading", Static).update(self._heading(cards))
        self.query_one(CardTable).fill(map(row_of, cards or ()))

    def on_mount(self) -> None:
        """Put the cursor into the cards."""
        self.query_one(CardTable).focus()

    async def read(self) -> Sequence[Card]:
        """Ask for the cards: one request."""
        return await self.shop.ask.cards_of(self.customer_id, self._provider)

    @deed("make a card the default")
    async def action_make_default(self) -> None:
        """Make the card under the cursor the one that is charged, after asking."""
        key = self.query_one(CardTable).key
        cards = self.told.value if self.told else ()
        card = next((each for each in cards if each.id == key), None)
        if card is None:
            return
        if card.is_default:
            self.notice.say("It is the default already.")
            return
        await make_card_default(self, self.customer_id, card, self._provider)

    @deed("add a card")
    async def action_add(self) -> None:
        """Ask by whom a card is kept, and save it by its token."""
        choices = {_ANY: _UNNAMED, **ADDED_BY, _BY_FORM: "Stripe's form: ask for its secret"}
        begins = self._provider if self._provider in ADDED_BY else _ANY
        question = f"Add a card of {self.whose}: who keeps it?"
        by = await self.ask(ChooseDialog(question, choices, begins))
        if by == _BY_FORM:
            await self._ask_for_secret()
        elif by is not None:
            await add_card(self, self.customer_id, "" if by == _ANY else by)

    @deed("pick the provider", right=None)
    async def action_provider(self) -> None:
        """Pick whose cards are shown."""
        choices = {_ANY: _UNNAMED, **PROVIDERS}
        now = self._provider if self._provider in PROVIDERS else _ANY
        by = await self.ask(ChooseDialog("Cards that are kept by", choices, now))
        if by is not None:
            self._provider = "" if by == _ANY else by
            self.told = None  # another one's cards would stand under its name
            self.show_again()
            self.bring_up_to_date()

    async def _ask_for_secret(self) -> None:
        """Have Stripe make the secret by which its own form saves a card, and show it once."""
        secrets: list[str] = []

        async def asking() -> None:
            secrets.append(setup_secret(await sent(self, ask_for_secret, self.customer_id)))

        if not await self.attempt("Stripe's secret is here", asking()):
            return
        if secrets and secrets[0]:
            question = "Stripe's secret for one card: its form saves the card with it"
            await self.ask(LinkDialog(question, secrets[0], may_open=False))
        elif secrets:
            self.notice.failed("CleanCloud answered, and told no secret.")

    def _heading(self, cards: Sequence[Card] | None) -> str:
        by = f" at {PROVIDERS[self._provider]}" if self._provider in PROVIDERS else ""
        heading = f"Saved cards of {self.whose}{by}"
        if cards is None:
            return f"{heading}: not known yet"
        return heading if cards else f"{heading}: no card is saved"
