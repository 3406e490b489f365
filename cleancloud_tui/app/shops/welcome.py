"""The first start: what the practice shop is, and the keys that lead on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...screens.dialogs.base import Dialog

CONNECT: Final = "connect"
KEYS: Final = "keys"

_TOLD: Final = """\
This is the practice shop: a made-up dry cleaner's with customers and \
orders, in which nothing is real and nothing can be broken. Everything \
works in it, and what you change is still there tomorrow.

Your own shop opens in its place as soon as it is connected: copy its API \
token from its settings in CleanCloud, and paste it here."""

_CHOICES: Final = (
    ("Ctrl+N", "connect your shop"),
    ("F1", "the keys, here and on every screen"),
    ("Esc", "look around in the practice shop"),
    ("Ctrl+Q", "quit"),
)


class WelcomeDialog(Dialog[str]):
    """Welcomes who starts the program for the first time; no letter, digit or Enter answers it.

    Args:
        answered: Notes that it was answered.
    """

    BINDINGS = [
        Binding("ctrl+n", "answer('connect')", "Connect your shop", id="new", key_display="^N"),
        Binding("f1", "answer('keys')", "Keys", id="help"),
        Binding("escape", "cancel", "Look around", id="cancel"),
    ]

    def __init__(self, answered: Callable[[], Awaitable[None]]) -> None:
        super().__init__("Welcome to the counter")
        self._answered = answered

    def body(self) -> Iterator[Widget]:
        """What this is, and what each key leads to."""
        yield Static(_TOLD, classes="consequence", markup=False)
        lines = (Content.assemble((f"  {key:8}", "bold"), told) for key, told in _CHOICES)
        yield Static(Content("\n").join(lines), classes="consequence", markup=False)

    def action_answer(self, answer: str) -> None:
        """Lead to what was chosen."""
        self.dismiss(answer)

    async def lost_by_quitting(self) -> str:
        """Nothing is lost; who quits has answered, too."""
        await self._answered()
        return ""
