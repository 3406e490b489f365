"""Orders that were parked: whose they are and what they come to, to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.new_order.draft import OrderDraft, ParkedOrder, parked_orders
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import counted, joined
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from .screen import TakingInScreen
from .sending import MAY_BE_MADE

if TYPE_CHECKING:
    from ...api.models.customers import Customer


class ParkedOrdersScreen(ShopScreen):
    """The new orders of all customers that wait to be gone on with."""

    HELP = (
        "Orders that were begun and not made yet: a customer stepped away, or the program was "
        "closed. Enter goes on with the one under the cursor, D throws it away. An order that "
        "somebody has in hand at another terminal is not among them."
    )

    BINDINGS = [Binding("d,delete", "throw_away", "Throw away", id="throw_away", key_display="d")]

    COLUMNS: Final = (
        Column("Customer", 14, share=2),
        Column("Phone", 14),
        Column("Pieces", 6, align="right"),
        Column("Total", 9, align="right"),
        Column("Parked", 16, cut="words"),
        Column("By", 6, share=1),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._orders: list[ParkedOrder] | None = None

    def body(self) -> Iterator[Widget]:
        """How many there are, and the list."""
        yield Static(id="parked-head", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="parked")

    def show(self) -> None:
        """Show the orders as they were read."""
        self.query_one("#parked-head", Static).update(self._heading())
        self.query_one(Table).fill(map(self._row, self._orders or ()))

    def is_fresh(self) -> bool:
        """Return True: CleanCloud knows nothing of them."""
        return True

    def on_mount(self) -> None:
        """Put the cursor into the list."""
        self.query_one(Table).focus()

    def on_screen_resume(self) -> None:
        """Read them: they may have changed while this was covered."""
        self.read_orders()

    def action_refresh(self) -> None:
        """Read them again."""
        self.read_orders()

    @work(group="parked", exclusive=True, exit_on_error=False, description="read the orders")
    async def read_orders(self) -> None:
        """Read what is parked, but for what is open beneath."""
        open_here = {
            screen.customer_id
            for screen in self.app.screen_stack
            if isinstance(screen, TakingInScreen)
        }
        try:
            orders = await parked_orders(self.shop)
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        self._orders = [each for each in orders if each.order.customer_id not in open_here]
        self.show_again()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        """Go on with an order, in this screen's place; it is taken up by that."""
        if refusal := self.desk.rights.refusal(Right.KEEP):
            self.notice.failed(refusal)
            return
        self.app.switch_screen(TakingInScreen(self.desk, event.key))

    @deed("throw the order away", Right.KEEP)
    async def action_throw_away(self) -> None:
        """Throw the order under the cursor away, after a yes."""
        aside = self._current()
        if aside is None:
            return
        if aside.may_be_made:
            self.notice.failed(MAY_BE_MADE)
            return
        question = f"Throw the order of {self._name_of(aside)} away?"
        pieces = counted(aside.order.pieces, "piece")
        told = f"{joined(pieces, self._total_of(aside))}. What was typed can't be brought back."
        if await self.confirm(question, told):
            await self._throw_away(aside)

    async def _throw_away(self, aside: ParkedOrder) -> None:
        draft = OrderDraft(self.shop, aside.order.customer_id)
        try:
            is_as_shown = await draft.find() == aside
            await (draft.drop(for_good=True) if is_as_shown else draft.leave())
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        if is_as_shown:
            self.notice.say("Thrown away")
        else:
            self.notice.failed("It was not thrown away: somebody went on with it meanwhile.")
        self.read_orders()

    def _current(self) -> ParkedOrder | None:
        key = self.query_one(Table).key
        return next((each for each in self._orders or () if each.order.customer_id == key), None)

    def _heading(self) -> str:
        if self._orders is None:
            return "Reading what is parked."
        if not self._orders:
            return "No order is parked. Escape parks one while it is taken in."
        return f"{counted(len(self._orders), 'order')} parked"

    def _row(self, aside: ParkedOrder) -> TableRow:
        customer, order = self._customer_of(aside), aside.order
        cells = (
            self._name_of(aside),
            customer.phone if customer else "",
            str(order.pieces),
            self._total_of(aside),
            self.wording.moment(aside.at) if aside.at.timestamp() else "not known",
            "? sent" if aside.may_be_made else aside.staff,
        )
        return TableRow(order.customer_id, cells)

    def _total_of(self, aside: ParkedOrder) -> str:
        charges = aside.order.charges(self.desk.order_rules(), self._customer_of(aside))
        return self.wording.money(charges.final_total)

    def _name_of(self, aside: ParkedOrder) -> str:
        customer = self._customer_of(aside)
        name = customer.name if customer else ""
        return name or f"customer {aside.order.customer_id}"

    def _customer_of(self, aside: ParkedOrder) -> Customer | None:
        known = self.shop.customer(aside.order.customer_id)
        return known.value if known else None
