"""The ticket of an order: its number large, the ticket as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.tickets.ticket import ticket_of
from ...widgets.refused import needs
from ...wording.orders import due_of, paid_of
from ...wording.values import joined
from ..desk import Desk
from ..paper import PaperScreen


class TicketScreen(PaperScreen):
    """Shows an order's ticket, prints it, saves it."""

    CSS_PATH = "ticket.tcss"

    INSTEAD = " S saves the ticket as a file."

    HELP = (
        "P prints the ticket by the print_command of the settings, S saves it as a file. Enter "
        "goes back. Up and Down move the ticket."
    )

    BINDINGS = [
        Binding("s", "save", "Save as a file", id="save_ticket"),
    ]

    def __init__(self, desk: Desk, order_id: str, change: Decimal | None = None) -> None:
        """Show the ticket of an order; `change` is to be given back now."""
        super().__init__(desk)
        self.order_id = order_id
        self._change = change

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """The number, what matters now, the ticket."""
        yield Digits(self.order_id, id="number")
        yield Static(id="facts", markup=False)
        with VerticalScroll(id="paper"):
            yield Static(id="ticket", markup=False)

    def show(self) -> None:
        """Show the order as the mirror knows it."""
        self.query_one("#facts", Static).update(self._facts())
        self.query_one("#ticket", Static).update(Content(self._ticket()))

    def read_at(self) -> datetime | None:
        """Return when the order was read, or made."""
        known = self.shop.order(self.order_id)
        return known.read_at if known else None

    def is_fresh(self) -> bool:
        """Whether the order is known: what was just made needs not be read."""
        return self.shop.order(self.order_id) is not None

    async def fetch(self) -> None:
        """Ask for the order with its items."""
        await self.shop.ask.refresh_order(self.order_id)

    def on_mount(self) -> None:
        """Let the arrows move the ticket."""
        self.query_one("#paper").focus()

    def paper(self) -> str:
        """Return the ticket."""
        return self._ticket()

    def paper_named(self) -> str:
        """Return whose ticket it is."""
        return f"Ticket of order {self.order_id}"

    @needs(Right.SAVE)
    def action_save(self) -> None:
        """Save the ticket as a file, and say where it is."""
        known = self.shop.order(self.order_id)
        customer_id = known.value.customer_id if known else ""
        try:
            path = self.shop.tickets.save(customer_id, self.order_id, self._ticket())
        except CleanCloudError as error:
            self.notice.failed(error)
        else:
            self.notice.say(f"Saved as {path}")

    def _facts(self) -> Content:
        known = self.shop.order(self.order_id)
        if known is None:
            return Content("Nothing of this order is known yet")
        order, money = known.value, self.wording.money
        change = f"  CHANGE {money(self._change)} " if self._change else ""
        return Content.assemble(
            (joined(f"Total {money(order.total)}", paid_of(order)), "bold"),
            (change, "bold reverse"),
            f"\n{joined(f'due {due_of(order, self.wording)}', order.notes)}",
        )

    def _ticket(self) -> str:
        known = self.shop.order(self.order_id)
        if known is None:
            return ""
        customer = self.shop.customer(known.value.customer_id)
        rules = self.desk.order_rules()
        return ticket_of(
            known.value,
            customer.value if customer else None,
            shop=self.desk.name,
            letterhead=rules.letterhead,
            time_zone=self.wording.time_zone,
            currency=self.wording.currency,
            lines=rules.ticket_lines,
            tax_included=rules.rates.tax_included,
        )
