"""Something that must be seen: it fills the screen until a key takes note of it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from .base import Dialog


class AlertDialog(Dialog[None]):
    """Says what is wrong; a beep is not heard in a noisy shop, and Enter may be a scanner's."""

    BINDINGS = [Binding("escape", "cancel", "Understood", id="cancel")]

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what)
        self._why = why

    def body(self) -> Iterator[Widget]:
        """Say why, and how to go on."""
        yield Static(self._why, classes="consequence", markup=False)
        yield Static("Escape goes on.", classes="answers", markup=False)

    def on_mount(self) -> None:
        """Fill the screen, and beep."""
        self.add_class("-alert")
        self.app.bell()
