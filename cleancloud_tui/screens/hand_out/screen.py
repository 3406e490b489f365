"""Handing out: a customer's orders are ticked, paid together, and completed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Digits, Static

from ...api.errors import CleanCloudError
from ...api.models.orders import Order
from ...api.rights import Right
from ...scanner.labels.codes import ScannedCode
from ...shop.hand_out.collector import Collector
from ...shop.hand_out.handing_out import (
    Charged,
    DueUnknown,
    GoByMirror,
    GoOut,
    HandingOut,
    News,
    Step,
)
from ...shop.writes.steps import Looked, LooksAgain, NotRead, walk
from ...widgets.refused import needs
from ...widgets.scan_field import ScanField
from ...widgets.table import Table
from ...wording.journal import error_in_words
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenCharge, OpenOrder
from ..dialogs.alert import AlertDialog
from .questions import answered, charged_in_words, due_unknown_in_words, news_in_words, of_orders
from .rows import COLUMNS, bill_in_words, collector_in_words, row_of

if TYPE_CHECKING:
    from ...shop.hand_out.collecting import HandOver
    from ...shop.journal.entries import Entry


_PHONE_MARKS: Final = "+()-./,"


class TicketField(ScanField):
    """Takes the digits of tickets and labels; every other key is the screen's."""

    def takes(self, event: Key) -> bool:
        """Take digits, what parts those of a phone number, and whatever ends or mends them.

        Without its marks a phone number may be the number of a ticket.
        """
        sign = event.character or ""
        if sign.isdecimal() or (sign and sign in _PHONE_MARKS):
            return True
        return bool(self.code) and (sign == " " or not event.is_printable)


