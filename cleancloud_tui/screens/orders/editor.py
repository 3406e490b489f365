"""The order editor: one form for an order's dates, money, notes, customer and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from ...api.errors import BadParametersError, CleanCloudError
from ...api.models.orders import Order
from ...api.request import Request
from ...api.wire import decimal_of
from ...shop.journal.drafts import FormDraft
from ...shop.orders.changing import OrderChange
from ...shop.orders.fields import KNOWN, LOWERING, OrderField, window_fields
from ...shop.writes.typed_fields import changed_fields
from ...values.days import day_typed
from ...widgets.form import Form
from ..desk import Desk
from ..form_screen import FormScreen
from ..pickups.slots import chosen_slot
from .changes import change_order
from .form import credit_for, form_of, sections_for, to_send

ITEMS_STAY: Final = (
    "Items can't be changed through CleanCloud's API: make a new order with the right ones and "
    "delete this one, or change them in CleanCloud itself. Taxes follow a discount in proportion."
)

_WAS: Final = "was "
"""Stands before a field's name in a draft: the value that it was typed over."""


class OrderEditor(FormScreen):
    """Changes an order; everything that will be sent is shown before it is."""

    HELP = (
        "A day may be typed as 2026-11-25, today, tomorrow, tue (the next Tuesday), +7 or sat 5 "
        "dec; a time as 5pm or 17:30. F6 shows the free days and times of the route, F7 finds "
        "another customer for the order. Ctrl+S shows what will be sent, and y sends it. A "
        "percentage sets its amount; an amount that is typed ends its percentage. A discount lifts "
        "an order that somebody drives to the shop's minimum (order_minimum in the settings), "
        "unless “To the minimum” says otherwise. " + ITEMS_STAY
    )

    CHANGING = frozenset({"begin_anew", "slots", "other_customer"})

    BINDINGS = [
        # The notes would take F6 and F7 for themselves.
        Binding("f6", "slots", "Free times", id="slots", priority=True),
        Binding("f7", "other_customer", "Customer", id="other_customer", priority=True),
    ]

    def __init__(self, desk: Desk, order_id: str) -> None:
        known = desk.shop.order(order_id)
        self.order = known.value if known else Order(order_id)
        super().__init__(desk, "order edit", self.order.customer_id, key=order_id)
        self._new_customer = self.order.customer_id
        self._before = form_of(self.order)

    def body(self) -> Iterator[Widget]:
        """Whose it is; the form; what it comes to."""
        yield Static(id="whose", classes="heading", markup=False)
        yield Static(id="draft", markup=False)
        yield Form(KNOWN, sections_for(self.order, self.shop), self._before, is_marked=True)
        yield Static(id="total", classes="form-note", markup=False)
        yield Static(ITEMS_STAY, classes="form-note", markup=False)

    def on_mount(self) -> None:
        """Begin with the day of the pickup, or the one it is ready by."""
        self.form.focus_on(
            OrderField.PICKUP_DAY if self.order.is_pickup else OrderField.DELIVERY_DAY
        )

    def show(self) -> None:
        """Show whose order it is and what it comes to; the fields keep what was typed."""
        self.query_one("#whose", Static).update(f"Order {self.order.id} of {self._who()}")
        self.query_one("#total", Static).update(self._total())

    @on(Input.Changed)
    @on(Select.Changed)
    def _reckon(self) -> None:
        self.query_one("#total", Static).update(self._total())
        self.form.mark(self._too_much_off())

    def _too_much_off(self) -> dict[str, str]:
        """Return why less may not be asked, at the fields that make it less."""
        try:
            changes = self._changes()
            why = self.shop.discounts.refusal_of_change(self._edit(changes))
        except BadParametersError:  # told in the total's place
            return {}
        lowered = [name for name in LOWERING if name in changes]
        return dict.fromkeys(lowered[:1], f"{why}.") if why else {}

    # The draft

    def draft(self) -> Mapping[str, str]:
        """Return what was changed, and what stood there before."""
        typed = self.form.values() | {OrderField.CUSTOMER: self._new_customer}
        kept = changed_fields(self._before, typed)
        return kept | {_WAS + name: self._before[name] for name in kept}

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form; what it was typed over is remembered with it."""
        typed = {name: text for name, text in draft.values.items() if name in self._before}
        self._before |= {name: draft.values.get(_WAS + name, self._before[name]) for name in typed}
        self._new_customer = typed.get(OrderField.CUSTOMER, self._new_customer)
        self.form.fill(typed)
        self.show()

    def begin_form(self) -> None:
        """Put into the form how the order stands."""
        self._before = form_of(self.order)
        self._new_customer = self.order.customer_id
        self.form.fill(self._before)
        self.show()

    # What can be done

    async def save(self) -> None:
        """Show what will be sent and send it; where it is refused, the form stays."""
        try:
            fields = self._changes()
        except BadParametersError as error:
            self.notice.failed(self._not_sent(error))
            return
        if not fields:
            self.notice.say("Nothing was changed")
            return
        if trouble := self._trouble_with(fields):
            self.notice.failed(trouble)
            return
        done = f"Order {self.order.id} is saved."
        question = f"Change order {self.order.id} of {self._who()}?"
        change = OrderChange(self.order.id, self._before, fields, is_reviewed=True)

        async def send(request: Request) -> bool:
            try:
                return await self.saved(done, self.send(request, form=self.form_key))
            except CleanCloudError as error:
                self.tell_error(error, done)
                return False

        if await change_order(self, change, done, review=question, send=send):
            await self.finish()

    @work(group="edit", exclusive=True, exit_on_error=False, description="show free times")
    async def action_slots(self) -> None:
        """Choose from the days and times that the route has left."""
        focused = (self.focused.id or "") if self.focused else ""
        what = "pickup" if focused.startswith("pickup") else "delivery"
        pickup = day_typed(self.form.values().get(OrderField.PICKUP_DAY, ""), self.wording.today)
        since = pickup if what == "delivery" and self.order.is_pickup else None
        slot = await chosen_slot(self, self._route(), what, since)
        if slot is not None:
            self.form.fill(window_fields(what, slot.day.isoformat(), slot.start, slot.end))

    @work(group="edit", exclusive=True, exit_on_error=False, description="find a customer")
    async def action_other_customer(self) -> None:
        """Find the customer that the order is to belong to."""
        from ..dialogs.find_customer import FindCustomerDialog

        question = f"Whose is order {self.order.id}?"
        customer_id = await self.ask(FindCustomerDialog(question, self.shop))
        if customer_id:
            self._new_customer = customer_id
            self.show()
            await self.keep_now()

    # What it says

    def _changes(self) -> dict[str, str]:
        """Return what was changed as it is sent; raises a `BadParametersError` where it can't."""
        changes = to_send(self._before, self.form.values(), self.wording.today)
        if self._new_customer != self._before[OrderField.CUSTOMER]:
            changes[OrderField.CUSTOMER] = self._new_customer
        return changes

    def _trouble_with(self, changes: Mapping[str, str]) -> str:
        """Return why the changes can't be sent, as far as that is known here."""
        used = decimal_of(changes.get(OrderField.CREDIT, ""))
        credit = credit_for(self.order, self.shop, self._new_customer)
        if used is not None and credit is not None and used > credit:
            return f"Only {self.wording.money(credit)} of credit can be used for this order."
        try:
            why = self.shop.discounts.refusal_of_change(self._edit(changes))
        except BadParametersError as error:
            return self._not_sent(error)
        return f"Nothing was sent: {why}." if why else ""

    def _not_sent(self, error: BadParametersError) -> str:
        return f"Nothing was sent yet: {self._problems(error)}"

    def _edit(self, changes: Mapping[str, str]) -> Mapping[str, object]:
        """Return what is sent; raises a `BadParametersError` where that can't be."""
        from ...shop.orders.edit import edit_of

        if not changes:
            return {}
        return edit_of(self.order, changes, self.desk.order_rules()).parameters

    def _problems(self, error: BadParametersError) -> str:
        return f"{self.form.in_labels('; '.join(error.problems))}."

    def _total(self) -> Content:
        money, before = self.wording.money, self.order.total
        try:
            sent = self._edit(self._changes())
        except BadParametersError as error:
            return Content(f"Total {money(before)}   ! {self._problems(error)}")
        after = decimal_of(sent.get(OrderField.TOTAL))
        change = f" → {money(after)}" if after is not None and after != before else ""
        lift = decimal_of(sent.get(OrderField.MINIMUM))
        lifted = f"   {money(lift)} of that to reach the minimum" if lift else ""
        credit = credit_for(self.order, self.shop, self._new_customer)
        left = f"   {money(credit)} of credit may be used" if credit else ""
        return Content.assemble((f"Total {money(before)}{change}", "bold"), lifted, left)

    def _who(self) -> str:
        known = self.shop.customer(self._new_customer)
        return known.value.name if known else f"customer {self._new_customer}"

    def _route(self) -> str:
        known = self.shop.customer(self._new_customer)
        return self.order.route or (known.value.route if known else "")
