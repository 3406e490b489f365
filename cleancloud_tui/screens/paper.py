"""A screen of something that goes on paper: shown as it is printed, and printed."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding
from textual.worker import Worker

from ..api.errors import CleanCloudError
from ..api.rights import Right
from ..widgets.refused import needs
from .base import ShopScreen
from .desk import Desk

_TOLD_SECONDS: Final = 30.0
"""How long a failure is told to who has gone on to another screen."""


class PaperScreen(ShopScreen):
    """Prints its paper by the shop's command; subclasses say what is on it.

    Attributes:
        PRINTED: What is printed, in a word.
        INSTEAD: What can be done where no printer is set up, as a sentence behind another.
    """

    INSTEAD: ClassVar[str] = ""
    PRINTED: ClassVar[str] = "ticket"

    BINDINGS = [
        Binding("enter", "done", "Done", id="done"),
        Binding("p", "print", "Print", id="print_ticket"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._printing: Worker[None] | None = None

    def paper(self) -> str:
        """Return what is printed."""
        raise NotImplementedError

    def paper_named(self) -> str:
        """Return what it is, for who is on another screen when it fails."""
        raise NotImplementedError

    def action_done(self) -> None:
        """Go back."""
        self.action_back()

    @needs(Right.PRINT)
    def action_print(self) -> None:
        """Print it; nothing waits for the printer."""
        if not self.desk.order_rules().print_command:
            self.notice.failed(
                "No printer is set up: set print_command for this shop in the settings, such as "
                f"lp -d till.{self.INSTEAD}"
            )
            return
        if self._printing is not None and not self._printing.is_finished:
            self.notice.say("It is being printed already")
            return
        self.notice.say("Printing")
        # Of the app: it goes on, and its end is told, where this screen is left meanwhile.
        self._printing = self.app.run_worker(
            self._print(), group="print", exit_on_error=False, description="print the ticket"
        )

    async def _print(self) -> None:
        rules = self.desk.order_rules()
        try:
            await self.shop.print_ticket(
                self.paper() + "\n", rules.print_command, rules.print_encoding, self.PRINTED
            )
        except CleanCloudError as error:
            self._tell_failure(str(error))
        else:
            if self.is_current:
                self.notice.say("Printed")

    def _tell_failure(self, sentence: str) -> None:
        self.app.bell()
        if self.is_current:
            self.notice.failed(sentence)
        else:
            of = f"{self.paper_named()}: {sentence}"
            self.app.notify(of, severity="error", timeout=_TOLD_SECONDS, markup=False)
