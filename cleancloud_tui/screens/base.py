"""What every screen of the counter is made of.

A screen shows what the mirror has, at once, and asks the API in a worker; when the reply is in,
the mirror has it and the screen shows itself again.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Coroutine, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Event, ScreenResume
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from ..api.errors import CleanCloudError
from ..api.request import Request
from ..api.rights import Right
from ..shop.connection.status import ConnectionState, ConnectionStatus
from ..shop.journal.just_done import JustDoneError
from ..widgets.key_line import KeyLine
from ..widgets.notice import READ, Notice
from ..widgets.status_line import StatusLine
from ..wording.values import Wording
from .deeds.deeds import is_in_deed
from .deeds.following import Following, Then
from .deeds.leads import LeftError
from .desk import Desk
from .destinations import Destination, Navigates
from .operations_words import once_more
from .stacked import StackedScreen
from .status_words import cells_of_wrong, shop_in_words, state_in_words, uncounted_in_words

if TYPE_CHECKING:
    from ..shop.journal.entries import Entry
    from ..shop.journal.linked import FormKey
    from ..shop.shop import Shop
    from .dialogs.base import Answer, Dialog

log = logging.getLogger(__name__)


class ShopChanged(Message):
    """Something in the mirror, the connection or the count of requests changed."""

    def can_replace(self, message: Message) -> bool:
        """Let floods of changes collapse into one."""
        return isinstance(message, ShopChanged)


class ShopScreen(StackedScreen[None]):
    """A screen over the shop's mirror; subclasses say what to show and what to ask for."""

    NEEDS: ClassVar[Right | None] = None
    """What whoever looks at it needs to be granted; None for nothing."""

    LOSS: ClassVar[str] = ""
    """What is lost, as a sentence, where the program ends while the screen holds a draft."""

    BINDINGS = [
        Binding("f5", "refresh", "Refresh", id="refresh", show=False),
        Binding("ctrl+y", "seen", "Error seen", id="seen", show=False, priority=True),
        Binding(
            "ctrl+l", "raw_reply", "Raw reply", id="raw_reply", key_display="^L", priority=True
        ),
        Binding("escape", "back", "Back", id="back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._notice = Notice(desk.wording)
        self._connection_told = ConnectionStatus()
        self.following = Following(self)

    @property
    def shop(self) -> Shop:
        """The shop that this screen shows."""
        return self.desk.shop

    @property
    def wording(self) -> Wording:
        """How the shop writes its values."""
        return self.desk.wording

    @property
    def notice(self) -> Notice:
        """The line that tells freshness and errors."""
        return self._notice

    @property
    def thing(self) -> str:
        """What is done here is about: one deed at a time is done about it."""
        return f"{type(self).__name__} {self.shows()}"

    @property
    def is_under_way(self) -> bool:
        """Whether something is being done about what this screen shows."""
        return self.desk.deeds.is_under_way(self.thing)

    def go(self, destination: Destination) -> None:
        """Lead to another screen."""
        cast(Navigates, self.app).go(destination)

    def name_of(self, customer_id: str) -> str:
        """Return a customer's name, or the number where no name is known."""
        known = self.shop.customer(customer_id)
        return (known.value.name if known else "") or f"customer {customer_id}"

    # What subclasses say

    def shows(self) -> str:
        """Return what tells this screen from others of its kind, such as an order's number."""
        return ""

    def body(self) -> Iterator[Widget]:
        """Yield the screen's own widgets."""
        yield from ()

    def show(self) -> None:
        """Put what the mirror has on the screen; called again whenever it changed."""

    def read_at(self) -> datetime | None:
        """Return when what is shown was read from the API."""
        return None

    def is_fresh(self) -> bool:
        """Whether what is shown was read so recently that opening need not ask again."""
        return self.shop.is_fresh(self.read_at())

    async def fetch(self) -> None:
        """Ask the API for what is shown; the mirror keeps it."""

    def takes_notice(self, notice: str) -> bool:
        """Tell in a place of its own what the shop found out; False to have it laid over all."""
        return False

    @property
    def holds_draft(self) -> bool:
        """Whether something was typed here that closing the screen would lose."""
        return False

    async def lets_go(self) -> bool:
        """Tell whether it may be closed by the key of the place that it was opened from.

        Where not, it says why; nothing may be asked.
        """
        if self.holds_draft:
            self.notice.say("What is done here comes first: Esc leaves it.")
        return not self.holds_draft

    async def lost_by_quitting(self) -> str:
        """Return what would be lost with what was typed here; see `StackedScreen`."""
        return self.LOSS if self.holds_draft else ""

    async def put_away(self) -> None:
        """Get ready to be closed because somebody goes to another place; nothing may be asked."""

    def commands(self) -> Iterable[tuple[str, str, str]]:
        """Yield what the palette offers here besides: a title, its help, the action of it."""
        return ()

    # What all of them do

    def compose(self) -> ComposeResult:
        """Lay out the status line, the body, the notice and the keys."""
        yield StatusLine()
        yield from self.body()
        yield self._notice
        yield KeyLine()

    # Textual calls the `on_` methods of a class and of the classes above it, one after another.

    def on_mount(self) -> None:
        """Ask for what is not fresh, once what is known has been painted."""
        if not self.is_fresh():
            self.call_after_refresh(self.bring_up_to_date)

    @property
    def may_be_seen(self) -> bool:
        """Whether whoever is there may look at it."""
        return self.NEEDS is None or self.desk.rights.may(self.NEEDS)

    async def on_event(self, event: Event) -> None:
        """Leave it asleep while whoever is there may not see it: it is about to be closed."""
        if self.may_be_seen or not isinstance(event, ScreenResume):
            await super().on_event(event)

    def on_screen_resume(self) -> None:
        """Show what changed while the screen was covered."""
        self.show_again()

    def on_shop_changed(self) -> None:
        """Show what changed."""
        self.show_again()

    def show_again(self) -> None:
        """Show everything from the mirror, its age included."""
        if not (self.is_mounted and self.is_attached):
            return
        self.show()
        self.notice.as_of(self.read_at())
        self._tell_connection()
        self.tell_status()

    def _tell_connection(self) -> None:
        """Say, once, what leaves the shop without a connection until somebody puts it right."""
        connection = self.shop.connection
        if connection == self._connection_told:
            return
        self._connection_told = connection
        if connection.needs_somebody:
            self.notice.failed(connection.sentence, "connection")
        else:
            self.notice.ended("connection")

    @work(group="refresh", exclusive=True, exit_on_error=False, description="ask the API")
    async def bring_up_to_date(self) -> None:
        """Ask the API, and say how it went."""
        self.notice.waiting(READ)
        try:
            await self.fetch()
        except CleanCloudError as error:
            self.notice.failed(error, READ)
        else:
            self.notice.arrived(READ)
        self.show_again()

    @work(group="status", exclusive=True, exit_on_error=False, description="count requests")
    async def tell_status(self) -> None:
        """Bring the status line up to date."""
        line = self.query_one(StatusLine)
        line.left = shop_in_words(self.desk)
        line.urgent = cells_of_wrong(self.shop)
        if self.shop.connection.state is ConnectionState.UNKNOWN:
            line.right = uncounted_in_words(self.shop, "connecting")
            return  # asking for the count would load all that speaks to the API
        try:
            glance = await self.shop.budget.glance()
        except CleanCloudError as error:
            self.shop.disk.failed(error)
            self.notice.failed(error, "status")
            line.right = uncounted_in_words(self.shop, "not counted")
            return
        self.notice.ended("status")
        line.right = state_in_words(self.desk, glance)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the way back where there is none, and what takes note of an error."""
        if action == "seen":
            return self.notice.has_errors
        if action == "raw_reply":
            return self.notice.unread is not None
        return action != "back" or len(self.app.screen_stack) > 1

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell when a worker failed over something that was not foreseen."""
        if event.state is WorkerState.ERROR:
            self.notice.failed(logged_failure(event.worker), event.worker.description)

    def action_refresh(self) -> None:
        """Ask the API, however fresh the screen is."""
        self.bring_up_to_date()

    def action_seen(self) -> None:
        """Take note of the error that stands."""
        self.notice.seen()

    def action_raw_reply(self) -> None:
        """Show the reply that was not understood, as it came."""
        from .dialogs.raw_reply import RawReplyDialog

        if (reply := self.notice.unread) is not None:
            self.app.push_screen(RawReplyDialog(reply))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def refuse(self, refusal: str) -> None:
        """Say why something is not done."""
        self.notice.failed(refusal)

    def close(self) -> None:
        """Go back to the screen before, where this one is on top."""
        if self.app.screen is self:  # `is_current` holds beneath a dialog, too
            self.app.pop_screen()

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Put a question and wait for its answer; None where it was taken back.

        Raises:
            LeftError: A deed asks it that was given up, or whose screen was left meanwhile.
        """
        if is_in_deed() and not self.is_current:
            raise LeftError
        self.notice.rests()
        return await self.desk.leads.ask(self.app, dialog)

    async def confirm(self, question: str, consequence: str) -> bool:
        """Ask before something is done; True only for a clear yes."""
        from .dialogs.confirm import ConfirmDialog

        return await self.ask(ConfirmDialog(question, consequence)) is True

    async def ask_over(self, dialog: Dialog[Answer]) -> Answer | None:
        """Put a question again whose answer was sent, and is not known to have arrived.

        It ends by itself where that turns out to have happened; before, it takes no other answer.
        """

        def settle(entry: Entry) -> None:
            if entry.is_done:
                dialog.dismiss(None)
            else:
                dialog.unlock()

        dialog.is_locked = self.following.then(settle)
        return await self.ask(dialog)

    @work(group="look back", exclusive=True, exit_on_error=False, description="look what became")
    async def look_back(self) -> None:
        """Look what became of writes that were not settled."""
        try:
            await self.following.look()
        except CleanCloudError as error:
            self.notice.failed(error, "look back")

    async def send(
        self, request: Request, *, may_wait: bool = True, form: FormKey | None = None
    ) -> Mapping[str, object]:
        """Send a write; one that was done just now is sent once more only where that is meant.

        Raises:
            CleanCloudError: See `Shop.send`.
            RuntimeError: It is sent outside of a deed, so a second press would send it twice.
        """
        if not is_in_deed():
            raise RuntimeError(f"{request.name} is to be sent by a deed")
        self.desk.leads.send()
        try:
            return await self.shop.send(request, may_wait=may_wait, form=form)
        except JustDoneError as error:
            if not await self.confirm(once_more(self, request), error.consequence):
                raise
        return await self.shop.send(request, may_wait=may_wait, again=True, form=form)

    async def attempt(
        self, done: str, change: Awaitable[object], then: Then | None = None, more: str = ""
    ) -> bool:
        """Await a write and say how it went; where that is not known yet, follow it.

        Args:
            done: What to say when it worked, such as `Notes saved`.
            change: The write.
            then: Is told what became of it, where that was not known at first.
            more: What to say besides, where that is not known.

        Returns:
            Whether it was confirmed, or kept to be sent later.
        """
        try:
            self.desk.leads.send()
        except LeftError:
            if isinstance(change, Coroutine):
                change.close()
            raise
        self.notice.waiting()
        try:
            await change
        except CleanCloudError as error:
            self.notice.arrived()
            self.tell_error(error, done, then, more)
            self.show_again()
            return error.kept
        self.notice.arrived()
        self.notice.say(done)
        self._tell_elsewhere(done)
        self.show_again()
        return True

    def tell_error(
        self, error: CleanCloudError, done: str, then: Then | None = None, more: str = ""
    ) -> None:
        """Say how a deed went wrong, or that it is not known yet, and follow what becomes of it."""
        if not self.following.begin(error, done, then, more):
            self.notice.failed(error)
        self._tell_elsewhere(str(error))
        if not error.kept:
            self.app.bell()

    def _tell_elsewhere(self, sentence: str) -> None:
        """Say how a deed ended where its screen was left meanwhile."""
        if not self.is_current:
            self.app.notify(sentence, markup=False)


def tell_status(app: App[Any]) -> None:
    """Bring the status line up to date that is in sight, on the screen or around a dialog."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, ShopScreen):
            screen.tell_status()
            return


def logged_failure(worker: Worker[Any]) -> str:
    """Return a sentence on a worker that failed; the traceback goes to the log."""
    log.error("worker “%s” failed", worker.description, exc_info=worker.error)
    return (
        f"It was not possible to {worker.description}: something went wrong that was not "
        "foreseen. What it was stands in the log."
    )
