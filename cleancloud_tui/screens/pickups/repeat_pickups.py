"""A customer's repeat pickups: list, make, edit, skip once, end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.orders.repeat_pickups import (
    UNKNOWN,
    after_next,
    is_over,
    is_tip_known,
    next_day,
    unknown_to_skip,
    window_in_words,
)
from ...widgets.columns import Column
from ...widgets.table import Row, Table
from ...wording.values import UNKNOWN as NONE
from ...wording.values import number
from ..base import Desk, ShopScreen
from ..deeds import deed
from ..destinations import OpenOperations
from .repeat_pickup_editor import RepeatPickupEditor, form_of


class RepeatPickupsScreen(ShopScreen):
    """The schedules that make a customer's pickup orders."""

    HELP = (
        "CleanCloud can't pause or skip a repeat pickup: “skip once” moves the next pickup to "
        "the one after it."
    )

    BINDINGS = [
        Binding("a", "add", "Add", id="add"),
        Binding("k", "skip", "Skip once", id="skip"),
        Binding("d", "delete", "Delete", id="delete"),
        Binding("f9", "operations", "All operations", id="operations", show=False),
    ]

    COLUMNS: Final = (
        Column("Next pickup", 12, is_whole=True),
        Column("Between", 12, is_whole=True),
        Column("Every", 8),
        Column("Delivery", 14, share=1, cut="words"),
        Column("Orders", 14, share=1),
        Column("Tip", 8, align="right"),
        Column("SMS first", 9, wide_only=True),
    )

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk)
        self.customer_id = customer_id

    def shows(self) -> str:
        """Return the customer's id."""
        return self.customer_id

    def body(self) -> Iterator[Widget]:
        """Whose they are, and the list."""
        yield Static(id="whose", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="pickups")

    def show(self) -> None:
        """Show the schedules as the mirror knows them."""
        customer = self.shop.customer(self.customer_id)
        name = customer.value.name if customer else f"customer {self.customer_id}"
        known = self.shop.repeat_pickups_of(self.customer_id)
        count = "none yet; press a to add one" if known and not known.value else ""
        self.query_one("#whose", Static).update(
            f"Repeat pickups of {name}" + (f": {count}" if count else "")
        )
        pickups = known.value if known else ()
        self.query_one(Table).fill(Row(pickup.id, self._cells(pickup)) for pickup in pickups)

    def read_at(self) -> datetime | None:
        """Return when the schedules were read."""
        known = self.shop.repeat_pickups_of(self.customer_id)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the schedules: one request."""
        await self.shop.refresh_repeat_pickups(self.customer_id)

    def on_mount(self) -> None:
        """Put the cursor into the list."""
        self.query_one(Table).focus()

    def action_add(self) -> None:
        """Open the editor for a new schedule."""
        self.app.push_screen(RepeatPickupEditor(self.desk, self.customer_id))

    @on(Table.RowSelected)
    def _selected(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        """Open the editor for the schedule under the cursor."""
        if pickup := self._current():
            self.app.push_screen(RepeatPickupEditor(self.desk, self.customer_id, pickup))

    @deed("skip one pickup")
    async def action_skip(self) -> None:
        """Move the next pickup to the one after it."""
        pickup, today = self._current(), self.wording.today
        if pickup is None:
            return
        next_one, later = next_day(pickup, today), after_next(pickup, today)
        unknown = unknown_to_skip(pickup, today)
        if later is None or unknown:
            self.notice.failed(
                "All its pickups were made."
                if is_over(pickup)
                else f"Nothing can be skipped while this is unknown: {', '.join(unknown)}. F5 asks "
                "again, Enter opens it, to be given what is missing."
            )
            return
        day = self.wording.day
        whose = self.name_of(self.customer_id)
        question = f"Skip the pickup of {day(next_one)}?"
        consequence = (
            f"It is {whose}'s. The next pickup moves to {day(later)} and the schedule goes on from "
            "there."
        )
        if await self.confirm(question, consequence):
            change = {**form_of(pickup, today), "pickupDate": later.isoformat()}
            await self.attempt(
                f"Next pickup is {day(later)}", self.write("updateRepeatPickup", change)
            )

    @deed("end a schedule")
    async def action_delete(self) -> None:
        """End the schedule under the cursor, after asking."""
        pickup = self._current()
        if pickup is None:
            return
        question = f"Delete the repeat pickup ({self._next(pickup)})?"
        whose = self.name_of(self.customer_id)
        consequence = f"It is {whose}'s. It makes no further orders. Orders that it has made stay."
        if await self.confirm(question, consequence):
            change = {"pickupID": pickup.id, "customerID": self.customer_id}
            await self.attempt("Repeat pickup deleted", self.write("deletePickup", change))

    def action_operations(self) -> None:
        """Open the console with this customer and schedule."""
        pickup = self._current()
        ids = {"pickupID": pickup.id} if pickup else {}
        self.go(OpenOperations({"customerID": self.customer_id, **ids}))

    def _current(self) -> RepeatPickup | None:
        known = self.shop.repeat_pickups_of(self.customer_id)
        key = self.query_one(Table).key
        return next((each for each in (known.value if known else ()) if each.id == key), None)

    def _cells(self, pickup: RepeatPickup) -> tuple[str, ...]:
        delivery = NONE if pickup.delivery_days == 0 else UNKNOWN
        if pickup.delivery_days:
            window = window_in_words(pickup.delivery_start, pickup.delivery_end)
            delivery = f"+{pickup.delivery_days} d {window}".rstrip()
        tip = f"{number(pickup.tip_percent)} %" if pickup.tip_percent else ""
        if not is_tip_known(pickup):
            tip = UNKNOWN
        return (
            self._next(pickup),
            window_in_words(pickup.pickup_start, pickup.pickup_end) or UNKNOWN,
            {None: UNKNOWN, 1: "week"}.get(pickup.frequency, f"{pickup.frequency} weeks"),
            delivery,
            _orders(pickup),
            tip or (self.wording.money(pickup.tip) if pickup.tip else ""),
            "yes" if pickup.needs_confirmation else "",
        )

    def _next(self, pickup: RepeatPickup) -> str:
        """Return the day that is shown as the next one, which is the one that can be skipped."""
        if is_over(pickup):
            return "all made"
        day = next_day(pickup, self.wording.today)
        return self.wording.day(day) if day else UNKNOWN


def _orders(pickup: RepeatPickup) -> str:
    made = f"{pickup.orders_created} made" if pickup.orders_created is not None else ""
    if pickup.duration is None:
        return f"{made} of {UNKNOWN}" if made else UNKNOWN
    if not pickup.duration:
        return f"{made}, no end" if made else "no end"
    return f"{made} of {pickup.duration}" if made else f"{pickup.duration} in all"
