"""The field that takes scans.

A USB scanner is a keyboard: it types the code and a suffix, in bursts. The stock `Input` submits
by a binding that runs after later characters were consumed, and so merges codes that arrive back
to back; this field owns its buffer and handles every key in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_SUFFIXES: Final = frozenset({"enter", "ctrl+j", "ctrl+m"})
_LONGEST: Final = 64
"""No label in use is longer; what is, is noise from the line."""


class ScanField(Widget, can_focus=True):
    """Shows what is being scanned or typed, and posts `Scanned` when a suffix ends it."""

    code = reactive("")

    @dataclass
    class Scanned(Message):
        """A code is complete.

        Attributes:
            code: The code as it was typed, without spaces around it; leading zeros kept.
        """

        code: str

    def render(self) -> Content:
        """Show the code so far, or what to do."""
        if self.code:
            return Content.assemble(("▸ ", "bold"), self.code, ("▏", "dim"))
        return Content.assemble(("▸ ", "bold"), ("scan a label, or type a code and Enter", "dim"))

    def takes(self, event: Key) -> bool:
        """Tell whether a key may be the field's; a field that shares its keys says which."""
        return True

    def on_key(self, event: Key) -> None:
        """Take characters and suffixes; leave every other key to the screen."""
        if not self.takes(event):
            return
        if event.key in _SUFFIXES:
            self._complete()
        elif event.key == "tab" and self.code:
            self._complete()  # some scanners end a code with TAB
        elif event.key == "backspace":
            self.code = self.code[:-1]
        elif event.character and event.is_printable:
            self.code = (self.code + event.character)[:_LONGEST]
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Take codes that arrive as bracketed paste, one a line; the last may go on."""
        *complete, rest = event.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in complete:
            self.code += "".join(sign for sign in line if sign.isprintable())
            self._complete()
        self.code += "".join(sign for sign in rest if sign.isprintable())
        event.stop()

    def _complete(self) -> None:
        code, self.code = self.code.strip(), ""
        if code:
            self.post_message(self.Scanned(code))
