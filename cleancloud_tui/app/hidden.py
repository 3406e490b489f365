"""What an idle counter shows: nothing about anybody, for it faces the public."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ..screens.stacked import StackedScreen


class HiddenScreen(ModalScreen[None], StackedScreen[None]):
    """Covers everything, until the app takes it away at a key; what is beneath stays as it is."""

    CSS_PATH = "hidden.tcss"

    def __init__(self, shop_name: str) -> None:
        super().__init__()
        self._shop_name = shop_name

    def compose(self) -> ComposeResult:
        """Say that nothing is lost."""
        yield Static(
            Content.assemble(
                (self._shop_name, "bold"),
                "\n\nHidden, for nobody was typing. Any key goes on where you were.",
            ),
            markup=False,
        )
