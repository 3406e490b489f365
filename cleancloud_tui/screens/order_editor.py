"""The order editor: one form for an order's dates, money, customer and the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
from ..api.operations import OPERATIONS
from ..api.wire import decimal_of
from .base import Desk, ShopScreen
from .form_fields import Field, entries, typed_into
from .forms import changed_fields, day_typed
from .order_changes import change_order
from .slots import chosen_slot

_FIELDS: Final = (
    Field("pickupDate", "Pickup day", "2026-11-25, tue, +7"),
    Field("pickupTime", "Pickup time", "10am-12pm"),
    Field("deliveryDate", "Delivery day", "2026-11-25, tue, +7"),
    Field("deliveryTime", "Delivery time", "5pm, or 5pm-7pm"),
    Field("delivery", "Delivered"),
    Field("askedBy", "Move asked by"),
    Field("notifyMethod", "Tell by"),
    Field("priceListID", "Price list"),
    Field("discount", "Discount", "5.00"),
    Field("discountPercent", "Discount %", "10"),
    Field("creditUsed", "Credit used", "5.00"),
    Field("minimumAdjust", "To the minimum", "5.00"),
    Field("tip", "Tip", "3.50"),
    Field("tipPercent", "Tip %", "15"),
    Field("deliveryFee", "Delivery fee", "3.50"),
    Field("tax", "Tax", "1.20"),
    Field("tax2", "Tax 2", "1.20"),
    Field("tax3", "Tax 3", "1.20"),
)

_AT_COUNTER: Final = {"deliveryDate": "Ready by", "deliveryTime": "Ready at"}
_DAYS: Final = ("pickupDate", "deliveryDate")
_WINDOWS: Final = ("pickup", "delivery")
_NUMBERS: Final = frozenset(field.name for field in _FIELDS[8:])
"""Fields of which an empty one means zero."""

_NOT_SENT: Final = ("askedBy", "pickupTime", "deliveryTime")
_AS_IT_IS: Final = "as it is"

ITEMS_STAY: Final = (
    "Items can't be changed through CleanCloud's API: make a new order with the right ones and "
    "delete this one, or change them in CleanCloud itself. Taxes follow a discount in proportion."
)


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

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """Whose it is; the form, two fields a row; what it comes to."""
        yield Static(id="whose", classes="heading", markup=False)
        with Grid(id="form"):
            yield from entries(self._fields(), self._before, self._choices())
        yield Static(id="total", classes="form-note", markup=False)
        yield Static(ITEMS_STAY, classes="form-note", markup=False)

    def on_mount(self) -> None:
        """Begin with the day of the pickup, or the one it is ready by."""
        first = "pickupDate" if self._order.is_pickup else "deliveryDate"
        self.query_one(f"#{first}", Input).focus()
        if self.shop.known_reply("getPriceLists") is None:
            self.read_price_lists()

    @work(group="lists", exclusive=True, exit_on_error=False, description="read the price lists")
    async def read_price_lists(self) -> None:
        """Ask for the price lists, once for all orders: the mirror keeps them."""
        with contextlib.suppress(CleanCloudError):  # without them, the order's own can be kept
            await self.shop.read("getPriceLists")
            entry = self.query_one("#priceListID", Select)
            kept = entry.value
            entry.set_options((name, code) for code, name in self._price_lists().items())
            entry.value = kept

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

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    @work(group="save", exclusive=True, exit_on_error=False, description="save the order")
    async def action_save(self) -> None:
        """Show what will be sent, send it and go back; where it is refused, the form stays."""
        fields = self._changed_fields()
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
            asked_by=typed_into(self, _FIELDS)["askedBy"],
            review=f"Change order {self.order_id} of {self._who()}?",
        ):
            self.app.pop_screen()
            self.app.notify(f"Order {self.order_id} saved.", markup=False)

    @work(group="save", exclusive=True, exit_on_error=False, description="leave the form")
    async def action_leave(self) -> None:
        """Go back; ask first where something was typed."""
        if not self.holds_draft or await self.confirm(
            "Leave without saving?", "What was typed is lost."
        ):
            self.app.pop_screen()

    @work(group="edit", exclusive=True, exit_on_error=False, description="show free times")
    async def action_slots(self) -> None:
        """Choose from the days and times that the route has left."""
        focused = self.focused.id if self.focused else ""
        what = "pickup" if (focused or "").startswith("pickup") else "delivery"
        slot = await chosen_slot(self, self._route(), what)
        if slot is not None:
            self.query_one(f"#{what}Date", Input).value = slot.day.isoformat()
            self.query_one(f"#{what}Time", Input).value = slot.window

    @work(group="edit", exclusive=True, exit_on_error=False, description="find a customer")
    async def action_other_customer(self) -> None:
        """Find the customer that the order belongs to."""
        from .dialogs.find_customer import FindCustomerDialog

        question = f"Whose is order {self.order_id}?"
        customer_id = await self.ask(FindCustomerDialog(question, self.shop))
        if customer_id:
            self._customer_id = customer_id
            self.show()

    @property
    def holds_draft(self) -> bool:
        """Whether something in the form differs from the order."""
        return bool(self._changed_fields())

    def _changed_fields(self) -> dict[str, str]:
        """Return what was changed, by the names of `updateOrder`."""
        form = typed_into(self, _FIELDS)
        changed = changed_fields(self._before, form)
        sent = {name: value for name, value in changed.items() if name not in _NOT_SENT}
        for name in _DAYS:
            if name in sent and (day := day_typed(sent[name], self.wording.today)):
                sent[name] = day.isoformat()
        for what in _WINDOWS:
            if f"{what}Time" in changed:
                start, _, end = changed[f"{what}Time"].partition("-")
                sent |= {f"{what}Start": start.strip(), f"{what}End": (end or start).strip()}
        for name in sent.keys() & _NUMBERS:
            sent[name] = sent[name] or "0"
        if self._customer_id != self._order.customer_id:
            sent["customerID"] = self._customer_id
        return sent

    def _trouble_with(self, fields: Mapping[str, str]) -> str:
        """Return why the changes can't be sent, as far as that is known here."""
        credit = decimal_of(fields.get("creditUsed", ""))
        balance = self._credit()
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

        before = self._order.total
        try:
            sent = edit_of(self._order, {"orderNotes": "", **self._changed_fields()})
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

    def _fields(self) -> list[Field]:
        """Return the fields, those of a delivery named for what they are at the counter."""
        if self._order.is_delivery:
            return list(_FIELDS)
        return [replace(field, label=_AT_COUNTER.get(field.name, field.label)) for field in _FIELDS]

    def _choices(self) -> dict[str, Mapping[str, str]]:
        declared = {each.name: each.choices for each in OPERATIONS["updateOrder"].parameters}
        return {
            "delivery": {"0": "no", "1": "yes"},
            "askedBy": {"1": "staff", "2": "customer"},
            "notifyMethod": {"": _AS_IT_IS, **declared["notifyMethod"]},
            "priceListID": self._price_lists(),
        }

    def _price_lists(self) -> dict[str, str]:
        """Return the names of the price lists that are known, the order's own in any case."""
        from ..api.readers.stock import price_lists

        known = self.shop.known_reply("getPriceLists")
        lists = price_lists(known.value) if known else ()
        own = self._order.price_list_id or "0"
        named = {each.id: each.name for each in lists}
        return {own: named.get(own, "default" if own == "0" else own), **named}


def form_of(order: Order) -> dict[str, str]:
    """Return what stands in the form of an order at first."""
    from ..shop.order_edit import values_of

    return {
        **values_of(order),
        "pickupTime": order.pickup_time,
        "deliveryTime": order.delivery_time,
        "delivery": "1" if order.is_delivery else "0",
        "priceListID": order.price_list_id or "0",
        "askedBy": "1",
        "notifyMethod": "",
    }
