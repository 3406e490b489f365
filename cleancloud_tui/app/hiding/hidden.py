"""What an idle counter shows: nothing about anybody, for it faces the public.

Where people sign in, it is locked then: keys and scans do nothing until somebody has typed a PIN.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Key, Paste, ScreenResume, ScreenSuspend
from textual.screen import ModalScreen
from textual.widgets import Static

from ...screens.stacked import StackedScreen

if TYPE_CHECKING:
    from ...shop.people.staffing import Staffing
    from .locked import LockedScreen

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
        yield Static(self.said, markup=False)

    @property
    def said(self) -> Content:
        """What stands instead of everything."""
        return Content.assemble(
            (self._shop_name, "bold"),
            "\n\nHidden, for nobody was typing. Any key goes on where you were.",
        )


class Hiding:
    """Hides everything of an app where nobody has pressed a key for long, or has signed in.

    Args:
        app: Whose screens are hidden.
        shop_name: What stands instead of them.
        seconds: After how long; 0 for never.
        uptime: Tells seconds by a clock that nobody can set.
        staffing: Tells who has signed in.
        lock: Makes the screen at which people sign in.

    Attributes:
        seconds: After how long from now on.
    """

    def __init__(
        self,
        app: App[Any],
        shop_name: str,
        seconds: int,
        uptime: Callable[[], float],
        staffing: Staffing,
        lock: Callable[[], LockedScreen],
    ) -> None:
        self._app = app
        self._shop_name = shop_name
        self.seconds = seconds
        self._uptime = uptime
        self._staffing = staffing
        self._lock = lock
        self._locked: LockedScreen | None = None
        self._touched_at = uptime()

    @property
    def is_locked(self) -> bool:
        """Whether somebody has to sign in before anything else is done."""
        return self._locked is not None

    def begin(self) -> None:
        """Look from now on whether anybody is there."""
        self._app.set_interval(LOOK_SECONDS, self.hide_if_idle)

    def touched(self) -> None:
        """Take note that somebody is there."""
        self._touched_at = self._uptime()

    def hide_if_idle(self) -> None:
        """Hide everything where nobody has pressed a key for long: the counter faces the public.

        Also where whoever was there was removed meanwhile, and where nobody has signed in yet.
        """
        if self._locked is not None and self._app.screen is not self._locked:
            self._locked = None  # whatever covered it: it is locked anew
        idle = self._uptime() - self._touched_at
        if 0 < self.seconds <= idle or self._staffing.is_awaited:
            self.hide()

    def hide(self) -> None:
        """Hide everything now; where people sign in, lock it."""
        self._staffing.lock()
        if self.is_locked:
            return
        if self._staffing.is_awaited:
            self.show_again()
            self._locked = self._lock()
            self._app.push_screen(self._locked)
        elif not isinstance(self._app.screen, HiddenScreen):
            self._app.push_screen(HiddenScreen(self._shop_name))

    @contextlib.contextmanager
    def beneath(self) -> Iterator[None]:
        """Let what comes late, such as an answer's question, be put beneath what locks it all."""
        stack = self._app._screen_stack  # nothing public puts a screen beneath another
        locked = self._locked if self._locked in stack else None
        if locked is not None:
            stack.remove(locked)
        try:
            yield
        finally:
            if locked is not None:
                stack[-1].post_message(ScreenSuspend())
                stack.append(locked)
                locked.post_message(ScreenResume())

    def takes(self, event: Key | Paste) -> bool:
        """Take a key where everything is locked; tell whether it was taken."""
        if self._locked is None:
            return False
        self._locked.hear(event)
        return True

    def drop_scan(self) -> None:
        """Say that something was scanned while everything is locked, and not what."""
        if self._locked is not None:
            self._locked.drop_scan()

    def show_again(self) -> bool:
        """Show what was hidden, for somebody is there; tell whether anything was."""
        if self._staffing.is_awaited and self.is_locked:
            return False
        if self._locked is None and not isinstance(self._app.screen, HiddenScreen):
            return False
        self._locked = None
        self._app.pop_screen()
        return True
