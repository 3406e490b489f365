"""The repeat pickup editor: one form for a new schedule and for a known one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.request import Request
from ...shop.pickups.changing import (
    Changes,
    Doubts,
    Gone,
    Mistakes,
    OthersGo,
    SavingStep,
    saving,
)
from ...shop.pickups.fields import KNOWN, NEW, WEEKS, PickupField
from ...shop.pickups.form_values import NEW_VALUES, PickupForm, unknown_fields, values_of, weeks_of
from ...shop.pickups.repeat_pickups import UNKNOWN
from ...shop.writes.conflicts import Conflict
from ...shop.writes.steps import NothingChanged, Send, walk
from ...values.days import day_typed
from ...widgets.form import Field, Form, Section
from ...wording.pickup_changes import NAMES
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..deeds.locking import LOCKED, Lock
from ..desk import Desk

if TYPE_CHECKING:
    from ...shop.journal.entries import Entry

_FIELDS: Final = (
    Field(PickupField.DAY, "Next pickup", "tue, +7, sat 5 dec"),
    Field(PickupField.FREQUENCY, "Every"),
    Field(PickupField.START, "Pickup from", "10am"),
    Field(PickupField.END, "Pickup to", "1pm"),
    Field(PickupField.DELIVERY_DAYS, "Delivery after", "days; 0 none"),
    Field(PickupField.ORDERS, "Orders in all", "0 no end"),
    Field(PickupField.DELIVERY_START, "Delivery from", "10am"),
    Field(PickupField.DELIVERY_END, "Delivery to", "1pm"),
    Field(PickupField.TIP, "Tip", "3.50"),
    Field(PickupField.TIP_PERCENT, "Tip percent", "20"),
    Field(
        PickupField.CONFIRMATION, "Confirmation", choices={"0": "none", "1": "by SMS, each order"}
    ),
    Field(PickupField.CONFIRM_DAYS, "Asked ahead", "days"),
)

_ONLY_NEW: Final = (
    Field(PickupField.MADE_SO_FAR, "Made so far", "0"),
    Field(PickupField.OTHERS, "Other pickups", choices={"0": "keep", "1": "DELETE ALL OTHERS"}),
)

_DAY: Final = f"#{PickupField.DAY}"

_SAVED: Final = "Saved"


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
        self._operation = KNOWN if pickup else NEW
        self._began_with: dict[str, str] = {}
        self._is_done = False
        self._lock = Lock(self, "#form", _DAY)
        self._before: Mapping[str, str] = (
            values_of(pickup, self.wording.today) if pickup else NEW_VALUES
        )

    def body(self) -> Iterator[Widget]:
        """The form, two fields a row."""
        yield Static(self._title(), classes="heading", markup=False)
        pickup = self._pickup
        fields = _fields_of(pickup, self._before) if pickup else _FIELDS + _ONLY_NEW
        yield Form(self._operation, [Section("schedule", "", fields)], self._before)
        yield Static(id="schedule", markup=False)

    def on_mount(self) -> None:
        """Begin with the day; the form asks nothing of the API."""
        self.query_one(_DAY, Input).focus()
        self._began_with = self._typed()
        self._lock.begin()

    def show(self) -> None:
        """The form shows what was typed, not what changed in the mirror."""

    @on(Input.Changed, _DAY)
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
        form = PickupForm(self.customer_id, self._pickup, self._before, self._typed())
        try:
            await walk(saving(self.shop, form, self.wording.today), self._answer)
        except BadParametersError as error:
            self.tell_error(error, _SAVED)

    async def _answer(self, step: SavingStep) -> object:
        match step:
            case Mistakes(told):
                self.notice.failed("; ".join(f"{NAMES[each]}: {told[each]}" for each in told))
            case NothingChanged():
                self.notice.say("Nothing was changed")
            case Gone():
                self.notice.failed("Somebody else has ended this repeat pickup. Nothing was sent.")
            case Conflict(told):
                changed = "\n".join(f"{NAMES[PickupField(each)]}: {told[each]}" for each in told)
                return await self.confirm("Overwrite what somebody else changed?", changed)
            case Doubts(told):
                return await self.confirm("Save it all the same?", "\n".join(told.values()))
            case OthersGo(others):
                return await self._others_may_go(len(others))
            case Changes():
                return True
            case Send(request):
                await self._send(request)
        return None

    async def _send(self, request: Request) -> None:
        self._lock.close()  # what is typed behind what is sent would go with it
        if await self.attempt(_SAVED, self.send(request), self._look_at, LOCKED):
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

    async def _others_may_go(self, count: int) -> bool | None:
        if self._typed().get(PickupField.OTHERS) != "1":
            return False
        question = f"Delete the other repeat pickups of {self.name_of(self.customer_id)}?"
        return await self.confirm(question, f"This wipes all {count} of them.") or None

    def _title(self) -> str:
        known = self.shop.customer(self.customer_id)
        name = known.value.name if known else f"customer {self.customer_id}"
        return f"{'Edit the' if self._pickup else 'New'} repeat pickup of {name}"

    def _typed(self) -> dict[str, str]:
        return self.query_one(Form).values()


def _fields_of(pickup: RepeatPickup, before: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of a known schedule: what is unknown of it can be left as it is."""
    weeks = "unknown" if pickup.frequency is None else f"{pickup.frequency} weeks"
    frequency = {"": f"{weeks}, as it is", **WEEKS} if weeks_of(pickup) is None else {}
    confirmed = {"": "unknown, as it is"} if pickup.needs_confirmation is None else {}
    unknown = unknown_fields(pickup) - before.keys()
    return tuple(
        replace(
            field,
            hint=UNKNOWN if field.name in unknown else field.hint,
            choices=frequency
            if field.name == PickupField.FREQUENCY
            else {**(confirmed if field.name == PickupField.CONFIRMATION else {}), **field.choices},
        )
        for field in _FIELDS
    )
