"""What every dialog is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ...widgets.key_line import KeyLine
from ..deeds.locking import LOCKED
from ..stacked import StackedScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], StackedScreen[Answer | None], Generic[Answer]):
    """A box with a question; Escape answers None and changes nothing.

    Attributes:
        is_locked: Whether it takes no typing, for it is not known whether its answer arrived.
    """

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")

    BINDINGS = [Binding("escape", "cancel", "Cancel", id="cancel")]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self._began_with: list[str] = []
        self.is_locked = False

    def body(self) -> Iterator[Widget]:
        """Yield what stands under the question."""
        yield from ()

    def foot(self) -> Iterator[Widget]:
        """Yield what stands under all of it, whatever the question."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Lay out the question, the body and the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            for widget in self.body():
                widget.disabled = self.is_locked
                yield widget
            if self.is_locked:
                yield Static(LOCKED, id="locked", markup=False)
            yield from self.foot()
        yield KeyLine()

    def unlock(self) -> None:
        """Let it be answered, for what was answered before did not happen."""
        self.is_locked = False
        if self.is_mounted and self.is_attached:
            self.query(".dialog > *").set(disabled=False)
            self.query("#locked").remove()
            self.focus_next()

    def on_mount(self) -> None:
        """Note what stands in the fields."""
        self._began_with = self._texts()

    async def lost_by_quitting(self) -> str:
        """Tell of what was typed: a dialog keeps nothing."""
        return "What was typed is lost." if self._texts() != self._began_with else ""

    def _texts(self) -> list[str]:
        lines = [field.value for field in self.query(Input)]
        return lines + [area.text for area in self.query(TextArea)]

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, once: a second Enter would close the screen beneath."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
