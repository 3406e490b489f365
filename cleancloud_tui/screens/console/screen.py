"""The console: every operation of the API, as a form made from the catalogue."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select, Static

from ...api.errors import BadParametersError
from ...api.operations import OPERATIONS, Operation, OperationKind
from ...api.request import Request
from ...api.rights import Right
from ...settings.schema import DEFAULT_BASE_URL
from ...shop.console.form import CheckedForm, checked_form, has_screen, sent_of
from ...shop.console.past import PastRequest
from ...shop.console.written import as_curl, as_json
from ..desk import Desk
from .operation_list import OperationList
from .parameters import ENTRY, ParameterForm, about
from .past_dialog import PastRequestsDialog
from .pickers import pick
from .result import Result
from .sending import Sending

_ALL: Final = f"Type to narrow, Enter picks. There are {len(OPERATIONS)} operations."

_KINDS: Final = {
    OperationKind.READ: "reads",
    OperationKind.IDEMPOTENT_WRITE: "changes; twice is as once",
    OperationKind.NON_IDEMPOTENT_WRITE: "changes each time it is sent",
}


class ConsoleScreen(Sending):
    """Any of the 41 operations: pick one, fill in its parameters, see the reply."""

    CSS_PATH = "console.tcss"
    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "Type to narrow the operations, Enter picks one. Required parameters carry a *, the "
        "documentation stands beside each; F8 picks a day or an id. What is wrong or missing is "
        "told while you type, and nothing is sent before Ctrl+S. A space alone clears a field; "
        "what is left empty is not sent. F6 shows the request as JSON and for curl, without the "
        "token. In the reply Enter folds, / finds, C copies, W writes it to a file; F5 reads "
        "again. F7 has what was sent before."
    )

    ENTER_GOES_ON = True

    LOSS = "What was typed in the console is lost."

    BINDINGS = [
        Binding("ctrl+s,f10", "send", "Send", id="save", key_display="^S"),
        Binding("f5", "refresh", "Read again", id="refresh"),
        Binding("f8", "pick", "Pick", id="pick"),
        Binding("f6", "turn", "Request", id="turn"),
        Binding("f7", "past", "History", id="past"),
        Binding("f9", "operations", "Operations", id="operations"),
        Binding("escape", "back", "Back", id="back"),
    ]

    def __init__(self, desk: Desk, known: Mapping[str, str]) -> None:
        """Offer all operations; parameters in `known` are filled in."""
        super().__init__(desk)
        self.known = dict(known)

    def body(self) -> Iterator[Widget]:
        """The operations; the form of the one that was picked, and what came of it."""
        with Horizontal(id="console"):
            with Vertical(id="list-pane"):
                yield Static(_ALL, id="narrowed", markup=False)
                yield OperationList()
            with Vertical(id="request"):
                yield Static("Pick an operation with Enter.", id="purpose", markup=False)
                yield ParameterForm()
                yield Static(id="about", markup=False)
                yield Static(id="check", markup=False)
                yield Result()

    def on_mount(self) -> None:
        """Begin with the list; nothing is sent until the user sends it."""
        self.operations.focus()

    def is_fresh(self) -> bool:
        """Return True: opening the console asks nothing of CleanCloud."""
        return True

    @property
    def operations(self) -> OperationList:
        """The list of all operations."""
        return self.query_one(OperationList)

    @property
    def holds_draft(self) -> bool:
        """Whether a parameter was typed that was not known before."""
        return any(
            entry.value != self.began_with.get(str(entry.id).removeprefix(ENTRY), "")
            for entry in self.form.query(Input)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works on a form only where there is one."""
        if action in ("send", "pick", "turn"):
            return self.has_class("-working")
        if action == "refresh":
            return self.last_read is not None
        if action == "operations":
            return not isinstance(self.focused, OperationList)
        return super().check_action(action, parameters)

    # Picking an operation

    @on(OperationList.Narrowed)
    def _narrowed(self) -> None:
        listed = self.operations
        told = (
            f"“{listed.typed}”: {listed.option_count} of {len(OPERATIONS)}"
            if listed.typed
            else _ALL
        )
        self.query_one("#narrowed", Static).update(Content(told))

    @on(OptionList.OptionSelected, "#operations")
    async def _picked(self, event: OptionList.OptionSelected) -> None:
        await self.offer(OPERATIONS[str(event.option.id)])

    async def offer(self, operation: Operation, values: Mapping[str, str] | None = None) -> None:
        """Show the form of an operation, with values in it; with what is known where not told."""
        self.operation = operation
        self.began_with = dict(self.known if values is None else values)
        self.add_class("-working")
        self.query_one("#purpose", Static).update(
            Content.assemble(
                (f"{operation.title} ({operation.name})", "bold"),
                f"  {_KINDS[operation.kind]}\n",
                operation.purpose,
            )
        )
        self.query_one("#about", Static).update("")
        self.result.subject = operation.name
        self.result.say(_nothing_sent(operation))
        await self.form.offer(operation, self.began_with)
        if not operation.parameters:
            self.result.take_focus()
        self._check()
        self.refresh_bindings()

    def action_operations(self) -> None:
        """Go to the list; what is in the form stays."""
        self.remove_class("-working")
        self.refresh_bindings()
        if self.operation is not None:
            self.operations.go_to(self.operation.name)
        self.operations.focus()

    def action_back(self) -> None:
        """From the form to the list, from the list to the screen before."""
        if self.operations.typed and self.operations.has_focus:
            self.operations.narrow("")
        elif self.operations.has_focus:
            super().action_back()
        else:
            self.action_operations()

    # Filling in the form

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.app.action_focus_next()

    @on(Input.Changed)
    @on(Select.Changed)
    def _typed(self) -> None:
        self._check()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell about the parameter that is filled in."""
        parameter = self.form.parameter_of(event.widget)
        self.query_one("#about", Static).update(about(parameter) if parameter else "")

    def _checked(self, operation: Operation) -> CheckedForm:
        typed = sent_of(operation, self.form.values(), self.began_with)
        return checked_form(operation, typed, self.wording.today)

    def _check(self) -> None:
        """Say whether the form can be sent, and show what would be."""
        if (operation := self.operation) is None:
            return
        checked = self._checked(operation)
        self.form.mark(checked.problems)
        told = self.query_one("#check", Static)
        if (request := checked.request) is None:
            told.update(Content.assemble(("To do: ", "bold"), "; ".join(checked.problems)))
            missing = "It is shown as soon as the form can be sent."
            self.result.offer_request(missing, missing)
            return
        told.update(Content.assemble(("✓ ", "bold"), self._what_sending_does(request)))
        address = self.desk.site or DEFAULT_BASE_URL
        self.result.offer_request(as_json(request), as_curl(address, request))

    def _what_sending_does(self, request: Request) -> str:
        if request.kind is OperationKind.READ:
            return "Ctrl+S sends it: it reads."
        if refusal := self.desk.rights.refusal(Right.SEND):
            return refusal
        if has_screen(request.operation):
            return "Ctrl+S opens the order's saved cards: the charge is confirmed there."
        return "Ctrl+S asks first, then sends it: it changes the shop."

    @work(group="edit", exclusive=True, exit_on_error=False, description="pick a value")
    async def action_pick(self) -> None:
        """Pick what goes into the field that the cursor is in."""
        parameter = self.form.parameter_of(self.focused)
        if parameter is None:
            self.notice.say("Go to a field first: F8 picks what goes into it.")
            return
        if isinstance(self.focused, Select):
            self.focused.action_show_overlay()
            return
        values = self.form.values()
        picked = await pick(self, parameter, values, values.get(parameter.name, ""))
        if picked is not None:
            self.form.fill(parameter, picked)

    # Sending

    def action_send(self) -> None:
        """Send the form; a card is charged on the screen that is there for it."""
        if (operation := self.operation) is None:
            return
        checked = self._checked(operation)
        if has_screen(operation):
            self.charge(operation, checked.values)
        elif checked.request is None:
            self.notice.failed(str(BadParametersError(operation.name, checked.problems)))
        elif checked.request.kind is OperationKind.READ:
            self.send_read(operation, checked.values)
        else:
            self.send_write(operation, checked.values)

    # What was sent before

    @work(group="edit", exclusive=True, exit_on_error=False, description="show what was sent")
    async def action_past(self) -> None:
        """Put a request that was sent before into the form; nothing is sent by this."""
        requests = self.shop.past_requests
        past = await asyncio.to_thread(requests.all)
        if not past:
            self.notice.say("Nothing was sent from here yet.")
            return

        def mark(each: PastRequest) -> list[PastRequest]:
            requests.mark(each)
            return requests.all()

        if picked := await self.ask(PastRequestsDialog(past, mark, self.wording)):
            await self.offer(OPERATIONS[picked.operation], picked.values)


def _nothing_sent(operation: Operation) -> str:
    does = "It reads." if operation.kind is OperationKind.READ else "It changes the shop."
    return f"Nothing was sent yet. {does} What CleanCloud answers is shown here."
