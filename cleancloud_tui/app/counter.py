"""The counter: screens over one shop."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from textual import work
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.events import DescendantFocus, Event, InputEvent, Key, MouseDown, MouseEvent, Paste
from textual.screen import Screen
from textual.worker import Worker, WorkerState, WorkType

from .. import endings
from ..api.clocks.uptime import uptime
from ..api.errors import CleanCloudError
from ..api.rights import Right
from ..screens.base import ShopScreen, logged_failure
from ..screens.customers.search import SearchScreen
from ..screens.desk import Desk
from ..screens.destinations import (
    Destination,
    OpenAudit,
    OpenBudget,
    OpenCustomer,
    OpenOperations,
    OpenParkedOrders,
    OpenPeople,
    OpenToResolve,
)
from ..screens.readiness import Readiness
from ..screens.stacked import Result, after_this
from ..screens.yes import KeyPace, YesGuard
from ..terminal.choice import driver
from ..terminal.kind import is_over_ssh
from ..widgets.refused import is_refused, needs
from ..wording.journal import error_in_words
from .garbage import GarbageCollector
from .hiding.hidden import Hiding
from .hiding.signing_in import SigningIn
from .keys.delivery import Delivery
from .keys.keeping import ScanKeeper
from .keys.lane import ScanLane
from .navigation import go, rights_needed
from .news import News
from .set_up import SetUp
from .shops.around import Around
from .shops.others import Shops
from .styling import parse_styles_once, style_parts_when_painted

if TYPE_CHECKING:
    from ..scanner.labels.codes import ScannedCode
    from ..screens.office.connect import ConnectShop
    from ..screens.scanner_setup.screen import KeepScanSetup
    from ..screens.scanning.screen import ScanScreen

PLAIN_THEME: Final = "ansi-dark"
"""Shown where there are few colours or none are wanted: it leaves the terminal its own."""

_MANY_COLORS: Final = ("256", "truecolor", "windows")

_AGAIN: Final = "f5"
"""Asks for everything again: something else, such as `wall`, may have been painted over it."""

_HURRIED_SECONDS: Final = 2.0
"""How long what is under way is waited for where the terminal goes away, or the computer stops."""


class CounterApp(App[str]):
    """The counter of one shop; it ends with the name of another shop to open, or None.

    Attributes:
        failure: What ended the counter, where that was not foreseen.
        hiding: What hides everything where nobody is there.
        news: What tells the screens of the shop's changes.
        set_up: What brings changed settings into force.
        signing_in: What shows each person what they may see.
        scan_keeper: What keeps the scans that wait.
        lane: What takes scans from among the keys.
        shops: What leads to the other shops, and to how this one is set up.
        yes: What looks whether a yes is a person's.
    """

    TITLE = "CleanCloud counter"
    CSS_PATH = "../screens/base.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("f1", "help", "Help", id="help"),
        Binding("f2", "place('search')", "Find", id="find", priority=True),
        Binding("f3", "place('scan')", "Scan", id="scan", priority=True),
        Binding("f4", "summary", "Day", id="summary", priority=True),
        Binding("f11", "hide", "Hide, or change person", id="hide", show=False, priority=True),
        Binding("ctrl+o", "parked_orders", "Parked orders", id="parked_orders", show=False),
        Binding("ctrl+r", "to_resolve", "To resolve", id="to_resolve", show=False),
        Binding("ctrl+t", "audit", "Audit trail", id="audit", show=False),
        Binding("ctrl+g", "budget", "Budget", id="budget", show=False),
        Binding("ctrl+b", "shop", "Products, routes", id="shop", show=False),
        Binding("ctrl+x", "switch_shop", "Other shop", id="switch_shop", show=False, priority=True),
        Binding("ctrl+x", "no_other_shop", show=False, priority=True),
        Binding("ctrl+q", "quit", "Quit", id="quit", show=False, priority=True),
    ]
    DEFAULT_MODE = "search"

    def __init__(
        self,
        desk: Desk,
        *,
        connect: ConnectShop,
        base_url: str,
        theme: str = "",
        hide_seconds: int = 0,
        keep_scan_setup: KeepScanSetup | None = None,
        around: Around = Around(),  # noqa: B008  (it is frozen)
        yes_pace: KeyPace = KeyPace(),  # noqa: B008  (it is frozen)
        uptime: Callable[[], float] = uptime,
    ) -> None:
        """Open the counter at a desk.

        Args:
            desk: The shop and how it writes its values.
            connect: Checks and keeps another shop's token.
            base_url: The address that a new shop is offered.
            theme: The theme's name; empty for one that the terminal can show.
            hide_seconds: After how long without a key everything is hidden; 0 for never.
            keep_scan_setup: Keeps how the scanner is set up; None where nothing can be kept.
            around: The other shops, how this one is set up, and the first start.
            yes_pace: How far a yes has to be from other keys.
            uptime: Tells seconds by a clock that nobody can set.
        """
        wants_no_color = bool(os.environ.get("NO_COLOR"))
        super().__init__(
            driver_class=driver(), ansi_color=True if wants_no_color and not theme else None
        )
        if is_over_ssh():
            self.animation_level = "none"
        self.desk = desk
        self.signing_in = SigningIn(self, desk)
        self.hiding = Hiding(
            self, desk.name, hide_seconds, uptime, desk.shop.staffing, self.signing_in.lock
        )
        self.news = News(self, desk.shop)
        self.set_up = SetUp(self, desk, self.hiding, self.news)
        self.failure: BaseException | None = None
        parse_styles_once()
        style_parts_when_painted()
        self.garbage = GarbageCollector(self)
        self._readiness = Readiness(self, desk.leads)
        waiting = desk.shop.waiting_scans
        self.scan_keeper = ScanKeeper(self, waiting, desk.scans, desk.rights)
        self._delivery = Delivery(
            self,
            desk.scans,
            waiting,
            ready=self._readiness.wait,
            go_to_scans=partial(self.action_place, "scan"),
            keep=self.scan_keeper.keep,
        )
        self.yes = YesGuard(self, yes_pace, self._give)
        self.lane = ScanLane(
            self,
            desk.scans,
            knows=desk.shop.knows_code,
            ready=self._readiness,
            hand_on=self._hand_on,
            deliver=self.deliver,
        )
        self.connect_shop = connect
        self._base_url = base_url
        self._around = around
        self.shops = Shops(self, around)
        self._patience: float | None = None
        self.keep_scan_setup = keep_scan_setup
        if theme or wants_no_color or self.console.color_system not in _MANY_COLORS:
            self.theme = theme or PLAIN_THEME
        for name, opener in (
            ("search", self._search_screen),
            ("scan", self._scan_screen),
            ("summary", self._summary_screen),
        ):
            self.add_mode(name, opener)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let no cursor blink: over a slow line, nothing is sent while nobody types."""
        widget: Any = event.widget
        if hasattr(widget, "cursor_blink"):
            widget.cursor_blink = False

    def on_load(self) -> None:
        """Take what the loop's tasks leave behind."""
        endings.watch(asyncio.get_running_loop())

    def on_mount(self) -> None:
        """Fill the mirror once the first screen stands, and keep it current from then on."""
        self.hiding.hide_if_idle()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Do what the first screen did not have to wait for."""
        endings.begin()
        self.garbage.begin()
        self.keep_current()
        self.scan_keeper.take_up()
        self.news.begin()
        self.set_up.begin()
        self.hiding.begin()
        self.shops.begin()
        self._welcome()

    async def on_event(self, event: Event) -> None:
        """Let every key go through the lane first: what is scanned is for no widget."""
        if isinstance(event, InputEvent):
            self.hiding.touched()
            self.garbage.touched()
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if not self.hiding.takes(event):
                self.yes.hear(event)
                self.lane.hear(event)
        elif isinstance(event, MouseEvent) and self.hiding.is_locked:
            event.stop()
        elif not (isinstance(event, MouseDown) and self.hiding.show_again()):
            await super().on_event(event)

    async def _hand_on(self, event: Key | Paste) -> None:
        """Treat a key that is no scan's; where everything is hidden, it only shows it again."""
        if not (self.hiding.is_locked or self.hiding.show_again()):
            await self.yes.hand_on(event)

    async def _give(self, event: Key | Paste) -> None:
        """Give a key to the widget that it is for; F5 brings the terminal up to date, too."""
        self._readiness.given()
        if self.hiding.is_locked:
            return  # it was held back when everything was locked
        if isinstance(event, Key) and event.key == _AGAIN:
            self.paint_anew()
        await super().on_event(event)

    async def deliver(self, code: ScannedCode | None) -> None:
        """Show what was hidden, and bring a code to the screen that it is for; None for a noise."""
        if self.hiding.is_locked:
            self.hiding.drop_scan()
            return
        self.hiding.show_again()
        await self._delivery.deliver(code and self.desk.shop.scans.recognised(code))

    async def on_unmount(self) -> None:
        """Let writes that are under way end, within bounds; the terminal is given back already."""
        self.news.unsubscribe()
        with contextlib.suppress(CleanCloudError):  # nobody is there any more to be told
            await self.desk.shop.waiting_scans.keep()
        await self.desk.shop.aclose(self._patience)
        endings.hurry()

    @work(group="keep current", exclusive=True, exit_on_error=False, description="stay current")
    async def keep_current(self) -> None:
        """Fill the mirror, keep it current, and settle what is open, in the background."""
        await self.desk.shop.keep_current()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the screen has by name, the places, and what has no key."""
        from .palette import COMMANDS, OWN_PIN, SCREENSHOT

        rights = self.desk.rights
        for title, told, action in screen.commands() if isinstance(screen, ShopScreen) else ():
            if not is_refused(screen, action, rights):
                yield SystemCommand(title, told, partial(screen.run_action, action))
        nobodys = {OWN_PIN} if self.desk.shop.staffing.person is None else set()
        for title, told, action in COMMANDS:
            if action not in nobodys and not is_refused(self, action, rights):
                yield SystemCommand(title, told, partial(self.run_action, action))
        for command in super().get_system_commands(screen):
            if command.title != SCREENSHOT or rights.may(Right.SAVE):
                yield command

    async def action_place(self, mode: str) -> None:
        """Go to a place; screens opened from it are closed, unless one holds a draft.

        A form that keeps its draft is closed, too, by whoever is in that place already. Keys that
        were typed ahead wait until the place is there: they are meant for it.
        """
        if not isinstance(self.screen, ShopScreen):
            return
        was_there = self.current_mode == mode
        await self.switch_mode(mode)
        while len(self.screen_stack) > 1 and isinstance(screen := self.screen, ShopScreen):
            await screen.put_away()
            if screen is not self.screen:
                break
            if screen.holds_draft and not (was_there and await screen.lets_go()):
                break
            self.pop_screen()
        self.signing_in.close_forbidden()
        if mode == "scan" and len(self.screen_stack) == 1:
            self._delivery.hand_over(cast("ScanScreen", self.screen))

    @needs(Right.SEE_FIGURES)
    async def action_summary(self) -> None:
        """Go to the figures of a period."""
        await self.action_place("summary")

    def action_hide(self) -> None:
        """Hide everything at once; where people sign in, lock it for whoever comes next."""
        self.hiding.hide()

    # While everything is locked, what comes late goes on beneath what locks it

    def push_screen(self, *arguments: Any, **named: Any) -> Any:
        """Put a screen on top."""
        with self.hiding.beneath():
            return super().push_screen(*arguments, **named)

    def switch_screen(self, *arguments: Any, **named: Any) -> Any:
        """Put a screen in the place of the one on top."""
        with self.hiding.beneath():
            return super().switch_screen(*arguments, **named)

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away."""
        with self.hiding.beneath():
            return super().pop_screen()

    def action_help(self) -> None:
        """Show what the screen is for, and its keys."""
        from .help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog(self.screen, self.desk.rights))

    def action_parked_orders(self) -> None:
        """Show the orders that were begun and parked."""
        self._go(OpenParkedOrders())

    def action_to_resolve(self) -> None:
        """Show what waits for a person's decision."""
        self._go(OpenToResolve())

    def action_audit(self) -> None:
        """Show who changed what."""
        self._go(OpenAudit())

    def action_budget(self) -> None:
        """Show what the month's requests were spent on."""
        self._go(OpenBudget())

    @needs(Right.SET_UP)
    def action_people(self) -> None:
        """Show who signs in, and what each may do."""
        self._go(OpenPeople())

    @work(group="edit", exclusive=True, exit_on_error=False, description="change a PIN")
    async def action_own_pin(self) -> None:
        """Let whoever is there have another PIN."""
        from ..screens.office.own_pin import change_own_pin

        if isinstance(self.screen, ShopScreen):
            await change_own_pin(self.screen)

    def action_shop(self, place: str = "") -> None:
        """Show what the shop sells, holds or drives; without a place, let one be picked."""
        from ..screens.dialogs.choose import ChooseDialog
        from ..screens.shop_menu import SHOP_PLACES

        if place:
            self._go(SHOP_PLACES[place][1])
        elif isinstance(self.screen, ShopScreen):
            may = self.desk.rights.may
            labels = {
                name: label
                for name, (label, destination) in SHOP_PLACES.items()
                if all(map(may, rights_needed(destination)))
            }
            menu = ChooseDialog("The shop", labels, places=SHOP_PLACES)
            self.push_screen(menu, self._go_to_shop)

    @needs(Right.SEE_FIGURES)
    def action_closing(self) -> None:
        """Show the closing sheets of the till."""
        self.action_shop("closing")

    def _go_to_shop(self, place: str | None) -> None:
        if place:
            self.action_shop(place)

    async def action_operations(self) -> None:
        """Open the console of all operations, with what the screen knows of ids filled in."""
        if not isinstance(self.screen, ShopScreen):
            return  # a dialog is answered first
        if hasattr(self.screen, "action_operations"):
            await self.screen.run_action("operations")
        else:
            self.go(OpenOperations())

    def notify(self, message: str, **how: Any) -> None:
        """Say a sentence over all, without the name of the operation that was refused."""
        super().notify(error_in_words(message), **how)

    @needs(Right.PAUSE)
    def action_pause(self) -> None:
        """Let the background of all programs of this computer rest, or go on."""
        self._pause()

    @work(group="pause", exclusive=True, exit_on_error=False, description="pause or resume")
    async def _pause(self) -> None:
        sync = self.desk.shop.sync
        try:
            await (sync.resume() if sync.is_paused else sync.pause())
        except CleanCloudError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        told = (
            "Fetching rests until you resume it or close this counter."
            if sync.is_paused
            else "Fetching goes on."
        )
        self.notify(told, markup=False)

    def action_deactivated(self) -> None:
        """Find a customer among those who are deactivated."""
        from ..screens.customers.deactivated import FindDeactivatedDialog

        if isinstance(self.screen, ShopScreen):
            self.push_screen(FindDeactivatedDialog(self.desk.shop), self._open_customer)

    def _open_customer(self, customer_id: str | None) -> None:
        if customer_id:
            self.go(OpenCustomer(customer_id))

    def action_staff(self) -> None:
        """Ask who is at the counter; where people sign in, let them do so."""
        from ..screens.office.staff import ask_staff

        if self.desk.shop.staffing.is_set_up:
            self.hiding.hide()
        elif isinstance(self.screen, ShopScreen):
            ask_staff(self, self.desk, self._keep_staff)

    def go(self, destination: Destination) -> None:
        """Open what a screen leads to, unless it would end in what the session may not do."""
        if all(map(self._may, rights_needed(destination))):
            go(self, self.desk, destination)

    def _go(self, destination: Destination) -> None:
        if isinstance(self.screen, ShopScreen):  # a dialog is answered first
            self.go(destination)

    async def action_quit(self) -> None:
        """End, from every screen and dialog; ask first where something would be lost."""
        from .quit import QuitDialog, WaitDialog

        if isinstance(self.screen, WaitDialog):
            self._patience = 0.0
            self.exit()
        elif not isinstance(self.screen, QuitDialog):
            self._quit()

    @work(group="quit", exclusive=True, exit_on_error=False, description="quit")
    async def _quit(self) -> None:
        from .quit import may_leave

        if await may_leave(self):
            self.exit()

    @property
    def all_screens(self) -> list[Screen[Any]]:
        """All screens that are open, in all places."""
        return [each for stack in self._screen_stacks.values() for each in stack]

    @needs(Right.CONNECT)
    def action_connect(self) -> None:
        """Connect a shop."""
        from ..screens.office.connect import ConnectScreen

        self.push_screen(
            ConnectScreen(self.desk, self.connect_shop, self._base_url, self.open_connected)
        )

    @work(group="quit", exclusive=True, exit_on_error=False, description="open the shop")
    async def open_connected(self, name: str) -> None:
        """Open a shop that was connected here."""
        await self.shops.open_connected(name)

    @work(group="quit", exclusive=True, exit_on_error=False, description="open another shop")
    async def action_switch_shop(self) -> None:
        """Open another shop."""
        if isinstance(self.screen, ShopScreen):  # a dialog is answered first
            await self.shops.choose()

    def action_no_other_shop(self) -> None:
        """Say why no other shop is opened, where that is not offered; a selection is cut."""
        if getattr(self.screen.focused, "selected_text", ""):
            raise SkipAction
        self.refuse(self.shops.why_no_other)

    @needs(Right.SET_UP)
    def action_set_up_shop(self) -> None:
        """Ask what this shop's money and days depend on."""
        self.shops.set_up()

    def _welcome(self) -> None:
        from .shops.welcome import WelcomeDialog

        if (welcomed := self._around.welcomed) is not None:
            self.push_screen(WelcomeDialog(welcomed), self._go_on)

    def _go_on(self, answer: str | None) -> None:
        """Lead on from the welcome, which is never shown again."""
        from .shops.welcome import CONNECT, KEYS

        self._note_welcomed()
        if answer == CONNECT:
            self.action_connect()
        elif answer == KEYS:
            self.action_help()

    @work(group="welcome", exit_on_error=False, description="note that you were welcomed")
    async def _note_welcomed(self) -> None:
        if (welcomed := self._around.welcomed) is not None:
            await welcomed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another shop only where there is one."""
        if action == "switch_shop":
            return self.shops.are_several
        return super().check_action(action, parameters)

    @needs(Right.SET_UP)
    def action_set_up_scanner(self) -> None:
        """Find out how the scanner sends its codes, and what the shop's codes look like."""
        from ..screens.scanner_setup.screen import CalibrationScreen

        is_free = isinstance(self.screen, ShopScreen) and not self.screen.holds_draft
        if is_free:
            self.push_screen(CalibrationScreen(self.desk, self.lane, self.keep_scan_setup))

    def watch_theme(self, theme: str) -> None:
        """Keep the colours that somebody chose."""
        if self._loop is not None:  # else it is made, and nobody chose anything yet
            self._keep_theme(theme)

    @work(group="theme", exclusive=True, exit_on_error=False, description="keep the colours")
    async def _keep_theme(self, theme: str) -> None:
        await self.set_up.keep_theme(theme)

    @work(group="staff", exclusive=True, exit_on_error=False, description="keep the name")
    async def _keep_staff(self, name: str) -> None:
        await self.set_up.keep("staff", name)

    @work(group="quit", exclusive=True, exit_on_error=False, description="open the shop anew")
    async def action_open_anew(self) -> None:
        """Open the shop once more, as it is set now; ask first where something would be lost."""
        await self.shops.open_anew()

    # What Textual can do to this computer

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open an address in a browser, or in what the system has in its place."""
        if self._may(Right.OPEN):
            super().open_url(url, new_tab=new_tab)

    def deliver_text(self, *arguments: Any, **named: Any) -> str | None:
        """Write a file, such as a picture of the screen."""
        return super().deliver_text(*arguments, **named) if self._may(Right.SAVE) else None

    def deliver_binary(self, *arguments: Any, **named: Any) -> str | None:
        """Write a file."""
        return super().deliver_binary(*arguments, **named) if self._may(Right.SAVE) else None

    def save_screenshot(self, *arguments: Any, **named: Any) -> str:
        """Write a picture of the screen."""
        return super().save_screenshot(*arguments, **named) if self._may(Right.SAVE) else ""

    def refuse(self, refusal: str) -> None:
        """Say why something is not done."""
        self.notify(refusal, severity="error", markup=False)

    def _may(self, right: Right) -> bool:
        """Tell whether the session may do something; where it may not, say so on the screen."""
        if refusal := self.desk.rights.refusal(right):
            self.refuse(refusal)
        return not refusal

    def run_worker(self, work: WorkType[Result], *arguments: Any, **options: Any) -> Worker[Result]:
        """Let whoever starts a worker finish before it begins."""
        return super().run_worker(after_this(work), *arguments, **options)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell when a worker failed over something that was not foreseen."""
        if event.state is WorkerState.ERROR:
            self.notify(logged_failure(event.worker), severity="error", markup=False)
            if isinstance(error := event.worker.error, ImportError | SyntaxError):
                endings.note(error)  # the program is damaged, which is seen to at the end

    # However it ends: `endings.Ender`

    def end(self, code: int) -> None:
        """End soon, whatever is on the screen; from any thread, and from a signal."""
        self._patience = _HURRIED_SECONDS
        self._soon(partial(self.exit, return_code=code))

    def fail(self, error: BaseException) -> None:
        """End soon over an error that nobody caught; the command line has a sentence for it."""
        self.failure = self.failure or error
        self.end(1)

    def put_terminal_right(self) -> None:
        """Give the terminal back at once."""
        put_right = getattr(self._driver, "put_right", None)
        if put_right is not None:
            put_right()

    def paint_anew(self) -> None:
        """Paint everything, for something else may have been painted over it."""
        paint = getattr(self._driver, "paint_anew", None)
        if paint is not None:
            paint()

    def _soon(self, call: Callable[[], object]) -> None:
        if self._loop is None:
            call()  # it has not begun, and will not
        else:
            with contextlib.suppress(RuntimeError):  # it has ended
                self._loop.call_soon_threadsafe(call)

    def _fatal_error(self) -> None:
        # Textual would print the traceback, with the variables of every frame. The command line
        # has a sentence for it, and the traceback goes to the log.
        self.failure = self._exception
        self._close_messages_no_wait()

    def _search_screen(self) -> SearchScreen:
        return SearchScreen(self.desk)

    def _scan_screen(self) -> ShopScreen:
        from ..screens.scanning.screen import ScanScreen

        return ScanScreen(self.desk)

    def _summary_screen(self) -> ShopScreen:
        from ..screens.summary.screen import SummaryScreen

        return SummaryScreen(self.desk)
