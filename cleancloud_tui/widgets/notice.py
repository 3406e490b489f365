"""One line that tells how fresh a screen is, what was done, and what went wrong.

A message never outlives its cause. An error stays until its cause ends (it was tried anew, or it
was found what became of it) or a person has seen it. What comes meanwhile stands before it, for it
answers the last key; what stood already and is told again keeps its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from textual.content import Content
from textual.widgets import Static

from ..api.clocks.uptime import uptime
from ..api.readers.replies.not_understood import NotUnderstoodError
from ..wording.journal import error_in_words
from ..wording.values import Wording

READ: Final = "read"
"""The cause of what is said about asking CleanCloud for what is shown."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence.

    Attributes:
        cause: What it is about; empty for the key that was just pressed.
        unread: The reply that was not understood, where it is about one.
        is_news: Whether nobody here asked for it, so that it is neither done nor an error.
    """

    cause: str
    sentence: str
    is_error: bool
    unread: Mapping[str, object] | None = None
    is_news: bool = False

    @property
    def mark(self) -> str:
        """What stands before the sentence."""
        return "! " if self.is_error else "" if self.is_news else "✓ "


class Notice(Static):
    """Says “waiting for the API”, “as of 2 min ago”, or the sentence of an error.

    Words instead of a spinner: a spinner sends tens of kilobytes a second over SSH.

    Attributes:
        cause: What is said is about this, unless something else is told: the deed under way.
    """

    def __init__(self, wording: Wording) -> None:
        super().__init__(markup=False)
        self.cause = ""
        self._wording = wording
        self._read_at: datetime | None = None
        self._waiting_since: float | None = None
        self._errors: list[_Told] = []
        self._last = _Told("", "", is_error=False)
        self._shown = ""
        self._can_show = False

    def on_mount(self) -> None:
        """Let the age grow on screen."""
        self.set_interval(1, self._show)
        self._show()

    @property
    def has_errors(self) -> bool:
        """Whether an error stands that nobody has taken note of."""
        return bool(self._errors)

    @property
    def unread(self) -> Mapping[str, object] | None:
        """The reply that was not understood, of which something stands; None for none."""
        told = (each.unread for each in (self._last, *self._errors))
        return next((each for each in told if each is not None), None)

    def tells_of(self, cause: str) -> bool:
        """Tell whether something stands about a cause."""
        return cause in [each.cause for each in (*self._errors, self._last) if each.sentence]

    def as_of(self, read_at: datetime | None) -> None:
        """Say when what is shown was read; None where nothing is known yet."""
        self._read_at = read_at
        self._show()

    def waiting(self, cause: str = "") -> None:
        """Say that a request is under way: what was said about the same is over."""
        self._waiting_since = uptime()
        self.ended(cause)

    def arrived(self, cause: str = "") -> None:
        """Say that the request has ended well."""
        self._waiting_since = None
        self.ended(cause)

    def rests(self) -> None:
        """Say that nothing is asked of CleanCloud: a person is, or it is over."""
        self._waiting_since = None
        self._show()

    def failed(self, what: str | Exception, cause: str = "", about: object = None) -> None:
        """Say what went wrong; what was known stays on screen.

        What a key can't do now is over with the next key; an error with a cause is not.

        Args:
            what: An error, or a sentence.
            cause: What it is about.
            about: The error that the sentence is about.
        """
        self._waiting_since = None
        error = about or what
        unread = error.reply if isinstance(error, NotUnderstoodError) else None
        sentence = error_in_words(str(what))
        told = _Told(cause or self.cause, sentence, is_error=True, unread=unread)
        stands = [each for each in self._errors if each.sentence == sentence]
        self._withdraw(told.cause, but=sentence)
        if not told.cause:
            self._last = told
        elif not stands:
            self._errors.insert(0, told)
        self._show()

    def say(self, sentence: str, cause: str = "", *, is_news: bool = False) -> None:
        """Say what was done; it stays until something else is said, or its cause ends.

        Args:
            sentence: What is said.
            cause: What it is about.
            is_news: Whether it was found out by itself, be it good or bad.
        """
        told = _Told(cause or self.cause, error_in_words(sentence), is_error=False, is_news=is_news)
        self._withdraw(told.cause)
        self._last = told
        self._show()

    def ended(self, cause: str = "") -> None:
        """Take back what was said about something: that is over."""
        self._withdraw(cause or self.cause)
        self._show()

    def seen(self) -> None:
        """Take note of the error that stands; the next one comes."""
        del self._errors[:1]
        self._show()

    def _withdraw(self, cause: str, but: str = "") -> None:
        self._errors = [
            each for each in self._errors if each.cause != cause or each.sentence == but
        ]
        if self._last.cause == cause and (cause or self._last.is_error):
            self._last = _Told("", "", is_error=False)

    def _show(self) -> None:
        if not (self.is_mounted and self.is_attached and self.screen.is_current):
            return
        if self._can_show is not (self.unread is not None):
            self._can_show = not self._can_show
            self.screen.refresh_bindings()
        text = self._text()
        is_wrong = self.has_errors or self._last.is_error
        if text != self._shown or self.has_class("-failed") is not is_wrong:
            self._shown = text  # an update lays the screen out anew
            self.set_class(is_wrong, "-failed")
            self.update(Content(text))

    def _text(self) -> str:
        parts = []
        if self._last.sentence:  # first: of a long error not all lines are seen
            parts.append(f"{self._last.mark}{_whole(self._last)}")
        if self._errors:
            more = len(self._errors) - 1
            told = self._errors[0]
            parts.append(f"{told.mark}{_whole(told)}" + (f" (^Y: {more} more)" * bool(more)))
        if self._waiting_since is not None:
            seconds = int(uptime() - self._waiting_since)
            parts.append("waiting for the API" + (f", {seconds} s" if seconds else ""))
        if self._read_at:
            parts.append(f"as of {self._wording.age(self._read_at)}, F5 asks again")
        return "  ·  ".join(parts)


def _whole(told: _Told) -> str:
    return told.sentence if told.unread is None else f"{told.sentence} ^L shows the reply."
