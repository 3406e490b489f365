"""The console: every operation of the API, as a form made from the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList, Select, Static
from textual.widgets.option_list import Option

from ...api.errors import BadParametersError, CleanCloudError
from ...api.operations import OPERATIONS, Operation, OperationKind, Parameter, Wire
from ...api.request import Request
from ...api.text import clean
from ...shop.writes.console import has_screen, order_to_charge
from ...shop.writes.typed_fields import read_fields
from ..base import Desk, ShopScreen
from ..deeds.deeds import deed
from ..destinations import OpenCharge
from ..operations_words import what_it_does

_ENTRY: Final = "parameter-"
"""Begins the names of the fields."""

_BLANK: Final = ""
_HINTS: Final[Mapping[Wire, str]] = {
    Wire.ID: "a number",
    Wire.FLAG: "1 or 0",
    Wire.INTEGER: "a whole number",
    Wire.NUMBER: "a number",
    Wire.MONEY: "12.50",
    Wire.PERCENT: "20",
    Wire.DATE: "yyyy-mm-dd",
    Wire.DAY: "yyyy-mm-dd",
    Wire.TIME: "10am",
    Wire.PRODUCTS: '[{"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", ...}]',
}


class OperationsScreen(ShopScreen):
    """Any of the 41 operations: pick one, fill in its parameters, see the reply."""

    CSS_PATH = "operations.tcss"

    HELP = (
        "Pick an operation with Enter, fill in what it needs (required parameters carry a *), "
        "send it with Ctrl+S. A space alone clears a field; what is left empty is not sent. "
        "Requests are checked before they cost anything."
    )

    ENTER_GOES_ON = True

    LOSS = "What was typed in the console is lost."

    BINDINGS = [
        Binding("ctrl+s,f10", "send", "Send", id="save", key_display="^S"),
        Binding("escape", "back", "Back", id="back"),
    ]

    def __init__(self, desk: Desk, known: Mapping[str, str]) -> None:
        """Offer all operations; parameters in `known` are filled in."""
        super().__init__(desk)
        self._known = dict(known)
        self._operation: Operation | None = None

    def body(self) -> Iterator[Widget]:
        """The operations on the left; form and reply on the right."""
        with Horizontal(id="console"):
            yield OptionList(
                *(Option(Content(name), id=name) for name in OPERATIONS), id="operations"
            )
            with Vertical(id="request"):
                yield Static("Pick an operation with Enter.", id="purpose", markup=False)
                yield VerticalScroll(id="parameters", can_focus=False)
                with VerticalScroll(id="reply"):
                    yield Static(id="reply-text", markup=False)

    def on_mount(self) -> None:
        """Begin with the list; nothing is sent until the user sends it."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    async def _picked(self, event: OptionList.OptionSelected) -> None:
        await self.offer(OPERATIONS[str(event.option.id)])

    async def offer(self, operation: Operation) -> None:
        """Show the form of an operation."""
        self._operation = operation
        self.query_one("#purpose", Static).update(
            Content.assemble(
                (operation.title, "bold"), f"  {operation.kind.value}\n", operation.purpose
            )
        )
        self.query_one("#reply-text", Static).update("")
        parameters = self.query_one("#parameters", VerticalScroll)
        await parameters.remove_children()
        await parameters.mount_all(
            widget for parameter in operation.parameters for widget in self._row(parameter)
        )
        if entries := parameters.query("Input, Select"):
            entries.first().focus()

    def _row(self, parameter: Parameter) -> tuple[Widget, Widget]:
        mark = "*" if parameter.required else ""
        return Label(f"{parameter.name}{mark}", markup=False), self._entry(parameter)

    def _entry(self, parameter: Parameter) -> Widget:
        value = self._known.get(parameter.name, "")
        name = f"{_ENTRY}{parameter.name}"
        if parameter.choices:
            options = [("–", _BLANK)]
            options += [(f"{code}  {label}", code) for code, label in parameter.choices.items()]
            return Select(options, value=value, allow_blank=False, compact=True, id=name)
        return Input(
            value,
            placeholder=_HINTS.get(parameter.wire, ""),
            password=parameter.wire is Wire.SECRET,
            compact=True,
            id=name,
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    @property
    def holds_draft(self) -> bool:
        """Whether a parameter was typed that was not known before."""
        return any(
            entry.value != self._known.get(str(entry.id).removeprefix(_ENTRY), "")
            for entry in self.query("#parameters Input").results(Input)
        )

    def action_send(self) -> None:
        """Send the form; a card is charged on the screen that is there for it."""
        operation = self._operation
        if operation is None:
            return
        try:
            values = read_fields(operation, self._typed(operation), self.wording.today)
        except BadParametersError as error:
            self.notice.failed(str(error))
            return
        if has_screen(operation):
            self._charge(operation, values)
        elif operation.kind_with(values) is OperationKind.READ:
            self.send_read(operation, values)
        else:
            self.send_write(operation, values)

    def _charge(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Open the saved cards for the order: there the card and the amount are confirmed."""
        try:
            self.go(OpenCharge(order_to_charge(operation, values)))
        except BadParametersError as error:
            self.notice.failed(f"{error} Nothing was charged.")

    @work(group="send", exclusive=True, exit_on_error=False, description="send an operation")
    async def send_read(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Ask CleanCloud, and show the reply as it came."""
        self.notice.waiting()
        try:
            reply = await self.shop.read(operation.name, values)
        except CleanCloudError as error:
            self.notice.failed(str(error))
        else:
            self._answered(operation, values, reply)

    @deed("send an operation")
    async def send_write(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Change something, after a yes, and show the reply as it came."""
        try:
            request = Request.of(operation, values)
            if not await self.confirm(*what_it_does(self, operation, values)):
                return
            self.notice.waiting()
            reply = await self.send(request)
        except CleanCloudError as error:
            self.notice.failed(str(error))
        else:
            self._answered(operation, values, reply)

    def _answered(
        self, operation: Operation, values: Mapping[str, str], reply: Mapping[str, object]
    ) -> None:
        self._known.update(values)
        self.notice.arrived()
        self.notice.say(f"{operation.name} was answered")
        if self._operation is operation and self.is_attached:
            self.query_one("#reply-text", Static).update(in_words(reply))
            self.query_one("#reply").focus()

    def _typed(self, operation: Operation) -> dict[str, str]:
        values = {}
        for parameter in operation.parameters:
            entry = self.query_one(f"#{_ENTRY}{parameter.name}")
            if not isinstance(entry, Input | Select):
                continue
            typed = str(entry.value)
            was_there = self._known.get(parameter.name) and operation.kind is not OperationKind.READ
            if typed or was_there:  # spaces alone, or what was emptied, clear a field
                values[parameter.name] = typed.strip()
        return values


def in_words(reply: object) -> str:
    """Return a reply as indented JSON, its texts cleaned."""
    return json.dumps(_cleaned(reply), indent=2, ensure_ascii=False)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return value
