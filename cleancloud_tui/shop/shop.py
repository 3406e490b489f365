"""The shop: the one object that screens and commands talk to.

What is known is answered at once, from the mirror. What is asked for goes to the API and into the
mirror. What is changed goes through one door, which writes it down first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ..api.clocks.true_time import was_within
from ..api.request import Request
from ..api.rights import Right, Rights
from ..stores.aside import Told, take_note, told_of
from .connection.status import ConnectionStatus
from .database import StorageError
from .forgetting.too_many import TooMany
from .journal.entries import EntryState
from .mirror.counting.undated import undated_orders
from .mirror.facts import RETENTION_ASKS
from .mirror.mirror import Mirror
from .mirror.todays_work import FoundOrder, TodaysWork
from .options import Session, ShopOptions, ShopTerms
from .parts import Parts
from .records import Change, FillProgress, FoundGarment, Known
from .search.found import FoundCustomer

if TYPE_CHECKING:
    from ..api.models.customers import Customer
    from ..api.models.garments import Garment
    from ..api.models.orders import Order
    from ..api.models.repeat_pickups import RepeatPickup
    from ..api.models.reports import DaySummary
    from .asking import Asking
    from .budget.budget import Budget
    from .closing.sheets import Sheets
    from .console.past import PastRequests
    from .disk import Disk
    from .exports.files import Exports
    from .forgetting.forgetting import Forgetting
    from .journal.drafts import Drafts
    from .journal.entries import Entry, Standing
    from .journal.journal import Journal
    from .journal.linked import FormKey
    from .orders.photos import Photos
    from .people.discounts import Discounts
    from .people.editing import PeopleEditing
    from .people.staffing import Staffing
    from .probing.probe import Probe
    from .reading import Reply
    from .scans.scans import Scans
    from .scans.waiting import WaitingScans
    from .sync.background import Sync
    from .tickets.ticket_files import TicketFiles
    from .webhooks.following import Follower
    from .writes.audit import AuditTrail
    from .writes.outbox import Outbox
    from .writes.undo import Undo


MOST_ORDERS: Final = 100
"""Of one customer that are listed; the account of all walk-ins has thousands."""

_FIGURES: Final = "summaryReport"

FRESH: Final = timedelta(seconds=20)
"""What was read this recently is not asked for again when it is looked at."""


class Shop:
    """One shop: what is known of it, what can be asked, what can be changed.

    Args:
        options: What it is opened with.

    Attributes:
        parts: What it is put together of.
    """

    def __init__(self, options: ShopOptions) -> None:
        self.parts = Parts(options)

    async def aclose(self, patience: float | None = None) -> None:
        """Finish the writes that are out, then close everything; again is harmless.

        Args:
            patience: Seconds to wait for their answers, instead of the usual; what comes later is
                looked up the next time.
        """
        await self.parts.aclose(patience)

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Have `callback` told what changes; call what is returned to end it."""
        return self.parts.notifier.subscribe(callback)

    def settle(self, terms: ShopTerms) -> None:
        """Let other terms hold from now on: somebody changed the settings."""
        self.parts.options = replace(
            self.parts.options, **{each.name: getattr(terms, each.name) for each in fields(terms)}
        )

    # What it is made of

    @property
    def mirror(self) -> Mirror:
        """What this host knows of the shop."""
        return self.parts.mirror

    @property
    def journal(self) -> Journal:
        """Every write, and how it ended."""
        return self.parts.journal()

    @property
    def ask(self) -> Asking:
        """What can be asked of CleanCloud, besides what the mirror has."""
        return self.parts.asking()

    @property
    def probe(self) -> Probe:
        """What looks how the shop's replies differ from what is known."""
        return self.parts.probe()

    @property
    def audit(self) -> AuditTrail:
        """Who changed what."""
        return self.parts.audit()

    @property
    def forgetting(self) -> Forgetting:
        """What removes customers from this host for good."""
        return self.parts.forgetting()

    @property
    def tickets(self) -> TicketFiles:
        """The tickets that were saved as files."""
        return self.parts.tickets()

    @property
    def exports(self) -> Exports:
        """The files that rows are written to, for a spreadsheet."""
        return self.parts.exports()

    @property
    def closing(self) -> Sheets:
        """The closing sheets of the till, kept for good."""
        return self.parts.closing()

    @property
    def past_requests(self) -> PastRequests:
        """What was sent from the console before."""
        return self.parts.past_requests()

    @property
    def drafts(self) -> Drafts:
        """What was typed into forms and not sent yet."""
        return self.parts.drafts()

    @property
    def budget(self) -> Budget:
        """What the month's requests are spent on, and how far they last."""
        return self.parts.budget()

    @property
    def photos(self) -> Photos:
        """The photos of orders."""
        return self.parts.photos()

    @property
    def scans(self) -> Scans:
        """What is scanned, and what was."""
        return self.parts.scans()

    @property
    def waiting_scans(self) -> WaitingScans:
        """What was scanned and can't be looked up yet."""
        return self.parts.waiting_scans()

    @property
    def outbox(self) -> Outbox:
        """What is written down and not settled yet."""
        return self.parts.outbox()

    @property
    def sync(self) -> Sync:
        """What keeps the mirror current."""
        return self.parts.sync()

    @property
    def follower(self) -> Follower:
        """What reads the objects that webhooks tell of."""
        return self.parts.follower()

    # Who works here, and with what

    @property
    def rights(self) -> Rights:
        """What may be done in this session, by whoever is there at this moment."""
        return self.parts.rights

    @property
    def staffing(self) -> Staffing:
        """The people of the shop, and the one who is there."""
        return self.parts.staffing

    @property
    def people_editing(self) -> PeopleEditing:
        """What adds people, changes and removes them."""
        return self.parts.people_editing()

    @property
    def discounts(self) -> Discounts:
        """What tells whether whoever is there may take something off a price."""
        return self.parts.discounts()

    @property
    def staff(self) -> str:
        """Who is at the counter; empty where nobody said so."""
        return self.parts.staff()

    @property
    def may_charge(self) -> bool:
        """Whether saved cards may be charged from this terminal."""
        return self.parts.options.may_charge

    @property
    def session(self) -> Session:
        """What is worked at here."""
        return self.parts.session

    @property
    def connection(self) -> ConnectionStatus:
        """Whether the API answers, and the last sentence about it."""
        return self.parts.link.connection

    @property
    def silence(self) -> float:
        """Seconds since CleanCloud was last heard of, while an answer of it is awaited."""
        return self.parts.link.silence

    @property
    def disk(self) -> Disk:
        """Whether this computer lets anything be kept."""
        return self.parts.disk

    @property
    def notices(self) -> list[str]:
        """Sentences for people about what was found out or could not be kept, the oldest first."""
        return self.parts.notifier.notices

    @property
    def damage(self) -> list[Told]:
        """What was damaged, and what was done about it; until somebody has taken note."""
        own = (self.parts.mirror_file, self.parts.journal_file, self.parts.closing_file)
        return told_of(dict.fromkeys((*own, *self.parts.options.stores)))

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
            raise StorageError(self.parts.options.directory, error) from error
        self.parts.notifier.report([Change("damage")])

    def now(self) -> datetime:
        """Return how late it is: by CleanCloud's clock, where this computer's is wrong."""
        return datetime.fromtimestamp(self.parts.clock(), UTC)

    @property
    def today(self) -> date:
        """The shop's calendar day."""
        return self.now().astimezone(self.parts.options.time_zone).date()

    @property
    def clock_ahead(self) -> float | None:
        """By how many seconds this computer's clock is ahead of CleanCloud's, behind below 0.

        None where CleanCloud told no time since the computer was started.
        """
        return self.parts.clock.ahead

    @property
    def retention_asks(self) -> TooMany | None:
        """What is to be forgotten only once a person says so; None for nothing."""
        return TooMany.of_text(self.mirror.facts.get(RETENTION_ASKS))

    @property
    def filling(self) -> FillProgress | None:
        """How far filling the mirror is, in whichever process; None before it began."""
        told = (self.parts.filled, self.mirror.facts.fill_progress())
        known = [each for each in told if each is not None]
        return max(known, key=lambda each: (each.finished, each.done), default=None)

    @property
    def standing(self) -> Standing | None:
        """How many changes are not settled, as last seen; None before anything was sent."""
        outbox = self.parts.outbox.made
        return outbox.standing if outbox else None

    @property
    def under_way(self) -> tuple[str, ...]:
        """The writes whose answers are awaited, in words."""
        door = self.parts.door.made
        return door.out if door else ()

    async def answers(self) -> bool:
        """Wait for the answers of what is under way, within bounds; tell whether all went well."""
        return await self.parts.door().settled()

    async def print_ticket(
        self, text: str, command: str, encoding: str = "utf-8", what: str = "ticket"
    ) -> None:
        """Print a ticket, or what else is on paper, by the shop's command, in its encoding.

        Raises:
            UnknownPrintError: It is not known whether it worked.
            CleanCloudError: It did not work, or is not for this session.
        """
        from .tickets.printing import print_text

        self.rights.require(Right.PRINT)
        await print_text(text, command, encoding=encoding, what=what)

    # At once, from the mirror

    def is_fresh(self, read_at: datetime | None, within: timedelta = FRESH) -> bool:
        """Tell whether something was read so recently that it need not be asked for again."""
        return read_at is not None and was_within(
            read_at.timestamp(), self.now().timestamp(), within.total_seconds()
        )

    def search(self, text: str, limit: int = 50) -> list[FoundCustomer]:
        """Return the customers that match, the best first; for an empty text, those last in."""
        return self.mirror.search(text, limit)

    def deactivated(self, text: str = "", limit: int = 50) -> list[Customer]:
        """Return the deactivated customers that match; for an empty text, the newest."""
        return self.mirror.deactivated(text, limit)

    def todays_work(
        self, kind: TodaysWork, today: date, *, text: str = "", limit: int = 200
    ) -> list[FoundOrder]:
        """Return the orders of a kind of work, narrowed by what was typed."""
        return self.mirror.todays_work(kind, today, text=text, limit=limit)

    def work_counts(self, today: date) -> Mapping[TodaysWork, int]:
        """Return how many orders there are of each kind of work on the shop's day."""
        return self.mirror.work_counts(today)

    def undated_orders(self) -> int:
        """Return how many open orders are due on a day that is told in no form that is known."""
        return self.mirror.file.look(undated_orders) or 0

    def customers_with_contact(self, phone: str, email: str) -> list[Customer]:
        """Return the active customers with the same phone, however written, or the same email."""
        return self.mirror.customers_with_contact(phone, email)

    def known_customers(self) -> int:
        """Return how many active customers are known."""
        return self.mirror.known_customers()

    def customer(self, customer_id: str) -> Known[Customer] | None:
        """Return a customer, as far as known."""
        return self.mirror.customer(customer_id)

    def is_deactivated(self, customer_id: str) -> bool:
        """Tell whether a customer is known to be deactivated."""
        return self.mirror.is_deactivated(customer_id)

    def order(self, order_id: str) -> Known[Order] | None:
        """Return an order, as far as known."""
        return self.mirror.order(order_id)

    def orders_of(self, customer_id: str, limit: int = MOST_ORDERS) -> list[Order]:
        """Return a customer's orders: open ones first, then the newest."""
        return self.mirror.orders_of(customer_id, limit)

    def garments_of(self, order_id: str) -> list[Garment]:
        """Return the garments known of an order."""
        return self.mirror.garments_of(order_id)

    def garments_read_at(self, order_id: str) -> datetime | None:
        """Return when all garments of an order were read; None where they never were."""
        return self.mirror.garments_read_at(order_id)

    def garments_with(self, barcode: str) -> list[FoundGarment]:
        """Return the garments of a barcode, of open orders first."""
        return self.mirror.garments_with(barcode)

    def knows_code(self, text: str) -> bool:
        """Whether a garment has that barcode, or a customer that QR code in the shop's app."""
        from ..scanner.labels.codes import ScannedCode

        return bool(self.garments_with(text) or self.scans.recognised(ScannedCode(text, ())).kinds)

    def repeat_pickups_of(self, customer_id: str) -> Known[tuple[RepeatPickup, ...]] | None:
        """Return a customer's repeat pickups; None where they were never read."""
        return self.mirror.repeat_pickups_of(customer_id)

    def day_summaries(self, first: date, last: date) -> Known[tuple[DaySummary, ...]] | None:
        """Return what is known of the figures of a window of days."""
        return self.mirror.day_summaries(first, last)

    def known_reply(
        self, operation: str, parameters: Mapping[str, object] | None = None
    ) -> Known[Reply] | None:
        """Return the last reply to `getProducts`, `getPriceLists` or `getInventory`."""
        return self.parts.reader().known(operation, parameters or {})

    # From the API, into the mirror

    async def read(
        self,
        operation: str,
        parameters: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Reply:
        """Send any read, and return the reply as it came; the mirror keeps what it tells.

        Raises:
            ReadOnlyError: Whoever is there may not see it.
            CleanCloudError: It could not be read, or was refused.
            ValueError: The operation is no read.
        """
        if operation == _FIGURES:
            self.rights.require(Right.SEE_FIGURES)
        return await self.parts.reader().read(
            operation, parameters or {}, background=background, as_told=True
        )

    async def fill(self, on_progress: Callable[[FillProgress], None]) -> None:
        """Fill the mirror in the background; what was read before is not read again.

        Raises:
            CleanCloudError: It can't go on; the next call continues.
        """
        await self.parts.new_filling(self.parts.reader(), on_progress).run()

    async def keep_current(self) -> None:
        """Fill the mirror, keep it current and settle what is open, until it is cancelled.

        What changed is asked for at once: whoever opens a counter wants to see today.
        """
        if self.known_customers():
            self.sync.wake()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.sync.run())
            tasks.create_task(self.outbox.run())
            tasks.create_task(self.disk.watch(self._keep_something))

    async def _keep_something(self) -> None:
        await self.mirror.facts.remember("kept at", f"{self.parts.clock():.0f}")

    async def counts(self) -> tuple[int, int, int]:
        """Return how many customers, orders and garments are known."""
        return await self.mirror.coverage.counts()

    # To the API

    async def open_charges(self, order_ids: Collection[str]) -> set[str]:
        """Return the orders of some that were charged without anybody knowing yet how it ended.

        Raises:
            StorageError: The journal can't be read.
        """
        subjects = {f"order:{order_id}": order_id for order_id in order_ids}
        entries = await self.journal.entries.open_of("chargeCard", list(subjects))
        return {subjects[entry.subject] for entry in entries}

    async def write(
        self,
        operation: str,
        parameters: Mapping[str, object],
        *,
        may_wait: bool = True,
        again: bool = False,
        form: FormKey | None = None,
    ) -> Reply:
        """Send a write of any operation, by its wire name; see `send`.

        Args:
            operation: Its wire name.
            parameters: As `checks.checked` takes them.
            may_wait: See `send`.
            again: See `send`.
            form: See `send`.
        """
        request = Request.of(operation, parameters)
        return await self.send(request, may_wait=may_wait, again=again, form=form)

    async def send(
        self,
        request: Request,
        *,
        may_wait: bool = True,
        again: bool = False,
        form: FormKey | None = None,
    ) -> Reply:
        """Send a write: written down, sent, settled, its effect put into the mirror.

        It is finished even where the caller is cancelled.

        Args:
            request: What is to be changed.
            may_wait: Whether it may be kept and sent later, where sending it twice does no harm.
            again: Whether somebody said that it is meant, though the very same was done just now.
            form: The draft that it is sent from: what settles the one settles the other.

        Raises:
            WriteWaitsError: It was kept, and is sent later.
            JustDoneError: The very same was done a moment ago.
            CleanCloudError: `OutcomeUnknownError` where it may have happened, else it did not.
        """
        return await self.parts.door().write(request, may_wait=may_wait, again=again, form=form)

    async def leave(self, requests: Sequence[Request]) -> list[int]:
        """Write changes down to be sent one after another, each once, and return their entries.

        Raises:
            CleanCloudError: They could not be written down: none of them is sent.
        """
        return await self.parts.door().leave(requests)

    async def undoable(self, subjects: Sequence[str]) -> Undo | None:
        """Return how the newest change of some things is taken back; None where it can't be.

        Args:
            subjects: As the journal names them: `order:437`, `garment:0042`.

        Raises:
            NotSettledError: It is not known yet what became of it.
            StorageError: The journal can't be read.
        """
        from .writes.undo import NotSettledError

        entry = await self.journal.entries.last_change(subjects)
        if entry and entry.state is not EntryState.CONFIRMED:
            raise NotSettledError
        return self.undo_of(entry) if entry else None

    def undo_of(self, entry: Entry) -> Undo | None:
        """Return how a change is taken back; None where it can't be."""
        from .writes.undo import undo_of

        return undo_of(entry, self.mirror, self.parts.writes().of(entry.operation), self.today)

    async def undo(self, undo: Undo) -> Reply:
        """Take a change back, as a write like any other, where it still stands at CleanCloud.

        Raises:
            ChangedSinceError: Somebody else has changed it since; nothing was sent.
            CleanCloudError: See `write`; or it could not be read whether it stands.
        """
        from .writes.undo import ChangedSinceError, look_at

        self.rights.require(Right.SEND, undo.request.name)
        entry = await self.journal.entries.get(undo.entry_id)
        if entry is None:
            raise ChangedSinceError
        await look_at(entry, self.parts.writes().of(entry.operation), self.parts.reader())
        again = self.undo_of(entry)
        if again is None or again.request != undo.request:
            raise ChangedSinceError
        return await self.send(undo.request)
