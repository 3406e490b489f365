"""Keeping the mirror current: one process of the host asks, all of them see what it learned.

Whoever holds the lease (`lease.py`) fills the mirror and then does the jobs (`jobs.py`) when
they are due. The others look, twice a second, whether another process wrote to the mirror.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Final

from ...api.errors import (
    AskingRefusedError,
    CleanCloudError,
    RefusedError,
    TooLargeError,
)
from ...api.http.joining import Before
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.request import Request
from ...api.rights import EVERYTHING, Right, Rights
from ..budget.plan import AskingPlan
from ..mirror.counting.behind import NOT_COUNTED, count_all
from ..mirror.mirror import Mirror
from ..presence import Presence
from ..reading import Reader, Reply, SendRequest
from ..records import Change
from .backoff import SyncBackoff
from .comparison import OPEN, OWED, OrderComparison
from .first_fill import FILLED_AT, Filling
from .jobs import SIGN_UPS_READ_AT, Changes, Garments, Job, NewCustomers, Retention
from .lease import Lease, LeaseLostError
from .nameless import NamelessCustomers
from .schedules import Schedules, WantedSchedules
from .weekly_sweep import WeeklySweep

if TYPE_CHECKING:
    from ..connection.status import ConnectionStatus

_LOOK_SECONDS: Final = 0.5
"""How often it is looked whether another process wrote: what it read is seen within a second."""

_ROUND_SECONDS: Final = 3.0
"""How often it is looked what is due: never longer, so that a machine that slept catches up."""

_PLAN_SECONDS: Final = 60.0
"""How long a plan is followed before another one is made."""

_COUNT_SECONDS: Final = 60.0
"""How often it is looked whether orders are to be counted: where nobody else is, after that."""

_AFTER_FAILURE_SECONDS: Final = 30.0

_PAUSED_BY: Final = "background paused by"
"""The fact that tells the token of the process in which the background was paused."""

_log = logging.getLogger(__name__)


class Sync:
    """Keeps one shop's mirror current, in the background.

    Args:
        mirror: What is kept current, for all processes of the host.
        wanted: Tells whose repeat pickups are to be read.
        call: Sends a request.
        presence: This process's sign of life.
        plan: Makes a plan, given whether little changes and whether changes come thick.
        make_filling: Makes a go at filling the mirror, over a reader.
        connection: Tells whether the API answered whoever asked last.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
        time_zone: The shop's.
        report: Is told what changed.
        retention: Forgets customers who were not in for long, where the shop wants that.
        notify: Is told, as a sentence for people, what was not understood.
        rights: Whether this session may forget anybody, and pause.

    Attributes:
        is_holder: Whether this process is the one that asks, as of the last look.
    """

    def __init__(
        self,
        *,
        mirror: Mirror,
        wanted: WantedSchedules,
        call: SendRequest,
        presence: Presence,
        plan: Callable[[bool, bool], Awaitable[AskingPlan]],
        make_filling: Callable[[Reader], Filling],
        connection: Callable[[], ConnectionStatus],
        clock: Callable[[], float],
        uptime: Callable[[], float],
        time_zone: tzinfo,
        report: Callable[[Sequence[Change]], None],
        retention: Callable[[], Awaitable[object]],
        notify: Callable[[str], None],
        rights: Rights = EVERYTHING,
    ) -> None:
        self.is_holder = False
        self._mirror = mirror
        self._call = call
        self._presence = presence
        self._lease = Lease(mirror.file, presence, uptime)
        self._make_plan = plan
        self.plan: tuple[float, AskingPlan] | None = None
        self._make_filling = make_filling
        self._filling: Filling | None = None
        self._clock = clock
        self._report = report
        self._rights = rights
        self._notify = notify
        self._said: set[str] = set()
        self.backoff = SyncBackoff(connection, clock)
        self._closed = False
        self._loops: list[asyncio.Task[None]] = []
        self._woken = asyncio.Event()
        self._is_asked_for = False
        self._peoples_reader = Reader(mirror, call, clock, report)
        self.reader = Reader(mirror, self._call_as_holder, clock, report)
        newcomers = NewCustomers(mirror, clock, self.reader, time_zone)
        self.changes = Changes(mirror, clock, self.reader, newcomers)
        self.jobs: list[Job] = [
            self.changes,
            newcomers,
            NamelessCustomers(mirror, clock, self.reader),
            Garments(mirror, clock, self.reader),
            OrderComparison(mirror, clock, self.reader, OPEN),
            OrderComparison(mirror, clock, self.reader, OWED),
            WeeklySweep(mirror, clock, self.reader, report),
            Schedules(mirror, clock, self.reader, wanted),
        ]
        if rights.of_session.may(Right.FORGET):  # else it is left to a session that may
            self.jobs.append(Retention(mirror, clock, retention))

    async def run(self) -> None:
        """Go on until cancelled or closed."""
        async with asyncio.TaskGroup() as loops:
            for work, sleep in (
                (self.look, partial(asyncio.sleep, _LOOK_SECONDS)),
                (self.count, partial(asyncio.sleep, _COUNT_SECONDS)),
                (self._fill, partial(asyncio.sleep, _ROUND_SECONDS)),
                (self._do_jobs, self._sleep_unless_woken),
            ):
                self._loops.append(loops.create_task(self._repeat(work, sleep)))

    async def aclose(self) -> None:
        """Ask for nothing more, and let another process go on at once."""
        self._closed = True
        self.is_holder = False
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        with contextlib.suppress(CleanCloudError):  # then it ends by itself
            await self._lease.give_back()

    async def look(self) -> None:
        """Tell of it if another process wrote to the mirror since the last look.

        Raises:
            StorageError: The mirror can't be read.
        """
        if await self._mirror.file.was_written_elsewhere():
            self.backoff.hope()  # it may have been an answer
            self._report([Change("elsewhere")])

    async def count(self) -> None:
        """Count the orders that were read by a version that counted none.

        Raises:
            StorageError: It could not be written; what is counted is kept.
        """
        if self._mirror.facts.get(NOT_COUNTED):
            await count_all(self._mirror.file, lambda: self._report([Change("order")]))

    async def round(self) -> None:
        """Do once what `run` does again and again: fill what is missing, then what is due."""
        await self._fill()
        await self._do_jobs()

    async def catch_up(self) -> bool:
        """Do at once all that is due, for a person or a script that waits for it.

        Returns:
            False where another process of the host is the one that asks.

        Raises:
            CleanCloudError: It can't go on; what was read is kept, and the next go continues.
        """
        await self.count()
        await self.hold()
        if not self.is_holder:
            return False
        if not self._mirror.facts.get(FILLED_AT):
            await self._fill_all()
        await self.changes.ask(self.reader, background=True)
        for job in self.jobs:
            await self._do(job)
        return True

    def wake(self) -> None:
        """Ask for changes now, whoever holds the lease: a person wants to see them."""
        self._is_asked_for = True
        self._woken.set()

    # Pausing

    @property
    def is_paused(self) -> bool:
        """Whether the background was paused, in a process of this host that still runs."""
        paused_by = self._mirror.facts.get(_PAUSED_BY)
        return bool(paused_by) and self._presence.is_alive(paused_by)

    async def pause(self) -> None:
        """Let the background of all processes of this host rest, while this one runs.

        Raises:
            ReadOnlyError: Nothing may be paused or resumed in this session.
            StorageError: The mirror can't be written.
        """
        self._rights.require(Right.PAUSE)
        await self._mirror.facts.remember(_PAUSED_BY, self._presence.token)
        self._pause_filling()

    async def resume(self) -> None:
        """Let the background go on, in whichever process it was paused.

        Raises:
            ReadOnlyError: Nothing may be paused or resumed in this session.
            StorageError: The mirror can't be written.
        """
        self._rights.require(Right.PAUSE)
        await self._mirror.facts.remember(_PAUSED_BY, "")
        self._pause_filling()
        self._woken.set()

    def _pause_filling(self) -> None:
        if self._filling is not None:
            if self.is_paused:
                self._filling.pause()
            else:
                self._filling.resume()

    # What the loops do

    async def _repeat(
        self, work: Callable[[], Awaitable[None]], sleep: Callable[[], Awaitable[None]]
    ) -> None:
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001  (the background outlives its mistakes)
                traceback = None if isinstance(error, CleanCloudError) else error
                _log.warning("the mirror is not kept current: %s", error, exc_info=traceback)
                await asyncio.sleep(_AFTER_FAILURE_SECONDS)
            else:
                await sleep()

    async def _sleep_unless_woken(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), _ROUND_SECONDS)
        self._woken.clear()

    async def _fill(self) -> None:
        """Read what is missing of a mirror that was never full."""
        if self._mirror.facts.get(FILLED_AT) or not await self._may_work():
            return
        await self._attempt("the first fill", self._fill_all)

    async def _fill_all(self) -> None:
        if self._mirror.facts.done_at(SIGN_UPS_READ_AT) is None:
            await self._mirror.facts.remember_done(SIGN_UPS_READ_AT, self._clock())
        self._filling = self._make_filling(self.reader)
        try:
            await self._filling.run()
        finally:
            self._filling = None

    async def _do_jobs(self) -> None:
        if self._is_asked_for:
            self._is_asked_for = False
            self.backoff.end()
            self.backoff.put_off_nothing()
            ask = partial(self.changes.ask, self._peoples_reader, background=False)
            await self._attempt("Changes", ask)
        may_work = await self._may_work()
        self._pause_filling()
        if not may_work:
            return
        is_filled = bool(self._mirror.facts.get(FILLED_AT))
        for job in self.jobs if is_filled else [self.changes]:
            if not await self._attempt(type(job).__name__, partial(self._do, job)):
                return

    async def _do(self, job: Job) -> None:
        await job.do(await self._planned())

    async def _planned(self) -> AskingPlan:
        now = self._clock()
        if self.plan is None or not 0 <= now - self.plan[0] < _PLAN_SECONDS:
            changes = self.changes
            self.plan = now, await self._make_plan(changes.is_quiet, changes.is_thick)
        return self.plan[1]

    # What may go on, and what went wrong

    async def _may_work(self) -> bool:
        """Seek or renew the lease; tell whether there is anything to do for its holder."""
        await self._attempt("the lease", self.hold)
        return self.is_holder and not self.is_paused and not self.backoff.is_on()

    async def hold(self) -> None:
        """Seek the lease, or renew it."""
        is_held = False
        try:
            is_held = not self._closed and await self._lease.hold()
        finally:
            self.is_holder = is_held and not self._closed

    async def _require_lease(self, operation: str) -> None:
        await self.hold()
        if not self.is_holder:
            raise LeaseLostError(operation)

    async def _call_as_holder(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Reply:
        """Send a request, if this process still is the one that asks when it leaves."""
        still_holds = partial(self._require_lease, request.name)
        await still_holds()
        reply = await self._call(
            request,
            background=background,
            purpose=purpose,
            before=before or still_holds,
        )
        self.backoff.end()
        return reply

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._notify(sentence)

    async def _attempt(self, name: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Do a piece of work, however it ends; tell whether to go on with others."""
        if self.backoff.is_put_off(name):
            return True
        try:
            await work()
        except LeaseLostError:
            return False
        except AskingRefusedError as error:
            self.backoff.after(error)
        except NotUnderstoodError as error:
            self.backoff.put_off(name)
            self._say_once(str(error))
            return True
        except (RefusedError, TooLargeError) as error:
            self.backoff.put_off(name)
            self._say_once(f"{error} What is known stays; it is asked again in ten minutes.")
            _log.warning("%s: %s", name, error)
            return True
        except CleanCloudError as error:
            self.backoff.after(error)
        except Exception:  # noqa: BLE001  (the others are done all the same)
            self.backoff.put_off(name)
            _log.exception("%s failed and is tried again later", name)
            return True
        else:
            return True
        return False
