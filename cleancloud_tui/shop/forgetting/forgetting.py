"""Forgetting customers: removed from mirror and search for good; the ids stay in the audit trail.

First the rows go, and a mark keeps them from coming back (`forgotten.py`). Then the journal takes
out what it tells about the person, and both files are written anew, so that nothing is left on the
disk. Either may have to wait, for a change that is not settled or for another process that
reads; both are tried again with the daily retention.

Nothing of it reaches CleanCloud.
"""

from __future__ import annotations

import logging
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from ...api.clocks.true_time import TOLERANCE
from ...api.rights import EVERYTHING, Right, Rights
from ..database import StorageError
from ..journal.journal import Journal
from ..mirror.facts import RETENTION_ASKS
from ..mirror.forgotten import journal_did, journal_has_to, mend_marks
from ..mirror.mirror import Mirror
from ..mirror.removing import LEFT_ON_DISK, is_old, last_in, remove_old, remove_with_orders
from ..records import Change
from ..sync.first_fill import FILLED_AT
from ..tickets.ticket_files import TicketFiles
from .too_many import AskedAnewError, TooMany

_COUNTED: Final = 1_000
"""Customers looked at in a transaction where nobody goes."""

_A_DAY: Final = 86_400.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting a customer removed.

    Attributes:
        orders, garments: How many were removed.
        entries: Changes about the customer that are not settled: they keep their values until they
            are.
        is_overwritten: Whether nothing of it is left on the disk; it is tried again otherwise.
        damaged_journals: Files that may still tell about the customer: they are kept for whoever
            has to find out what became of a change.
    """

    orders: int
    garments: int
    entries: int
    is_overwritten: bool
    damaged_journals: tuple[Path, ...] = ()


class Forgetting:
    """Forgets customers of one shop on this host.

    Args:
        mirror: Loses what it knows of them.
        journal: Loses all but the ids.
        tickets: Those saved as files; they are removed.
        clock: Tells Unix seconds.
        report: Is told what changed.
        rights: Whether anybody may be forgotten.
    """

    def __init__(
        self,
        mirror: Mirror,
        journal: Journal,
        tickets: TicketFiles,
        clock: Callable[[], float],
        report: Callable[[Sequence[Change]], None],
        rights: Rights = EVERYTHING,
    ) -> None:
        self._mirror = mirror
        self._journal = journal
        self._tickets = tickets
        self._clock = clock
        self._report = report
        self._rights = rights

    def is_forgotten(self, customer_id: str) -> bool:
        """Tell whether nothing of a customer is kept."""
        sql = "SELECT 1 FROM forgotten WHERE customer_id = ?"
        return bool(self._mirror.file.rows(sql, customer_id))

    async def forget(self, customer_id: str) -> Forgotten:
        """Remove a customer, known or not, and keep nothing that is told until an order made later.

        Raises:
            ReadOnlyError: Nobody may be forgotten in this session.
            StorageError: It could not be done; what is missing of it is tried again.
        """
        self._rights.require(Right.FORGET)
        told, now = await self._time_told(), self._clock()
        at = now if abs(now - told) <= _A_DAY else told
        work = partial(remove_with_orders, customer_id=customer_id, at=at)
        removed = await self._mirror.file.run(work)
        self._report([Change("customer", customer_id)])
        entries = await self._strip({customer_id: removed.subjects})
        return Forgotten(
            removed.orders,
            removed.garments,
            entries,
            await self._overwrite(),
            tuple(self._journal.file.those_set_aside()),
        )

    async def forget_old(self, months: int) -> int:
        """Forget customers without open or unpaid orders who were not in for some months.

        When they were in is told by their last order, or their sign-up; an order made since then
        brings them back. How late it is by now is what CleanCloud told, for what this computer's
        clock says may be wrong. Where that is an implausible share of all, nobody is forgotten
        and a person is asked.

        Args:
            months: How many; 0 forgets nobody, but finishes what was left to do.

        Returns:
            How many were forgotten.

        Raises:
            ReadOnlyError: Nobody may be forgotten in this session.
            StorageError: It could not be done; the next time goes on.
        """
        self._rights.of_session.require(Right.FORGET)  # the shop's setting asks for it
        told = await self._time_told()
        await self._mend_marks()
        found = None
        # Before the mirror is full, the last order may be one that was not read yet.
        if months > 0 and self._mirror.facts.get(FILLED_AT):
            found = await self._count_old(_months_before(told, months))
        asked = found if found and found.is_implausible else None
        await self._ask_about(asked)
        if found and not asked:
            await self._forget_all(found.before, months)
        await self._finish()
        return found.count if found and not asked else 0

    async def forget_asked(self, asked: TooMany) -> int:
        """Forget those about whom a person was asked, and has said yes.

        Returns:
            How many were forgotten.

        Raises:
            ReadOnlyError: Nobody may be forgotten in this session.
            AskedAnewError: Something else is asked by now.
            StorageError: It could not be done; the next time goes on.
        """
        self._rights.require(Right.FORGET)
        if self._asked() != asked:
            raise AskedAnewError
        count = await self._forget_before(asked.before)
        await self._ask_about(None)
        await self._finish()
        return count

    def _asked(self) -> TooMany | None:
        return TooMany.of_text(self._mirror.facts.get(RETENTION_ASKS))

    async def _ask_about(self, found: TooMany | None) -> None:
        if found != self._asked():
            await self._mirror.facts.remember(RETENTION_ASKS, found.as_text() if found else "")
            self._report([Change("retention")])

    async def _count_old(self, before: float) -> TooMany:
        count, known, after = 0, 0, ""
        while rows := await self._mirror.file.run(partial(last_in, after=after, most=_COUNTED)):
            count += sum(is_old(row, before) for row in rows)
            known, after = known + len(rows), rows[-1]["id"]
        return TooMany(count, known, before)

    async def _time_told(self) -> float:
        """Return how late it is, in Unix seconds: never by this computer's clock alone.

        Where CleanCloud tells no time, it is at least as late as its newest record.
        """
        if told := self._mirror.facts.told_time():
            return told.at
        now = self._clock()
        return await self._mirror.coverage.newest_record(now) or now

    async def _mend_marks(self) -> None:
        """Let no mark stand in a future that a wrong clock had, once both clocks say so."""
        told = self._mirror.facts.told_time()
        if told and abs(told.ahead) <= TOLERANCE:
            await self._mirror.file.run(partial(mend_marks, now=told.at))

    async def _forget_all(self, before: float, months: int) -> None:
        await self._forget_before(before)
        # What was typed has this computer's time: both clocks have to say that it is old.
        told = self._mirror.facts.told_time()
        oldest = min(before, _months_before(told.clock if told else self._clock(), months))
        await self._journal.forget_before(datetime.fromtimestamp(oldest, UTC))

    async def _finish(self) -> None:
        """Finish what was left to do, of whatever was forgotten."""
        pending = await self._mirror.file.run(journal_has_to)
        if pending and not await self._strip(pending):
            await self._mirror.facts.remember(LEFT_ON_DISK, "1")
        await self._overwrite()

    async def _forget_before(self, moment: float) -> int:
        count, after = 0, ""
        while seen := await self._mirror.file.run(partial(remove_old, after=after, before=moment)):
            after, removed = seen
            if removed:
                await self._strip(removed)
                self._report([Change("customer")])
            count += len(removed)
        return count

    async def _strip(self, subjects: Mapping[str, Sequence[str]]) -> int:
        """Have the journal forget customers, tickets too; return how many entries have to wait."""
        self._tickets.forget(subjects)
        left = await self._journal.forget([*chain(*subjects.values())], list(subjects))
        if not left:
            await self._mirror.file.run(partial(journal_did, customer_ids=list(subjects)))
        return left

    async def _overwrite(self) -> bool:
        """Leave nothing on the disk; False where that could not be done yet."""
        if not self._mirror.facts.get(LEFT_ON_DISK):
            return True
        try:
            await self._mirror.file.run(_merge_words)
            is_done = await self._mirror.file.rewrite() and await self._journal.file.rewrite()
        except StorageError as error:
            _log.warning("what was forgotten is not overwritten yet: %s", error)
            return False
        if is_done:
            await self._mirror.facts.remember(LEFT_ON_DISK, "")
        return is_done


def _merge_words(connection: sqlite3.Connection) -> None:
    # A deletion only adds to the index of words; the words go when its parts are merged. (SQLite
    # 3.42 could do it at once, but earlier versions can't read such an index any more.)
    connection.execute("INSERT INTO customer_words (customer_words) VALUES ('optimize')")


def _months_before(moment: float, months: int) -> float:
    """Return the same time of day some calendar months earlier, in Unix seconds."""
    now = datetime.fromtimestamp(moment, UTC)
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day).timestamp()
