"""Everything about a new order beside its items, in one form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from textual import on
from textual.binding import Binding
from textual.events import DescendantBlur
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from ...api.models.orders import OrderKind
from ...shop.new_order.order import NewOrder
from ...shop.orders.fields import DAYS, NEW, OrderField
from ...values.days import day_typed
from ...widgets.form import Field, Form, Section
from ...wording.values import Wording
from ..dialogs.base import Dialog

_DAY: Final = "tue, +2, sat 5 dec"
_DELIVERY: Final = Section(
    "delivery",
    "Delivery",
    (
        Field(OrderField.DELIVERY, "Delivered", choices={"0": "no", "1": "yes"}),
        Field(OrderField.DELIVERY_DAY, "Day", _DAY),
        Field(OrderField.DELIVERY_START, "From", "1pm"),
        Field(OrderField.DELIVERY_END, "To", "3pm"),
    ),
)
_OF_KIND: Final[Mapping[OrderKind, tuple[Section, ...]]] = {
    OrderKind.STORE: (
        Section(
            "store",
            "",
            (
                Field(OrderField.READY_DAY, "Ready by", _DAY),
                Field(OrderField.READY_TIME, "At", "5pm"),
                Field(OrderField.DROPPED_OFF, "Dropped off", "today"),
                Field(OrderField.STATUS, "Begins as", choices={"0": "cleaning", "5": "detailing"}),
            ),
        ),
    ),
    OrderKind.PICKUP: (
        Section(
            "pickup",
            "Pickup",
            (
                Field(OrderField.PICKUP_DAY, "Day", _DAY),
                Field(OrderField.PICKUP_START, "From", "10am"),
                Field(OrderField.PICKUP_END, "To", "11am"),
            ),
        ),
        _DELIVERY,
    ),
    OrderKind.LOCKER: (
        Section(
            "locker",
            "",
            (
                Field(OrderField.LOCKER, "Locker", "5"),
                Field(OrderField.LOCKER_PLACE, "Location's id"),
                Field(OrderField.STATUS, "Begins as", choices={"0": "cleaning", "5": "detailing"}),
            ),
        ),
        _DELIVERY,
    ),
}
_NOTIFY: Final = {"": "as usual", "1": "SMS", "2": "email", "4": "email and SMS", "3": "do not"}


class OrderDetailsDialog(Dialog[Mapping[str, str]]):
    """Answers what was typed, days as dates, by `OrderField`.

    Args:
        order: The order so far.
        wording: Knows what day it is.
        price_lists: Their names by their ids.
        total: Returns what an order comes to, in words.
        objection: Returns why an order may not be made by whoever is there, as the end of a
            sentence; empty where it may.
    """

    ENTER_GOES_ON = True

    BINDINGS = [Binding("ctrl+s,f10", "save", "Done", id="save", key_display="^S")]

    def __init__(
        self,
        order: NewOrder,
        wording: Wording,
        price_lists: Mapping[str, str],
        total: Callable[[NewOrder], str],
        objection: Callable[[NewOrder], str],
    ) -> None:
        super().__init__(f"{order.kind.label}   {total(order)}")
        self._total = total
        self._objection = objection
        self._order = order
        self._wording = wording
        self._left: set[str] = set()
        own = order.price_list
        self._price_lists = {own: "default" if own == "0" else own, **price_lists}

    def body(self) -> Iterator[Widget]:
        """The fields of the order's kind, then those that every order has."""
        money = Section(
            "money",
            "Money",
            (
                Field(OrderField.DISCOUNT, "Discount", "10% or 5.00"),
                Field(OrderField.TIP, "Tip", "10% or 5.00"),
                Field(OrderField.CREDIT, "Credit", "5.00 or all"),
                Field(OrderField.DELIVERY_FEE, "Delivery fee", "3.50"),
                Field(OrderField.EXPRESS, "Express", choices={"0": "no", "1": "yes"}),
                Field(OrderField.PRICE_LIST, "Price list", choices=self._price_lists),
            ),
        )
        other = Section(
            "other",
            "Beside",
            (
                Field(OrderField.NOTES, "Notes", is_wide=True),
                Field(OrderField.NOTIFY, "Notify by", choices=_NOTIFY),
                Field(OrderField.EMAIL_NOW, "Email now"),
                Field(OrderField.STAFF_APPROVE, "Staff approve"),
            ),
        )
        sections = (*_OF_KIND[self._order.kind], money, other)
        begin_with = {**self._order.typed, **self._own_codes()}
        yield Form(NEW, sections, begin_with, is_marked=True)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        order = self._typed()
        total = "TOTAL unknown" if order.unreadable() else self._total(order)
        self.query_one(".question", Static).update(f"{order.kind.label}   {total}")
        self._mark()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what is wrong with what stands in the field that was left."""
        if self.is_current and event.widget.id:
            self._left.add(event.widget.id)
            self._mark()

    def _mark(self) -> None:
        """Say at their fields what can't be read, once they are left, and what is too much off."""
        order = self._typed()
        wrong = order.unreadable()
        left = {name: said for name, said in wrong.items() if name in self._left}
        self.query_one(Form).mark({**left, **self._too_much_off(order)})

    def _too_much_off(self, order: NewOrder) -> dict[str, str]:
        """Return why the discount may not be given, by its field; nothing where it may."""
        discount = order.text(OrderField.DISCOUNT)
        if not discount or discount == self._order.text(OrderField.DISCOUNT):
            return {}
        objection = self._objection(order)
        return {OrderField.DISCOUNT: f"{objection}."} if objection else {}

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    def action_save(self) -> None:
        """Answer the form, unless something in it can't be read."""
        order = self._typed()
        if wrong := {**order.unreadable(), **self._too_much_off(order)}:
            self._left |= wrong.keys()
            self._mark()
            self.query_one(Form).focus_on(next(iter(wrong)))
            self.app.bell()
        else:
            self.dismiss(self._values())

    def _typed(self) -> NewOrder:
        return self._order.with_typed(**self._values())

    def _values(self) -> dict[str, str]:
        """Return what stands in the form, days as dates."""
        today = self._wording.today
        typed = self.query_one(Form).values()
        days = {name: day for name in DAYS if (day := day_typed(typed.get(name, ""), today))}
        return {**typed, **{name: day.isoformat() for name, day in days.items()}}

    def _own_codes(self) -> dict[str, str]:
        return {OrderField.PRICE_LIST: self._order.price_list}
