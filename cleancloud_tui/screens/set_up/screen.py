"""The questions about a shop as a form: what is proposed stands in it, and why stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.events import DescendantBlur, DescendantFocus
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...settings import ShopSettings, settings_of
from ...settings.errors import ChangedMeanwhileError
from ...settings.set_up.answers import answers
from ...settings.set_up.form import form_of_questions
from ...settings.set_up.proposing import proposals
from ...settings.set_up.questions import QUESTIONS, TOPICS, Question, Topic
from ...settings.typed import choices_of
from ...shop.journal.drafts import FormDraft
from ...shop.set_up.learning import LEAST, known_of, learn
from ...shop.writes.typed_fields import changed_fields
from ...widgets.form import Field, Form, Section
from ...wording.values import joined
from ..desk import Desk
from ..form_screen import FormScreen

_KIND: Final = "set up"

PUT_OFF: Final = "Ctrl+P, “Set up this shop”, asks again."


class SetUpScreen(FormScreen):
    """Asks what a shop's money and days depend on.

    Args:
        desk: What every screen works with.
        open_anew: Opens the shop once more, where what was answered holds only from then on.
        answered: Notes that it was answered, or put off: at the next start nobody is asked.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(__file__).parent.with_name("forms.tcss"),
        Path(__file__).with_name("screen.tcss"),
    ]
    NEEDS = Right.SET_UP

    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]
    VERTICAL_BREAKPOINTS = [(36, "-tall")]

    HELP = (
        "What money and days depend on. What your shop's recent orders tell, or what is usual, "
        "stands there already; the line below says why, and what each is for. Currency and taxes "
        "have to be said: a tax of 0 where there is none. ^S keeps all of it in the settings file, "
        "and from then on it holds. Come back to it at any time: “Set up this shop” in Ctrl+P."
    )

    def __init__(
        self, desk: Desk, open_anew: Callable[[], object], answered: Callable[[], None]
    ) -> None:
        super().__init__(desk, _KIND, "", key=desk.name)
        self._open_anew = open_anew
        self._note_answered = answered
        self._proposed = proposals(desk.settings.shop, known_of(desk.shop))
        self._seen = desk.settings.shop
        self._left: set[str] = set()

    def body(self) -> Iterator[Widget]:
        """The questions with what is proposed, and what the one under the cursor is for."""
        yield Static(f"Set up {self.desk.name}", classes="heading", markup=False)
        yield Static(id="draft", markup=False)
        sections = [_section(topic, self._notes()) for topic in TOPICS]
        yield Form(form_of_questions(), sections, self._texts(), is_marked=True)
        yield Static(id="why", markup=False)

    def on_mount(self) -> None:
        """Begin with the first question of which nothing is known."""
        texts = self._texts()
        unsaid = (name for name, each in self._proposed.items() if each.must_be_said)
        self.form.focus_on(next((name for name in unsaid if not texts[name]), next(iter(texts))))

    def is_fresh(self) -> bool:
        """Whether enough of the shop is known to propose from."""
        return known_of(self.shop).orders >= LEAST

    async def fetch(self) -> None:
        """Read a few recent orders, where none are known yet."""
        await learn(self.shop)

    def show(self) -> None:
        """Propose what is known by now; what somebody typed stays."""
        before, typed = self._texts(), self.form.values()
        self._proposed = proposals(self.desk.settings.shop, known_of(self.shop))
        news = changed_fields(typed, self._texts())
        self.form.fill({name: text for name, text in news.items() if typed[name] == before[name]})
        self.form.note(self._notes())

    def _texts(self) -> dict[str, str]:
        return {name: each.text for name, each in self._proposed.items()}

    def _notes(self) -> dict[str, str]:
        """Return what each answer is for, and why that is proposed."""
        return {name: f"{each.why} {self._proposed[name].why}" for name, each in QUESTIONS.items()}

    # What the answers are for, and what is wrong with them

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the question under the cursor is for, and why that is proposed."""
        if (name := event.widget.id or "") in QUESTIONS:
            told = joined(QUESTIONS[name].label, self._notes()[name])
            self.query_one("#why", Static).update(told)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what is wrong with the answer that was left."""
        if event.widget.id:
            self._left.add(event.widget.id)
            self._mark()

    @on(Input.Changed)
    @on(Select.Changed)
    def _answered(self) -> None:
        self._mark()

    def _mark(self) -> None:
        _, wrong = self._answers()
        self.form.mark({name: said for name, said in wrong.items() if name in self._left})

    def _answers(self) -> tuple[dict[str, object], dict[str, str]]:
        return answers(self.form.values(), self._proposed, self.today)

    # The draft

    def draft(self) -> Mapping[str, str]:
        """Return what was typed."""
        return changed_fields(self._texts(), self.form.values())

    def take_up(self, draft: FormDraft) -> None:
        """Put a draft into the form."""
        self.form.fill({name: text for name, text in draft.values.items() if name in QUESTIONS})

    def begin_form(self) -> None:
        """Put what is proposed into the form."""
        self.form.fill(self._texts())

    def action_leave(self) -> None:
        """Put it off: nobody is asked again, and what was typed stays kept."""
        if not self.is_under_way:
            self._note_answered()
            self.app.notify(PUT_OFF, markup=False)
        super().action_leave()

    # Keeping it

    async def save(self) -> None:
        """Keep the answers, once nothing is wrong with any."""
        values, wrong = self._answers()
        if wrong:
            self._left |= wrong.keys()
            self._mark()
            self.form.focus_on(next(iter(wrong)))
            self.app.bell()
            return
        try:
            await self.desk.settings.keep_answers(values, self.desk.rights, self._seen)
        except ChangedMeanwhileError as error:
            await self._ask_about(error)
            return
        except (CleanCloudError, ValueError) as error:
            self.notice.failed(str(error))
            return
        self._note_answered()
        await self.finish()
        self.app.notify(f"{self.desk.name} is set up.", markup=False)
        if self.desk.settings.waiting():
            self._open_anew()

    async def _ask_about(self, error: ChangedMeanwhileError) -> None:
        """Ask whether what is typed here goes over what somebody else has set meanwhile."""
        self.desk.settings.look()
        labels = ", ".join(QUESTIONS[name].label for name in error.names)
        told = "The settings file has other values for this by now."
        if await self.confirm(f"{labels}: set by somebody else meanwhile. Keep yours?", told):
            self._seen = self.desk.settings.shop
            await self.save()


def _section(topic: Topic, notes: Mapping[str, str]) -> Section:
    fields = [_field(each, notes[each.name]) for each in topic.questions]
    return Section(topic.name, topic.title, fields)


def _field(question: Question, note: str) -> Field:
    kind = settings_of(ShopSettings)[question.name].kind
    choices = {each: each for each in choices_of(kind)}
    return Field(
        question.name, question.label, choices=choices, is_wide=question.is_long, note=note
    )
