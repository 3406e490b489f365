"""The journal: every write is in it, on the disk, before its first byte leaves.

An entry goes waiting → sent → confirmed, refused or unknown. A process that works at one owns it,
so that no two send the same; what a process left behind that is gone (killed, power cut) is taken
over by whoever looks next: what may be repeated waits again, what was never sent is refused, what
was sent is unknown.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ...api.clocks.uptime import uptime
from ...api.operations import OPERATIONS
from .. import database
from ..database import StorageError
from ..presence import Presence
from ..who import who_is_here
from . import forgetting as privacy
from . import linked, open_entries
from .entries import (
    Entry,
    EntryState,
    as_json,
    entry_of,
    is_repeatable,
    kept_parameters,
    subject_of,
)
from .entry_store import EntryStore
from .file import JournalFile
from .open_entries import Claim, UnsentWrite


class JournalError(StorageError):
    """A write could not be written down, so it was not sent."""

    sent = False

    def __init__(self, cause: StorageError) -> None:
        super(StorageError, self).__init__(
            "Nothing was sent: every change is written down first, and that was not possible. "
            f"{cause}"
        )


class Journal:
    """The journal of one shop.

    Args:
        path: Its file.
        presence: This process's sign of life.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
        notify: Is told, as a sentence for people, that the file had to be made anew.
        failed: Is told that the file could not be written.
        operations: What an entry may be of.

    Attributes:
        file: Where all of it is kept, what was typed into forms as well.
        entries: What stands in it.

    Raises:
        StorageError: The file can't be used.
    """

    def __init__(
        self,
        path: Path,
        presence: Presence,
        clock: Callable[[], float],
        notify: Callable[[str], None],
        *,
        uptime: Callable[[], float] = uptime,
        failed: database.Failed = database.nobody_is_told,
        operations: Collection[str] = OPERATIONS.keys(),
    ) -> None:
        self.file = JournalFile(path, notify, failed, operations)
        self.entries = EntryStore(self.file)
        self._presence = presence
        self._clock = clock
        self._uptime = uptime

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self.file.aclose()

    # Before anything is sent

    async def write_down(self, draft: UnsentWrite) -> Entry:
        """Write down what is about to be sent; this process owns the entry.

        What waits to change the same thing in the same way, and was never sent, goes into it.

        Raises:
            UnresolvedError: An earlier write stands in its way until it is known what became of it.
            JustDoneError: The very same was done a moment ago, and nobody said that it is meant.
            DecidedError: What it is sent for once more was decided about by somebody else.
            JournalError: It could not be written down.
        """
        return await self._before_sending(lambda connection: self._put(connection, draft))

    async def write_down_all(self, drafts: Sequence[UnsentWrite]) -> list[Entry]:
        """Write down several in one go: all of them, or none.

        Raises:
            CleanCloudError: See `write_down`; none of them is there.
        """
        return await self._before_sending(
            lambda connection: [self._put(connection, draft) for draft in drafts]
        )

    async def note(self, entry_id: int, before: Mapping[str, object] | None) -> None:
        """Write down how things stand before an entry is sent.

        Raises:
            JournalError: It could not be written down.
        """
        noted = None if before is None else as_json(before)
        await self._before_sending(
            lambda connection: connection.execute(
                "UPDATE entries SET before = ? WHERE id = ?", (noted, entry_id)
            )
        )

    async def amend(
        self, entry_id: int, parameters: Mapping[str, object], before: Mapping[str, object] | None
    ) -> None:
        """Write down how an entry that waits is sent, and what it replaces, right before it is.

        Raises:
            JournalError: It could not be written down.
        """
        noted = None if before is None else as_json(before)
        await self._before_sending(
            lambda connection: connection.execute(
                "UPDATE entries SET parameters = ?, before = ? WHERE id = ? AND state = 'waiting'",
                (json.dumps(dict(parameters)), noted, entry_id),
            )
        )

    async def claim(self, entry_id: int) -> Claim:
        """Take an entry that waits, right before it is sent: then it is marked as sent.

        Raises:
            JournalError: It could not be marked.
        """

        def put(connection: sqlite3.Connection) -> Claim:
            self._adopt(connection)
            return open_entries.claim(
                connection, self._presence, entry_id, self._clock(), self._uptime()
            )

        return await self._before_sending(put)

    # After it was sent

    async def settle(
        self,
        entry_id: int,
        state: EntryState,
        *,
        reply: Mapping[str, object] | None = None,
        error: str = "",
        needs_person: bool = False,
    ) -> None:
        """Write down how it ended, or that this is not known; nobody owns it any more.

        Raises:
            StorageError: It could not be written; the entry stays as it was.
        """
        how = (state.value, self._clock(), self._uptime(), as_json(reply or {}), error)
        await self.file.run(
            lambda connection: _settle(connection, entry_id, (*how, needs_person, entry_id))
        )

    async def let_wait(
        self, entry_id: int, error: str, *, was_sent: bool = False, needs_person: bool = False
    ) -> None:
        """Let an entry wait to be sent, or to be sent once more; whoever can, takes it.

        Raises:
            StorageError: It could not be written; the entry stays as it was.
        """
        await self.file.run(
            lambda connection: connection.execute(
                "UPDATE entries SET state = 'waiting', owner = '', error = ?, needs_person = ?,"
                " settled_at = NULL, sent_at = iif(?, sent_at, NULL) WHERE id = ?",
                (error, needs_person, was_sent, entry_id),
            )
        )

    async def own(self, entry_id: int, state: EntryState) -> bool:
        """Take an entry that nobody owns, to find out what became of it; False where it is gone.

        Where it is not known when it was sent, that is counted from now on.
        """

        def put(connection: sqlite3.Connection) -> bool:
            done = connection.execute(
                "UPDATE entries SET owner = ?, sent_up = coalesce(sent_up, ?)"
                " WHERE id = ? AND state = ? AND owner = ''",
                (self._presence.token, self._uptime(), entry_id, state.value),
            )
            return done.rowcount == 1

        return await self.file.run(put)

    async def holds(self, entry_id: int) -> bool:
        """Tell whether an entry that this process took is still unknown: nobody has decided."""
        entry = await self.entries.get(entry_id)
        return (
            entry is not None
            and entry.state is EntryState.UNKNOWN
            and entry.owner == self._presence.token
        )

    async def note_look(self, entry_id: int, known: str, *, needs_person: bool) -> None:
        """Write down that an unknown entry was looked for, and let go of it.

        Raises:
            StorageError: It could not be written; the entry stays as it was.
        """
        await self.file.run(
            lambda connection: connection.execute(
                "UPDATE entries SET looked_up = ?, error = ?, needs_person = ?, owner = ''"
                " WHERE id = ? AND state = 'unknown'",
                (self._uptime(), known, needs_person, entry_id),
            )
        )

    async def disown(self, entry_id: int) -> None:
        """Leave an entry that this process looked for to whoever looks next."""
        await self.file.run(
            lambda connection: connection.execute(
                "UPDATE entries SET owner = '' WHERE id = ? AND state = 'unknown' AND owner = ?",
                (entry_id, self._presence.token),
            )
        )

    async def adopt(self) -> None:
        """Take over what dead processes left behind; asked every second, it writes only then."""

        def is_left(connection: sqlite3.Connection) -> bool:
            return not all(map(self._presence.is_alive, open_entries.owners(connection)))

        if await self.file.look(is_left):
            await self.file.run(self._adopt)

    # What stands in it

    async def entries_of(
        self, *, subject: str = "", state: EntryState | None = None, limit: int = 200
    ) -> list[Entry]:
        """Return entries, the newest first, of a subject or in a state where asked for."""
        await self.adopt()
        wanted = state.value if state else ""
        return await self.entries.find(
            "? IN ('', subject) AND ? IN ('', state)", (subject, wanted), limit
        )

    # For good

    async def forget(self, subjects: Collection[str], customer_ids: Collection[str]) -> int:
        """Take what tells about customers out of what is settled; the ids stay.

        Args:
            subjects: The customers, their orders and garments.
            customer_ids: The customers.

        Returns:
            How many entries about the customers are not settled: those keep their values.

        Raises:
            StorageError: It could not be written; nothing was taken out.
        """

        def put(connection: sqlite3.Connection) -> int:
            return privacy.forget_people(connection, subjects, customer_ids)

        return await self.file.overwriting(put)

    async def forget_before(self, moment: datetime) -> None:
        """Take what tells about people out of what is settled and was written down before then.

        Raises:
            StorageError: It could not be written; nothing was taken out.
        """
        await self.file.overwriting(
            lambda connection: privacy.forget_before(connection, moment.timestamp())
        )

    # In the writing thread

    def _put(self, connection: sqlite3.Connection, draft: UnsentWrite) -> Entry:
        subject = subject_of(draft.operation.name, draft.parameters)
        self._adopt(connection)
        if draft.instead_of:
            open_entries.take_place(connection, draft.instead_of, self._clock())
        open_entries.require_unblocked(connection, draft, subject, self._uptime())
        form, owner = draft.form, self._presence.token
        if form and linked.is_open(connection, linked.entry_of_draft(connection, form, owner)):
            raise open_entries.UnresolvedError(draft.operation, subject, is_out=False)
        merged: list[int] = []
        repeatable = draft.may_wait and is_repeatable(draft.operation, draft.parameters)
        if repeatable:
            draft, merged = open_entries.with_what_waits(connection, draft, subject)
        who = who_is_here()
        cursor = connection.execute(
            """INSERT INTO entries (operation, parameters, subject, before, state, created_at,
            owner, repeatable, staff, system_user, terminal, address)
            VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?)""",
            (
                draft.operation.name,
                json.dumps(kept_parameters(draft.operation, draft.parameters)),
                subject,
                None if draft.before is None else as_json(draft.before),
                self._clock(),
                "" if draft.is_left else owner,
                repeatable,
                draft.staff,
                who.user,
                who.terminal,
                who.address,
            ),
        )
        connection.executemany(
            "UPDATE entries SET state = 'merged', merged_into = ?, settled_at = ? WHERE id = ?",
            [(cursor.lastrowid, self._clock(), each) for each in merged],
        )
        if form:
            linked.link(connection, form, owner, cursor.lastrowid or 0)
        linked.follow(connection, draft.instead_of or -1, cursor.lastrowid or 0)
        written = connection.execute("SELECT * FROM entries WHERE id = ?", (cursor.lastrowid,))
        # What is sent holds the secrets, what is kept does not.
        return replace(entry_of(written.fetchone()), parameters=draft.parameters)

    def _adopt(self, connection: sqlite3.Connection) -> None:
        open_entries.adopt(connection, self._presence, self._clock())

    async def _before_sending(self, put: Callable[[sqlite3.Connection], database.T]) -> database.T:
        try:
            return await self.file.run(put)
        except StorageError as error:
            raise JournalError(error) from error


def _settle(connection: sqlite3.Connection, entry_id: int, how: tuple[object, ...]) -> None:
    """Note how an entry ended; a draft whose sending is done is thrown away."""
    connection.execute(
        "UPDATE entries SET state = ?, settled_at = ?, settled_up = ?, reply = ?,"
        " error = ?, needs_person = ?, owner = '' WHERE id = ?",
        how,
    )
    linked.drop_done(connection, entry_id)
