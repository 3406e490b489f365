"""Whether to quit although something would be lost by it, or is still under way."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from textual import work
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ..screens.dialogs.base import Dialog
from ..screens.dialogs.confirm import ConfirmDialog
from ..screens.stacked import StackedScreen

if TYPE_CHECKING:
    from .counter import CounterApp

log = logging.getLogger(__name__)

_QUIT: Final = "Quit all the same?"


class QuitDialog(ConfirmDialog):
    """Names what would be lost."""

    def __init__(self, losses: Sequence[str], question: str = _QUIT) -> None:
        super().__init__(question, "\n".join(dict.fromkeys(losses)))


class WaitDialog(Dialog[bool]):
    """Waits for the answers of what is under way, and then answers whether all went well.

    Args:
        under_way: What is waited for, in words.
        answers: Waits for it; what went wrong is told on the screen beneath.
    """

    def __init__(self, under_way: Sequence[str], answers: Callable[[], Awaitable[bool]]) -> None:
        super().__init__("The counter ends when CleanCloud has answered")
        self._under_way = under_way
        self._answers = answers

    def body(self) -> Iterator[Widget]:
        """Say what is waited for, and how not to wait."""
        waits = f"Waiting for the answer of: {', '.join(self._under_way)}."
        now = "Ctrl+Q again ends now; what became of it is looked up at the next start."
        yield Static(f"{waits}\n{now}", classes="consequence", markup=False)

    def on_mount(self) -> None:
        """Begin to wait."""
        super().on_mount()
        self.wait()

    @work(group="wait", exit_on_error=False, description="wait for what is under way")
    async def wait(self) -> None:
        """Close when the answers are in, or late."""
        self.dismiss(await self._answers())


async def may_leave(app: CounterApp, question: str = _QUIT) -> bool:
    """Ask where something would be lost, and wait for what is under way; tell whether to end.

    Where an answer went wrong the counter stays: it is to be read.
    """
    losses = [await lost_with(screen) for screen in app.all_screens]
    told = [loss for loss in losses if loss]
    if told and await app.desk.leads.ask(app, QuitDialog(told, question)) is not True:
        return False
    shop = app.desk.shop
    wait = WaitDialog(shop.under_way, shop.answers)
    return not shop.under_way or await app.desk.leads.ask(app, wait) is True


async def lost_with(screen: Screen[Any]) -> str:
    """Return what would be lost with a screen if the program ended now; empty for nothing."""
    try:
        return await screen.lost_by_quitting() if isinstance(screen, StackedScreen) else ""
    except Exception as error:  # whatever it is, it must not keep anybody here
        log.error("it could not be seen what quitting loses", exc_info=error)
        return ""
