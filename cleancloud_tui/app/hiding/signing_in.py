"""From one person to the next: who signs in sees what they may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.screen import ModalScreen, Screen

from ...screens.base import ShopScreen, tell_status
from ...screens.desk import Desk

if TYPE_CHECKING:
    from ..counter import CounterApp
    from .locked import LockedScreen


class SigningIn:
    """Lets people sign in to an app.

    Args:
        app: Whose screens are shown.
        desk: Tells who is there, and what they may see.
    """

    def __init__(self, app: CounterApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._seen_by = ""

    def lock(self) -> LockedScreen:
        """Return the screen at which somebody signs in."""
        from .locked import LockedScreen

        return LockedScreen(
            self._desk.name,
            self._desk.shop.staffing,
            gap=self._desk.scans.scanner.gap,
            signed_in=self._show,
            quit_asked=self._quit,
        )

    def close_forbidden(self, *, with_dialogs: bool = False) -> None:
        """Leave the screens that whoever is there may not see, with what stands over them.

        Args:
            with_dialogs: Whether dialogs go in any case: they were somebody else's.
        """
        app = self._app
        while True:
            is_allowed = all(map(self._may_see, app.screen_stack))
            if isinstance(app.screen, ModalScreen) and (with_dialogs or not is_allowed):
                app.screen.dismiss(None)  # whoever waits for its answer goes on first
                app.call_later(self.close_forbidden, with_dialogs=with_dialogs)
                return
            if is_allowed:
                return
            if len(app.screen_stack) == 1:
                app.call_later(app.action_place, app.DEFAULT_MODE)
                return
            app.pop_screen()

    def _show(self) -> None:
        """Show what was hidden, as far as whoever has signed in may see it."""
        for screen in self._screens():
            if isinstance(screen, ShopScreen):
                for widget in screen.children:  # of a screen that is not, no dialog can be painted
                    widget.visible = self._may_see(screen)  # not even for a moment
        before, self._seen_by = self._seen_by, self._desk.rights.allowed().name
        self._app.hiding.touched()
        self._app.hiding.show_again()
        self._app.scan_keeper.take_up()  # before, nobody was there who may
        self.close_forbidden(with_dialogs=before not in ("", self._seen_by))
        self._app.screen.refresh_bindings()
        tell_status(self._app)
        self._app.call_later(self._app.shops.begin)

    def _may_see(self, screen: Screen[Any]) -> bool:
        return not isinstance(screen, ShopScreen) or screen.may_be_seen

    async def _quit(self) -> str:
        """End where nothing is lost by it; else return why not."""
        from ..quit import lost_with

        if any([await lost_with(screen) for screen in self._screens()]):
            return "Something that was typed here is not kept yet: sign in to quit."
        self._app.exit()
        return ""

    def _screens(self) -> Iterator[Screen[Any]]:
        for stack in self._app._screen_stacks.values():  # nothing public has those out of sight
            yield from stack
