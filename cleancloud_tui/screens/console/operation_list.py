"""All operations, narrowed by what is typed."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...api.operations import OPERATIONS, Operation, OperationKind
from ...values.cells import left

_NAME: Final = 22
"""Cells of an operation's name, with a gap behind the longest."""

_TITLE: Final = 46


class OperationList(OptionList):
    """The operations in the documentation's order; typing narrows them, Backspace widens again.

    Attributes:
        typed: What narrows them.
    """

    class Narrowed(Message):
        """Something was typed."""

    def __init__(self) -> None:
        super().__init__(*(_option(each) for each in OPERATIONS.values()), id="operations")
        self.typed = ""

    def narrow(self, typed: str) -> None:
        """List the operations in whose name or title every typed word stands."""
        self.typed = typed
        self.clear_options()
        self.add_options(_option(each) for each in OPERATIONS.values() if _fits(each, typed))
        self.highlighted = 0 if self.option_count else None
        self.post_message(self.Narrowed())

    def go_to(self, name: str) -> None:
        """Put the cursor on an operation, where it is listed."""
        names = [option.id for option in self.options]
        if name in names:
            self.highlighted = names.index(name)

    def on_key(self, event: Key) -> None:
        """Narrow by what is typed."""
        if event.key == "backspace" and self.typed:
            event.stop()
            self.narrow(self.typed[:-1])
        elif event.is_printable and event.character and (self.typed + event.character).strip():
            event.stop()
            self.narrow(self.typed + event.character)


def _option(operation: Operation) -> Option:
    does = "" if operation.kind is OperationKind.READ else "changes"
    line = f"{left(operation.name, _NAME)}{left(operation.title, _TITLE)}{does}"
    return Option(Content(line.rstrip()), id=operation.name)


def _fits(operation: Operation, typed: str) -> bool:
    told = f"{operation.name} {operation.title}".casefold()
    return all(word in told for word in typed.casefold().split())
