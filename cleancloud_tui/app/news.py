"""Tells the screen in sight what changed in the shop: what it knows, its day, its silence."""

from __future__ import annotations

from typing import Any, Final

from textual.app import App

from ..screens.base import ShopChanged, ShopScreen, tell_status
from ..screens.status_words import SILENT_AFTER
from ..shop.records import Change
from ..shop.shop import Shop
from ..widgets.later import call_in

NEWS_SECONDS: Final = 0.25
"""How long changes are gathered before a screen shows them: a fill brings hundreds a minute."""

LOOK_SECONDS: Final = 1.0
"""How often it is looked whether CleanCloud owes an answer for long, and a new day began."""

NOTICE_SECONDS: Final = 20.0
"""How long it is told what nobody asked for."""


class News:
    """What an app tells of a shop.

    Attributes:
        is_due: Whether something changed that the screen was not told yet.
    """

    def __init__(self, app: App[Any], shop: Shop) -> None:
        self._app = app
        self._shop = shop
        self._was_silent = False
        self._today = shop.today
        self.is_due = False
        self.unsubscribe = shop.subscribe(self._on_change)

    def begin(self) -> None:
        """Look at what nobody tells of, from now on."""
        self._app.set_interval(LOOK_SECONDS, self.look)

    def tell_screen(self) -> None:
        """Tell the screen in sight, once, that something of the shop changed."""
        self.is_due = False
        stack = self._app.screen_stack  # empty where the program ends meanwhile
        if stack and isinstance(stack[-1], ShopScreen):
            stack[-1].post_message(ShopChanged())
        else:  # around a dialog nothing changes but the status line
            tell_status(self._app)

    def _on_change(self, change: Change) -> None:
        """Note that something changed; the screen is told soon, once for many changes."""
        if change.kind == "notice":
            self._tell(self._shop.notices[-1])
        if not self.is_due:
            self.is_due = True
            call_in(self._app, NEWS_SECONDS, self.tell_screen)

    def _tell(self, notice: str) -> None:
        """Tell people a sentence, unless the screen in sight tells it in a place of its own."""
        stack = self._app.screen_stack
        if not (stack and isinstance(stack[-1], ShopScreen) and stack[-1].takes_notice(notice)):
            self._app.notify(notice, severity="warning", timeout=NOTICE_SECONDS, markup=False)

    def look(self) -> None:
        """Count aloud while CleanCloud does not answer; show anew at midnight what goes by days."""
        if self._today != self._shop.today:
            self._today = self._shop.today
            self.tell_screen()
        is_silent = self._shop.silence >= SILENT_AFTER
        if is_silent or self._was_silent:
            tell_status(self._app)
        self._was_silent = is_silent
