"""One order: status, dates, items, money, garments, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.models.orders import Order
from ...api.rights import Right
from ...shop.orders.changing import OrderChange
from ...shop.orders.fields import DELETING, OrderField
from ...shop.writes.ids import ids_of
from ...widgets.columns import Column
from ...widgets.refused import is_refused, needs
from ...widgets.table import Table, TableRow
from ...wording.order_sections import (
    contents_of,
    facts_of,
    history_of,
    is_under_way,
    links_of,
    money_of,
    travel_of,
    warnings_of,
)
from ...wording.orders import due_of, paid_of, status_of, total_of
from ...wording.values import counted, joined
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..deeds.undo import undo_last
from ..desk import Desk
from ..destinations import (
    OpenCharge,
    OpenCustomer,
    OpenDriver,
    OpenHandOut,
    OpenOperations,
    OpenOrderForm,
    OpenPhotos,
    OpenTicket,
)
from ..dialogs.choose import ChooseDialog
from ..dialogs.edit_text import EditTextDialog
from .changes import change_order, change_status, delete_order, edit_garment
from .payment import settle_payment

if TYPE_CHECKING:
    from ...shop.writes.audit import AuditLine

_MOST_CHANGES: Final = 20
"""How many changes of an order its history tells."""


class OrderScreen(ShopScreen):
    """An order with its items, money, dates and garments."""

    CSS_PATH = "order.tcss"
    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "Tab goes to the columns, arrows move in them. M shows what else can be done. Items of an "
        "order can't be changed through CleanCloud's API: make a new order and delete this one, "
        "or change them in CleanCloud itself. Enter on a garment edits it."
    )

    BINDINGS = [
        Binding("s", "status", "Status", id="status"),
        Binding("n", "notes", "Notes", id="notes", show=False),
        Binding("e", "edit", "Edit", id="edit"),
        Binding("h", "hand_out", "Hand out", id="hand_out", show=False),
        Binding("p", "charge", "Saved card", id="charge", show=False),
        Binding("t", "payment", "Payment", id="payment", show=False),
        Binding("c", "customer", "Who", id="customer"),
        Binding("m", "more", "More", id="more"),
        Binding("g", "garment", "Edit garment", id="garment", show=False),
        Binding("u", "undo", "Undo", id="undo", show=False),
        Binding("f9", "operations", "All operations", id="operations", show=False),
    ]

    COLUMNS: Final = (
        Column("Garment", 13),
        Column("Place", 7),
        Column("Notes", 8, share=1),
    )

    def __init__(self, desk: Desk, order_id: str) -> None:
        super().__init__(desk)
        self.order_id = order_id
        self._changes: list[AuditLine] = []
        self._is_missing = False

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    @property
    def order(self) -> Order | None:
        """The order as the mirror knows it."""
        known = self.shop.order(self.order_id)
        return known.value if known else None

    def body(self) -> Iterator[Widget]:
        """The head; what it holds and costs; the garments, and everything else."""
        yield Static(id="order-head", markup=False)
        with Horizontal(id="order-body"):
            with VerticalScroll(id="order-details"):
                yield Static(id="details", markup=False)
            with Vertical(id="order-side"):
                yield Table(self.COLUMNS, id="garments")
                with VerticalScroll(id="order-rest"):
                    yield Static(id="rest", markup=False)

    def show(self) -> None:
        """Show the order as the mirror knows it."""
        garments = self.shop.garments_of(self.order_id)
        order = self.order
        if order is None:
            head, details, rest = self._head_without_order(), Content(), Content()
        else:
            head, details, rest = self._head(order), self._details(order), self._rest(order)
        self.query_one("#order-head", Static).update(head)
        self.query_one("#details", Static).update(details)
        self.query_one("#rest", Static).update(rest)
        self.query_one(Table).fill(
            TableRow(garment.barcode, (garment.barcode, garment.place, garment.notes))
            for garment in garments
        )

    def show_again(self) -> None:
        """Show the order, and what was done with it from this host."""
        super().show_again()
        self.call_after_refresh(self.read_history)

    @work(group="history", exclusive=True, exit_on_error=False, description="read the history")
    async def read_history(self) -> None:
        """Look up in the journal who changed what; the API is not asked."""
        zone = self.wording.time_zone
        try:
            lines = await self.shop.audit.about(f"order:{self.order_id}", zone, _MOST_CHANGES)
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        if lines != self._changes:
            self._changes = lines
            self.show()

    def read_at(self) -> datetime | None:
        """Return when the order was read."""
        known = self.shop.order(self.order_id)
        return known.read_at if known else None

    def is_fresh(self) -> bool:
        """Whether the order was just read, with the prices of its items and its garments."""
        order = self.order
        has_prices = order is not None and any(line.price is not None for line in order.lines)
        has_garments = self.shop.garments_read_at(self.order_id) is not None
        return has_prices and has_garments and super().is_fresh()

    async def fetch(self) -> None:
        """Ask for the order and its garments: two requests."""
        self._is_missing = await self.shop.ask.refresh_order(self.order_id) is None

    def on_mount(self) -> None:
        """Put the cursor into the garments."""
        self.query_one(Table).focus()

    @deed("change the status")
    async def action_status(self) -> None:
        """Change the status, after saying what that may set off."""
        if order := self.order:
            await change_status(self, order)

    @deed("edit the notes")
    async def action_notes(self) -> None:
        """Edit the order's notes."""
        order = self.order
        if order is None:
            return
        question = f"Notes of order {self.order_id}"
        text = await self.ask(EditTextDialog(question, order.notes))
        while text is not None and text != order.notes:
            change = OrderChange.of_one(order.id, OrderField.NOTES, order.notes, text)
            if await change_order(self, change, "Notes saved"):
                return
            text = await self.ask_over(EditTextDialog(question, text))

    @needs(Right.SEND)
    def action_edit(self) -> None:
        """Edit dates, money and the rest in a form."""
        if self.order is not None:
            self.go(OpenOrderForm(self.order_id))

    @on(Table.RowSelected, "#garments")
    def _selected(self) -> None:
        self.action_garment()

    @deed("edit a garment")
    async def action_garment(self) -> None:
        """Edit the garment under the cursor."""
        barcode = self.query_one(Table).key
        for garment in self.shop.garments_of(self.order_id):
            if garment.barcode == barcode:
                await edit_garment(self, garment)

    @deed("take a change back")
    async def action_undo(self) -> None:
        """Take back the newest change of the order or of one of its garments."""
        garments = self.shop.garments_of(self.order_id)
        subjects = [f"order:{self.order_id}", *(f"garment:{each.barcode}" for each in garments)]
        await undo_last(self, subjects)

    def action_customer(self) -> None:
        """Open the customer of the order."""
        if (order := self.order) and order.customer_id:
            self.go(OpenCustomer(order.customer_id))

    def action_more(self) -> None:
        """Offer what has no key of its own, as far as it is possible for this order."""
        choices = {
            "notes": "Notes",
            "hand_out": "Hand out",
            "payment": "Payment: take it, or put it right",
            "charge": "Charge a saved card",
            "ticket": "Ticket: print it again, save it",
            "garment": "Edit the garment under the cursor",
            "undo": "Undo the last change",
            "photos": "Photos",
            "driver": "Where the driver is",
            "receipt": "Copy or open the receipt's link",
            "delete": "Delete the order",
            "operations": "All operations of the API",
        }
        possible = {code: label for code, label in choices.items() if self._is_possible(code)}
        self.app.push_screen(ChooseDialog(f"Order {self.order_id}", possible), self._do)

    async def _do(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(action)

    def _is_possible(self, action: str) -> bool:
        if is_refused(self, action, self.desk.rights):
            return False
        order = self.order
        if order is None:
            return action in ("undo", "operations")
        match action:
            case "garment":
                return self.query_one(Table).key is not None
            case "photos":
                return order.has_photos is not False and bool(order.customer_id)
            case "driver":
                return is_under_way(order) and bool(order.customer_id)
            case "receipt":
                return bool(order.receipt_link)
        return True

    def action_ticket(self) -> None:
        """Show the order's ticket, to be printed again."""
        self.go(OpenTicket(self.order_id))

    def action_photos(self) -> None:
        """Show the order's photos."""
        self.go(OpenPhotos(self.order_id))

    def action_driver(self) -> None:
        """Show where the driver is."""
        self.go(OpenDriver(self.order_id))

    def action_receipt(self) -> None:
        """Show the receipt's address, to be copied or opened."""
        if order := self.order:
            from ..dialogs.link import LinkDialog

            address = self.desk.address_of(order.receipt_link)
            may_open = self.desk.rights.may(Right.OPEN)
            self.app.push_screen(
                LinkDialog(f"Receipt of order {order.id}", address, may_open=may_open)
            )

    @deed("delete the order", Right.DELETE)
    async def action_delete(self) -> None:
        """Delete the order, after asking."""
        if order := self.order:
            await delete_order(self, order)

    @needs(Right.SEND)
    def action_hand_out(self) -> None:
        """Open what the customer collects, this order ticked."""
        if (order := self.order) and order.customer_id:
            self.go(OpenHandOut(order.customer_id, [self.order_id]))

    @deed("change how the order is paid")
    async def action_payment(self) -> None:
        """Take money for the order, or put right how it was paid."""
        if order := self.order:
            await settle_payment(self, order)

    @needs(Right.CHARGE)
    def action_charge(self) -> None:
        """Open the saved cards that the order can be charged to."""
        self.go(OpenCharge(self.order_id))

    def action_operations(self) -> None:
        """Open the console with this order and its customer."""
        customer_id = self.order.customer_id if self.order else ""
        self.go(OpenOperations(ids_of(order_id=self.order_id, customer_id=customer_id)))

    def _head_without_order(self) -> Content:
        deleted = next((line for line in self._changes if line.operation == DELETING.name), None)
        if deleted is not None and deleted.result == "confirmed":
            when = self.wording.moment(deleted.when)
            told = f"DELETED {when}" + (f" by {deleted.who}" if deleted.who else "")
        elif self._is_missing:
            told = (
                "Nothing is known of this order: CleanCloud has none of this number, "
                "or it was deleted there."
            )
        else:
            told = "Nothing is known of this order yet."
        return Content.assemble((f"Order {self.order_id}", "bold"), f"\n{told}")

    def _head(self, order: Order) -> Content:
        customer = self.shop.customer(order.customer_id)
        name = customer.value.name if customer else f"customer {order.customer_id}"
        late = "   LATE" if order.is_overdue(self.wording.today) else ""
        others = self.shop.orders_of(order.customer_id)
        warnings = warnings_of(order, customer.value if customer else None, others, self.wording)
        return Content.assemble(
            (f"Order {order.id}   {status_of(order)}{late}", "bold"),
            f"   {name}",
            f"   {customer.value.phone}" if customer else "",
            "\n",
            joined(
                counted(order.pieces, "piece") if order.pieces is not None else "",
                total_of(order, self.wording),
                paid_of(order),
                f"rack {order.rack}" if order.rack else "no rack",
                f"due {due_of(order, self.wording)}" if order.is_open else "",
            ),
            *((f"\n{warning}", "bold") for warning in warnings),
        )

    def _details(self, order: Order) -> Content:
        included = self.desk.order_rules().rates.tax_included
        money = money_of(order, self.wording, tax_included=included)
        return Content("\n").join([*contents_of(order, self.wording), *money])

    def _rest(self, order: Order) -> Content:
        receipt = self.desk.address_of(order.receipt_link) if order.receipt_link else ""
        return Content("\n").join(
            [
                *travel_of(order, self.wording),
                *facts_of(order),
                *history_of(order, self._changes, self.wording),
                *links_of(receipt),
            ]
        )
