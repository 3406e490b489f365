"""How a shop's parts are put together, each made when it is first needed, and how they are closed.

What asks and changes is imported then, too: a screen is up before that, a fifth of a second
earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..api.clocks.true_time import TrueClock
from ..api.operations import OPERATIONS
from .connection.api_link import ApiLink
from .connection.kept_time import KeptTime
from .disk import Disk
from .lazy import Lazy
from .mirror.mirror import Mirror
from .notifier import Notifier
from .options import Session, ShopOptions
from .people.staffing import Staffing
from .presence import Presence
from .records import Change, FillProgress

if TYPE_CHECKING:
    from ..api.models.customers import Customer
    from ..api.models.orders import Order
    from ..api.models.stock import Product
    from .asking import Asking
    from .budget.budget import Budget
    from .budget.plan import AskingPlan
    from .closing.sheets import Sheets
    from .console.past import PastRequests
    from .exports.files import Exports
    from .forgetting.forgetting import Forgetting
    from .journal.drafts import Drafts
    from .journal.journal import Journal
    from .orders.photos import Photos
    from .people.discounts import Discounts
    from .people.editing import PeopleEditing
    from .probing.probe import Probe
    from .reading import Reader
    from .scans.scans import Scans
    from .scans.waiting import WaitingScans
    from .sync.background import Sync
    from .sync.first_fill import Filling
    from .sync.schedules import WantedSchedules
    from .tickets.ticket_files import TicketFiles
    from .webhooks.following import Follower
    from .webhooks.hearing import Hearing
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
        options: What the shop is opened with.
    """

    def __init__(self, options: ShopOptions) -> None:
        self.options = options
        self.session = Session()
        self.notifier = Notifier()
        self.clock = TrueClock(options.clock, options.uptime, options.boot)
        self.staffing = Staffing((options.directory, *options.beside), self.clock, options.roles)
        self.rights = options.rights.of_whom(self.staffing.allowance)
        self.mirror_file = options.directory / "mirror.db"
        self.journal_file = options.directory / "journal.db"
        self.closing_file = options.directory / "closing.db"
        folders = {options.directory, *(path.parent for path in options.stores)}
        self.disk = Disk(folders, self.notifier.notify, self._disk_changed)
        self.mirror = Mirror(self.mirror_file, self.clock, self.notifier.notify, self.disk.failed)
        self.time = KeptTime(self.mirror, self.clock)
        self.time.recall()
        self.notifier.subscribe(self._recall_time)
        self.presence = Presence(options.directory / "processes")
        self.link = ApiLink(
            connect=options.connect,
            begun=self._examine_journal,
            came_online=self._wake_outbox,
            time=self.time,
            disk=self.disk,
            notifier=self.notifier,
        )
        self.filled: FillProgress | None = None
        self.writes = Lazy(self._make_writes)
        self.journal = Lazy(self._make_journal)
        self.reader = Lazy(self._make_reader)
        self.asking = Lazy(self._make_asking)
        self.probe = Lazy(self._make_probe)
        self.sender = Lazy(self._make_sender)
        self.outcomes = Lazy(self._make_outcomes)
        self.outbox = Lazy(self._make_outbox)
        self.door = Lazy(self._make_door)
        self.discounts = Lazy(self._make_discounts)
        self._listed: tuple[object, Mapping[str, Product]] = (None, {})
        self.people_editing = Lazy(self._make_editing)
        self.audit = Lazy(self._make_audit)
        self.drafts = Lazy(self._make_drafts)
        self.scans = Lazy(self._make_scans)
        self.waiting_scans = Lazy(self._make_waiting_scans)
        self.budget = Lazy(self._make_budget)
        self.photos = Lazy(self._make_photos)
        self.tickets = Lazy(self._make_tickets)
        self.exports = Lazy(self._make_exports)
        self.closing = Lazy(self._make_closing)
        self.past_requests = Lazy(self._make_past_requests)
        self.forgetting = Lazy(self._make_forgetting)
        self.wanted_schedules = Lazy(self._make_wanted_schedules)
        self.sync = Lazy(self._make_sync)
        self.hearing = Lazy(self._make_hearing)
        self.follower = Lazy(self._make_follower)
        self._closed = False

    async def aclose(self, patience: float | None = None) -> None:
        """Finish the writes that are out, then close what was made; again is harmless.

        Args:
            patience: Seconds to wait for their answers, instead of the usual; what comes later is
                looked up the next time.
        """
        if self._closed:
            return
        self._closed = True
        if sync := self.sync.made:
            await sync.aclose()
        if door := self.door.made:
            await door.aclose(patience)
        if scans := self.scans.made:
            await scans.aclose()
        if closing := self.closing.made:
            await closing.aclose()
        if journal := self.journal.made:
            await journal.aclose()
        await self.link.aclose()
        await self.mirror.aclose()
        self.presence.close()

    def staff(self) -> str:
        """Return who is at the counter; empty where nobody said so."""
        return self.rights.allowed().name or self.session.staff

    def new_filling(
        self, reader: Reader, on_progress: Callable[[FillProgress], None] | None = None
    ) -> Filling:
        """Return a go at filling the mirror, over a reader; subscribers are told of its progress.

        Args:
            reader: Asks.
            on_progress: Is told how far it is, besides.
        """
        from .sync.first_fill import Filling

        def progress(made: FillProgress) -> None:
            self.filled = made
            if on_progress is not None:
                on_progress(made)
            self.notifier.report([Change("filling")])

        return Filling(
            self.mirror,
            reader,
            clock=self.clock,
            time_zone=self.options.time_zone,
            first_day=self.options.first_day,
            on_progress=progress,
        )

    # Made when they are first asked for

    def _make_writes(self) -> Writes:
        from .writes.declarations import WRITES

        return self.options.writes or WRITES

    def _make_journal(self) -> Journal:
        from .journal.journal import Journal

        return Journal(
            self.journal_file,
            self.presence,
            self.clock,
            self.notifier.notify,
            uptime=self.options.uptime,
            failed=self.disk.failed,
            operations=self._operations(),
        )

    def _make_reader(self) -> Reader:
        from .reading import Reader

        return Reader(self.mirror, self.link.send, self.clock, self.notifier.report)

    def _make_asking(self) -> Asking:
        from .asking import Asking

        return Asking(self.mirror, self.reader(), self.clock, self.options.time_zone)

    def _make_probe(self) -> Probe:
        from .probing.probe import Probe

        return Probe(self.mirror, self.link.send, self.clock, self.options.time_zone)

    def _make_sender(self) -> Sender:
        from .writes.sending import Sender

        return Sender(
            writes=self.writes(),
            mirror=self.mirror,
            journal=self.journal(),
            reader=self.reader(),
            call=self.link.send,
            clock=self.clock,
            report=self.notifier.report,
            notify=self.notifier.notify,
        )

    def _make_outcomes(self) -> Outcomes:
        from .writes.outcomes import Outcomes
        from .writes.verdict import Sources

        entries = self.journal().entries
        sources = Sources(
            self.reader(),
            self.mirror,
            entries.ids_told,
            entries.twins,
            entries.paid_beside,
            self.options.uptime,
        )
        return Outcomes(self.writes(), sources)

    def _make_outbox(self) -> Outbox:
        from .journal.doubt import Doubt
        from .pickups.moving.half_moves import first_half_in_words
        from .writes.outbox import Outbox

        return Outbox(
            journal=self.journal(),
            sender=self.sender(),
            outcomes=self.outcomes(),
            write=lambda request, instead_of: self.door().write(request, instead_of=instead_of),
            rights=self.rights,
            doubt=self.options.doubt or Doubt(),
            clock=self.clock,
            uptime=self.options.uptime,
            report=self.notifier.report,
            notify=self.notifier.notify,
            follows=lambda entry: first_half_in_words(self.drafts(), self.mirror, entry),
        )

    def _make_door(self) -> WriteDoor:
        from .writes.door import WriteDoor

        return WriteDoor(
            writes=self.writes(),
            mirror=self.mirror,
            journal=self.journal(),
            sender=self.sender(),
            reader=self.reader(),
            outbox=self.outbox(),
            rights=self.rights,
            permit=self.discounts().permit,
            may_charge=lambda: self.options.may_charge,
            staff=self.staff,
        )

    def _make_discounts(self) -> Discounts:
        from .orders.rules import OrderRules
        from .people.discounts import Discounts

        def order(order_id: str) -> Order | None:
            known = self.mirror.order(order_id)
            return known.value if known else None

        def customer(customer_id: str) -> Customer | None:
            known = self.mirror.customer(customer_id)
            return known.value if known else None

        def rules() -> OrderRules:
            settled = self.options.order_rules
            return settled() if settled else OrderRules()

        return Discounts(self.rights, order, customer, self._products, rules)

    def _products(self, price_list: str) -> Mapping[str, Product]:
        """Return a price list's products; the last one's are kept, for each key asks for them."""
        from .stock.catalogue import asked_for, catalogue_in

        known = self.reader().known("getProducts", asked_for(price_list))
        listed = (price_list, known.read_at if known else None)
        if self._listed[0] != listed:
            catalogue = catalogue_in(known)
            products = {each.id: each for each in (catalogue.products if catalogue else ())}
            self._listed = listed, products
        return self._listed[1]

    def _make_editing(self) -> PeopleEditing:
        from .people.editing import PeopleEditing

        return PeopleEditing(self.staffing, self.rights)

    def _make_audit(self) -> AuditTrail:
        from .writes.audit import AuditTrail

        return AuditTrail(self.journal(), self.writes())

    def _make_drafts(self) -> Drafts:
        from .journal.drafts import Drafts

        staff, rights = self.staff, self.rights
        return Drafts(self.journal().file, self.presence, self.clock, staff, rights)

    def _make_scans(self) -> Scans:
        from .journal.schema import journal_store
        from .scans.scans import Scans

        self.journal()  # makes the file
        store = journal_store(self.journal_file, self._operations())
        notify, rights = self.notifier.notify, self.rights
        return Scans(self.mirror, self.reader(), store, self.clock, notify, rights)

    def _make_waiting_scans(self) -> WaitingScans:
        from .scans.waiting import WaitingScans

        return WaitingScans(self.drafts)

    def _make_budget(self) -> Budget:
        from .budget.budget import Budget

        return Budget(
            self.link.client,
            clock=self.clock,
            time_zone=self.options.time_zone,
            hours=lambda: self.options.hours,
            report=self.notifier.report,
            rights=self.rights,
        )

    def _make_photos(self) -> Photos:
        from .orders.photos import Photos

        return Photos(self.reader(), self.link.client)

    def _make_tickets(self) -> TicketFiles:
        from .tickets.ticket_files import TicketFiles

        return TicketFiles(self.options.directory / "tickets", self.rights)

    def _make_exports(self) -> Exports:
        from .exports.files import Exports

        return Exports.of(self.options.directory, self.rights)

    def _make_closing(self) -> Sheets:
        from .closing.sheets import Sheets

        staff, rights = self.staff, self.rights
        notify, failed = self.notifier.notify, self.disk.failed
        return Sheets(self.closing_file, self.clock, staff, notify, failed, rights)

    def _make_past_requests(self) -> PastRequests:
        from .console.past import PastRequests

        path = self.options.directory / "console.json"
        return PastRequests(path, self.clock, self.rights)

    def _make_forgetting(self) -> Forgetting:
        from .forgetting.forgetting import Forgetting

        return Forgetting(
            self.mirror,
            self.journal(),
            self.tickets(),
            self.clock,
            self.notifier.report,
            self.rights,
        )

    def _make_sync(self) -> Sync:
        from .sync.background import Sync

        return Sync(
            mirror=self.mirror,
            wanted=self.wanted_schedules(),
            call=self.link.send,
            presence=self.presence,
            plan=self._plan,
            make_filling=self.new_filling,
            connection=lambda: self.link.connection,
            clock=self.clock,
            uptime=self.options.uptime,
            time_zone=self.options.time_zone,
            report=self.notifier.report,
            retention=lambda: self.forgetting().forget_old(self.options.retention_months),
            rights=self.rights,
            notify=self.notifier.notify,
        )

    def _make_wanted_schedules(self) -> WantedSchedules:
        from .sync.schedules import WantedSchedules

        return WantedSchedules(self.mirror, self.clock)

    def _make_hearing(self) -> Hearing:
        from .webhooks.hearing import Hearing

        return Hearing(self.mirror.facts, self.presence, self.clock)

    def _make_follower(self) -> Follower:
        from .webhooks.following import Follower
        from .webhooks.waiting import Waiting

        kept = Waiting(self.mirror.file)
        return Follower(
            self.reader(), self.hearing(), kept, self.clock, lambda: self.sync().is_paused
        )

    async def _plan(self, quiet: bool, thick: bool) -> AskingPlan:
        """Make a plan of asking for changes: less often where webhooks tell of most of them."""
        return self.hearing().stretched(await self.budget().plan(quiet, thick=thick))

    def _operations(self) -> Sequence[str]:
        writes = self.options.writes
        return [each.name for each in writes] if writes else list(OPERATIONS)

    # What one part tells others

    async def _examine_journal(self) -> None:
        """Look now at what an earlier process left open."""
        await self.journal().file.examine()

    def _wake_outbox(self) -> None:
        if outbox := self.outbox.made:
            outbox.wake()

    def _disk_changed(self) -> None:
        if not self.disk.trouble:  # they rest for longer
            self._wake_outbox()
            if sync := self.sync.made:
                sync.wake()
        self.notifier.report([Change("disk")])

    def _recall_time(self, change: Change) -> None:
        if change.kind == "elsewhere":
            self.time.recall()
