"""A form made from the catalogue: labelled entries under headings, with pickers for codes."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.containers import Grid, Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static, TextArea

from ..api.operations import OPERATIONS, Operation, Parameter, Wire
from ..values.days import day_fixed

_DAYS: Final = (Wire.DAY, Wire.DATE)

_YES_OR_NO: Final = {"0": "no", "1": "yes"}


@dataclass(frozen=True, slots=True)
class Field:
    """An entry of a form.

    Attributes:
        name: The parameter that it fills; one that the operation does not have is left out.
        label: What people call it.
        hint: Shown while nothing is typed.
        choices: Labels by codes, where the catalogue's are too long or it has none.
        lines: Lines that can be seen; from two on, several may be typed.
        is_wide: Whether it has a row of its own.
        is_replaced: Whether what is typed takes the place of what stands there.
        note: What it is for, beside it; only where the form's screen has room for that.
    """

    name: str
    label: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    lines: int = 1
    is_wide: bool = False
    is_replaced: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a heading, two in a row.

    Attributes:
        name: Tells it from the form's other sections.
        title: Its heading; empty for none.
    """

    name: str
    title: str
    fields: Sequence[Field]


class Entry(Input):
    """A line to type into, as wide as there is room: a longer text lays out nothing anew."""

    virtual_size = reactive(Size(0, 0))


class Marked(Vertical):
    """An entry, and under it what is wrong with what stands there.

    Args:
        entry: The entry.
    """

    def __init__(self, entry: Widget) -> None:
        self._mistake = Static(classes="mistake", markup=False)
        self._mistake.display = False
        self._told = ""
        super().__init__(entry, self._mistake, classes="marked")

    def tell(self, mistake: str, doubt: str = "") -> None:
        """Say what is wrong, else what is doubtful; nothing takes that back, and the line too."""
        told = f"! {mistake}" if mistake else f"? {doubt}" if doubt else ""
        if told != self._told:
            self._told = told
            self._mistake.update(told)
            self._mistake.display = bool(told)


