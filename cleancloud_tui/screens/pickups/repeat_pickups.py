"""A customer's repeat pickups: list, make, edit, skip once, end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.changing import (
    Delete,
    Move,
    NoneLeft,
    Skip,
    UnknownToSkip,
    deleting,
    skipping,
)
from ...shop.pickups.repeat_pickups import (
    UNKNOWN,
    is_over,
    is_tip_known,
    next_day,
)
from ...shop.writes.ids import ids_of
from ...shop.writes.steps import Send, Steps, walk
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.pickups import window_in_words
from ...wording.values import UNKNOWN as NONE
from ...wording.values import number
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenOperations
from .repeat_pickup_editor import RepeatPickupEditor

Step = NoneLeft | UnknownToSkip | Skip | Move | Delete | Send


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
        is_none = known and not known.value and self.notice.unread is None
        count = "none yet; press a to add one" if is_none else ""
        self.query_one("#whose", Static).update(
            f"Repeat pickups of {name}" + (f": {count}" if count else "")
        )
        pickups = known.value if known else ()
        self.query_one(Table).fill(TableRow(pickup.id, self._cells(pickup)) for pickup in pickups)

    def read_at(self) -> datetime | None:
        """Return when the schedules were read."""
        known = self.shop.repeat_pickups_of(self.customer_id)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the schedules: one request."""
        await self.shop.ask.refresh_repeat_pickups(self.customer_id)

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
        if pickup := self._current():
            await self._go_through(skipping(pickup, self.wording.today))

    @deed("end a schedule")
    async def action_delete(self) -> None:
        """End the schedule under the cursor, after asking."""
        if pickup := self._current():
            await self._go_through(deleting(self.customer_id, pickup))

    async def _go_through(self, steps: Steps[Step]) -> None:
        try:
            await walk(steps, self._answer)
        except BadParametersError as error:
            self.tell_error(error, "")

    async def _answer(self, step: Step) -> bool:
        match step:
            case NoneLeft():
                self.notice.failed("All its pickups were made.")
            case UnknownToSkip(what):
                self.notice.failed(
                    f"Nothing can be skipped while this is unknown: {', '.join(what)}. F5 asks "
                    "again, Enter opens it, to be given what is missing."
                )
            case Skip():
                return await self._may_skip(step)
            case Delete(pickup):
                return await self._may_delete(pickup)
            case Move(request, to_day):
                done = f"Next pickup is {self.wording.day(to_day)}"
                await self.attempt(done, self.send(request))
            case Send(request):
                await self.attempt("Repeat pickup deleted", self.send(request))
        return False

    async def _may_skip(self, skip: Skip) -> bool:
        day, whose = self.wording.day, self.name_of(self.customer_id)
        consequence = (
            f"It is {whose}'s. The next pickup moves to {day(skip.to_day)} and the schedule goes "
            "on from there."
        )
        return await self.confirm(f"Skip the pickup of {day(skip.day)}?", consequence)

    async def _may_delete(self, pickup: RepeatPickup) -> bool:
        question = f"Delete the repeat pickup ({self._next(pickup)})?"
        whose = self.name_of(self.customer_id)
        consequence = f"It is {whose}'s. It makes no further orders. Orders that it has made stay."
        return await self.confirm(question, consequence)

    def action_operations(self) -> None:
        """Open the console with this customer and schedule."""
        pickup = self._current()
        pickup_id = pickup.id if pickup else ""
        self.go(OpenOperations(ids_of(customer_id=self.customer_id, pickup_id=pickup_id)))

    def _current(self) -> RepeatPickup | None:
        known = self.shop.repeat_pickups_of(self.customer_id)
        key = self.query_one(Table).key
        return next((each for each in (known.value if known else ()) if each.id == key), None)

    def _cells(self, pickup: RepeatPickup) -> tuple[str, ...]:
        delivery = NONE if pickup.delivery_days == 0 else UNKNOWN
        if pickup.delivery_days:
            window = _short(window_in_words(pickup.delivery_start, pickup.delivery_end))
            delivery = f"+{pickup.delivery_days} d {window}".rstrip()
        tip = f"{number(pickup.tip_percent)} %" if pickup.tip_percent else ""
        if not is_tip_known(pickup):
            tip = UNKNOWN
        return (
            self._next(pickup),
            _short(window_in_words(pickup.pickup_start, pickup.pickup_end)) or UNKNOWN,
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


def _short(window: str) -> str:
    return window.replace(" to ", "-")
