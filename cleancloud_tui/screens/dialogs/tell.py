"""Something to read."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from .base import Dialog


class TellDialog(Dialog[None]):
    """Shows a text, which may be longer than the screen; Escape closes it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def body(self) -> Iterator[Widget]:
        """The text, which the arrows scroll."""
        with VerticalScroll():
            yield Static(self._text, markup=False)
