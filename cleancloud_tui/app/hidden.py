"""What an idle counter shows: nothing about anybody, for it faces the public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ..screens.stacked import StackedScreen

LOOK_SECONDS: Final = 1.0
"""How often it is looked whether anybody is there."""


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


class Hiding:
    """Hides everything of an app where nobody has pressed a key for long.

    Args:
        app: Whose screens are hidden.
        shop_name: What stands instead of them.
        seconds: After how long; 0 for never.
        uptime: Tells seconds by a clock that nobody can set.

    Attributes:
        seconds: After how long from now on.
    """

    def __init__(
        self, app: App[Any], shop_name: str, seconds: int, uptime: Callable[[], float]
    ) -> None:
        self._app = app
        self._shop_name = shop_name
        self.seconds = seconds
        self._uptime = uptime
        self._touched_at = uptime()

    def begin(self) -> None:
        """Look from now on whether anybody is there."""
        self._app.set_interval(LOOK_SECONDS, self.hide_if_idle)

    def touched(self) -> None:
        """Take note that somebody is there."""
        self._touched_at = self._uptime()

    def hide_if_idle(self) -> None:
        """Hide everything where nobody has pressed a key for long: the counter faces the public."""
        idle = self._uptime() - self._touched_at
        if 0 < self.seconds <= idle and not isinstance(self._app.screen, HiddenScreen):
            self._app.push_screen(HiddenScreen(self._shop_name))

    def show_again(self) -> bool:
        """Show what was hidden, for somebody is there; tell whether anything was."""
        if not isinstance(self._app.screen, HiddenScreen):
            return False
        self._app.pop_screen()
        return True
