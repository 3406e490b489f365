"""Taking in: a new order of a customer, by keyboard alone.

The field has the focus: what is typed into it is looked for in the shop's price list, which the
mirror has, and Enter takes it. Everything that is typed is kept until the order is made or thrown
away, through a restart too; leaving the screen parks the order.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.new_order.draft import OrderDraft
from ...shop.new_order.making import Made
from ...shop.new_order.order import NewOrder, begun
from ...shop.stock.catalogue import (
    KEPT_FOR,
    ProductCatalogue,
    known_catalogue,
    known_price_lists,
    read_catalogue,
)
from ...widgets.columns import Column
from ...widgets.table import Table
from ...wording.charges import charges_in_words
from ..base import ShopScreen
from ..cards import CARD_DROPPED, CARD_SECONDS
from ..deeds.deeds import deed
from ..deeds.locking import Lock
from ..desk import Desk
from ..destinations import OpenTicket
from .agreed import with_details, with_kind
from .product_picker import Offering
from .promo import with_promo
from .sending import LOOKED_UP, MAY_BE_MADE, Sending
from .times import with_times
from .words import TAXES_UNSAID, agreed_in_words, item_row, not_taken_in_words, who_in_words

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.new_order.item import OrderItem
    from ...shop.orders.rules import OrderRules

_SUM_WIDTH: Final = 36


class TakingInScreen(ShopScreen):
    """Takes in an order of one customer."""

    NEEDS = Right.SEND

    CSS_PATH = "screen.tcss"

    HELP = (
        "Type what is brought and press Enter: 3 shirts; 2.5 wash & fold; curtain hem 12.50 for an "
        "item that is in no price list, 2 cushions 8.00 4p for one of four pieces; 10% or -5.00 "
        "for a discount. Up and Down move among what is offered; with nothing typed these are the "
        "sections. Tab goes to the items taken: Enter changes one, Delete takes it away. F6 makes "
        "it a pickup or a locker order, F7 checks a promo code, F8 has everything else, F9 the "
        "free times of the route, F10 makes the order. Escape parks it: it is there when you "
        "come back, and Ctrl+N throws it away. Ctrl+O lists all parked orders."
    )

    BINDINGS = [
        Binding("f6", "kind", "Kind", id="order_kind"),
        Binding("f7", "promo", "Code", id="promo_code"),
        Binding("f8", "details", "Details", id="order_details"),
        Binding("f9", "times", "Times", id="route_times"),
        Binding("f10,ctrl+s", "make", "Make it", id="make_order", key_display="f10"),
        Binding("ctrl+n", "begin_anew", "Begin anew", id="begin_anew", show=False),
        Binding("delete", "remove", "Take away", id="remove_item", show=False),
        Binding("escape", "leave", "Park", id="back"),
    ]

    TAKEN: Final = (
        Column("Taken", 14, share=1),
        Column("Pcs", 3, align="right"),
        Column("Amount", 9, align="right"),
    )

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk)
        self.customer_id = customer_id
        self._draft = OrderDraft(self.shop, customer_id)
        self._sending = Sending(self, self._draft, self._put)
        self._lock = Lock(self, "#offering", "#entry")
        self._catalogue: ProductCatalogue | None = None
        self._is_busy = False
        self._made: Made | None = None
        self.order = self._begun()

    @property
    def _rules(self) -> OrderRules:
        return self.desk.order_rules()

    # What it shows

    def shows(self) -> str:
        """Return the customer's id."""
        return self.customer_id

    def body(self) -> Iterator[Widget]:
        """The customer, the field with what it offers, the items taken, the sum."""
        yield Static(id="who", classes="heading", markup=False)
        yield Static(TAXES_UNSAID, id="taxes-unsaid", markup=False)
        with Horizontal(id="counter"):
            yield Offering(self.order, self.wording, self.objection)
            with Vertical(id="taking"):
                yield Table(self.TAKEN, id="taken")
                yield Static(id="sum", markup=False)
        yield Static(id="agreed", markup=False)

    def show(self) -> None:
        """Show the order, and what the price list has for what is typed."""
        self.query_one("#taxes-unsaid").display = not self._rules.has_said_taxes
        self._catalogue = known_catalogue(self.shop, self.order.price_list)
        self._show_order()

    def read_at(self) -> datetime | None:
        """Return when the price list was read."""
        return self._catalogue.read_at if self._catalogue else None

    def is_fresh(self) -> bool:
        """Whether the price list is good for today."""
        known = known_catalogue(self.shop, self.order.price_list)
        return known is not None and self.wording.is_within(known.read_at, KEPT_FOR)

    async def fetch(self) -> None:
        """Ask for the price list: in the background where an older one is known."""
        is_known = known_catalogue(self.shop, self.order.price_list) is not None
        await read_catalogue(self.shop, self.order.price_list, background=is_known)

    def on_mount(self) -> None:
        """Look for an order that was parked."""
        self.query_one(Input).focus()
        self.find_draft()

    def on_shop_changed(self) -> None:
        """Look what became of an order whose answer was lost."""
        self._look_back()

    # Items

    @on(Offering.Chosen)
    def _chosen(self, event: Offering.Chosen) -> None:
        self.notice.arrived()
        offer = event.offer
        if offer.adds is not None and offer.adds.price < 0:
            self.take_off(offer.adds)
        elif offer.adds is not None:
            self._change(self.order.with_item(offer.adds))
        elif offer.discounts:
            self._change(self.order.with_typed(discount=offer.discounts))

    @on(Offering.Missed)
    def _missed(self, event: Offering.Missed) -> None:
        self.notice.failed(event.sentence)
        self.app.bell()

    @on(Table.RowSelected, "#taken")
    def _item_selected(self) -> None:
        self.edit_item(self.query_one("#taken", Table).cursor_row)

    def action_remove(self) -> None:
        """Take the item under the cursor away."""
        table = self.query_one("#taken", Table)
        if table.has_focus and self.order.items:
            self._change(self.order.with_items(table.cursor_row))

    @work(group="edit", exclusive=True, exit_on_error=False, description="change an item")
    async def edit_item(self, place: int) -> None:
        """Change an item that was taken."""
        if self._is_sent():
            return
        from .edit_item import EditItemDialog

        before = self.order.items[place]
        changed = await self.ask(EditItemDialog(before, partial(self._objection_at, place)))
        if changed is None or not (
            changed.price in (before.price, 0) or await self._is_meant(changed)
        ):
            return
        if self.order.items[place : place + 1] == (before,):
            self._change(self.order.with_items(place, *([changed] if changed.quantity else [])))

    @work(group="edit", exclusive=True, exit_on_error=False, description="take an item off")
    async def take_off(self, item: OrderItem) -> None:
        """Take an item with a price below nothing, after a yes."""
        if not self._is_sent() and await self._is_meant(item):
            self._change(self.order.with_item(item))

    async def _is_meant(self, item: OrderItem) -> bool:
        """Ask about a price below nothing; any other is meant."""
        if item.price >= 0:
            return True
        amount = self.wording.money(-item.amount)
        return await self.confirm(
            f"Take {amount} off for “{item.name}”?",
            "It is an item with a price below nothing, as CleanCloud advises for waiving a fee. "
            "The tax on it is taken off, too.",
        )

    def objection(self, order: NewOrder) -> str:
        """Return why whoever is there may not make an order, as the end of a sentence.

        Only what they may take off is looked at; empty where it is no more.
        """
        sent = order.parameters(self._rules, self._customer(), "")
        return self.shop.discounts.refusal_of_new(sent)

    def _objection_at(self, place: int, item: OrderItem) -> str:
        objection = self.objection(self.order.with_items(place, item))
        return "" if objection == self.objection(self.order) else objection

    # What is agreed beside them

    def action_kind(self) -> None:
        """Choose where the order comes from; for one that is picked up, when."""
        self.agree(with_kind)

    def action_times(self) -> None:
        """Choose from the days and times that the customer's route has left."""
        self.agree(with_times)

    def action_details(self) -> None:
        """Change everything that is no item."""
        self.agree(partial(with_details, objection=self.objection))

    def action_promo(self) -> None:
        """Ask for a promo code, and check it; it is used when the order is made."""
        self.agree(with_promo)

    @work(group="edit", exclusive=True, exit_on_error=False, description="change the order")
    async def agree(self, ask: Callable[[ShopScreen, NewOrder], Awaitable[NewOrder]]) -> None:
        """Ask for something, and change the order by it."""
        if self._is_sent():
            return
        changed = await ask(self, self.order)
        if changed != self.order:
            self._change(changed)
            self.show_again()

    # Kept, made, thrown away

    @work(group="find draft", exclusive=True, exit_on_error=False, description="look for a draft")
    async def find_draft(self) -> None:
        """Go on with an order of the customer that was parked."""
        try:
            aside = await self._draft.find()
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        if aside is None:
            return
        items = (*aside.order.items, *self.order.items)
        order = replace(aside.order, items=items)
        self.order = order.dropped_off_from(self.wording.today, self._rules)
        by = f" by {aside.staff}" if aside.staff else ""
        self.notice.say(f"Parked {self.wording.age(aside.at)}{by}. Ctrl+N throws it away.")
        self.show_again()
        self._look_back()

    def _look_back(self) -> None:
        if self._draft.entry_id and not self._is_busy:
            self.find_out()

    @work(group="find out", exclusive=True, exit_on_error=False, description="find out what became")
    async def find_out(self) -> None:
        """Look what became of an order whose answer was lost."""
        try:
            made = await self._sending.found_out(self.order)
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        if made is not None:
            await self._finish(made)
        self._lock_if_open()

    @deed("make the order")
    async def action_make(self) -> None:
        """Make the order, once nothing stands in the field that may belong to it."""
        if untaken := self.query_one(Offering).untaken:
            self.notice.failed(not_taken_in_words(untaken))
            self.app.bell()
            return
        if not self._sending.is_open and (objection := self.objection(self.order)):
            self.notice.failed(f"The order was not made: {objection}.")
            self.app.bell()
            return
        self._is_busy = True
        try:
            made = await self._sending.send(self.order, self._customer())
            if made is not None:
                await self._finish(made)
        finally:
            self._is_busy = False
            self._lock_if_open()
        self._look_back()  # it may have been found out meanwhile

    async def _finish(self, made: Made) -> None:
        """Throw the draft away, for it was sent, and show the ticket in this screen's place."""
        if self._made is None:
            self._made = made
            await self._drop_draft(for_good=True)
            self._show_ticket(made)

    def on_screen_resume(self) -> None:
        """Go on to the ticket where the order was made while this screen was covered."""
        if self._made is not None:
            self._show_ticket(self._made)
        else:
            self._look_back()

    def _show_ticket(self, made: Made) -> None:
        if not self.is_current:
            told = f"Order {made.order_id} was made." if made.order_id else "The order was made."
            self.app.notify(told, markup=False)
        elif made.order_id:
            self.go(OpenTicket(made.order_id, made.change, instead=True))
        else:
            self.app.pop_screen()
            self.app.notify("The order was made. F5 shows it among the others.", markup=False)

    @property
    def holds_draft(self) -> bool:
        """Whether leaving now would lose something: what is being written, a ticket to come."""
        return self._is_busy or self._draft.is_behind or self._made is not None

    async def lost_by_quitting(self) -> str:
        """Keep the order; tell of it where that is not possible."""
        if lost := await super().lost_by_quitting():
            return lost
        if self.order != self._begun():
            try:
                await self._draft.keep(self.order)
            except CleanCloudError as error:
                return f"The order of {self.name_of(self.customer_id)} is lost. {error}"
        return ""

    async def put_away(self) -> None:
        """Let any terminal go on with the order, unless it is being sent."""
        if not self.holds_draft:
            with contextlib.suppress(CleanCloudError):  # it stays in this terminal's hands
                await self._draft.leave()

    def action_leave(self) -> None:
        """Close the section that is open; else go back, the order being kept."""
        if self.query_one(Offering).go_back():
            return
        if self._is_busy:
            self.notice.say("It is being sent. The ticket comes when the answer is in.")
        else:
            self._leave()

    @work(group="leave", exclusive=True, exit_on_error=False, description="park the order")
    async def _leave(self) -> None:
        if self.order == self._begun():
            await self._drop_draft(for_good=False)
        else:
            try:
                await self._draft.keep(self.order)
                await self._draft.leave()
            except CleanCloudError as error:
                question = "Leave all the same? What was typed is lost."
                if await self.confirm(question, str(error)) and self.is_current:
                    self.app.pop_screen()
                return
            told = "The order is parked. O goes on with it, Ctrl+O lists all of them."
            self.app.notify(told, markup=False)
        if self.is_current:
            self.app.pop_screen()

    @deed("throw the order away", Right.KEEP)
    async def action_begin_anew(self) -> None:
        """Throw away what was typed, after a yes."""
        if await self._sending.may_be_made():
            self.notice.failed(MAY_BE_MADE)
            return
        question = f"Throw the order of {self.name_of(self.customer_id)} away?"
        if await self.confirm(question, "What was typed can't be brought back."):
            self.order = self._begun()
            await self._drop_draft(for_good=False)
            self.notice.say("Thrown away")
            self.show_again()

    def _change(self, order: NewOrder) -> None:
        """Show a changed order, and keep it; one that was sent is not changed any more."""
        if self._is_sent():
            return
        kept = order.without_cards()
        if kept != order:
            self.app.notify(CARD_DROPPED, severity="warning", timeout=CARD_SECONDS, markup=False)
            self.app.bell()
        self.order = kept
        self._show_order()
        self.keep_draft()

    def _is_sent(self) -> bool:
        """Tell whether the order is being sent, or looked up; what is changed would be lost."""
        if self._is_busy:
            self.notice.say("The order is being sent as it was.")
        elif self._sending.is_open:
            self.app.notify(LOOKED_UP, severity="warning", markup=False)
            self.app.bell()
        return self._is_busy or self._sending.is_open

    def _lock_if_open(self) -> None:
        """Let nothing be typed that would be lost when the order is found."""
        if self._made is None and self.is_attached:
            if self._sending.is_open:
                self._lock.close()
            else:
                self._lock.open()

    @work(group="draft", exit_on_error=False, description="keep what was typed")
    async def keep_draft(self) -> None:
        """Keep the order as it is now."""
        try:
            await self._draft.keep(self.order)
        except CleanCloudError as error:
            self.notice.failed(f"What is typed here can't be kept. {error}")

    def _put(self, order: NewOrder) -> None:
        self.order = order
        if self.is_attached:
            self._show_order()

    async def _drop_draft(self, *, for_good: bool) -> None:
        try:
            if self.desk.rights.may(Right.KEEP):  # else nothing was kept
                await self._draft.drop(for_good=for_good)
        except CleanCloudError as error:
            self.app.notify(str(error), severity="warning", markup=False)

    # The parts of the screen

    def _begun(self) -> NewOrder:
        customer = self._customer()
        order = begun(self.customer_id, customer, self._rules, self.wording.today)
        return order.with_prices_of(customer, self.shop.orders_of(self.customer_id))

    def _customer(self) -> Customer | None:
        known = self.shop.customer(self.customer_id)
        return known.value if known else None

    def _show_order(self) -> None:
        order, customer, wording = self.order, self._customer(), self.wording
        who = who_in_words(order, customer, self._rules, wording)
        self.query_one("#who", Static).update(who)
        self.query_one("#taken", Table).fill(
            item_row(place, item, wording) for place, item in enumerate(order.items)
        )
        charges = order.charges(self._rules, customer)
        self.query_one("#sum", Static).update(charges_in_words(charges, wording, _SUM_WIDTH))
        self.query_one(Offering).put(self._catalogue, order)
        agreed = agreed_in_words(order, known_price_lists(self.shop), wording)
        self.query_one("#agreed", Static).update(agreed)
