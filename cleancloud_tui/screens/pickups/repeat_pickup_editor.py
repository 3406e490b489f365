"""The repeat pickup editor: one form for a new schedule and for a known one, and what comes of it.

A mistake is said at its entry once that was left, and goes while it is mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.events import DescendantBlur
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from ...api.errors import CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.request import Request
from ...shop.journal.drafts import FormDraft
from ...shop.pickups.fields import KNOWN, NEW, PickupField
from ...shop.pickups.form.doubts import doubts
from ...shop.pickups.form.drafted import drafted
from ...shop.pickups.form.form_values import NEW_VALUES, PickupForm, rebased, values_of
from ...shop.pickups.form.mistakes import mistakes
from ...shop.pickups.form.saving import (
    Changes,
    Doubts,
    Mistakes,
    OthersGo,
    SavingStep,
    UnderWay,
    saving,
)
from ...shop.pickups.knowledge import refresh_surroundings, surroundings_of
from ...shop.pickups.looking import ChangedMeanwhile, Gone, standing
from ...shop.pickups.troubles import Surroundings
from ...shop.writes.conflicts import Conflict
from ...shop.writes.steps import Looked, LooksAgain, NothingChanged, NotRead, Send, walk
from ...shop.writes.typed_fields import changed_fields
from ...values.days import day_text, day_typed, iso_day
from ...widgets.form import Form
from ...widgets.month_calendar import MonthCalendar
from ...wording.pickups import OTHERS_UNKNOWN, done_in_words, gone_in_words, left_in_words
from ...wording.schedules.moves import changed_in_words
from ...wording.schedules.surroundings import surroundings_in_words
from ..desk import Desk
from ..form_screen import FormScreen
from . import questions
from .picking import picked
from .preview import Preview, tell
from .schedule_form import EITHER, sections

_WAS: Final = "was "
"""Before a field's name in a draft: what it held when it was changed."""

_FOLLOWED: Final = (
    "Somebody else changed this repeat pickup meanwhile: what was not typed here stands as it is "
    "now."
)

_MISTAKES: Final = "mistakes"
"""The cause of what is said while something is wrong with the form."""


