"""A question that is answered by typing: for what neither Enter, nor y, nor a scan may set off."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from .base import Dialog


class TypeToConfirmDialog(Dialog[bool]):
    """Answers True when one of a few words was typed, and Enter; what else is typed is told."""

    def __init__(self, question: str, consequence: str, ask: str, words: Collection[str]) -> None:
        """Ask for one of `words`, whatever their case; `ask` says which, as a sentence."""
        super().__init__(question)
        self._consequence = consequence
        self._ask = ask
        self._words = {word.casefold() for word in words}

    def body(self) -> Iterator[Widget]:
        """Say what it sets off and what is to be typed."""
        yield Static(self._consequence, classes="consequence", markup=False)
        yield Static(self._ask, markup=False)
        yield Input(compact=True)
        yield Static(id="wrong", classes="consequence", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip().casefold() in self._words:
            self.dismiss(True)
            return
        self.query_one("#wrong", Static).update(f"! That is something else. {self._ask}")
        self.query_one(Input).value = ""
        self.app.bell()
