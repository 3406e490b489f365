"""The repeat pickup editor: one form for a new schedule and for a known one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.operations import OPERATIONS
from ...api.wire import money_text
from ...shop.orders.repeat_pickups import (
    UNKNOWN,
    is_over,
    is_tip_known,
    next_day,
    sane_tip,
    sane_tip_percent,
    window_of,
)
from ...values.days import day_typed
from ...widgets.form import Field, Form, Section
from ..base import Desk, ShopScreen
from ..deeds import deed
from ..forms import changed_fields, changes_of, read_fields
from ..locking import LOCKED, Lock

if TYPE_CHECKING:
    from ...shop.journal.entries import Entry

_FIELDS: Final = (
    Field("pickupDate", "Next pickup", "tue, +7, sat 5 dec"),
    Field("frequency", "Every"),
    Field("pickupStart", "Pickup from", "10am"),
    Field("pickupEnd", "Pickup to", "1pm"),
    Field("deliveryDays", "Delivery after", "days; 0 none"),
    Field("duration", "Orders in all", "0 no end"),
    Field("deliveryStart", "Delivery from", "10am"),
    Field("deliveryEnd", "Delivery to", "1pm"),
    Field("tip", "Tip", "3.50"),
    Field("tipPercent", "Tip percent", "20"),
    Field("schedulerType", "Confirmation", choices={"0": "none", "1": "by SMS, each order"}),
    Field("schedulerConfirmDays", "Asked ahead", "days"),
)
_WEEKS: Final = next(
    each.choices for each in OPERATIONS["updateRepeatPickup"].parameters if each.name == "frequency"
)
_NOTHING: Final = dict.fromkeys(("duration", "deliveryDays", "tip", "tipPercent"), "0")
"""How nothing is written where it is a number."""

_ONLY_NEW: Final = (
    Field("ordersCreatedSoFar", "Made so far", "0"),
    Field("deleteOld", "Other pickups", choices={"0": "keep", "1": "DELETE ALL OTHERS"}),
)


_NEW: Final[Mapping[str, str]] = {"frequency": "1", "schedulerType": "0"}
"""What a new schedule begins with."""


class RepeatPickupEditor(ShopScreen):
    """Makes a repeat pickup, or changes one from its next pickup on."""

    CSS_PATH = "../forms.tcss"

    HELP = (
        "A day may be typed as 2026-11-25, today, tomorrow, tue (the next Tuesday), +7 (in "
        "seven days) or sat 5 dec; a time as 10am, 5:30pm or 17:30. Ctrl+S saves."
    )

    ENTER_GOES_ON = True

    LOSS = "What was typed is lost."

    BINDINGS = [
        Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S"),
        Binding("escape", "leave", "Cancel", id="back"),
    ]

    def __init__(self, desk: Desk, customer_id: str, pickup: RepeatPickup | None = None) -> None:
        super().__init__(desk)
        self.customer_id = customer_id
        self._pickup = pickup
        self._operation = OPERATIONS["updateRepeatPickup" if pickup else "repeatPickup"]
        self._began_with: dict[str, str] = {}
        self._is_done = False
        self._lock = Lock(self, "#form", "#pickupDate")
        self._before: Mapping[str, str] = form_of(pickup, self.wording.today) if pickup else _NEW

    def body(self) -> Iterator[Widget]:
        """The form, two fields a row."""
        yield Static(self._title(), classes="heading", markup=False)
        pickup = self._pickup
        fields = _fields_of(pickup, self._before) if pickup else _FIELDS + _ONLY_NEW
        yield Form(self._operation, [Section("schedule", "", fields)], self._before)
        yield Static(id="schedule", markup=False)

    def on_mount(self) -> None:
        """Begin with the day; the form asks nothing of the API."""
        self.query_one("#pickupDate", Input).focus()
        self._began_with = self._typed()
        self._lock.begin()

    def show(self) -> None:
        """The form shows what was typed, not what changed in the mirror."""

    @on(Input.Changed, "#pickupDate")
    def _day_typed(self, event: Input.Changed) -> None:
        day = day_typed(event.value, self.wording.today)
        said = f"{day:%A} {day.day} {day:%B %Y}" if day else "No day yet" * bool(event.value)
        self.query_one("#schedule", Static).update(said)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    @deed("save the schedule")
    async def action_save(self) -> None:
        """Send the form and go back; where it is refused, what was typed stays."""
        form = self._typed()
        if form.get("deleteOld") == "1" and not await self._others_may_go():
            return
        try:
            change = self._sendable(form)
            if self._pickup and not self._is_changed(change):
                self.notice.say("Nothing was changed")
                return
        except BadParametersError as error:
            self.notice.failed(str(error))
            return
        change["customerID"] = self.customer_id
        if self._pickup:
            change["pickupID"] = self._pickup.id
        write = self.write(self._operation.name, change)
        self._lock.close()  # what is typed behind what is sent would go with it
        if await self.attempt("Saved", write, self._look_at, LOCKED):
            self._finish()
        elif not self.following.is_open:
            self._lock.open()

    def _look_at(self, entry: Entry) -> None:
        """Close where what was sent did happen; let it be changed where it did not."""
        if entry.is_done:
            self._finish()
        else:
            self._lock.open()

    def _finish(self) -> None:
        if self._is_done:
            return
        self._is_done = True
        self.close()
        self.app.notify("Repeat pickup saved.", markup=False)

    def on_screen_resume(self) -> None:
        """Close where the form was sent while another place was open."""
        if self._is_done:
            self.call_later(self.close)

    def action_leave(self) -> None:
        """Go back, unless the form is being sent."""
        if self.is_under_way:
            self.notice.say("It is being sent. The form closes when the answer is in.")
        else:
            self._leave()

    @work(group="leave", exclusive=True, exit_on_error=False, description="leave the form")
    async def _leave(self) -> None:
        """Ask first where something was typed."""
        if not self.holds_draft or await self.confirm(
            "Leave without saving?", "What was typed is lost."
        ):
            self.app.pop_screen()

    @property
    def holds_draft(self) -> bool:
        """Whether the form differs from what it began with."""
        return not self._is_done and self._typed() != self._began_with

    async def _others_may_go(self) -> bool:
        known = self.shop.repeat_pickups_of(self.customer_id)
        count = f"all {len(known.value)}" if known else "all"
        question = f"Delete the other repeat pickups of {self.name_of(self.customer_id)}?"
        return await self.confirm(question, f"This wipes {count} of them. It can't be taken back.")

    def _title(self) -> str:
        known = self.shop.customer(self.customer_id)
        name = known.value.name if known else f"customer {self.customer_id}"
        return f"{'Edit the' if self._pickup else 'New'} repeat pickup of {name}"

    def _typed(self) -> dict[str, str]:
        return self.query_one(Form).values()

    def _is_changed(self, sent: Mapping[str, str]) -> bool:
        """Tell whether any value is another one than before, not only another spelling."""
        return bool(changes_of(self._operation, self._before, sent, self.wording.today))

    def _sendable(self, form: Mapping[str, str]) -> dict[str, str]:
        """Return what to send: no fields that were always empty, the day as the API wants it.

        What was emptied is sent as nothing: where it were left out, it would stay as it was.

        Raises:
            BadParametersError: Something that was typed can't be read.
        """
        sent = {
            name: value or _NOTHING.get(name, "")
            for name, value in form.items()
            if value or self._before.get(name)
        }
        typed = changed_fields(self._before, sent)
        sent |= read_fields(self._operation, typed, self.wording.today)
        for name in sent.keys() & {"deleteOld", "ordersCreatedSoFar"}:
            if sent[name] == "0":
                del sent[name]
        return sent


def _fields_of(pickup: RepeatPickup, before: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of a known schedule: what is unknown of it can be left as it is."""
    weeks = "unknown" if pickup.frequency is None else f"{pickup.frequency} weeks"
    frequency = {"": f"{weeks}, as it is", **_WEEKS} if _weeks(pickup) is None else {}
    confirmed = {"": "unknown, as it is"} if pickup.needs_confirmation is None else {}
    unknown = _unknown_fields(pickup) - before.keys()
    return tuple(
        replace(
            field,
            hint=UNKNOWN if field.name in unknown else field.hint,
            choices=frequency
            if field.name == "frequency"
            else {**(confirmed if field.name == "schedulerType" else {}), **field.choices},
        )
        for field in _FIELDS
    )