class HandOutScreen(ShopScreen):
    """A customer's orders that wait: tick what goes over the counter, take the money, done."""

    NEEDS = Right.SEND

    CSS_PATH = "screen.tcss"

    HELP = (
        "Scan each ticket or garment that goes over the counter, or type an order's number and "
        "Enter; space ticks the order under the cursor. p takes the money for all that is ticked "
        "and completes it; c charges a saved card first."
    )

    BINDINGS = [
        Binding("space,enter", "tick", "Tick", id="tick"),
        Binding("p", "pay", "Hand out", id="pay"),
        Binding("c", "charge", "Card", id="charge"),
        Binding("o", "order", "Order", id="order"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("escape", "leave", "Back", id="back"),
    ]

    def __init__(self, desk: Desk, customer_id: str, order_ids: Sequence[str] = ()) -> None:
        """Show a customer's orders; `order_ids` are ticked already."""
        super().__init__(desk)
        self._collector = Collector(desk.shop, customer_id, order_ids)
        self.tally = self._collector.tally
        self._begins_at = next(iter(order_ids), "")
        self._news: list[str] = []

    def shows(self) -> str:
        """Return the customer's id."""
        return self._collector.customer_id

    def body(self) -> Iterator[Widget]:
        """Whose orders they are, the field, the list, what is to be known, and the bill."""
        yield Static(id="hand-out-head", markup=False)
        yield TicketField(id="hand-out-code")
        table = Table(COLUMNS, id="hand-out-orders")
        table.can_focus = False
        yield table
        yield Static(id="hand-out-told", markup=False)
        with Horizontal(id="hand-out-bill"):
            yield Static(id="hand-out-words", markup=False)
            yield Digits(id="hand-out-amount")

    def on_mount(self) -> None:
        """Listen for tickets."""
        self.query_one(TicketField).focus()

    def show(self) -> None:
        """Show the orders as the mirror knows them."""
        orders, tally, wording = self._collector.orders(), self.tally, self.wording
        self.query_one("#hand-out-head", Static).update(
            collector_in_words(self._collector.name, self._collector.phone, orders)
        )
        table = self.query_one(Table)
        table.fill(row_of(order, tally, wording) for order in orders)
        if self._begins_at and table.move_to(self._begins_at):
            self._begins_at = ""
        told = self.query_one("#hand-out-told", Static)
        refused = (f"Order {each}: {why}" for each, why in tally.refused.items())
        lines = [*map(error_in_words, (*self._news, *refused))]
        told.update("\n".join(f"! {line}" for line in lines))
        told.display = bool(lines)
        amount = self._collector.collection().due if tally.change is None else tally.change
        self.query_one("#hand-out-words", Static).update(bill_in_words(orders, tally))
        self.query_one("#hand-out-amount", Digits).update(wording.money(amount))

    def read_at(self) -> datetime | None:
        """Return when the oldest of the orders was read."""
        known = self._collector.known(self._collector.orders())
        return min((each.read_at for each in known), default=None)

    def is_fresh(self) -> bool:
        """Whether money may be taken by what is shown."""
        orders = self._collector.orders()
        return bool(orders) and self._collector.are_sure(orders, self.wording.now())

    async def fetch(self) -> None:
        """Ask for the customer's orders: one request."""
        await self.shop.ask.refresh_orders_of(self._collector.customer_id)

    @property
    def holds_draft(self) -> bool:
        """Whether orders are being put in, or money was taken that CleanCloud does not know of."""
        return self.tally.is_being_put_in or bool(self.tally.owed)

    # Ticking

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + rows)

    def action_tick(self) -> None:
        """Tick the order under the cursor, or take its tick away."""
        order = self._current()
        if order is None:
            return
        if order.id in self.tally.ticked:
            self.tally.untick([order.id])
            self.show()
        else:
            self._tick(order)

    @on(ScanField.Scanned)
    def _typed(self, event: ScanField.Scanned) -> None:
        if code := self.desk.scans.patterns.read(event.code):
            self.take_scan(code)
        else:
            self.notice.failed("That can be no ticket and no label. Nothing was ticked.")

    def take_scan(self, code: ScannedCode) -> None:
        """Tick the order whose ticket or garment this is; say loudly where it is another's."""
        if code.is_repeat:
            return
        found = next(iter(self._collector.orders_with(code)), None)
        if found is None:
            self._alert(
                f"{code.text} is not known here",
                "No order and no garment that is known has this code. Nothing was ticked. "
                "If the order is new, press F5 and scan again.",
            )
        elif self._collector.owns(found):
            self._tick(found)
        else:
            whose = f"order {found.id} of {self._collector.name_of(found.customer_id)}"
            self._alert(
                f"{code.text} belongs to somebody else",
                f"It is {whose}, not of {self._collector.name}. Nothing was ticked.",
            )

    def _tick(self, order: Order) -> None:
        ending = self.tally.endings.get(order.id)
        if ending or not order.is_open:
            why = f"It is {ending.value}." if ending else "It was handed out before."
            self._alert(f"Order {order.id} does not wait here", f"{why} Nothing was ticked.")
            return
        self.tally.tick(order.id)
        self.show()
        self.notice.say(f"Order {order.id} is ticked.")

    def _alert(self, what: str, why: str) -> None:
        self.app.push_screen(AlertDialog(what, why))

    # Paying and completing

    def action_pay(self) -> None:
        """Take the money for what is ticked, and complete it."""
        if self._collector.ticked():
            self._collect()
        else:
            self.notice.failed(
                "Nothing is ticked. Scan what goes over the counter, or press space on it."
            )

    @deed("hand the orders out")
    async def _collect(self) -> None:
        """Ask what has to be asked, one question after another, then put the orders in."""
        self._news = []
        await walk(HandingOut(self.shop, self._collector).steps(), self._answer)

    async def _answer(self, step: Step) -> object:
        """Ask, say or send what the rule of handing out comes to."""
        match step:
            case LooksAgain():
                self.notice.waiting()
            case Looked():
                self.notice.arrived()
                self.show_again()
            case GoByMirror(error):
                self.notice.failed(error)
                return await answered(self, step)
            case News(told):
                self._news = news_in_words(told)
                self.show()
            case NotRead(error):
                self.notice.failed(error)
            case Charged(order_ids):
                self.notice.failed(charged_in_words(order_ids))
            case DueUnknown(orders):
                self.notice.failed(due_unknown_in_words(orders))
            case GoOut(hand_overs):
                self.show()
                await self._send(hand_overs)
            case _:
                return await answered(self, step)
        return None

    async def _send(self, hand_overs: Sequence[HandOver]) -> None:
        """Put all of them in at once, and tell what became of each."""
        self.notice.waiting()
        await asyncio.gather(*map(self._hand_out, hand_overs))
        order_ids = [each.order_id for each in hand_overs]
        self.notice.arrived()
        if refused := [each for each in order_ids if each in self.tally.refused]:
            self.app.bell()
            self.notice.failed(
                f"{of_orders(refused, 'was', 'were')} not put in: see why above. Money that was "
                "taken is not asked for again: tick it and press p once more."
            )
        else:
            self.notice.say(of_orders(order_ids, "goes out.", "go out."))
        self.show_again()

    async def _hand_out(self, hand_over: HandOver) -> None:
        order_id = hand_over.order_id
        try:
            await self.send(hand_over.request())
        except CleanCloudError as error:
            if not self.tally.failed(order_id, error):
                return
            news = f"Order {order_id}: {error}"
            if not error.kept:
                self._news.append(news)
            self.following.on(
                error.entry_id,
                f"Order {order_id} goes out.",
                lambda entry: self._look_at(order_id, news, entry),
            )
        else:
            self.tally.handed_out(order_id)

    def _look_at(self, order_id: str, news: str, entry: Entry) -> None:
        """Show what became of an order that was not known to be put in."""
        self._news = [each for each in self._news if each != news]
        self.tally.found_out(order_id, entry)

    # Elsewhere

    @needs(Right.CHARGE)
    def action_charge(self) -> None:
        """Open the saved cards for the order under the cursor."""
        if order := self._current():
            self.go(OpenCharge(order.id))

    def action_order(self) -> None:
        """Open the order under the cursor."""
        if order := self._current():
            self.go(OpenOrder(order.id))

    @work(group="edit", exclusive=True, exit_on_error=False, description="leave the orders")
    async def action_leave(self) -> None:
        """Go back; ask first where money was taken that is not put in."""
        if self.tally.is_being_put_in:
            self.notice.say("The orders are being put in: a moment.")
            return
        if not self.holds_draft or await self.confirm(
            "Leave, though money was taken?", self._owed_in_words()
        ):
            self.app.pop_screen()

    async def lost_by_quitting(self) -> str:
        """Tell of money that was taken and not put in."""
        return self._owed_in_words() if self.holds_draft else ""

    def _owed_in_words(self) -> str:
        owed = of_orders(self.tally.owed, "is paid here, but not", "are paid here, but not")
        return f"{owed} put in."

    def _current(self) -> Order | None:
        key = self.query_one(Table).key
        return next((order for order in self._collector.orders() if order.id == key), None)
