"""One line of the audit trail, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.value_words import subject_in_words
from ...values.cells import left
from ...wording.values import joined
from ..dialogs.base import Dialog

if TYPE_CHECKING:
    from ...shop.writes.audit import AuditLine
    from ...wording.values import Wording

_OPENED = ("order:", "customer:", "garment:")
"""What there is a screen for."""


class AuditLineDialog(Dialog[str]):
    """Answers the subject to open, where that is wanted."""

    BINDINGS = [Binding("enter", "open", "Open it", id="open")]

    def __init__(self, line: AuditLine, wording: Wording) -> None:
        super().__init__(joined(line.title, subject_in_words(line.subject)))
        self._line = line
        self._wording = wording
        self._opens = line.made if line.made.startswith(_OPENED) else line.subject

    def body(self) -> Iterator[Widget]:
        """A line a field, then a line a change."""
        line = self._line
        fields = (
            ("When", f"{self._wording.moment(line.when)}:{line.when:%S}"),
            ("Staff", line.staff),
            ("User", line.user),
            ("Terminal", line.terminal),
            ("From", line.address),
            ("Operation", line.operation),
            ("Result", line.result),
            ("Made", subject_in_words(line.made)),
            ("Note", line.error),
            ("Entry", str(line.entry_id)),
        )
        told = [Content.assemble((left(name, 11), "bold"), text) for name, text in fields if text]
        changes = [Content(str(change)) for change in line.changes]
        with VerticalScroll():
            yield Static(Content("\n").join([*told, Content(""), *changes]), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the way to what has no screen."""
        return action != "open" or self._opens.startswith(_OPENED)

    def action_open(self) -> None:
        """Answer what to open."""
        self.dismiss(self._opens)
