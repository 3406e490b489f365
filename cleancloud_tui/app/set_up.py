"""Brings what is changed in the settings into force on the screen, and keeps what is chosen there.

Whoever changed them: this program, another one of this computer, or a person with an editor.
"""

from __future__ import annotations

from typing import Any, Final

from textual.app import App

from ..api.errors import CleanCloudError
from ..api.rights import Right
from ..screens.desk import Desk
from .hiding.hidden import Hiding
from .news import News

LOOK_SECONDS: Final = 1.0
"""How often the file's stamp is looked at."""

_TOLD_SECONDS: Final = 20.0


class SetUp:
    """What is set, as far as the program itself goes by it.

    Args:
        app: Is shown in the colours that are set.
        desk: Has the settings.
        hiding: Hides everything after the time that is set.
        news: Tells the screen in sight.
    """

    def __init__(self, app: App[Any], desk: Desk, hiding: Hiding, news: News) -> None:
        self._app = app
        self._desk = desk
        self._hiding = hiding
        self._news = news
        self._has_begun = False
        self._theme = desk.settings.app.theme
        self._told = ""

    def begin(self) -> None:
        """Look at the settings now and then, from now on."""
        self._has_begun = True
        self._desk.settings.subscribe(self._changed)
        self._app.set_interval(LOOK_SECONDS, self._desk.settings.look)

    async def keep_theme(self, theme: str) -> None:
        """Keep the colours that somebody chose."""
        if self._has_begun and theme != self._theme:
            self._theme = theme
            await self.keep("theme", theme)

    async def keep(self, name: str, value: str) -> None:
        """Keep what somebody chose on a screen; a session that sets nothing up forgets it."""
        rights, settings = self._desk.rights, self._desk.settings
        if not rights.may(Right.SET_UP):
            return
        try:
            await settings.keep_choice(name, value, rights)
        except (CleanCloudError, ValueError) as error:
            self._app.notify(str(error), severity="error", markup=False)

    def _changed(self) -> None:
        settings = self._desk.settings
        self._hiding.seconds = settings.app.hide_seconds
        if settings.app.theme != self._theme:
            self._theme = settings.app.theme
            if self._theme:
                self._app.theme = self._theme
        self._tell(settings.wrong or self._waiting())
        self._news.tell_screen()

    def _waiting(self) -> str:
        waiting = ", ".join(self._desk.settings.waiting())
        return f"{waiting}: this holds once the shop is opened anew (Ctrl+P)." if waiting else ""

    def _tell(self, sentence: str) -> None:
        """Say a sentence once."""
        if sentence and sentence != self._told:
            self._app.notify(sentence, severity="warning", timeout=_TOLD_SECONDS, markup=False)
        self._told = sentence
