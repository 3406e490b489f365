"""The order editor: one form for an order's dates, money, customer and the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Grid
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from ..api.errors import CleanCloudError
from ..api.models.orders import Order
from ..api.wire import decimal_of
from .base import Desk, ShopScreen
from .form_fields import entries, put_into, typed_into
from .order_changes import change_order
from .order_form import (
    ASKED_BY,
    FIELDS,
    choices_for,
    fields_for,
    form_of,
    price_lists_for,
    to_send,
)
from .slots import chosen_slot

ITEMS_STAY: Final = (
    "Items can't be changed through CleanCloud's API: make a new order with the right ones and "
    "delete this one, or change them in CleanCloud itself. Taxes follow a discount in proportion."
)

_DRAFT: Final = "order edit"
_CUSTOMER: Final = "customerID"


class OrderEditor(ShopScreen):
    """Changes an order; everything that will be sent is shown before it is."""

    CSS_PATH = "forms.tcss"

    HELP = (
        "A day may be typed as 2026-11-25, today, tomorrow, tue (the next Tuesday) or +7; a time "
        "as 5pm or 10am-12pm. F6 shows the free days and times of the route, F7 finds another "
        "customer for the order. Ctrl+S shows what will be sent, and y sends it. A percentage "
        "sets its amount; an amount that is typed ends its percentage. " + ITEMS_STAY
    )

    BINDINGS = [
        Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S"),
        Binding("f6", "slots", "Free times", id="slots"),
        Binding("f7", "other_customer", "Customer", id="other_customer"),
        Binding("escape", "leave", "Cancel", id="back"),
    ]

    def __init__(self, desk: Desk, order_id: str) -> None:
        super().__init__(desk)
        self.order_id = order_id
        known = desk.shop.order(order_id)
        self._order = known.value if known else Order(order_id)
        self._customer_id = self._order.customer_id
        self._before = form_of(self._order)
        self._keeps_draft = False

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """Whose it is; the form, two fields a row; what it comes to."""
        yield Static(id="whose", classes="heading", markup=False)
        with Grid(id="form"):
            yield from entries(
                fields_for(self._order), self._before, choices_for(self._order, self.shop)
            )
        yield Static(id="total", classes="form-note", markup=False)
        yield Static(ITEMS_STAY, classes="form-note", markup=False)

    def on_mount(self) -> None:
        """Begin with the day of the pickup, or the one it is ready by."""
        first = "pickupDate" if self._order.is_pickup else "deliveryDate"
        self.query_one(f"#{first}", Input).focus()
        self.take_draft_up()
        if self.shop.known_reply("getPriceLists") is None:
            self.read_price_lists()

    def is_fresh(self) -> bool:
        """The form asks nothing when it opens; what is sent is compared with the order first."""
        return True

    def show(self) -> None:
        """Show whose order it is and what it comes to; the fields keep what was typed."""
        self.query_one("#whose", Static).update(f"Order {self.order_id} of {self._who()}")
        self.query_one("#total", Static).update(self._total())

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        self.query_one("#total", Static).update(self._total())
        if self._keeps_draft:
            self.keep_draft()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    @work(group="lists", exclusive=True, exit_on_error=False, description="read the price lists")
    async def read_price_lists(self) -> None:
        """Ask for the price lists, once for all orders: the mirror keeps them."""
        with contextlib.suppress(CleanCloudError):  # without them, the order's own can be kept
            await self.shop.read("getPriceLists")
            entry = self.query_one("#priceListID", Select)
            kept = entry.value
            lists = price_lists_for(self._order, self.shop)
            entry.set_options((name, code) for code, name in lists.items())
            entry.value = kept

    # What was typed, kept until it is sent or thrown away

    @property
    def holds_draft(self) -> bool:
        """Whether something in the form differs from the order."""
        return bool(self._fields())

    @work(group="draft", exclusive=True, exit_on_error=False, description="look for a draft")
    async def take_draft_up(self) -> None:
        """Put back what was typed before the program ended, where there is such."""
        with contextlib.suppress(CleanCloudError):
            draft = await self.shop.drafts.find(_DRAFT, self.order_id)
            if draft is not None:
                self._customer_id = draft.values.get(_CUSTOMER, self._customer_id)
                put_into(self, FIELDS, draft.values)
                when = self.wording.moment(draft.at)
                self.notice.say(f"This was typed {when} and not sent: look it through")
                self.show()
        self._keeps_draft = True

    @work(group="draft", exclusive=True, exit_on_error=False, description="keep the draft")
    async def keep_draft(self) -> None:
        """Keep what is typed on this computer: it outlives the program."""
        values = {**typed_into(self, FIELDS), _CUSTOMER: self._customer_id}
        try:
            await self.shop.drafts.keep(
                _DRAFT, self.order_id, values, customer_id=self._order.customer_id
            )
        except CleanCloudError as error:
            self.notice.failed(str(error))

    async def _drop_draft(self) -> None:
        self._keeps_draft = False
        self.workers.cancel_group(self, "draft")
        with contextlib.suppress(CleanCloudError):  # it would only be offered once more
            await self.shop.drafts.drop(_DRAFT, self.order_id)

    # What can be done

    @work(group="save", exclusive=True, exit_on_error=False, description="save the order")
    async def action_save(self) -> None:
        """Show what will be sent, send it and go back; where it is refused, the form stays."""
        fields = self._fields()
        if not fields:
            self.notice.failed("Nothing was changed, so there is nothing to send.")
            return
        if trouble := self._trouble_with(fields):
            self.notice.failed(trouble)
            return
        if await change_order(
            self,
            self._order,
            fields,
            "Saved",
            asked_by=typed_into(self, FIELDS)[ASKED_BY],
            review=f"Change order {self.order_id} of {self._who()}?",
        ):
            await self._drop_draft()
            self.app.pop_screen()
            self.app.notify(f"Order {self.order_id} saved.", markup=False)

    @work(group="save", exclusive=True, exit_on_error=False, description="leave the form")
    async def action_leave(self) -> None:
        """Go back; ask first where something was typed."""
        if not self.holds_draft or await self.confirm(
            "Leave without saving?", "What was typed is lost."
        ):
            await self._drop_draft()
            self.app.pop_screen()

    @work(group="edit", exclusive=True, exit_on_error=False, description="show free times")
    async def action_slots(self) -> None:
        """Choose from the days and times that the route has left."""
        focused = (self.focused.id or "") if self.focused else ""
        what = "pickup" if focused.startswith("pickup") else "delivery"
        slot = await chosen_slot(self, self._route(), what)
        if slot is not None:
            chosen = {f"{what}Date": slot.day.isoformat(), f"{what}Time": slot.window}
            put_into(self, FIELDS, chosen)

    @work(group="edit", exclusive=True, exit_on_error=False, description="find a customer")
    async def action_other_customer(self) -> None:
        """Find the customer that the order belongs to."""
        from .dialogs.find_customer import FindCustomerDialog

        question = f"Whose is order {self.order_id}?"
        customer_id = await self.ask(FindCustomerDialog(question, self.shop))
        if customer_id:
            self._customer_id = customer_id
            self.show()
            self.keep_draft()

    # What it says

    def _fields(self) -> dict[str, str]:
        """Return what was changed, by the names of `updateOrder`."""
        fields = to_send(self._before, typed_into(self, FIELDS), self.wording.today)
        if self._customer_id != self._order.customer_id:
            fields[_CUSTOMER] = self._customer_id
        return fields

    def _trouble_with(self, fields: Mapping[str, str]) -> str:
        """Return why the changes can't be sent, as far as that is known here."""
        credit, balance = decimal_of(fields.get("creditUsed", "")), self._credit()
        if credit is not None and balance is not None and credit > balance:
            return f"Only {self.wording.money(balance)} of credit can be used for this order."
        return ""

    def _credit(self) -> Decimal | None:
        """Return how much credit the order may use: what is left, and what it uses already."""
        known = self.shop.customer(self._customer_id)
        if known is None or known.value.credit is None:
            return None
        is_same = self._customer_id == self._order.customer_id
        return known.value.credit + ((self._order.credit_used or Decimal(0)) if is_same else 0)

    def _total(self) -> Content:
        from ..shop.order_edit import edit_of

        before, fields = self._order.total, self._fields()
        try:
            sent = edit_of(self._order, fields) if fields else {}
        except CleanCloudError as error:
            return Content(f"Total {self.wording.money(before)}   ! {error}")
        after = decimal_of(sent.get("finalTotal"))
        change = f" → {self.wording.money(after)}" if after is not None and after != before else ""
        credit = self._credit()
        left = f"   {self.wording.money(credit)} of credit may be used" if credit else ""
        return Content.assemble((f"Total {self.wording.money(before)}{change}", "bold"), left)

    def _who(self) -> str:
        known = self.shop.customer(self._customer_id)
        return known.value.name if known else f"customer {self._customer_id}"

    def _route(self) -> str:
        known = self.shop.customer(self._customer_id)
        return self._order.route or (known.value.route if known else "")