class Form(VerticalScroll, can_focus=False):
    """The entries for an operation's parameters, each under its parameter's name as its id.

    Args:
        operation: Whose parameters are filled in.
        sections: What stands on the form.
        values: What it begins with; a picker without a value begins with its first choice.
        is_marked: Whether mistakes are said at their entries; see `mark`.
    """

    def __init__(
        self,
        operation: Operation,
        sections: Sequence[Section],
        values: Mapping[str, str],
        *,
        is_marked: bool = False,
    ) -> None:
        super().__init__(id="form")
        self._is_marked = is_marked
        self._sections = sections
        self._begin_with = values
        self._fields = {
            field.name: (field, parameter)
            for section in sections
            for field in section.fields
            if (parameter := operation.parameter(field.name))
        }

    def compose(self) -> ComposeResult:
        """A heading a section, and two fields a row."""
        for section in self._sections:
            shown = [field for field in section.fields if field.name in self._fields]
            if not shown:
                continue
            with Vertical(id=f"section-{section.name}", classes="section"):
                if section.title:
                    yield Static(section.title, classes="section-title", markup=False)
                with Grid(classes="fields"):
                    for field in shown:
                        yield Label(field.label, markup=False)
                        yield self._placed(field, self._fields[field.name][1])
                        if field.note:
                            note_id = f"note-{field.name}"
                            yield Static(field.note, id=note_id, classes="note", markup=False)

    def values(self) -> dict[str, str]:
        """Return what stands in the entries, by the names of the parameters."""
        return {name: self._value(entry) for name, entry in self._entries()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into their entries; the others stay as they are."""
        for name, entry in self._entries():
            if name not in values:
                continue
            if isinstance(entry, Select):
                field, parameter = self._fields[name]
                entry.set_options(_options(field, parameter, values[name]))
                entry.value = values[name]
            elif isinstance(entry, TextArea):
                entry.text = values[name]
            elif isinstance(entry, Input):
                entry.value = values[name]
                entry.cursor_position = len(values[name])

    def mark(self, mistakes: Mapping[str, str], doubts: Mapping[str, str] | None = None) -> None:
        """Say at their entries what is wrong, in words by the parameters' names; else nothing.

        Args:
            mistakes: What can't be sent so.
            doubts: What can be, and is likely not meant; said where no mistake is.
        """
        for name, entry in self._entries():
            if isinstance(entry.parent, Marked):
                entry.parent.tell(mistakes.get(name, ""), (doubts or {}).get(name, ""))

    def note(self, notes: Mapping[str, str]) -> None:
        """Say something else beside entries that have a note, by the parameters' names."""
        for name, told in notes.items():
            self.query_one(f"#note-{name}", Static).update(told)

    def fixed_days(self, values: Mapping[str, str], today: date) -> dict[str, str]:
        """Return values whose days mean the same on another day: `+7` is seven days from today.

        Args:
            values: By the names of the parameters; others stay as they are.
            today: The shop's calendar day.
        """
        days = {name for name, (_, each) in self._fields.items() if each.wire in _DAYS}
        return {
            name: day_fixed(text, today) if name in days else text for name, text in values.items()
        }

    def focus_on(self, name: str) -> None:
        """Put the cursor into a parameter's entry."""
        self.query_one(f"#{name}").focus()

    def field_in(self, text: str) -> str:
        """Return the first field whose parameter a text names; empty where it names none."""
        return next((word for word in re.findall(r"\w+", text) if word in self._fields), "")

    def label_of(self, name: str) -> str:
        """Return a field's label; the parameter's own name where it is not on the form."""
        return self._fields[name][0].label if name in self._fields else name

    def in_labels(self, text: str) -> str:
        """Return a text with labels in place of the parameters' names."""
        return re.sub(r"\w+", lambda word: self.label_of(word[0]), text)

    def _entries(self) -> Iterator[tuple[str, Widget]]:
        for name in self._fields:
            yield name, self.query_one(f"#{name}")

    def _placed(self, field: Field, parameter: Parameter) -> Widget:
        entry = self._entry(field, parameter)
        placed = Marked(entry) if self._is_marked else entry
        placed.set_class(field.is_wide, "-wide-field")
        return placed

    def _entry(self, field: Field, parameter: Parameter) -> Widget:
        value = self._begin_with.get(field.name, "")
        entry: Widget
        if choices := _choices(field, parameter):
            value = value or next(iter(choices))
            options = _options(field, parameter, value)
            entry = Select(options, value=value, allow_blank=False, compact=True, id=field.name)
        elif field.lines > 1:
            entry = TextArea(
                value,
                tab_behavior="focus",
                compact=True,
                highlight_cursor_line=False,
                placeholder=field.hint,
                id=field.name,
            )
            entry.styles.height = entry.styles.min_height = field.lines
        else:
            entry = Entry(
                value,
                placeholder=field.hint,
                password=parameter.wire is Wire.SECRET,
                compact=True,
                select_on_focus=field.is_replaced,
                id=field.name,
            )
        return entry

    def _value(self, entry: Widget) -> str:
        if isinstance(entry, TextArea):
            return entry.text.strip()
        if isinstance(entry, Input):
            # A password may well be made of spaces.
            return entry.value if entry.password else entry.value.strip()
        return str(entry.value) if isinstance(entry, Select) else ""


def _choices(field: Field, parameter: Parameter) -> Mapping[str, str]:
    if field.choices or parameter.choices:
        return field.choices or parameter.choices
    return _YES_OR_NO if parameter.wire is Wire.FLAG else {}


def _options(field: Field, parameter: Parameter, value: str) -> list[tuple[str, str]]:
    """Return what a picker offers; a code that it does not know is offered as it is.

    `updateCustomer` does not document all codes that `addCustomer` does.
    """
    choices = _choices(field, parameter)
    said = _documented(parameter.name).get(value, value)
    known = choices if value in choices else {**choices, value: f"{said} (as it is)"}
    return [(label, code) for code, label in known.items()]


def _documented(name: str) -> Mapping[str, str]:
    """Return what the codes of a parameter mean, wherever that stands."""
    everywhere = (operation.parameters for operation in OPERATIONS.values())
    return ChainMap(
        *(dict(each.choices) for every in everywhere for each in every if each.name == name)
    )
