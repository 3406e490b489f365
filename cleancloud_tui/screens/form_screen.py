"""A screen with a form whose draft is kept: what is typed outlives the screen and the program."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.events import DescendantBlur
from textual.types import CSSPathType
from textual.widgets import Input, Select, Static, TextArea

from ..api.errors import CleanCloudError
from ..api.rights import Right
from ..shop.journal.drafts import FormDraft
from ..shop.journal.linked import FormKey
from ..shop.writes.typed_fields import changed_fields
from ..values.cards import holds_card, without_cards
from ..widgets.form import Form
from .base import ShopScreen
from .cards import CARD_DROPPED, CARD_SECONDS
from .deeds.deeds import deed
from .deeds.following import is_followed
from .deeds.locking import LOCKED, Lock
from .desk import Desk

if TYPE_CHECKING:
    from ..shop.journal.entries import Entry

_NOT_KNOWN: Final = (
    "Nothing was sent: it is not known yet what became of the last sending of this form. What is "
    "found out stands here, or under “To resolve” (Ctrl+R)."
)

_WAS_FOUND: Final = "What was sent from the form did happen."
"""Is said where that was found out, which the entry keeps as what is known of it."""

_WAS_SENT_AGAIN: Final = (
    "The form's change had not arrived: it was sent once more, and is saved now."
)

_BEING_SENT: Final = "It is being sent. The form closes when the answer is in."


class FormScreen(ShopScreen):
    """Keeps the draft of its form; subclasses say what is in it, and how it is sent.

    Its body has a `Form`, and a `Static` of the id `draft` that tells of a draft taken up.

    Args:
        desk: What every screen works with.
        kind: Of the drafts.
        customer_id: Whom the form is about; empty for somebody new.
        key: Of the draft, where that is not the customer: an order's number.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("forms.tcss")

    NEEDS = Right.SEND

    ENTER_GOES_ON = True

    CHANGING: ClassVar[frozenset[str]] = frozenset({"begin_anew"})
    """Actions that change what stands in the form."""

    BINDINGS = [
        Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S"),
        Binding("ctrl+n", "begin_anew", "Begin anew", id="begin_anew", key_display="^N"),
        Binding("escape", "leave", "Leave", id="back"),
    ]

    def __init__(self, desk: Desk, kind: str, customer_id: str, key: str = "") -> None:
        super().__init__(desk)
        self.customer_id = customer_id
        self._key = key or customer_id
        self._kind = kind
        self._taken_up: FormDraft | None = None
        self._has_kept = False
        self._is_noted = True
        self._is_keeping = False
        self._is_done = False
        self._entry_id = 0
        self._lock = Lock(self, "#form", "#form Input")

    # What subclasses say

    def draft(self) -> Mapping[str, str]:
        """Return what is worth keeping of what was typed; empty for nothing."""
        return {}

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form."""

    def begin_form(self) -> None:
        """Put into the form what it begins with."""

    async def wants(self, draft: FormDraft) -> bool | None:
        """Say whether to go on with a draft; None to leave the form, and the draft as it is."""
        return True

    async def save(self) -> None:
        """Send the form; one at a time."""

    # What all of them do

    @property
    def today(self) -> date:
        """The shop's calendar day by which the days are read that are typed here."""
        return self.wording.today

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    async def lets_go(self) -> bool:
        """Keep the draft; where that is not possible, or it is being sent, say so and stay."""
        if self.is_under_way:
            self.notice.say(_BEING_SENT)
            return False
        if self.holds_draft:
            try:
                await self.keep_now()
            except CleanCloudError as error:
                told = f"What was typed can't be kept, so the form stays. {error} Esc leaves it."
                self.notice.failed(told, "draft")
                return False
            self._tell_kept()
        return True

    @property
    def holds_draft(self) -> bool:
        """Whether something was typed that was not sent."""
        return not self._is_done and bool(self.draft())

    def shows(self) -> str:
        """Return what the form is about."""
        return self._key

    def is_fresh(self) -> bool:
        """Return True: opening a form asks nothing of CleanCloud."""
        return True

    def on_mount(self) -> None:
        """Look whether there is a draft."""
        self._tell_of_draft()
        self.find_draft()

    def on_screen_resume(self) -> None:
        """Close where the form was sent while another place was open."""
        if self._is_done:
            self.call_later(self.close)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to begin anew only where a draft was taken up, and no change of what is sent."""
        if self._lock.is_closed and action in self.CHANGING:
            return False
        if action == "begin_anew":
            return self._taken_up is not None
        return super().check_action(action, parameters)

    @work(group="find draft", exclusive=True, exit_on_error=False, description="look for a draft")
    async def find_draft(self) -> None:
        """Take up what was typed into this form before."""
        try:
            if draft := await self.shop.drafts.find(self._kind, self._key):
                await self._offer(draft)
        except CleanCloudError as error:
            self.notice.failed(error)

    async def _offer(self, draft: FormDraft) -> None:
        wanted = await self.wants(draft)
        if wanted is None:
            self.close()
            return
        self._has_kept = True
        if wanted:
            self._entry_id = draft.entry_id
            if await self._is_open():
                self._lock.close()
                self.following.on(draft.entry_id, "It is saved", self._look_at)
            self._taken_up = draft
            self.take_up(draft)
            self._tell_of_draft()
        await self.keep_now()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def _typed(self) -> None:
        self._is_noted = False
        if not (self._is_keeping or self._is_done):
            self._is_keeping = True
            self.keep_draft()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Drop the number of a payment card from the field that was left, and say so.

        A day that goes by the present one is written so that it stays the day that was meant.
        """
        field = event.widget
        if isinstance(field, Input) and holds_card(field.value):
            field.value = without_cards(field.value).strip()
        elif isinstance(field, TextArea) and holds_card(field.text):
            field.text = without_cards(field.text)
        else:
            if self.is_current:
                self._fix_days()
            return
        self.app.notify(CARD_DROPPED, severity="warning", timeout=CARD_SECONDS, markup=False)
        self.app.bell()

    def _fix_days(self) -> None:
        typed = self.form.values()
        fixed = self.form.fixed_days(typed, self.today)
        if changed := changed_fields(typed, fixed):
            self.form.fill(changed)

    @work(group="draft", exclusive=True, exit_on_error=False, description="keep what was typed")
    async def keep_draft(self) -> None:
        """Keep what was typed; what is typed meanwhile is kept right after, in one go."""
        try:
            while not (self._is_noted or self._is_done):
                self._is_noted = True
                await self.keep_now(is_being_typed=True)
                self.notice.ended("draft")
        except CleanCloudError as error:
            self.notice.failed(f"What is typed here can't be kept. {error}", "draft")
        finally:
            self._is_keeping = False

    async def keep_now(self, *, is_being_typed: bool = False) -> None:
        """Keep the draft as it is, or none where nothing is worth keeping.

        Raises:
            StorageError: It could not be kept.
        """
        drafts = self.shop.drafts
        if draft := self.form.fixed_days(self.draft(), self.today):
            self._has_kept = True
            await drafts.keep(
                self._kind,
                self._key,
                draft,
                customer_id=self.customer_id,
                entry_id=self._entry_id,
                is_being_typed=is_being_typed,
            )
        elif self._has_kept:
            self._has_kept = False
            await drafts.drop(self._kind, self._key)

    @deed("save the form")
    async def action_save(self) -> None:
        """Send the form, unless it is not known what became of its last sending."""
        if await self._is_known():
            await self.save()

    async def _is_known(self) -> bool:
        """Tell whether it is known what became of the form's last sending; say where it is not."""
        try:
            is_open = await self._is_open()
        except CleanCloudError as error:
            self.notice.failed(error)
            return False
        if is_open:
            self.notice.failed(_NOT_KNOWN, f"entry {self._entry_id}")
        else:
            self._lock.open()
        return not is_open

    async def _is_open(self) -> bool:
        entry = await self.shop.outbox.entry(self._entry_id) if self._entry_id else None
        return entry is not None and not entry.is_settled

    @property
    def form_key(self) -> FormKey:
        """Which draft is sent from here."""
        return FormKey(self._kind, self._key)

    async def saved(self, done: str, change: Awaitable[object]) -> bool:
        """Await the form's write; where it is not known how it ended, the form follows it.

        Raises:
            CleanCloudError: It did not happen.
        """
        self._lock.close()  # what is typed behind what is sent would go with it
        try:
            await change
        except CleanCloudError as error:
            self._entry_id = error.entry_id or self._entry_id
            if not is_followed(error):
                self._lock.open()
                raise
            if error.kept:
                self.app.notify(str(error), markup=False)
            else:
                self.tell_error(error, done, self._look_at, LOCKED)
            return error.kept
        self.app.notify(done, markup=False)
        return True

    def _look_at(self, entry: Entry) -> None:
        """Close where what was sent did happen; let it be changed where it did not."""
        if not entry.is_done:
            self._lock.open()
        elif not self._is_done:
            self._is_done = True
            self.app.notify(_WAS_FOUND if entry.error else _WAS_SENT_AGAIN, markup=False)
            self.close()

    async def finish(self) -> None:
        """Throw the draft away, for it was sent, and close."""
        self._is_done = True
        try:
            await self.shop.drafts.drop(self._kind, self._key)
        except CleanCloudError as error:
            self.app.notify(str(error), severity="warning", markup=False)
        self.close()

    def action_leave(self) -> None:
        """Go back; what was typed stays kept."""
        if self.is_under_way:
            self.notice.say(_BEING_SENT)
        else:
            self._leave()

    @work(group="leave", exclusive=True, exit_on_error=False, description="leave the form")
    async def _leave(self) -> None:
        if self.holds_draft and not await self._is_kept():
            return
        self.close()

    async def lost_by_quitting(self) -> str:
        """Keep the draft; tell of it where that is not possible."""
        if self.holds_draft:
            try:
                await self.keep_now()
            except CleanCloudError as error:
                return f"What was typed is lost. {error}"
        return ""

    async def _is_kept(self) -> bool:
        """Keep the draft; where that is not possible, ask whether it may be lost."""
        try:
            await self.keep_now()
        except CleanCloudError as error:
            return await self.confirm("Leave all the same? What was typed is lost.", str(error))
        self._tell_kept()
        return True

    def _tell_kept(self) -> None:
        self.app.notify(
            "What was typed is kept; open the form again to go on with it.", markup=False
        )

    @deed("begin anew", Right.KEEP)
    async def action_begin_anew(self) -> None:
        """Throw the draft away, after a yes, and begin as if it had not been there."""
        if await self.confirm("Throw away what was typed?", "It can't be brought back."):
            self._taken_up = None
            self.begin_form()  # what changes in the form by this is noted, and the draft goes
            self._tell_of_draft()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    def _tell_of_draft(self) -> None:
        told = self.query_one("#draft", Static)
        told.display = self._taken_up is not None
        if draft := self._taken_up:
            by = f" by {draft.staff}" if draft.staff else ""
            age = self.wording.age(draft.at)
            told.update(f"Typed {age}{by} and not sent yet. Ctrl+N throws it away.")
        self.refresh_bindings()
