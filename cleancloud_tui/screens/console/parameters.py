"""The form of an operation, made from the catalogue: names, entries, the documentation beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from ...api.operations import Operation, Parameter, Wire
from ...shop.console.picking import Picked, picked_for

ENTRY: Final = "parameter-"
"""Begins the ids of the entries; the parameter's name follows."""

_LEFT_OUT: Final = ""
_FLAG: Final = {"1": "yes", "0": "no"}

_HINTS: Final[Mapping[Wire, str]] = {
    Wire.ID: "(number)",
    Wire.INTEGER: "(whole number)",
    Wire.NUMBER: "(number)",
    Wire.MONEY: "(amount)",
    Wire.PERCENT: "(0 to 100)",
    Wire.DATE: "(day)",
    Wire.DAY: "(day)",
    Wire.TIME: "(time)",
    Wire.TEXT: "(text)",
    Wire.SECRET: "(hidden)",
    Wire.PRODUCTS: "(list in JSON)",
}
"""In brackets, which nobody types: a hint is not to be taken for a value."""

_FORMS: Final[Mapping[Wire, str]] = {
    Wire.MONEY: "Such as 12.50.",
    Wire.DATE: "Such as 2026-11-25, tue or 5 dec.",
    Wire.DAY: "Such as 2026-11-25, tue or 5 dec.",
    Wire.TIME: "Such as 10am or 5:30pm.",
    Wire.SECRET: "It is neither shown nor kept.",
    Wire.PRODUCTS: (
        'Such as [{"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "2"}].'
    ),
}


class ParameterForm(VerticalScroll, can_focus=False):
    """An entry a parameter; nothing is shown before an operation is offered."""

    def __init__(self) -> None:
        super().__init__(id="parameters")
        self._parameters: dict[str, Parameter] = {}

    async def offer(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Show the entries of an operation, with values in them, and go to the first to fill."""
        await self.remove_children()
        self._parameters = {f"{ENTRY}{each.name}": each for each in operation.parameters}
        rows = (self._row(each, values.get(each.name, "")) for each in operation.parameters)
        await self.mount_all(widget for row in rows for widget in row)
        entries = list(self.entries())
        empty = (
            each for each in entries if self._parameters[each.id or ""].required and not each.value
        )
        if first := next(empty, entries[0] if entries else None):
            first.focus()

    def entries(self) -> Iterator[Input | Select[str]]:
        """Yield the entries, in the documentation's order."""
        for each in self.children:
            if isinstance(each, Input | Select):
                yield each

    def values(self) -> dict[str, str]:
        """Return what stands in the entries, by the parameters' names."""
        return {self._parameters[each.id or ""].name: str(each.value) for each in self.entries()}

    def fill(self, parameter: Parameter, value: str) -> None:
        """Put a value into a parameter's entry."""
        for each in self.entries():
            if each.id == f"{ENTRY}{parameter.name}":
                each.value = value

    def parameter_of(self, widget: Widget | None) -> Parameter | None:
        """Return the parameter whose entry a widget is, or stands in; None for any other."""
        while widget is not None and widget.id not in self._parameters:
            widget = widget.parent if isinstance(widget.parent, Widget) else None
        return self._parameters.get(widget.id or "") if widget else None

    def mark(self, problems: Iterable[str]) -> None:
        """Mark the names of the parameters that problems begin with."""
        wrong = {problem.split(" ", 1)[0] for problem in problems}
        for label in self.query(Label):
            label.set_class((label.name or "") in wrong, "-wrong")

    def _row(self, parameter: Parameter, value: str) -> tuple[Widget, Widget, Widget]:
        star = "*" if parameter.required else " "
        label = Label(Content(f"{star}{parameter.name}"), name=parameter.name)
        told = Static(Content(parameter.meaning), classes="meaning")
        return label, self._entry(parameter, value), told

    def _entry(self, parameter: Parameter, value: str) -> Widget:
        entry_id = f"{ENTRY}{parameter.name}"
        choices = _FLAG if parameter.wire is Wire.FLAG else parameter.choices
        if choices:
            options = [
                ("–", _LEFT_OUT),
                *((f"{code}  {told}", code) for code, told in choices.items()),
            ]
            known = value if value in choices else _LEFT_OUT
            return Select(options, value=known, allow_blank=False, compact=True, id=entry_id)
        return Input(
            value,
            placeholder=_HINTS.get(parameter.wire, ""),
            password=parameter.wire is Wire.SECRET,
            select_on_focus=False,
            compact=True,
            id=entry_id,
        )


def about(parameter: Parameter) -> Content:
    """Return all that the documentation says of a parameter, and how its value is written."""
    need = "required" if parameter.required else "may be left out"
    if parameter.unless:
        need = f"required, unless {parameter.unless} is yes"
    picked = picked_for(parameter)
    pick = "F8 picks one." if picked not in (None, Picked.CODE) else ""
    meaning = parameter.meaning.rstrip(".") + "."
    words = (meaning, _FORMS.get(parameter.wire, ""), pick)
    return Content.assemble(
        (parameter.name, "bold"), f" ({need})  ", " ".join(each for each in words if each)
    )
