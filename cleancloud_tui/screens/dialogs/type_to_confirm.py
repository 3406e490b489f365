"""A question that is answered by typing and a key: for what can never be taken back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from ..yes import YES_KEY
from .question import QuestionDialog


class TypeToConfirmDialog(QuestionDialog[bool]):
    """Answers True where one of a few words stands there and F12 is pressed; Enter only tells."""

    ENTER_GOES_ON = True

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
        yield Input(compact=True, restrict=self._begin())
        yield Static(id="wrong", classes="consequence", markup=False)

    def _begin(self) -> str:
        """Return what may be typed: anything, but a second press of the key that led here.

        That is a letter of none of the words, before them; what stands behind it stands as typed.
        """
        signs = re.escape("".join(sorted({*"".join(self._words)})))
        return rf"(?i:|(?:[{signs}]|[^a-z]).*)"

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._is_typed():
            self.query_one("#wrong", Static).update(f"{YES_KEY} does it.")

    def action_yes(self) -> None:
        """Answer True, where the word was typed."""
        if self._is_typed():
            self.dismiss(True)

    def _is_typed(self) -> bool:
        field = self.query_one(Input)
        if field.value.strip().casefold() in self._words:
            return True
        self.query_one("#wrong", Static).update(f"! That is something else. {self._ask}")
        field.value = ""
        self.app.bell()
        return False
