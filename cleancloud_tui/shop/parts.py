"""How a shop's parts are put together, each made when it is first needed.

What asks and changes is imported then, too: a screen is up before that, a fifth of a second
earlier.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..api.errors import CleanCloudError
from ..api.operations import OPERATIONS
from ..api.rights import EVERYTHING, Right, Rights
from ..api.true_time import TrueClock
from ..api.uptime import boot, uptime
from ..stores.aside import Told, take_note, told_of
from .connection_state import Connection, ConnectionState, connection_after
from .database import StorageError
from .disk import Disk
from .kept_time import KeptTime
from .mirror.facts import RETENTION_ASKS
from .mirror.mirror import Mirror
from .presence import Presence
from .records import Change, FillProgress
from .too_many import TooMany

if TYPE_CHECKING:
    from ..api.http.joining import Before
    from ..api.request import Request
    from .budget.budget import Budget
    from .client import Client
    from .exports.files import Exports
    from .forgetting import Forgetting
    from .journal.drafts import Drafts
    from .journal.entries import Standing
    from .journal.journal import Journal
    from .opening_hours import OpeningHours
    from .orders.photos import Photos
    from .reading import Reader, Reply
    from .scans.scans import Scans
    from .scans.waiting import WaitingScans
    from .sync.background import Upkeep
    from .sync.first_fill import Filling
    from .tickets.ticket_files import TicketFiles
    from .writes.audit import AuditTrail
    from .writes.declaration import Writes
    from .writes.door import WriteDoor
    from .writes.outbox import Outbox
    from .writes.outcomes import Outcomes
    from .writes.sending import Sender


class Parts:
    """One shop's mirror, journal and way to the API, and all that works with them.

    It is for the event loop's thread, opened there too: opening takes a few milliseconds.

    Args:
        directory: Of the shop's files on this host; made where there is none.
        connect: Makes the client; awaited once, when something is first sent.
        time_zone: The shop's.
        first_day: The shop's first day, where it is known: nothing older is read.
        hours: When the shop is open; the usual hours where that is not known.
        rights: What may be done in this session.
        may_charge: Whether saved cards may be charged from this terminal.
        patience: Seconds after sending at which a write whose reply was lost is looked for first.
        doubt: Seconds after sending until which it may still be carried out.
        retention_months: After how many without an order a customer is forgotten; 0 for never.
        writes: What is known of each write operation; those of the catalogue where not told.
        stores: All files whose damage is told, those of the directory and others.
        clock: Tells Unix seconds, by this computer's clock.
        uptime: Tells seconds by a clock that nobody can set.
        boot: Tells this start of the computer from others.

    Attributes:
        connection: Whether the API answers, and the last sentence about it.
        rights: What may be done in this session.
        staff: Who is at the counter, for the audit trail; empty where nobody said so.
        may_charge: Whether saved cards may be charged from this terminal.
        order_at_hand: The order that was opened last, or whose ticket was scanned; empty for none.
        notices: Sentences for people about what was found out or could not be kept, the oldest
            first.
    """

    def __init__(
        self,
        *,
        directory: Path,
        connect: Callable[[], Awaitable[Client]],
        time_zone: tzinfo,
        first_day: date | None = None,
        hours: OpeningHours | None = None,
        rights: Rights = EVERYTHING,
        may_charge: bool = True,
        patience: float = 5.0,
        doubt: float = 300.0,
        retention_months: int = 0,
        writes: Writes | None = None,
        stores: Sequence[Path] = (),
        clock: Callable[[], float] = time.time,
        uptime: Callable[[], float] = uptime,
        boot: Callable[[], str] = boot,
    ) -> None:
        self.connection = Connection()
        self._filled: FillProgress | None = None
        self.staff = ""
        self.order_at_hand = ""
        self.notices: list[str] = []
        self._connect = connect
        self._connecting = asyncio.Lock()
        self._client: Client | None = None
        self._closed = False
        self._subscribers: list[Callable[[Change], None]] = []
        self._time_zone = time_zone
        self._first_day = first_day
        self._hours = hours
        self.rights = rights
        self.may_charge = may_charge
        self._lost = patience, doubt
        self._retention_months = retention_months
        self._clock = TrueClock(clock, uptime, boot)
        self._uptime = uptime
        self._directory = directory
        self._mirror_file = directory / "mirror.db"
        self._journal_file = directory / "journal.db"
        self._writes = writes
        self._operations = [each.name for each in writes] if writes else OPERATIONS.keys()
        self._stores = stores
        folders = {directory, *(path.parent for path in stores)}
        self.disk = Disk(folders, self._say, self._disk_changed)
        self._mirror = Mirror(self._mirror_file, self._clock, self._say, self.disk.failed)
        self._time = KeptTime(self._mirror, self._clock)
        self._time.recall()
        self._presence = Presence(directory / "processes")

    @property
    def damage(self) -> list[Told]:
        """What was damaged, and what was done about it; until somebody has taken note."""
        own = (self._mirror_file, self._journal_file)
        return told_of(dict.fromkeys((*own, *self._stores)))

    def take_note(self, told: Sequence[Told]) -> None:
        """Say nothing more of damage that somebody has read of.

        Raises:
            ReadOnlyError: Nothing may be changed in this session.
            StorageError: It can't be kept.
        """
        self.rights.require(Right.TAKE_NOTE)
        try:
            take_note(told)
        except OSError as error:
            raise StorageError(self._directory, error) from error
        self._tell([Change("damage")])

    def now(self) -> datetime:
        """Return how late it is: by CleanCloud's clock, where this computer's is wrong."""
        return datetime.fromtimestamp(self._clock(), UTC)

    @property
    def clock_ahead(self) -> float | None:
        """By how many seconds this computer's clock is ahead of CleanCloud's, behind below 0.

        None where CleanCloud told no time since the computer was started.
        """
        return self._clock.ahead

    @property
    def retention_asks(self) -> TooMany | None:
        """What is to be forgotten only once a person says so; None for nothing."""
        return TooMany.of_text(self._mirror.facts.get(RETENTION_ASKS))

    @property
    def filling(self) -> FillProgress | None:
        """How far filling the mirror is, in whichever process; None before it began."""
        told = (self._filled, self._mirror.facts.fill_progress())
        known = [each for each in told if each is not None]
        return max(known, key=lambda each: (each.finished, each.done), default=None)

    @cached_property
    def writes(self) -> Writes:
        """What is known of each write operation."""
        from .writes.declarations import WRITES

        return self._writes or WRITES

    @cached_property
    def audit(self) -> AuditTrail:
        """Who changed what."""
        from .writes.audit import AuditTrail

        return AuditTrail(self._journal, self.writes)

    @cached_property
    def forgetting(self) -> Forgetting:
        """What removes customers from this host for good."""
        from .forgetting import Forgetting

        return Forgetting(
            self._mirror, self._journal, self.tickets, self._clock, self._tell, self.rights
        )

    @cached_property
    def tickets(self) -> TicketFiles:
        """The tickets that were saved as files."""
        from .tickets.ticket_files import TicketFiles

        return TicketFiles(self._directory / "tickets", self.rights)

    @cached_property
    def exports(self) -> Exports:
        """The files that rows are written to, for a spreadsheet."""
        from .exports.files import Exports

        return Exports.of(self._directory, self.rights)

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed into forms and not sent yet."""
        from .journal.drafts import Drafts

        return Drafts(self._journal, self._presence, self._clock, lambda: self.staff, self.rights)

    @cached_property
    def budget(self) -> Budget:
        """What the month's requests are spent on, and how far they last."""
        from .budget.budget import Budget

        return Budget(
            self._connected,
            clock=self._clock,
            time_zone=self._time_zone,
            hours=self._hours,
            tell=self._tell,
        )

    @cached_property
    def photos(self) -> Photos:
        """The photos of orders."""
        from .orders.photos import Photos

        return Photos(self._reader, self._connected)

    @cached_property
    def scans(self) -> Scans:
        """What is scanned, and what was."""
        from .journal.schema import journal_store
        from .scans.scans import Scans

        _ = self._journal  # makes the file
        store = journal_store(self._journal_file, self._operations)
        return Scans(self._mirror, self._reader, store, self._clock, self._say, self.rights)

    @cached_property
    def waiting_scans(self) -> WaitingScans:
        """What was scanned and can't be looked up yet."""
        from .scans.waiting import WaitingScans

        return WaitingScans(lambda: self.drafts)

    @cached_property
    def outbox(self) -> Outbox:
        """What is written down and not settled yet."""
        from .journal.doubt import Doubt
        from .writes.outbox import Outbox

        return Outbox(
            journal=self._journal,
            sender=self._sender,
            outcomes=self._outcomes,
            write=lambda request, instead_of: self._door.write(request, instead_of=instead_of),
            rights=self.rights,
            doubt=Doubt(*self._lost),
            clock=self._clock,
            uptime=self._uptime,
            tell=self._tell,
            say=self._say,
        )

    @property
    def standing(self) -> Standing | None:
        """How many changes are not settled, as last seen; None before anything was sent."""
        return self.outbox.standing if "outbox" in vars(self) else None

    @cached_property
    def _reader(self) -> Reader:
        from .reading import Reader

        return Reader(self._mirror, self._call, self._clock, self._tell)

    @cached_property
    def _journal(self) -> Journal:
        from .journal.journal import Journal

        return Journal(
            self._journal_file,
            self._presence,
            self._clock,
            self._say,
            uptime=self._uptime,
            failed=self.disk.failed,
            operations=self._operations,
        )

    @cached_property
    def _sender(self) -> Sender:
        from .writes.sending import Sender

        return Sender(
            writes=self.writes,
            mirror=self._mirror,
            journal=self._journal,
            reader=self._reader,
            call=self._call,
            clock=self._clock,
            tell=self._tell,
            say=self._say,
        )

    @cached_property
    def _outcomes(self) -> Outcomes:
        from .writes.outcomes import Outcomes
        from .writes.verdict import Sources

        journal = self._journal
        sources = Sources(
            self._reader,
            self._mirror,
            journal.entries.ids_told,
            journal.entries.twins,
            journal.entries.paid_beside,
            self._uptime,
        )
        return Outcomes(self.writes, sources)

    @cached_property
    def _door(self) -> WriteDoor:
        from .writes.door import WriteDoor

        return WriteDoor(
            writes=self.writes,
            mirror=self._mirror,
            journal=self._journal,
            sender=self._sender,
            reader=self._reader,
            outbox=self.outbox,
            rights=self.rights,
            may_charge=self.may_charge,
            staff=lambda: self.staff,
        )

    @cached_property
    def upkeep(self) -> Upkeep:
        """What keeps the mirror current."""
        from .sync.background import Upkeep

        return Upkeep(
            mirror=self._mirror,
            call=self._call,
            presence=self._presence,
            plan=lambda quiet, thick: self.budget.plan(quiet, thick=thick),
            make_filling=self._new_filling,
            connection=lambda: self.connection,
            clock=self._clock,
            uptime=self._uptime,
            time_zone=self._time_zone,
            tell=self._tell,
            retention=lambda: self.forgetting.forget_old(self._retention_months),
            rights=self.rights,
        )

    def _new_filling(
        self, reader: Reader, on_progress: Callable[[FillProgress], None] | None = None
    ) -> Filling:
        from .sync.first_fill import Filling

        def progress(made: FillProgress) -> None:
            self._filled = made
            if on_progress is not None:
                on_progress(made)
            self._tell([Change("filling")])

        return Filling(
            self._mirror,
            reader,
            clock=self._clock,
            time_zone=self._time_zone,
            first_day=self._first_day,
            on_progress=progress,
        )

    async def print_ticket(self, text: str, command: str, encoding: str = "utf-8") -> None:
        """Print a ticket by the shop's command, in its printer's encoding.

        Raises:
            UnknownPrintError: It is not known whether it worked.
            CleanCloudError: It did not work, or is not for this session.
        """
        from .tickets.printing import print_text

        self.rights.require(Right.PRINT)
        await print_text(text, command, encoding=encoding)

    @property
    def under_way(self) -> tuple[str, ...]:
        """The writes whose answers are awaited, in words."""
        return self._door.out if "_door" in vars(self) else ()

    async def answers(self) -> bool:
        """Wait for the answers of what is under way, within bounds; tell whether all went well."""
        return await self._door.settled()

    async def aclose(self, patience: float | None = None) -> None:
        """Finish the writes that are out, then close everything; again is harmless.

        Args:
            patience: Seconds to wait for their answers, instead of the usual; what comes later is
                looked up the next time.
        """
        if self._closed:
            return
        self._closed = True
        if "upkeep" in vars(self):
            await self.upkeep.aclose()
        if "_door" in vars(self):
            await self._door.aclose(patience)
        if "scans" in vars(self):
            await self.scans.aclose()
        if "_journal" in vars(self):
            await self._journal.aclose()
        if self._client is not None:
            await self._client.aclose()
        await self._mirror.aclose()
        self._presence.close()

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Have `callback` told what changes; call what is returned to end it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    @property
    def silence(self) -> float:
        """Seconds since CleanCloud was last heard of, while an answer of it is awaited."""
        return self._client.silence if self._client is not None else 0.0

    async def _connected(self) -> Client:
        async with self._connecting:
            if self._client is None:
                self._client = await self._begun()
                await (
                    self._journal.file.examine()
                )  # what an earlier process left open is looked at now
            return self._client

    async def _begun(self) -> Client:
        """Make the client; where that fails, nothing is connecting any more."""
        try:
            return await self._connect()
        except Exception as error:
            is_told = isinstance(error, CleanCloudError)
            said = str(error) if is_told else "What speaks to CleanCloud could not be begun."
            self._now(Connection(ConnectionState.OFFLINE, said, needs_somebody=True))
            raise

    async def _call(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Reply:
        try:
            client = await self._connected()
            reply = await client.send(
                request, background=background, purpose=purpose, before=before
            )
        except CleanCloudError as error:
            if self._client is not None:
                await self._hear_time(self._client)
            self.disk.failed(error)
            self._now(connection_after(self.connection, error))
            raise
        await self._hear_time(client)
        self._now(connection_after(self.connection, None))
        return reply

    async def _hear_time(self, client: Client) -> None:
        if await self._time.hear(client.told):
            self._tell([Change("connection")])

    def _now(self, connection: Connection) -> None:
        if connection == self.connection:
            return
        self.connection = connection
        if connection.state is ConnectionState.ONLINE and "outbox" in vars(self):
            self.outbox.wake()
        self._tell([Change("connection")])

    def _disk_changed(self) -> None:
        if not self.disk.trouble:
            for part in {"upkeep", "outbox"} & vars(self).keys():
                getattr(self, part).wake()  # they rest for longer
        self._tell([Change("disk")])

    def _say(self, notice: str) -> None:
        self.notices.append(notice)
        self._tell([Change("notice")])

    def _tell(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.kind == "elsewhere":
                self._time.recall()
            for subscriber in tuple(self._subscribers):
                subscriber(change)
