"""A field whose entries are taken one by one, however fast they are typed.

The stock `Input` submits, and a screen's arrows move, by bindings that run after later characters
were consumed: on a slow line two entries would run together, or Enter take another row than the
one that was moved to. This one tells both in the order of the keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.events import Key
from textual.message import Message
from textual.widgets import Input

_ROWS: Final[Mapping[str, int]] = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class EntryField(Input):
    """Posts `Entered` for each entry, and is empty for the next."""

    @dataclass
    class Entered(Message):
        """An entry is complete."""

        text: str

    @dataclass
    class Moved(Message):
        """An arrow was pressed: move in the list by some rows."""

        rows: int

    def on_key(self, event: Key) -> None:
        """Take Enter and the arrows; leave every other key to the field."""
        if event.key == "enter":
            self.post_message(self.Entered(self.value))
            self.value = ""
        elif event.key in _ROWS:
            self.post_message(self.Moved(_ROWS[event.key]))
        else:
            return
        event.stop()
        event.prevent_default()
