"""One damage, lived through: `doctor` looks, the counter works, and what should not be is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random

from cleancloud_tui.api import field_names as names
from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.api.errors import CleanCloudError, UntouchedLedgerError
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.shop import database
from cleancloud_tui.shop.database import UntouchedStorageError
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.drafts import Drafts
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.journal.linked import NEW_ORDERS
from cleancloud_tui.shop.journal.open_entries import UnsentWrite
from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.new_order.order import taken_up
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.shop.records import Reading
from cleancloud_tui.shop.scans.counts import Counts
from cleancloud_tui.shop.scans.history import ScanHistory
from cleancloud_tui.stores.aside import told_of
from cleancloud_tui.stores.damage import UnusableError
from tests.stores.stored import NOW, SHOP, STORES, kind_of

from .damages import Damage, damage_by

TODAY = date(2026, 5, 29)
LATER = NOW + 100_000.0
LOGS = ("-wal", "-shm")
UNSEEN = ("a row of scans", "a row of count", "a row of drafts")
"""How what nobody had to read until then is told of: such a row of the last scans is left out."""


class WrongError(AssertionError):
    """Something is as it should not be."""


async def live_through(directory: Path, seed: int) -> tuple[Damage, str, list[str]]:
    """Damage a file, use it, and return the damage, how it ended and what is wrong."""
    random = Random(seed)
    damage = damage_by(random)
    path = directory / f"{kind_of(damage.name)}.db"
    path.write_bytes(damage.content)
    if damage.log:
        path.with_name(path.name + "-wal").write_bytes(damage.log)
    store = STORES[kind_of(damage.name)](path)
    is_doctor_first = random.random() < 0.5
    said: list[str] = []
    try:
        found = database.examine(store) if is_doctor_first else ""
        if found:
            said.append(database.mend(store, UnusableError(found)) or "")
        told_at_work: list[str] = []
        await _USES[kind_of(damage.name)](path, damage, told_at_work.append)
        if is_doctor_first and told_of([path])[len(said) :]:
            raise WrongError(f"doctor found “{found}”, and then: {told_of([path])[-1]}")
        if found_after := database.examine(store):
            is_seen = kind_of(damage.name) == "journal" and not found_after.startswith(UNSEEN)
            if is_doctor_first or is_seen:
                raise WrongError(f"doctor finds only now: {found_after}")
            said.append(database.mend(store, UnusableError(found_after)) or "")
    except (UntouchedStorageError, UntouchedLedgerError) as error:
        wrong = [] if damage.is_newer else [f"taken for newer: {error}"]
        if path.read_bytes() != damage.content or (len(names_in(directory)) > 1 and not damage.log):
            wrong.append(f"it was touched: {names_in(directory)}")
        return damage, "newer", wrong
    except CleanCloudError as error:
        return damage, "refused", [f"refused: {error}"]
    except WrongError as error:
        return damage, "wrong", [str(error)]
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told)
        return damage, "crashed", [f"{type(error).__name__}: {error}"]
    aside = [each for each in names_in(directory) if "damaged-" in each and each[-4:] not in LOGS]
    told = told_of([path])
    if len(aside) != len(told):
        return damage, "wrong", [f"{len(aside)} files were set aside and {len(told)} told of"]
    return damage, "mended" if aside else "opened", []


def names_in(directory: Path) -> list[str]:
    return sorted(each.name for each in directory.iterdir())


async def _use_journal(path: Path, damage: Damage, say: Callable[[str], None]) -> None:
    presence = Presence(path.parent / "processes")
    journal = Journal(path, presence, lambda: LATER, say)
    try:
        await journal.file.examine()
        everything = await journal.entries_of(limit=100_000)
        is_open = [
            *await journal.entries.to_resolve(),
            *await journal.entries.unsettled(),
            *await journal.entries.goes_on(),
        ]
        missing = damage.whole - {entry.id for entry in is_open}
        if missing:
            states = {entry.id: entry.state for entry in everything}
            gone = {each: states.get(each) for each in sorted(missing)[:5]}
            raise WrongError(f"{len(missing)} of {len(damage.whole)} open changes are gone: {gone}")
        await journal.entries.standing()
        drafts = Drafts(journal.file, presence, lambda: LATER, lambda: "")
        for kind in ("order", "customer", "scans"):
            for draft in await drafts.all(kind):
                await drafts.find(kind, draft.key)
                if kind == NEW_ORDERS:
                    taken_up(draft.key, draft.values)
        for entry in everything:
            _look_at(entry)
        writer = journal.file
        await ScanHistory(writer).load()
        await Counts(writer).under_way()
        await Counts(writer).last_report()
        parameters = {"orderID": "9999", "orderNotes": "new"}
        entry = await journal.write_down(UnsentWrite(operation_named("updateOrder"), parameters))
        await journal.settle(entry.id, EntryState.CONFIRMED, reply={"Success": "True"})
        await journal.forget(["customer:12", "order:437"], ["12"])
        await journal.forget_before(datetime.fromtimestamp(NOW + 180, UTC))
    finally:
        await journal.aclose()
        presence.close()
        for each in (path.parent / "processes").glob("*"):
            each.unlink()
        if (path.parent / "processes").exists():
            (path.parent / "processes").rmdir()


def _look_at(entry: Entry) -> None:
    """Use an entry as lookups, undo and screens do."""
    Doubt().is_due(entry, LATER)
    names.told(OPERATIONS.get(entry.operation), entry.before or {})
    assert entry.subject.partition(":")[1]
    assert isinstance(f"{entry.error} {entry.staff} {entry.user} {entry.terminal}", str)
    for value in (entry.sent_up, entry.looked_up):
        assert value is None or value >= 0


async def _use_mirror(path: Path, _: Damage, say: Callable[[str], None]) -> None:
    mirror = Mirror(path, lambda: LATER, say)
    try:
        for text in ("ann", "ekk", "0101", "12", ""):
            mirror.search(text, 50)
        for kind in TodaysWork:
            mirror.todays_work(kind, TODAY, text="", limit=50)
        mirror.work_counts(TODAY)
        mirror.customers_with_contact("555 0101", "a@b.c")
        mirror.known_customers()
        for customer_id in ("12", "15"):
            mirror.customer(customer_id)
            mirror.orders_of(customer_id, 50)
            mirror.repeat_pickups_of(customer_id)
        for order_id in ("437", "440"):
            mirror.order(order_id)
            mirror.garments_of(order_id)
            mirror.garments_read_at(order_id)
        mirror.garments_with("0042")
        mirror.day_summaries(date(2026, 1, 1), date(2026, 1, 2))
        mirror.document("getProducts {}")
        mirror.coverage.filled_windows("customers")
        mirror.facts.fill_progress()
        mirror.coverage.first_sign_up()
        mirror.coverage.oldest_open_order()
        mirror.coverage.orders_wanting_garments(9)
        await mirror.file.was_written_elsewhere()
        reading = Reading(LATER, LATER, False)
        customer = {"ID": "12", "Name": "Ann Lee-Ek", "Tel": "555 0101"}
        order = {"id": "437", "customerID": "12", "status": "2", "paid": "1"}
        for store, row in ((storing.store_customers, customer), (storing.store_orders, order)):
            await mirror.file.run(partial(store, rows=[row], reading=reading))
        await mirror.coverage.counts()
    finally:
        await mirror.aclose()


async def _use_ledger(path: Path, damage: Damage, _: Callable[[str], None]) -> None:
    ledger = Ledger(path, SHOP, process="test", clock=lambda: NOW + 30)
    try:
        if "of terms" in damage.how:  # another number of requests a month is as good as any
            ledger.set_terms(MonthTerms())
        slot = ledger.book("getOrders", background=False)
        ledger.still_holds(slot)
        ledger.usage()
        ledger.pause(0.5)
        ledger.set_terms(MonthTerms(month=ledger.terms().month))
        ledger.correct(ledger.spent() + 1)
        ledger.usage()
    finally:
        ledger.close()


_USES: Mapping[str, Callable[[Path, Damage, Callable[[str], None]], Awaitable[None]]] = {
    "journal": _use_journal,
    "mirror": _use_mirror,
    "ledger": _use_ledger,
}
