"""The entries of a journal: what stands in it, looked up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from .entries import Entry, EntryState, Standing, entry_of
from .file import JournalFile

_WRONG_CLOCK_SECONDS: Final = 26 * 3600.0
"""How far apart the same may have been written down by a clock that was set between."""


class EntryStore:
    """What can be asked of the journal's entries; nothing is changed by it.

    Args:
        file: The journal's.
    """

    def __init__(self, file: JournalFile) -> None:
        self._file = file

    async def get(self, entry_id: int) -> Entry | None:
        """Return one entry."""
        return next(iter(await self.find("id = ?", (entry_id,), 1)), None)

    async def done_since(self, entry: Entry) -> Entry | None:
        """Return the very same write, where one was confirmed after an entry."""
        same = (entry.id, entry.operation, entry.subject, json.dumps(entry.parameters))
        where = (
            "id > ? AND operation = ? AND subject = ? AND parameters = ? AND state = 'confirmed'"
        )
        return next(iter(await self.find(where, same, 1)), None)

    async def last_change(self, subjects: Sequence[str]) -> Entry | None:
        """Return the newest write about some things, settled or not; None where there is none.

        One that was refused, or went out with a newer one, changed nothing.
        """
        newest = await self._newest(subjects, 1)
        return newest[0] if newest else None

    async def last_two_changes(self, subject: str) -> tuple[Entry, Entry] | None:
        """Return the two newest writes about a thing, the newer first, if both were confirmed."""
        newest = await self._newest([subject], 2)
        if len(newest) < 2 or any(each.state is not EntryState.CONFIRMED for each in newest):
            return None
        return newest[0], newest[1]

    async def _newest(self, subjects: Sequence[str], count: int) -> list[Entry]:
        marks = ", ".join("?" * len(subjects))
        where = f"subject IN ({marks}) AND state NOT IN ('refused', 'merged')"
        return await self.find(where, tuple(subjects), count)

    async def open_of(self, operation: str, subjects: Sequence[str]) -> list[Entry]:
        """Return the writes about some things whose end is not known, those under way included."""
        marks = ", ".join("?" * len(subjects))
        where = (
            f"operation = ? AND subject IN ({marks}) AND state IN ('waiting', 'sent', 'unknown')"
        )
        return await self.find(where, (operation, *subjects), -1)

    async def unsettled(self) -> list[Entry]:
        """Return what can go on without a person and nobody works at, the oldest first.

        What nobody could tell yet is among it: it may show later, and then nobody has to decide.
        """
        entries = await self.find(
            "owner = '' AND (state = 'unknown' OR state = 'waiting' AND NOT needs_person)", (), -1
        )
        return entries[::-1]

    async def goes_on(self) -> list[Entry]:
        """Return what goes on by itself and is no person's to decide, the oldest first."""
        entries = await self.find(
            "state IN ('waiting', 'sent', 'unknown') AND NOT needs_person"
            " AND (repeatable OR state <> 'unknown')",
            (),
            -1,
        )
        return entries[::-1]

    async def to_resolve(self) -> list[Entry]:
        """Return what a person has to decide, or may decide before it is known; newest first."""
        return await self.find("needs_person = 1 OR state = 'unknown' AND NOT repeatable", (), -1)

    async def newest_of(self, operation: str, subject: str) -> Entry | None:
        """Return the newest write of an operation about one thing, settled or not."""
        newest = await self.find("operation = ? AND subject = ?", (operation, subject), 1)
        return newest[0] if newest else None

    async def between(self, first: datetime, last: datetime, limit: int = -1) -> list[Entry]:
        """Return the entries written down from `first` on and before `last`, the newest first."""
        moments = (first.timestamp(), last.timestamp())
        return await self.find("created_at >= ? AND created_at < ?", moments, limit)

    async def standing(self) -> Standing:
        """Return how many entries are not settled."""

        def count(connection: sqlite3.Connection) -> Standing:
            row = connection.execute(
                """SELECT
                    (SELECT count(*) FROM entries WHERE NOT needs_person
                        AND (state = 'waiting' OR state = 'sent' AND error <> '')),
                    (SELECT count(*) FROM entries WHERE state = 'unknown' AND NOT needs_person),
                    (SELECT count(*) FROM entries WHERE needs_person = 1)"""
            ).fetchone()
            return Standing(*row)

        return await self._file.look(count)

    async def ids_told(self, operation: str, name: str) -> set[str]:
        """Return the ids that confirmed writes of an operation were answered with."""

        def get(connection: sqlite3.Connection) -> set[str]:
            rows = connection.execute(
                "SELECT json_extract(reply, ?) FROM entries"
                " WHERE operation = ? AND state = 'confirmed'",
                (f"$.{name}", operation),
            )
            return {str(told) for (told,) in rows if told is not None}

        return await self._file.look(get)

    async def paid_beside(self, charge: Entry) -> bool:
        """Tell whether an order was noted as paid from here while, or after, it was charged."""
        entries = await self.find(
            "subject = ? AND operation = 'updateOrder' AND state NOT IN ('refused', 'merged')"
            " AND json_extract(parameters, '$.paid') = '1'"
            # By the order of the numbers, too: a clock may have been set back meanwhile.
            " AND (id > ? OR settled_at IS NULL OR settled_at >= ?)",
            (charge.subject, charge.id, charge.created_at.timestamp()),
            1,
        )
        return bool(entries)

    async def twins(self, entry: Entry, name: str) -> int:
        """Return how many writes of the same content were confirmed and not answered with an id.

        Those are counted that were written down within about a day of it.
        """

        def count(connection: sqlite3.Connection) -> int:
            found = connection.execute(
                "SELECT count(*) FROM entries WHERE subject = ? AND operation = ?"
                " AND parameters = ? AND id <> ? AND state = 'confirmed'"
                " AND json_extract(reply, ?) IS NULL AND abs(created_at - ?) <= ?",
                (
                    entry.subject,
                    entry.operation,
                    json.dumps(entry.parameters),
                    entry.id,
                    f"$.{name}",
                    entry.created_at.timestamp(),
                    _WRONG_CLOCK_SECONDS,
                ),
            )
            number: int = found.fetchone()[0]
            return number

        return await self._file.look(count)

    async def find(self, where: str, values: tuple[object, ...], limit: int) -> list[Entry]:
        """Return the entries that an SQL condition holds for, the newest first; -1 for all."""

        def get(connection: sqlite3.Connection) -> list[Entry]:
            rows = connection.execute(
                f"SELECT * FROM entries WHERE {where} ORDER BY id DESC LIMIT ?",  # noqa: S608
                (*values, limit),
            )
            return [entry_of(row) for row in rows]

        return await self._file.look(get)
