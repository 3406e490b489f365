from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker

from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.app.shops.around import Around
from cleancloud_tui.commands.counter import settle
from cleancloud_tui.composition import order_rules
from cleancloud_tui.screens.desk import Desk
from cleancloud_tui.screens.yes import KeyPace
from cleancloud_tui.shop.connection.status import ConnectionState
from cleancloud_tui.shop.new_order.usual_taxes import SETTLED_FOR, settled_as
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.shop.sync import background as sync
from cleancloud_tui.shop.sync.changes import ASKED_AT
from cleancloud_tui.shop.sync.first_fill import FILLED_AT
from cleancloud_tui.wording.values import Wording
from tests.host import Host, shop_of_40
from tests.patience import HUNG_SECONDS

UNKNOWN = ConnectionState.UNKNOWN
AT_ANY_PACE = KeyPace(0, 0)
"""A yes is a yes however close to another key: nobody here is as slow as a person."""

PERSON_SECONDS = 0.05
"""Between two keys of a person: what comes faster is taken for a scanner's."""

KEY_NAMES = {" ": "space", "\r": "enter", "\n": "ctrl+j", "\t": "tab"}

_MOMENT = 0.02
"""Seconds: a screen is painted, and what waits for that is done, 60 times in each second."""

_TURN = 0.001
"""Seconds from one look at the event loop to the next."""


async def nothing_is_left_to_do(*_: float) -> None:
    """Wait until the event loop has nothing to do, now or in a moment, such as to lay out.

    Textual's own looks at how busy the processor is, which tells little on a machine where others
    work, and takes a fiftieth of a second each time.
    """
    loop: Any = asyncio.get_running_loop()
    until = loop.time() + _MOMENT
    turn = _TURN  # not 0: two that wait would keep one another at work
    while True:
        await asyncio.sleep(turn)
        due = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
        first = min(due, default=until)
        if loop._ready:  # nothing public tells it
            turn = _TURN
        elif first < until:
            turn = max(_TURN, first - loop.time())
        else:
            return


_unpainted: WeakSet[Screen[Any]] = WeakSet()
_paint_now = Screen._compositor_refresh


def _paint_later(screen: Screen[Any]) -> None:
    """Note that a screen changed: what it shows in between costs a third of a test's time.

    It is painted once all is settled: what can't be painted is found.
    """
    screen._dirty_widgets.clear()  # what they cover is noted, too
    _unpainted.add(screen)


def _paint() -> bool:
    """Paint the screens that changed, as a person sees them; tell whether there were any."""
    changed = [screen for screen in _unpainted if screen.is_running and screen.is_current]
    _unpainted.clear()
    for screen in changed:
        with screen._context():
            _paint_now(screen)
    return bool(changed)


async def all_is_painted(*_: float) -> None:
    """Wait until nothing is left to do, and all that changed is painted."""
    await nothing_is_left_to_do()
    while _paint():
        await nothing_is_left_to_do()


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot wait until nothing is left to do, and screens be painted then."""
    monkeypatch.setattr(textual.app, "wait_for_idle", nothing_is_left_to_do)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", all_is_painted)
    monkeypatch.setattr(Screen, "_compositor_refresh", _paint_later)


@dataclass
class Counter:
    """The counter in a terminal of 80×24, over the real client and the practice shop."""

    app: CounterApp
    pilot: Pilot[Any]
    pressed_at: float = 0.0

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before set off has ended."""
        for key in keys:
            await self.take_time()
            await self.app._press_keys([key])  # Pilot.press waits as settle does, once more
            await self.settle()

    async def take_time(self) -> None:
        """Wait for as long as a person takes from the key before, and note that one is pressed."""
        since = time.monotonic() - self.pressed_at
        await asyncio.sleep(max(0.0, PERSON_SECONDS - since))
        self.pressed_at = time.monotonic()

    async def type(self, text: str) -> None:
        """Type characters one after another, without waiting for any."""
        await self.take_time()
        for sign in text:
            self.app.post_message(Key(KEY_NAMES.get(sign, sign), sign))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text."""
        await self.take_time()
        self.app.post_message(Paste(text))
        await self.settle()

    async def until(self, comes: Callable[[], object]) -> None:
        """Wait for what comes later by itself, such as a message after a while."""
        async with asyncio.timeout(HUNG_SECONDS):
            while not comes():
                await nothing_is_left_to_do()
                await asyncio.sleep(0.01)
        await all_is_painted()

    async def send_what_waits(self) -> None:
        """Have what waited for a connection sent: here, or by the background that was quicker."""
        shop = self.app.desk.shop
        await shop.outbox.round()
        async with asyncio.timeout(HUNG_SECONDS):
            while await shop.journal.entries.goes_on():
                await self.pilot.pause(0.01)
        await shop.outbox.see_standing()
        await self.settle()

    async def hit(self, *keys: str) -> None:
        """Press named keys one after another, without waiting for what any of them does."""
        await self.take_time()
        for key in keys:
            self.app.post_message(Key(key, None))
        await self.settle()

    async def settle(self, or_when: Callable[[], bool] = lambda: False) -> None:
        """Wait until no worker runs, but those that wait for an answer of the user.

        Args:
            or_when: Tells that something else is waited for, and keys are through.
        """
        until = time.monotonic() + HUNG_SECONDS

        def is_through() -> bool:
            return not self._are_keys_held and (not self._is_at_work or or_when())

        while True:
            await nothing_is_left_to_do()
            if is_through():
                await all_is_painted()
                if is_through():  # and nothing was begun meanwhile
                    return
            assert time.monotonic() < until, f"{self._what_is_waited_for}\n{self.text}"
            await asyncio.sleep(0.005)

    @property
    def _what_is_waited_for(self) -> str:
        waits = {
            "lane": self.app.lane.is_waiting,
            "yes": self.app.yes.is_holding,
            "news": self.app.news.is_due,
            "filling": self._is_filling,
        }
        named = [name for name, is_waited_for in waits.items() if is_waited_for]
        return f"{named} {[worker for worker in self.app.workers if self._is_busy(worker)]}"

    @property
    def _are_keys_held(self) -> bool:
        return self.app.lane.is_waiting or self.app.yes.is_holding

    @property
    def _is_at_work(self) -> bool:
        return self.app.news.is_due or self._is_filling or any(map(self._is_busy, self.app.workers))

    def is_asking_what_changed(self, since: float) -> bool:
        """Whether the counter still asks what changed before it was opened."""
        shop = self.app.desk.shop
        is_online = shop.connection.state is ConnectionState.ONLINE
        return is_online and (shop.mirror.facts.done_at(ASKED_AT) or 0.0) < since

    @property
    def _is_filling(self) -> bool:
        shop = self.app.desk.shop
        is_online = shop.connection.state is ConnectionState.ONLINE
        rests = shop.sync.is_paused or shop.sync.backoff.is_on()
        return is_online and not rests and not shop.mirror.facts.get(FILLED_AT)

    def _is_busy(self, worker: Worker[Any]) -> bool:
        asks = self.app.desk.leads.asks(worker, self.app)
        goes_on = worker.group == "keep current"
        return not worker.is_finished and not asks and not goes_on

    @property
    def is_asking(self) -> bool:
        return self.app.screen.is_modal

    @property
    def notices(self) -> list[str]:
        """What was told beside the screens, the oldest first."""
        return [str(each.message) for each in self.app._notifications]  # nothing public tells it

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.fixture(autouse=True)
def _background_only_where_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the background do nothing by itself because a test took long."""
    monkeypatch.setattr(sync, "_ROUND_SECONDS", 3600.0)