def _unknown_fields(pickup: RepeatPickup) -> set[str]:
    """Return the fields that say so where they have no value: nothing there is no value."""
    unknown = {"pickupStart", "pickupEnd", "duration", "deliveryDays"}
    if not is_over(pickup):
        unknown.add("pickupDate")
    if pickup.delivery_start or pickup.delivery_end:
        unknown |= {"deliveryStart", "deliveryEnd"}
    return unknown if is_tip_known(pickup) else unknown | {"tip", "tipPercent"}


def _weeks(pickup: RepeatPickup) -> str | None:
    """Return how often it comes as the API takes it; None where it takes no such number."""
    return str(pickup.frequency) if str(pickup.frequency) in _WEEKS else None


def form_of(pickup: RepeatPickup, today: date) -> dict[str, str]:
    """Return a schedule's values by the names of `updateRepeatPickup`, ids included.

    Its day is the next one from today on: one that has gone is never sent again. What was told so
    that it can't be is left out, so that it keeps nothing else from being changed.
    """
    pickup_start, pickup_end = window_of(pickup.pickup_start, pickup.pickup_end)
    delivery_window = window_of(pickup.delivery_start, pickup.delivery_end)
    # The API takes both of them or none.
    delivery_start, delivery_end = delivery_window if all(delivery_window) else ("", "")
    tip = sane_tip(pickup)
    values = {
        "pickupID": pickup.id,
        "customerID": pickup.customer_id,
        "pickupDate": next_day(pickup, today),
        "pickupStart": pickup_start,
        "pickupEnd": pickup_end,
        "frequency": _weeks(pickup),
        "duration": pickup.duration,
        "deliveryDays": pickup.delivery_days,
        "deliveryStart": delivery_start,
        "deliveryEnd": delivery_end,
        "tip": None if tip is None else money_text(tip),
        "tipPercent": sane_tip_percent(pickup),
        "schedulerType": None
        if pickup.needs_confirmation is None
        else int(pickup.needs_confirmation),
        "schedulerConfirmDays": pickup.confirm_days,
    }
    return {name: str(value) for name, value in values.items() if value not in (None, "")}
