"""Counting the till: how many of each note and coin, and what it comes to with each key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.closing.sheet import Sheet, notes_and_coins
from ...shop.closing.typed import (
    FLOAT,
    LOOSE,
    NOTE,
    TAKEN_OUT,
    form_of,
    mistakes_in,
    name_of,
    sheet_typed,
    values_of,
)
from ...shop.journal.drafts import FormDraft
from ...shop.writes.typed_fields import changed_fields
from ...widgets.form import Field, Form, Section
from ...wording.values import joined
from ..desk import Desk
from ..form_screen import FormScreen
from .paper import ClosingPaper, paper_of
from .received import Received
from .words import day_said, difference_said

_KIND: Final = "closing"

_field: Final = partial(Field, is_replaced=True)
"""A count or an amount: who types one means it, and not the end of the one before."""


class ClosingForm(FormScreen):
    """Counts the till of a day.

    Args:
        desk: What every screen works with.
        day: Which one.
        kept: Its sheets, the last one first: what is kept now corrects them.
        begins: What the form begins with: the sheet that stands, or the float of the day before.
    """

    NEEDS = Right.SEE_FIGURES

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(__file__).parent.with_name("forms.tcss"),
        Path(__file__).with_name("form.tcss"),
    ]

    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "Type how many there are of each note and coin; what is left empty is none. The float is "
        "what was in the till when the day began, taken out is what went to the bank or was paid "
        "from it. Expected is the float and the cash payments of the day, without what was taken "
        "out; F5 asks CleanCloud for the payments since. ^S keeps the sheet for good: it is never "
        "changed; another one of the same day stands beside it as its correction. What is typed is "
        "kept until then."
    )

    def __init__(self, desk: Desk, day: date, kept: Sequence[Sheet], begins: Sheet) -> None:
        super().__init__(desk, _KIND, "", key=day.isoformat())
        self.day = day
        self._kept = kept
        usual = notes_and_coins(desk.wording.currency, desk.order_rules().notes_and_coins)
        # A sheet that is corrected may be of other notes and coins: they still count.
        self._money = sorted({*usual, *begins.counts}, reverse=True)
        names = [each.name for each in form_of(self._money).parameters]
        self._before = {**dict.fromkeys(names, ""), **values_of(begins)}
        self._left: set[str] = set()

    def body(self) -> Iterator[Widget]:
        """The day, the form, what it comes to; beside it the paper, where there is room."""
        what = "Correct the closing sheet of" if self._kept else "Close the till of"
        yield Static(f"{what} {day_said(self.day)}", classes="heading", markup=False)
        yield Static(id="draft", markup=False)
        with Vertical(id="count"):
            with Vertical(id="typed"):
                yield Form(form_of(self._money), self._sections(), self._before, is_marked=True)
                yield Static(id="received", classes="form-note", markup=False)
                yield Static(id="comes-to", markup=False)
            with VerticalScroll(id="paper", can_focus=False):
                yield Static(id="slip", markup=False)

    def _sections(self) -> Sequence[Section]:
        money = self.wording.money
        return (
            Section("till", "", (_field(FLOAT, "Float"), _field(TAKEN_OUT, "Taken out"))),
            Section(
                "money",
                "How many of each",
                (*(_field(name_of(each), money(each)) for each in self._money),),
            ),
            Section(
                "rest",
                "",
                (_field(LOOSE, "Loose", "other cash"), Field(NOTE, "Note")),
            ),
        )

    def on_mount(self) -> None:
        """Begin with the largest note, or with the float where none is known."""
        has_float = bool(self._before[FLOAT])
        self.form.focus_on(name_of(self._money[0]) if has_float else FLOAT)

    def show(self) -> None:
        """Say what was counted beside what should be there."""
        received = Received.on(self.shop, self.day)
        self.query_one("#received", Static).update(received.said(self.wording))
        self._tell_sum()

    async def fetch(self) -> None:
        """Ask what changed since this was last done: somebody may have paid meanwhile."""
        await self.shop.ask.refresh_changes()

    def sheet(self) -> Sheet:
        """Return the sheet as it is typed."""
        received = Received.on(self.shop, self.day).amount
        return sheet_typed(self.form.values(), self._money, self.day, received)

    @on(Input.Changed)
    def _counted(self) -> None:
        self._tell_sum()
        self._mark()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what is wrong with the entry that was left."""
        if event.widget.id:
            self._left.add(event.widget.id)
            self._mark()

    def _mark(self) -> None:
        wrong = mistakes_in(self.form.values(), self._money)
        self.form.mark({name: said for name, said in wrong.items() if name in self._left})

    def _tell_sum(self) -> None:
        sheet, money = self.sheet(), self.wording.money
        if mistakes_in(self.form.values(), self._money):
            said = "What it comes to is unknown: an entry is no number or amount"
        else:
            said = joined(
                f"Counted {money(sheet.counted)}",
                f"expected {money(sheet.expected)}",
                difference_said(sheet, self.wording),
            )
        self.query_one("#comes-to", Static).update(Content.styled(said, "bold"))
        self.query_one("#slip", Static).update(Content(paper_of([sheet, *self._kept], self.desk)))

    # The draft

    def draft(self) -> Mapping[str, str]:
        """Return what was typed."""
        return changed_fields(self._before, self.form.values())

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form."""
        self.form.fill({each: text for each, text in draft.values.items() if each in self._before})

    def begin_form(self) -> None:
        """Put into the form what it begins with."""
        self.form.fill(self._before)

    # Keeping it

    async def save(self) -> None:
        """Keep the sheet for good, after a yes, and show its paper."""
        if wrong := mistakes_in(self.form.values(), self._money):
            self._left |= wrong.keys()
            self._mark()
            self.form.focus_on(next(iter(wrong)))
            self.app.bell()
            return
        sheet = self.sheet()
        try:
            since = await self._kept_since()
            question = f"Keep this sheet? {difference_said(sheet, self.wording)}"
            beside = " The sheet before it stays beside it." if self._kept else ""
            if not await self.confirm(question, f"{since}It is kept for good.{beside}"):
                return
            await self.shop.closing.keep(sheet)
            kept = await self.shop.closing.of_day(self.day)
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        was_here = self.is_current
        await self.finish()
        if was_here:
            self.app.push_screen(ClosingPaper(self.desk, kept))

    async def _kept_since(self) -> str:
        """Say what somebody else has kept of the day since the form was opened.

        Raises:
            CleanCloudError: It can't be read.
        """
        before, self._kept = self._kept, await self.shop.closing.of_day(self.day)
        if len(self._kept) <= len(before):
            return ""
        last = self._kept[0]
        who = last.staff or last.user or "somebody else"
        counted = self.wording.money(last.counted)
        self._tell_sum()
        return (
            f"Meanwhile {who} has kept a sheet of this day, {self.wording.moment(last.at)}: "
            f"counted {counted}, {difference_said(last, self.wording)}. This one corrects it. "
        )
