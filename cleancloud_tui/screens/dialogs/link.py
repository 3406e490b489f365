"""An address on the web, to be copied or opened."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from .base import Dialog


class LinkDialog(Dialog[None]):
    """Shows an address in full: where neither key works, it can be marked with the mouse."""

    BINDINGS = [
        Binding("c", "copy", "Copy", id="copy"),
        Binding("o", "open", "Open in the browser", id="open"),
    ]

    def __init__(self, question: str, address: str, *, may_open: bool) -> None:
        super().__init__(question)
        self._address = address
        # The address is the shop's word only: nothing but a page of the web is opened.
        self._may_open = may_open and address.lower().startswith(("https://", "http://"))

    def body(self) -> Iterator[Widget]:
        """Show the address."""
        yield Static(self._address, classes="consequence", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open what may be opened."""
        return action != "open" or self._may_open

    def action_copy(self) -> None:
        """Hand the address to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._address)
        self.app.notify("Handed to the terminal, which may keep it from copying.", markup=False)

    def action_open(self) -> None:
        """Open it in the browser of the computer that the counter runs on."""
        self.app.open_url(self._address)