class RepeatPickupEditor(FormScreen):
    """Makes a repeat pickup, or changes one from its next pickup on."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(__file__).parent.with_name("forms.tcss"),
        Path(__file__).with_name("editor.tcss"),
    ]
    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "A day may be typed as 2026-11-25, today, tomorrow, tue (the next Tuesday), +7 (in seven "
        "days) or sat 5 dec; a time as 10am, 5:30pm or 17:30. F6 picks: a day from the calendar, "
        "a time from those that the route has. F7 shows the days alone, with more of the calendar. "
        "What is typed is kept while you type. Ctrl+S saves."
    )

    CHANGING = frozenset({"begin_anew", "pick"})

    BINDINGS = [
        Binding("f6", "pick", "Pick", id="pick", priority=True),
        Binding("f7", "dates", "Days", id="dates", priority=True),
    ]

    def __init__(self, desk: Desk, customer_id: str, pickup: RepeatPickup | None = None) -> None:
        key = f"{customer_id} {pickup.id}" if pickup else customer_id
        super().__init__(desk, "repeat pickup", customer_id, key=key)
        self._pickup = pickup
        self._operation = KNOWN if pickup else NEW
        self._before = self._known_values()
        self._left: set[str] = set()
        self._around = Surroundings(self.wording.today)
        self._meanwhile = ""

    def _known_values(self) -> dict[str, str]:
        return dict(values_of(self._pickup, self.wording.today) if self._pickup else NEW_VALUES)

    def body(self) -> Iterator[Widget]:
        """Whose it is; the form, and what comes of it."""
        yield Static(self._title(), id="whose", classes="heading", markup=False)
        yield Static(id="draft", markup=False)
        form = sections(self._pickup, self._before)
        yield Container(
            Vertical(
                Form(self._operation, form, _as_said(self._before), is_marked=True),
                Static(id="around", markup=False),
                id="typed",
            ),
            Preview(self.wording),
            id="editor",
        )

    def on_mount(self) -> None:
        """Begin with the day."""
        self.form.focus_on(PickupField.DAY)
        self._offer_days_ahead(self._typed_values()[PickupField.CONFIRMATION])

    @property
    def today(self) -> date:
        """The day by which the preview reads the form; what is saved is what it shows."""
        return self._around.today

    def show(self) -> None:
        """Show what the schedule has to fit into; the fields keep what was typed.

        Where the day has turned meanwhile, they keep the days that were meant.
        """
        if self.today != self.wording.today:
            self._fix_days()
            self._left.add(PickupField.DAY)  # it may have gone
        self._around = surroundings_of(self.shop, self.customer_id, self.wording.today)
        self.query_one(Preview).fit_into(self._around)
        if self._pickup and (now := standing(self.shop, self._pickup)) not in (None, self._pickup):
            self._follow_change(now)
        tell(self.query_one("#whose", Static), self._title())
        self._follow()

    async def fetch(self) -> None:
        """Ask for the customer's schedules and the route's days, where somebody wants that."""
        await refresh_surroundings(self.shop, self.customer_id, again=True)

    # What follows the keys

    @on(Input.Changed)
    def _entered(self, event: Input.Changed) -> None:
        name, other = event.input.id or "", EITHER.get(event.input.id or "")
        if other and event.input.has_focus and event.value.strip(" 0.,"):
            self.form.fill({other: ""})
        self._go_on_with(name)

    @on(Select.Changed)
    def _picked(self, event: Select.Changed) -> None:
        if event.select.id == PickupField.CONFIRMATION:
            self._offer_days_ahead(str(event.value))
        self._go_on_with(event.select.id or "")

    def _offer_days_ahead(self, confirmation: str) -> None:
        """Let it be typed how early the customer is asked, where they are asked at all."""
        self.form.query_one(f"#{PickupField.CONFIRM_DAYS}").disabled = confirmation != "1"

    def _go_on_with(self, name: str) -> None:
        """Show what comes of the form; nothing is said at an entry that is just being typed.

        One without the cursor was left, such as a day that was then written out in full.
        """
        is_typed = self.focused is not None and self.focused.id == name
        if is_typed and name not in self._mistakes():
            self._left.discard(name)
        self._follow()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what is wrong with what stands in the entry that was left."""
        if self.is_current and event.widget.id in set(PickupField):
            self._left.add(event.widget.id)
            self._mark()

    def _follow(self) -> None:
        pickup = self._drafted()
        self.query_one(Preview).show(pickup)
        gone = gone_in_words(self._pickup, self.wording) if self._pickup else ""
        around = surroundings_in_words(pickup, self._around, self.wording)
        tell(self.query_one("#around", Static), "\n".join(filter(None, (gone, *around))))
        self._mark()

    def _mark(self) -> None:
        wrong = self._mistakes()
        odd = doubts(self._form_now(), self._around) if self._left else {}
        self.form.mark(self._where_left(wrong), self._where_left(odd))
        if not wrong:
            self.notice.ended(_MISTAKES)

    def _where_left(self, told: Mapping[PickupField, str]) -> Mapping[str, str]:
        """Return what is said of the entries that were left: nothing while one is typed."""
        return {str(name): said for name, said in told.items() if name in self._left}

    def _mistakes(self) -> Mapping[PickupField, str]:
        return mistakes(self._form_now(), self._around)

    def _form_now(self) -> PickupForm:
        return PickupForm(self.customer_id, self._pickup, self._before, self._typed_values())

    def _typed_values(self) -> dict[str, str]:
        """Return what stands in the form; the day that stood there before as it was told."""
        typed = self.form.values()
        before = self._before.get(PickupField.DAY, "")
        if (day := iso_day(before)) and day_typed(typed[PickupField.DAY], self.today) == day:
            typed[PickupField.DAY] = before
        return typed

    # The draft

    def draft(self) -> Mapping[str, str]:
        """Return what was changed, and what stood there before."""
        changed = changed_fields(self._before, self._typed_values())
        return changed | {_WAS + name: self._before.get(name, "") for name in changed}

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form; what it was typed over is remembered with it."""
        typed = {name: text for name, text in draft.values.items() if name in set(PickupField)}
        self._before |= {name: draft.values.get(_WAS + name, "") for name in typed}
        self._left |= typed.keys()
        self.form.fill(typed)

    def begin_form(self) -> None:
        """Put into the form what is known of the schedule."""
        self._before = self._known_values()
        self._left.clear()
        self.form.fill(dict.fromkeys(PickupField, "") | _as_said(self._before))

    # Picking

    @work(group="edit", exclusive=True, exit_on_error=False, description="pick a day or a time")
    async def action_pick(self) -> None:
        """Pick a day or a window for the entry that has the cursor."""
        if isinstance(self.focused, Select):
            self.focused.action_show_overlay()
            return
        name = (self.focused.id or "") if self.focused else ""
        if values := await picked(self, name, self._drafted(), self._around):
            self._fill(values)

    @on(MonthCalendar.DayChosen, "#calendar")
    def _day_taken(self, event: MonthCalendar.DayChosen) -> None:
        """Take the day under the cursor of the calendar, unless it has gone."""
        if event.day < self.today or self._lock.is_closed:
            self.app.bell()
        else:
            self.remove_class("-dates")
            self._fill({PickupField.DAY: day_text(event.day)})

    def _fill(self, values: Mapping[str, str]) -> None:
        """Put what was picked into its entries, and go on behind them."""
        self.form.fill(values)
        self.set_focus(self.form.query_one(f"#{list(values)[-1]}"))
        self.focus_next()

    def _drafted(self) -> RepeatPickup:
        return drafted(self.customer_id, self._pickup, self._typed_values(), self.today)

    def action_dates(self) -> None:
        """Show the days without the form, or the form again."""
        self.toggle_class("-dates")
        if self.has_class("-dates"):
            self.query_one("#calendar").focus()
        else:
            self.form.focus_on(PickupField.DAY)

    # Saving

    async def save(self) -> None:
        """Send the form once nothing is wrong with it; else go to the first mistake."""
        if self.today != self.wording.today:
            self.show()
        self._left |= set(PickupField)
        self._meanwhile = ""
        try:
            await walk(saving(self.shop, self._form_now(), self.today), self._answer)
        except CleanCloudError as error:
            self.notice.failed(questions.failure_in_words(error, self.form))
            self.app.bell()

    async def _answer(self, step: SavingStep) -> object:
        """Ask, say or send what the rule of saving a schedule comes to."""
        match step:
            case Mistakes(told):
                self._go_to_mistakes(told)
            case NothingChanged():
                self.notice.say("Nothing was changed")
            case LooksAgain():
                self.notice.waiting()
            case Looked():
                self.notice.arrived()
            case NotRead(error):
                self.notice.failed(error)  # offline, the change waits and says so
            case Gone():
                self.notice.failed(questions.GONE)
            case Conflict():
                return await self._may_overwrite(step)
            case Doubts(told):
                return await questions.may_save_all_the_same(self, told)
            case OthersGo(others):
                return await questions.may_others_go(self, self.customer_id, others)
            case ChangedMeanwhile(known, now):
                self._meanwhile = changed_in_words(known, now, self.wording)
                self._follow_change(now)
            case Changes(changes):
                return await questions.may_save(self, changes, self._meanwhile)
            case UnderWay():
                self.notice.failed(questions.UNDER_WAY)
            case Send(request):
                await self._send(request)
        return None

    def _go_to_mistakes(self, told: Mapping[PickupField, str]) -> None:
        self.remove_class("-dates")
        self.form.mark({str(name): said for name, said in told.items()})
        self.form.focus_on(next(name for name in self.form.values() if name in told))
        self.notice.failed("Nothing was sent: what is marked is to be mended first.", _MISTAKES)
        self.app.bell()

    def _follow_change(self, now: RepeatPickup) -> None:
        """Show how the schedule stands; what was typed stays, over what it was typed over."""
        stands = rebased(self._form_now(), now, self.today)
        mine = changed_fields(self._before, self._typed_values())
        self._before = {**stands.before, **{name: self._before.get(name, "") for name in mine}}
        self._pickup = now
        tell(self.query_one("#whose", Static), self._title())
        self.form.fill({**dict.fromkeys(PickupField, ""), **_as_said(stands.typed)})
        self.notice.say(_FOLLOWED, "changed elsewhere")

    async def _may_overwrite(self, conflict: Conflict) -> bool:
        """Ask before what somebody else changed is overwritten; a yes holds from then on."""
        meanwhile, self._meanwhile = self._meanwhile, ""  # it is told once
        if may := await questions.may_overwrite(self, conflict, meanwhile):
            self._before |= conflict.now
        return may

    async def _send(self, request: Request) -> None:
        self.notice.waiting()
        change = self.send(request, form=self.form_key)
        if await self.saved("Repeat pickup saved.", change):
            await self.finish()

    # Words

    def _title(self) -> str:
        whose, pickup = self.name_of(self.customer_id), self._pickup
        if pickup is None:
            is_known = self.shop.repeat_pickups_of(self.customer_id) is not None
            return f"New repeat pickup of {whose}{'' if is_known else OTHERS_UNKNOWN}"
        return f"Edit the repeat pickup of {whose}: {done_in_words(pickup)}{left_in_words(pickup)}"


def _as_said(values: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the form, its day as people say it."""
    day = iso_day(values.get(PickupField.DAY, ""))
    return dict(values) | ({PickupField.DAY: day_text(day)} if day else {})
