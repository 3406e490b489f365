"""The screen at which people sign in; until then nothing else is seen, typed or scanned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from textual import work
from textual.content import Content
from textual.events import Key, Paste
from textual.widgets import Static

from ...api.errors import CleanCloudError
from .hidden import HiddenScreen
from .pin_entry import PinEntry

if TYPE_CHECKING:
    from ...shop.people.staffing import Staffing

QUIT: Final = "ctrl+q"

_TOO_FAST: Final = "That came as fast as from a scanner, and was dropped. Type your PIN."


class LockedScreen(HiddenScreen):
    """Takes a PIN. It is told all keys by the app: no widget, no lane and no palette gets one.

    Args:
        shop_name: What stands above.
        staffing: Knows whose PIN it is.
        gap: Seconds between a scanner's keys at most.
        signed_in: Is told when somebody has signed in.
        quit_asked: Ends the program where nothing is lost by it; else returns why not.
    """

    def __init__(
        self,
        shop_name: str,
        staffing: Staffing,
        *,
        gap: float,
        signed_in: Callable[[], None],
        quit_asked: Callable[[], Awaitable[str]],
    ) -> None:
        super().__init__(shop_name)
        self._staffing = staffing
        self._entry = PinEntry(gap)
        self._signed_in = signed_in
        self._quit_asked = quit_asked
        self._told = _wrong_with(staffing)
        self._is_looking = False

    @property
    def said(self) -> Content:
        """What is to be typed, and how that went; the PIN stands nowhere."""
        return Content.assemble(
            (self._shop_name, "bold"),
            "\n\nLocked. Type your PIN, then Enter. Ctrl+Q quits.\n\n",
            "*" * len(self._entry) or " ",
            f"\n\n{self._told or ' '}",
        )

    def hear(self, event: Key | Paste) -> None:
        """Take a key."""
        if isinstance(event, Paste):
            self._entry.clear()
            self._say(_TOO_FAST)
        elif event.key == QUIT:
            self._quit()
        elif self._is_looking:
            return  # the answer of the PIN before comes first
        elif event.key == "enter":
            self._enter()
        elif event.key == "escape":
            self._entry.clear()
            self._say("")
        elif event.key == "backspace":
            self._entry.take_back()
            self._show()
        elif event.is_printable and event.character:
            self._entry.add(event.character, event.time)
            self._say("")

    def drop_scan(self) -> None:
        """Say that a scan did nothing."""
        self._entry.clear()
        self._say("What was scanned was dropped: somebody has to sign in first.")

    def _enter(self) -> None:
        if not self._entry:
            return
        is_scanned = self._entry.is_scanned
        pin = self._entry.take()
        if pin:
            self._sign_in(pin)
        else:
            self._say(_TOO_FAST if is_scanned else "A PIN has digits only, 12 at most.")

    @work(group="sign in", exclusive=True, exit_on_error=False, description="sign in")
    async def _sign_in(self, pin: str) -> None:
        self._is_looking = True
        self._say("Looking whose it is …")
        try:
            await self._staffing.sign_in(pin)
        except CleanCloudError as error:
            self._say(str(error))
        else:
            self._signed_in()
        finally:
            self._is_looking = False

    @work(group="quit", exclusive=True, exit_on_error=False, description="quit")
    async def _quit(self) -> None:
        self._say(await self._quit_asked())

    def _say(self, told: str) -> None:
        self._told = told
        self._show()

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one(Static).update(self.said)


def _wrong_with(staffing: Staffing) -> str:
    """Return why nobody can sign in; empty where people can."""
    try:
        _ = staffing.people
    except CleanCloudError as error:
        return str(error)
    return ""
