"""The other shops, how this one is set up, and how another one's counter begins.

A shop's whole life ends first: its screens, drafts, scans that wait, undo and background. So
nothing of one is ever shown in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api.rights import Right
from ...screens.base import ShopScreen
from ...settings import PRACTICE
from ..quit import may_leave

if TYPE_CHECKING:
    from ...api.rights import Rights
    from ..counter import CounterApp
    from .around import Around

_OTHER: Final = "Open the other shop all the same?"
_ANEW: Final = "Open the shop anew all the same?"


def may_switch(rights: Rights) -> bool:
    """Tell whether another shop may be opened in a session.

    A kiosk stays with the shop that it was opened for. Where people sign in, it takes somebody who
    may connect shops: in another one, nobody's role holds any more.
    """
    return Right.READ_FILES in rights.granted and Right.CONNECT in rights.allowed().granted


def _label(name: str) -> str:
    return "The practice shop" if name == PRACTICE else name


class Shops:
    """Leads to another shop, and to how this one is set up.

    Attributes:
        is_connected: Whether the shop that opens next was connected here.
    """

    def __init__(self, app: CounterApp, around: Around) -> None:
        self._app = app
        self._around = around
        self.is_connected = False
        self._is_unasked = around.is_new

    @property
    def are_several(self) -> bool:
        """Whether there is another one that may be opened."""
        return may_switch(self._app.desk.rights) and len(self._around.shops()) > 1

    @property
    def why_no_other(self) -> str:
        """Why no other shop may be opened, as a sentence."""
        if len(self._around.shops()) == 1:
            return "No other shop is connected on this computer."
        rights = self._app.desk.rights
        return f"No other shop was opened: {rights.why_not(Right.CONNECT)}."

    async def choose(self) -> None:
        """Let a shop be picked, and open it."""
        from ...screens.dialogs.choose import ChooseDialog

        here = self._app.desk.name
        labels = {each: _label(each) for each in self._around.shops()}
        dialog = ChooseDialog("Which shop?", labels, here)
        name = await self._app.desk.leads.ask(self._app, dialog)
        if name and name != here:
            await self._open(name, _OTHER)

    async def open_connected(self, name: str) -> None:
        """Open the shop that was connected, which is asked then how it is set up."""
        self.is_connected = True
        await self._open(name, _OTHER)

    async def open_anew(self) -> None:
        """Open this shop once more, as it is set up now."""
        await self._open(self._app.desk.settings.opened_as, _ANEW)

    async def _open(self, name: str, asks: str) -> None:
        """End this counter for another one to begin; ask first where something would be lost."""
        if await may_leave(self._app, asks):
            self._app.exit(name)

    # How this one is set up

    def begin(self) -> None:
        """Ask how a connected shop is set up, until somebody has answered that or put it off."""
        if self._is_unasked and self._app.desk.rights.may(Right.SET_UP):
            self._is_unasked = False
            self.set_up()

    def set_up(self) -> None:
        """Show the questions about this shop."""
        from ...screens.set_up.screen import SetUpScreen

        app = self._app
        if refusal := app.desk.settings.fixed:
            app.refuse(refusal)
        elif isinstance(app.screen, ShopScreen) and not isinstance(app.screen, SetUpScreen):
            app.push_screen(SetUpScreen(app.desk, app.action_open_anew, self._around.answered))
