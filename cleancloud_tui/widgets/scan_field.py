"""The field that codes are typed into by hand.

What a scanner sends is taken from the keys before it gets here; what is typed ends with Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_LONGEST: Final = 64
"""No label in use is longer; what is, is noise from the line."""


class ScanField(Widget, can_focus=True):
    """Shows what is being typed, and posts `Scanned` when Enter ends it."""

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
        """Take characters and Enter; leave every other key to the screen."""
        if not self.takes(event):
            return
        if event.key == "enter":
            self._complete()
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
