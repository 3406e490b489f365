"""Customer search: the counter's home.

The field always has the focus; the arrows move in the list beneath it. Every key press searches
the local mirror and costs no request. Nothing is ever picked for the user.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.mirror.todays_work import BY_DAY, TodaysWork
from ...shop.writes.ids import ids_of
from ...values.phones import number_alone
from ...widgets.refused import needs
from ...widgets.table import Table, TableRow
from ...wording.orders import NOT_KNOWN, undated_in_words
from ...wording.values import counted, joined
from ..base import ShopScreen
from ..desk import Desk
from ..destinations import OpenAllPickups, OpenCustomer, OpenNewCustomer, OpenOperations, OpenOrder
from .search_rows import (
    CUSTOMERS,
    ORDER,
    ORDERS,
    row_of_customer,
    row_of_order_asked_for,
    row_of_work,
)
from .todays_work_line import WORK_KEYS, WORK_LABELS, WorkLine

if TYPE_CHECKING:
    from ...shop.search.found import FoundCustomer

MOST_SHOWN: Final = 30
"""More rows than this nobody reads; another letter narrows them."""

MOST_WORK: Final = 200
"""Orders of today's work that are listed; what is typed narrows them."""


class SearchScreen(ShopScreen):
    """Find a customer by name, phone, address, email, order number or barcode."""

    CSS_PATH = "search.tcss"

    HELP = (
        "Type any part of a name, phone number, address or email, a customer or order number, "
        "or a garment's barcode. Down and Up move, Enter opens. Nobody is ever picked for you: "
        "of several, Enter goes to the list first. F6 to F12 list today's work, narrowed by what "
        "is typed; Esc ends it."
    )

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("ctrl+n", "new_customer", "New customer", id="new_customer"),
        *(
            Binding(key, f"work('{kind.value}')", WORK_LABELS[kind], id=kind.value, show=False)
            for kind, key in WORK_KEYS.items()
        ),
        Binding("escape", "clear", "Clear", id="back"),
        Binding("f9", "operations", "All operations", id="operations"),
        # Before the field, to which it means its end: that has a key of its own.
        Binding(
            "ctrl+e", "pickups", "All repeat pickups", id="all_pickups", show=False, priority=True
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: TodaysWork | None = None
        self._parked = 0

    def body(self) -> Iterator[Widget]:
        """The field, today's work, what was found, the list."""
        yield Input(
            placeholder="Name, phone, address, email, order number, barcode",
            id="query",
            select_on_focus=False,
        )
        yield WorkLine()
        yield Static(id="found", markup=False)
        yield Static(id="hint", markup=False)
        for id, columns in (("customers", CUSTOMERS), ("orders", ORDERS)):
            table = Table(columns, id=id)
            table.can_focus = False
            table.show_cursor = False
            yield table

    def show(self) -> None:
        """Count today's work, and list what is asked for."""
        line = self.query_one(WorkLine)
        line.undated = self.shop.undated_orders()
        line.counts = self.shop.work_counts(self.wording.today)
        self._list()

    @property
    def _text(self) -> str:
        return self.query_one("#query", Input).value.strip()

    @property
    def _table(self) -> Table:
        return self.query_one("#orders" if self._work else "#customers", Table)

    def _list(self) -> None:
        """Show what the field asks the mirror for."""
        if self._work:
            orders = self.shop.todays_work(
                self._work, self.wording.today, text=self._text, limit=MOST_WORK
            )
            self._fill(row_of_work(found, self._work, self.wording) for found in orders)
            self._tell(self._work_heading(self._work, len(orders)))
            return
        found = self.shop.search(self._text, limit=MOST_SHOWN)
        rows = [*self._order_asked_for(), *(row_of_customer(each, self.wording) for each in found)]
        self._fill(rows)
        self._tell(self._heading(found, len(rows)), "" if rows else self._hint())

    def _fill(self, rows: Iterable[TableRow]) -> None:
        shown = list(rows)
        self._table.fill(shown)
        if not shown:  # what is found next is found by other words
            self._table.forget_cursor()

    def _tell(self, heading: str, hint: str = "") -> None:
        # One line each time: laying the screen out anew costs as much as all the rest of a key.
        self.query_one("#found", Static).update(heading, layout=False)
        below = self.query_one("#hint", Static)
        if below.display or hint:
            below.update(hint)
            below.display = bool(hint)

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._table.show_cursor = False
        self._list()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        """Open the one that was found, or the one that was moved to; never the first of several."""
        table = self._table
        if table.show_cursor or table.row_count == 1:
            self._open(table.key)
        else:
            self.action_move(0)

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        self._open(event.key)

    def action_move(self, rows: int) -> None:
        """Move in the list while the field keeps the focus."""
        table = self._table
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + rows)

    def action_work(self, kind: str) -> None:
        """List a kind of today's work; the same key again ends it."""
        asked = TodaysWork(kind)
        self._set_work(None if asked is self._work else asked)

    def action_clear(self) -> None:
        """Empty the field; where it is empty, end the list of today's work."""
        if self._text:
            self.query_one("#query", Input).value = ""
        else:
            self._set_work(None)

    def _set_work(self, work: TodaysWork | None) -> None:
        self._table.show_cursor = False
        self._work = work
        self.query_one(WorkLine).listed = work
        self.set_class(work is not None, "-work")
        query = self.query_one("#query", Input)
        with query.prevent(Input.Changed):
            query.value = ""
        self._list()

    async def fetch(self) -> None:
        """Ask who signed up lately: one request."""
        await self.shop.ask.refresh_sign_ups()

    def on_mount(self) -> None:
        """Ask nothing by itself: the mirror is kept current."""
        self.query_one("#query", Input).focus()

    def on_screen_resume(self) -> None:
        """Count what is parked, once the screen is painted."""
        self.call_after_refresh(self.count_parked)

    @work(group="parked", exclusive=True, exit_on_error=False, description="count the orders")
    async def count_parked(self) -> None:
        """Look how many orders are parked; why that can't be told is said where they stand."""
        from ...shop.journal.drafts import NEW_ORDERS

        before = self._parked
        with contextlib.suppress(CleanCloudError):
            self._parked = len(await self.shop.drafts.all(NEW_ORDERS))
        if self._parked != before:
            self._list()

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: what is kept current in the background is."""
        return True

    def action_refresh(self) -> None:
        """Ask what changed; where nobody was found, who signed up lately."""
        if self._text and not self._work and not self._table.row_count:
            self.bring_up_to_date()
        else:
            self.shop.sync.wake()

    @needs(Right.SEND)
    def action_new_customer(self) -> None:
        """Begin a new customer with what was typed."""
        from ...shop.search.typed_contact import contact_in

        typed = {} if self._work or self._table.show_cursor else contact_in(self._text)
        self.go(OpenNewCustomer(typed))

    def action_pickups(self) -> None:
        """Open the repeat pickups of all customers."""
        self.go(OpenAllPickups())

    def action_operations(self) -> None:
        """Open the console, with the customer or the order under the cursor."""
        key = (self._table.key or "") if self._table.show_cursor else ""
        if key.startswith(ORDER):
            self.go(OpenOperations(ids_of(order_id=key.removeprefix(ORDER))))
        else:
            self.go(OpenOperations(ids_of(customer_id=key)))

    def _open(self, key: str | None) -> None:
        if key and key.startswith(ORDER):
            self.go(OpenOrder(key.removeprefix(ORDER)))
        elif key:
            self.go(OpenCustomer(key))

    def _order_asked_for(self) -> Iterator[TableRow]:
        """Yield the order whose number was typed, to be opened itself."""
        number = number_alone(self._text)
        known = self.shop.order(number) if number else None
        if known is not None:
            customer = self.shop.customer(known.value.customer_id)
            name = customer.value.name if customer else ""
            yield row_of_order_asked_for(known.value, name, self.wording)

    def _work_heading(self, work: TodaysWork, shown: int) -> str:
        label, text = WORK_LABELS[work], self._text
        if work in BY_DAY and (undated := undated_in_words(self.shop.undated_orders())):
            return f"{label}: {counted(shown, 'order') if shown else NOT_KNOWN}; {undated}"
        if not shown:
            return f"{label}: no order of “{text}”" if text else f"{label}: none"
        more = " or more" if shown == MOST_WORK else ""
        which = f" of “{text}”" if text else ""
        return f"{label}: {counted(shown, 'order')}{more}{which}. Type to narrow, Esc to end"

    def _heading(self, found: Sequence[FoundCustomer], shown: int) -> str:
        known = self.shop.known_customers()
        if not known:
            return "No customers are known yet"
        if not self._text:
            aside = f"^O {counted(self._parked, 'order')} parked" if self._parked else ""
            return joined(f"Last in, of {counted(known, 'customer')}", aside)
        if not shown:
            return f"Nobody found for “{self._text}” among {counted(known, 'customer')}"
        if found and found[0].guessed:
            return f"Nobody is written so; {counted(len(found), 'customer')} ≈ close to it"
        more = " or more" if len(found) == MOST_SHOWN else ""
        order = ["1 order"] if shown > len(found) else []
        customers = [f"{counted(len(found), 'customer')}{more}"] if found else []
        return f"{' and '.join(order + customers)} found"

    def _hint(self) -> str:
        """Return what to do where nobody is listed."""
        if self._text:
            begins = "^N begins a new customer with what you typed."
            return (
                "Look under another phone number, or a spouse's name.\n"
                "F5 asks CleanCloud who signed up lately (1 request). "
                f"{begins if self.desk.rights.may(Right.SEND) else ''}"
            ).rstrip()
        connection = self.shop.connection
        if connection.needs_somebody:  # the last lines say why
            return "The shop's records could not be fetched."
        return connection.sentence or "The shop's records are being fetched."
