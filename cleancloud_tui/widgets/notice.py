"""One line that tells how fresh a screen is, and what went wrong."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from .wording import Wording


class Notice(Static):
    """Says “waiting for the API”, “as of 2 min ago”, or the sentence of an error.

    Words instead of a spinner: a spinner sends tens of kilobytes a second over SSH.
    """

    def __init__(self, wording: Wording) -> None:
        super().__init__(markup=False)
        self._wording = wording
        self._read_at: datetime | None = None
        self._waiting_since: datetime | None = None
        self._error = ""
        self._said = ""
        self._shown = ""

    def on_mount(self) -> None:
        """Let the age grow on screen."""
        self.set_interval(1, self._show)
        self._show()

    def as_of(self, read_at: datetime | None) -> None:
        """Say when what is shown was read; None where nothing is known yet."""
        self._read_at = read_at
        self._show()

    def waiting(self) -> None:
        """Say that a request is under way."""
        self._waiting_since = self._wording.now()
        self._error = ""
        self._show()

    def arrived(self) -> None:
        """Say that the request has ended well."""
        self._waiting_since = None
        self._error = ""
        self._show()

    def failed(self, sentence: str) -> None:
        """Say what went wrong; what was known stays on screen."""
        self._waiting_since = None
        self._error = sentence
        self._show()

    def say(self, sentence: str) -> None:
        """Say what was done; it stays until something else is said."""
        self._said = sentence
        self._error = ""
        self._show()

    def _show(self) -> None:
        if not (self.is_mounted and self.is_attached and self.screen.is_current):
            return
        text = self._text()
        if text != self._shown:  # an update lays the screen out anew
            self._shown = text
            self.set_class(bool(self._error), "-failed")
            self.update(Content(text))

    def _text(self) -> str:
        parts = []
        if self._error:
            parts.append(f"! {self._error}")
        elif self._said:
            parts.append(f"✓ {self._said}")
        if self._waiting_since:
            seconds = int((self._wording.now() - self._waiting_since).total_seconds())
            parts.append("waiting for the API" + (f", {seconds} s" if seconds else ""))
        if self._read_at:
            parts.append(f"as of {self._wording.age(self._read_at)}, F5 asks again")
        return "  ·  ".join(parts)
