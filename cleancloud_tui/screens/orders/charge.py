"""Saved cards: one of a customer's is charged for an order, made the default, or added.

Cards are shown by brand and last four, and are kept nowhere: neither in the mirror nor in a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from ...api.errors import BadParametersError, CleanCloudError
from ...api.models.cards import Card
from ...api.models.orders import Order
from ...api.rights import Right
from ...shop.orders.charging import CardsRead, Charge, Step, TypeAmount, charging
from ...shop.orders.payment import Refused
from ...shop.writes.door import ChargingOffError
from ...shop.writes.steps import LooksAgain, NotRead, walk
from ...widgets.table import Table
from ...wording.charges import refusal_in_words
from ...wording.orders import paid_of, status_of
from ...wording.values import joined
from ..account.card_list import (
    COLUMNS,
    CardTable,
    add_card,
    card_in_words,
    make_card_default,
    row_of,
)
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..dialogs.type_to_confirm import TypeToConfirmDialog
from ..yes import YES_KEY

_BLOCKED: Final = (
    "! A card was charged for this order, and it is not known yet whether that worked. Do not "
    "charge it again: what is found out stands here, or under “To resolve” (Ctrl+R)."
)


class ChargeScreen(ShopScreen):
    """A customer's saved cards, and an order that the default one can be charged for."""

    NEEDS = Right.CHARGE

    CSS_PATH = "charge.tcss"

    HELP = (
        "CleanCloud charges the customer's default card for the order's whole total: the amount, "
        "or the word CHARGE, is to be typed before it does. Only brand and last four of a card "
        "are ever shown, and nothing of it is kept here."
    )

    BINDINGS = [
        Binding("p", "charge", "Charge", id="pay"),
        Binding("d", "make_default", "Make default", id="make_default"),
        Binding("a", "add", "Add a card", id="add"),
    ]

    def __init__(self, desk: Desk, order_id: str) -> None:
        super().__init__(desk)
        self.order_id = order_id
        self._cards: tuple[Card, ...] | None = None
        self._is_blocked = False

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """The order, what is due, what stands in the way, the cards."""
        yield Static(id="charge-head", markup=False)
        yield Digits(id="charge-due")
        yield Static(_BLOCKED, id="charge-blocked", markup=False)
        yield Static(id="charge-heading", classes="heading", markup=False)
        yield CardTable(COLUMNS, id="charge-cards")

    def show(self) -> None:
        """Show the order as the mirror knows it, and the cards that were told."""
        order = self._order()
        due = order.due if order else None
        self.query_one("#charge-head", Static).update(self._head(order))
        self.query_one("#charge-due", Digits).update(
            self.wording.money(due) if due is not None else ""
        )
        self.query_one("#charge-heading", Static).update(self._heading())
        self.query_one(Table).fill(map(row_of, self._cards or ()))
        self.query_one("#charge-blocked", Static).display = self._is_blocked
        self._see_open_charges()

    def read_at(self) -> datetime | None:
        """Return when the order was read."""
        known = self.shop.order(self.order_id)
        return known.read_at if known else None

    def is_fresh(self) -> bool:
        """Never: the cards are kept nowhere."""
        return False

    async def fetch(self) -> None:
        """Ask for the order, then for its customer's cards: two requests."""
        if order := await self.shop.ask.refresh_order_alone(self.order_id):
            self._cards = await self.shop.ask.cards_of(order.customer_id, self.desk.card_processor)

    def on_mount(self) -> None:
        """Put the cursor into the cards."""
        self.query_one(Table).focus()

    @work(group="blocked", exclusive=True, exit_on_error=False, description="look for charges")
    async def _see_open_charges(self) -> None:
        """Find out whether an earlier charge of this order stands in the way."""
        try:
            self._is_blocked = bool(await self.shop.open_charges([self.order_id]))
        except CleanCloudError as error:
            self.notice.failed(error)
        if not self._is_blocked:
            self.notice.ended("blocked")
        self.query_one("#charge-blocked", Static).display = self._is_blocked

    # Charging

    def action_charge(self) -> None:
        """Charge the default card for the order, unless something speaks against it."""
        if why_not := self._speaks_against():
            self.notice.failed(why_not, "blocked" if self._is_blocked else "")
        else:
            self._charge()

    def _speaks_against(self) -> str:
        if not self.shop.may_charge:
            return str(ChargingOffError())
        return _BLOCKED.removeprefix("! ") if self._is_blocked else ""

    @deed("charge the card", Right.CHARGE)
    async def _charge(self) -> None:
        """Read the order again, have the amount confirmed by typing, and charge it once."""
        try:
            steps = charging(self.shop, self.order_id, self.desk.card_processor)
            await walk(steps, self._answer)
        except BadParametersError as error:
            self.tell_error(error, "")

    async def _answer(self, step: Step) -> object:
        """Ask, say or send what the rule of charging comes to."""
        match step:
            case LooksAgain():
                self.notice.waiting()
            case NotRead(error):
                why = f"{error} Nothing was charged: order and cards have to be read before."
                self.notice.failed(why, about=error)
            case CardsRead(cards):
                self._cards = self._cards if cards is None else cards
                self.notice.arrived()
            case Refused():
                why_not = refusal_in_words(step, self.order_id)
                self.notice.failed(f"{why_not} Nothing was charged.")
                self.show_again()
            case TypeAmount():
                return await self._is_confirmed(step)
            case Charge(request, due):
                done = f"Charged: order {self.order_id} is paid, {self.wording.money(due)}."
                await self.attempt(done, self.send(request))
        return None

    async def _is_confirmed(self, asked: TypeAmount) -> bool:
        amount = self.wording.money(asked.due)
        plain = f"{asked.due:.2f}"
        card = (
            card_in_words(asked.card)
            if asked.card
            else "The card that CleanCloud has as the default"
        )
        return (
            await self.ask(
                TypeToConfirmDialog(
                    f"Charge {amount} for order {self.order_id} of {self._whose()}?",
                    f"{card} is charged. It can't be taken back from here.",
                    f"Type {plain} or CHARGE, then {YES_KEY}.",
                    ("charge", plain, plain.replace(".", ",")),
                )
            )
            is True
        )

    # The list of cards

    @deed("make a card the default")
    async def action_make_default(self) -> None:
        """Make the card under the cursor the one that is charged, after asking."""
        key, order = self.query_one(Table).key, self._order()
        card = next((card for card in self._cards or () if card.id == key), None)
        if card is None or order is None or card.is_default:
            return
        await make_card_default(self, order.customer_id, card, self.desk.card_processor)

    @deed("add a card")
    async def action_add(self) -> None:
        """Save a card by the token that the card processor gave; it is shown and kept nowhere."""
        if order := self._order():
            await add_card(self, order.customer_id, self.desk.card_processor)

    def _whose(self) -> str:
        order = self._order()
        return self.name_of(order.customer_id) if order else ""

    # What is shown

    def _order(self) -> Order | None:
        known = self.shop.order(self.order_id)
        return known.value if known else None

    def _head(self, order: Order | None) -> Content:
        if order is None:
            return Content.styled(f"Order {self.order_id}: nothing is known of it yet", "bold")
        customer = self.shop.customer(order.customer_id)
        name = customer.value.name if customer else f"customer {order.customer_id}"
        return Content.assemble(
            (f"Order {order.id}   {status_of(order)}   {name}", "bold"),
            "\n",
            joined(f"total {self.wording.money(order.total)}", paid_of(order)),
        )

    def _heading(self) -> str:
        if self._cards is None:
            return "Saved cards: not known yet"
        return "Saved cards" if self._cards else "No saved cards"
