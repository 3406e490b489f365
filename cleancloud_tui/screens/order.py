"""One order: status, dates, items, money, garments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ..api.models.garments import Garment
from ..api.models.orders import Order, OrderStatus
from ..api.operations import OPERATIONS
from ..widgets.order_words import (
    READY_SETS_OFF,
    dates_of,
    due_of,
    is_overdue,
    items_of,
    money_of,
    paid_of,
    status_of,
)
from ..widgets.table import Column, Row, Table
from ..widgets.wording import counted, joined
from .base import Desk, ShopScreen
from .dialogs.choose import ChooseDialog
from .dialogs.edit_garment import EditGarmentDialog
from .dialogs.edit_text import EditTextDialog
from .navigation import open_charge, open_customer, open_hand_out, open_operations
from .undo import undo_last


class OrderScreen(ShopScreen):
    """An order with its items, money, dates and garments."""

    CSS_PATH = "order.tcss"

    HELP = (
        "Items of an order can't be changed through CleanCloud's API: make a new order, or "
        "change them in CleanCloud itself. Enter on a garment edits it."
    )

    BINDINGS = [
        Binding("s", "status", "Status", id="status"),
        Binding("n", "notes", "Notes", id="notes"),
        Binding("g", "garment", "Edit garment", id="garment", show=False),
        Binding("h", "hand_out", "Hand out", id="hand_out", show=False),
        Binding("p", "charge", "Saved card", id="charge", show=False),
        Binding("u", "undo", "Undo", id="undo"),
        Binding("c", "customer", "Who", id="customer"),
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

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """The head, the details on the left, the garments on the right."""
        yield Static(id="order-head", markup=False)
        with Horizontal(id="order-body"):
            with VerticalScroll(id="order-details"):
                yield Static(id="details", markup=False)
            yield Table(self.COLUMNS, id="garments")

    def show(self) -> None:
        """Show the order as the mirror knows it."""
        head, details = self.query_one("#order-head", Static), self.query_one("#details", Static)
        garments = self.shop.garments_of(self.order_id)
        known = self.shop.order(self.order_id)
        if known is None:
            head.update(Content.styled(f"Order {self.order_id}", "bold"))
            details.update("Nothing is known of this order yet.")
        else:
            head.update(self._head(known.value))
            details.update(self._details(known.value))
        self.query_one(Table).fill(
            Row(garment.barcode, (garment.barcode, garment.place, garment.notes))
            for garment in garments
        )

    def read_at(self) -> datetime | None:
        """Return when the order was read."""
        known = self.shop.order(self.order_id)
        return known.read_at if known else None

    def is_fresh(self) -> bool:
        """Whether the order was just read, with the prices of its items and its garments."""
        known = self.shop.order(self.order_id)
        has_prices = known is not None and any(line.price is not None for line in known.value.lines)
        has_garments = self.shop.garments_read_at(self.order_id) is not None
        return has_prices and has_garments and super().is_fresh()

    async def fetch(self) -> None:
        """Ask for the order and its garments: two requests."""
        await self.shop.refresh_order(self.order_id)

    def on_mount(self) -> None:
        """Put the cursor into the garments."""
        self.query_one(Table).focus()

    @work(group="edit", exclusive=True, exit_on_error=False, description="change the status")
    async def action_status(self) -> None:
        """Change the status, after saying what that may set off."""
        known = self.shop.order(self.order_id)
        parameter = OPERATIONS["updateOrder"].parameter("status")
        if known is None or parameter is None:
            return
        now = known.value.status_code
        status = await self.ask(
            ChooseDialog(f"Status of order {self.order_id}", parameter.choices, now)
        )
        if status is None or status == now or not await self._is_meant(status):
            return
        await self.attempt(
            f"Order {self.order_id} is {parameter.choices[status]}",
            self.shop.write("updateOrder", {"orderID": self.order_id, "status": status}),
        )

    async def _is_meant(self, status: str) -> bool:
        if status != OrderStatus.READY.value:
            return True
        question = f"Make order {self.order_id} Ready?"
        return await self.confirm(question, READY_SETS_OFF)

    @work(group="edit", exclusive=True, exit_on_error=False, description="edit the notes")
    async def action_notes(self) -> None:
        """Edit the order's notes."""
        known = self.shop.order(self.order_id)
        if known is None:
            return
        question = f"Notes of order {self.order_id}"
        text = await self.ask(EditTextDialog(question, known.value.notes))
        while text is not None and text != known.value.notes:
            change = {"orderID": self.order_id, "orderNotes": text}
            if await self.attempt("Notes saved", self.shop.write("updateOrder", change)):
                return
            text = await self.ask(EditTextDialog(question, text))

    @on(Table.RowSelected, "#garments")
    def _selected(self) -> None:
        self.action_garment()

    @work(group="edit", exclusive=True, exit_on_error=False, description="edit a garment")
    async def action_garment(self) -> None:
        """Edit the garment under the cursor."""
        barcode = self.query_one(Table).key
        for garment in self.shop.garments_of(self.order_id):
            if garment.barcode == barcode:
                await edit_garment(self, garment)

    @work(group="edit", exclusive=True, exit_on_error=False, description="take a change back")
    async def action_undo(self) -> None:
        """Take back the newest change of the order or of one of its garments."""
        garments = self.shop.garments_of(self.order_id)
        subjects = [f"order:{self.order_id}", *(f"garment:{each.barcode}" for each in garments)]
        await undo_last(self, subjects)

    def action_customer(self) -> None:
        """Open the customer of the order."""
        known = self.shop.order(self.order_id)
        if known and known.value.customer_id:
            open_customer(self.app, self.desk, known.value.customer_id)

    def action_hand_out(self) -> None:
        """Open what the customer collects, this order ticked."""
        known = self.shop.order(self.order_id)
        if known and known.value.customer_id:
            open_hand_out(self.app, self.desk, known.value.customer_id, [self.order_id])

    def action_charge(self) -> None:
        """Open the saved cards that the order can be charged to."""
        open_charge(self.app, self.desk, self.order_id)

    def action_operations(self) -> None:
        """Open the console with this order and its customer."""
        known = self.shop.order(self.order_id)
        ids = {"orderID": self.order_id}
        if known and known.value.customer_id:
            ids["customerID"] = known.value.customer_id
        open_operations(self.app, self.desk, **ids)

    def _head(self, order: Order) -> Content:
        customer = self.shop.customer(order.customer_id)
        name = customer.value.name if customer else f"customer {order.customer_id}"
        late = "   LATE" if is_overdue(order, self.wording.today) else ""
        return Content.assemble(
            (f"Order {order.id}   {status_of(order)}{late}", "bold"),
            f"   {name}",
            f"   {customer.value.phone}" if customer else "",
            "\n",
            joined(
                counted(order.pieces, "piece") if order.pieces is not None else "",
                self.wording.money(order.total),
                paid_of(order),
                f"rack {order.rack}" if order.rack else "no rack",
                f"due {due_of(order, self.wording)}" if order.is_open else "",
            ),
        )

    def _details(self, order: Order) -> Content:
        return Content("\n").join(
            [
                *items_of(order, self.wording),
                *money_of(order, self.wording),
                *dates_of(order, self.wording),
            ]
        )


async def edit_garment(screen: ShopScreen, garment: Garment) -> None:
    """Ask for a garment's new values and write those that changed."""
    fields = await screen.ask(EditGarmentDialog(garment))
    if fields:
        change = {"barcodeID": garment.barcode, "orderID": garment.order_id, **fields}
        await screen.attempt(
            f"Garment {garment.barcode} saved", screen.shop.write("updateGarment", change)
        )