@dataclass(frozen=True)
class _Known:
    """Files of a computer that knows the whole shop, and the moment at which it did."""

    directory: Path
    now: float


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> _Known:
    """Made once: filling a mirror takes half a second, which hundreds of tests need not spend."""
    directory = tmp_path_factory.mktemp("known")

    async def fill() -> float:
        async for host in shop_of_40(directory):
            shop = host.open()
            await shop.fill(lambda _: None)
            await shop.sync.catch_up()
            # Somebody was asked about the taxes before.
            await shop.mirror.facts.remember(SETTLED_FOR, settled_as(OrderRules().rates))
            await shop.aclose()  # now: what is copied must not change meanwhile
            return host.now
        raise AssertionError("no shop")

    return _Known(directory, asyncio.run(fill()))


@pytest.fixture
async def host(tmp_path: Path, known: _Known) -> AsyncIterator[Host]:
    """A shop of 40 customers, all of it known on this computer."""
    shutil.copytree(known.directory, tmp_path, dirs_exist_ok=True)
    async for each in shop_of_40(tmp_path):
        each.now = known.now
        yield each


@pytest.fixture
async def unread_host(tmp_path: Path) -> AsyncIterator[Host]:
    """The same shop, on a computer that knows nothing of it yet."""
    async for each in shop_of_40(tmp_path):
        yield each


Open = Callable[..., AbstractAsyncContextManager[Counter]]


async def _connect(name: str, base_url: str, token: str) -> None:
    raise AssertionError("no shop is connected here")


def desk_at(host: Host, **options: Any) -> Desk:
    wording = Wording(lambda: datetime.fromtimestamp(host.now, UTC), UTC, "$")
    rules = options.pop("order_rules", OrderRules())
    is_place_first = options.pop("is_place_first", True)
    settings = options.pop("settings", None)
    desk = Desk(
        host.open(**options),
        wording,
        "Acme",
        True,
        order_rules=lambda: order_rules(settings.shop) if settings else rules,
        is_place_first=is_place_first,
    )
    if settings:
        desk.settings = settings
        settings.subscribe(partial(settle, desk))
    return desk


@asynccontextmanager
async def opened(host: Host, *, size: tuple[int, int] = (80, 24), **options: Any) -> Any:
    connect, hide_seconds = options.pop("connect", _connect), options.pop("hide_seconds", 0)
    yes_pace = options.pop("yes_pace", AT_ANY_PACE)
    around = options.pop("around", Around())
    desk = desk_at(host, **options)
    app = CounterApp(
        desk,
        connect=connect,
        base_url="https://cleancloudapp.com/api",
        hide_seconds=hide_seconds,
        yes_pace=yes_pace,
        around=around,
        uptime=host.uptime,
        theme="textual-dark",  # on whatever terminal the tests run
    )
    opened_at = host.now
    async with app.run_test(size=size) as pilot:
        counter = Counter(app, pilot)
        async with asyncio.timeout(HUNG_SECONDS):
            while desk.shop.connection.state is UNKNOWN or counter.is_asking_what_changed(
                opened_at
            ):
                await pilot.pause()
        await counter.settle()
        yield counter


@pytest.fixture
async def open_counter(host: Host) -> Open:
    """Opens the counter on the host, again and again on the same files."""

    def open_it(**options: Any) -> AbstractAsyncContextManager[Counter]:
        return opened(host, **options)

    return open_it


@pytest.fixture
async def counter(open_counter: Open) -> AsyncIterator[Counter]:
    """The counter, its mirror filled."""
    async with open_counter() as each:
        yield each
