"""The journal: every write is in it, on the disk, before its first byte leaves.

An entry goes waiting → sent → confirmed, refused or unknown. What a process left behind that is
gone (killed, power cut) is settled when the journal is next used: never sent is refused, sent is
unknown.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Final

from ..api.operations import Operation, Wire, WireParameters
from . import database
from .database import StorageError
from .presence import Presence
from .private import without_private
from .who import who_is_here

NOT_KEPT: Final = "(not kept)"
"""Stands for a secret in an entry's parameters."""

_NEVER_SENT: Final = "It was not sent: the program ended before."


class JournalError(StorageError):
    """A write could not be written down, so it was not sent."""

    sent = False

    def __init__(self, cause: StorageError) -> None:
        super(StorageError, self).__init__(
            f"Nothing was sent and nothing was changed: it could not be written down first. {cause}"
        )


class EntryState(Enum):
    """Where a write stands."""

    WAITING = "waiting"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One write.

    Attributes:
        parameters: As they were sent, secrets replaced by `NOT_KEPT`.
        subject: What it is about: `order:437`, `customer:12`, `garment:0042`.
        before: The values that it replaces, by the names that replies have for them, if known.
        reply: The API's answer; empty unless confirmed.
        error: What went wrong, in words.
    """

    id: int
    operation: str
    parameters: Mapping[str, object]
    subject: str
    state: EntryState
    created_at: datetime
    settled_at: datetime | None
    before: Mapping[str, object] | None
    reply: Mapping[str, object]
    error: str
    user: str


def _make_schema(connection: sqlite3.Connection) -> None:
    script = Path(__file__).with_name("journal.sql").read_text(encoding="utf-8")
    database.run_script(connection, script)


MIGRATIONS: Final[Sequence[database.Migration]] = (_make_schema,)


def subject_of(operation: str, parameters: Mapping[str, object]) -> str:
    """Return what a write is about; writes about the same go one after another."""
    for name, kind in (("barcodeID", "garment"), ("orderID", "order"), ("customerID", "customer")):
        if value := parameters.get(name):
            return f"{kind}:{value}"
    return f"new:{operation}"


class Journal:
    """The journal of one shop."""

    def __init__(self, path: Path, clock: Callable[[], float], say: Callable[[str], None]) -> None:
        self._path = path
        self._clock = clock
        if notice := database.prepare(path, MIGRATIONS, ("entries",)):
            say(notice)
        self._writer = database.Writer(path, durable=True)
        self._presence: Presence | None = None

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self._writer.aclose(self._leave)

    async def write_down(
        self,
        operation: Operation,
        parameters: WireParameters,
        before: Mapping[str, object] | None,
    ) -> int:
        """Write down what is about to be sent, and return the entry's id.

        Raises:
            JournalError: It could not be written down.
        """
        who = who_is_here()
        values = (
            operation.name,
            json.dumps(_without_secrets(operation, parameters)),
            subject_of(operation.name, parameters),
            None if before is None else _json(before),
            self._clock(),
            who.user,
            who.terminal,
            who.address,
        )

        def put(connection: sqlite3.Connection) -> int:
            process = self._arrived(connection).token
            cursor = connection.execute(
                """INSERT INTO entries (operation, parameters, subject, before, created_at,
                system_user, terminal, address, process, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')""",
                (*values, process),
            )
            return cursor.lastrowid or 0

        return await self._before_sending(put)

    async def sending(self, entry_id: int) -> None:
        """Mark an entry as sent, right before it is.

        Raises:
            JournalError: It could not be marked.
        """

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE entries SET state = 'sent', sent_at = ? WHERE id = ?",
                (self._clock(), entry_id),
            )

        await self._before_sending(put)

    async def settle(
        self,
        entry_id: int,
        state: EntryState,
        *,
        reply: Mapping[str, object] | None = None,
        error: str = "",
    ) -> None:
        """Write down how it ended.

        Raises:
            StorageError: It could not be written; the entry stays as it was.
        """

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE entries SET state = ?, settled_at = ?, reply = ?, error = ? WHERE id = ?",
                (state.value, self._clock(), _json(reply or {}), error, entry_id),
            )

        await self._writer.run(put)

    async def entries(
        self, *, subject: str = "", state: EntryState | None = None, limit: int = 200
    ) -> list[Entry]:
        """Return entries, the newest first, of a subject or in a state where asked for."""

        def get(connection: sqlite3.Connection) -> list[Entry]:
            self._arrived(connection)
            rows = connection.execute(
                """SELECT * FROM entries WHERE (? = '' OR subject = ?) AND (? = '' OR state = ?)
                ORDER BY id DESC LIMIT ?""",
                (subject, subject, *((state.value,) * 2 if state else ("", "")), limit),
            )
            return [_entry(row) for row in rows]

        return await self._writer.run(get)

    # In the writing thread

    def _arrived(self, connection: sqlite3.Connection) -> Presence:
        """Give the first sign of life, and settle what dead processes left behind."""
        if self._presence is None:
            self._presence = Presence(self._path.with_name("processes"))
            self._settle_left(connection, self._presence)
        return self._presence

    def _settle_left(self, connection: sqlite3.Connection, presence: Presence) -> None:
        processes = connection.execute(
            "SELECT DISTINCT process FROM entries WHERE state IN ('waiting', 'sent')"
        )
        for (process,) in processes.fetchall():
            if not presence.is_alive(process):
                connection.execute(
                    """UPDATE entries SET settled_at = ?,
                    error = iif(state = 'waiting', ?, 'The program ended before the answer.'),
                    state = iif(state = 'waiting', 'refused', 'unknown')
                    WHERE process = ? AND state IN ('waiting', 'sent')""",
                    (self._clock(), _NEVER_SENT, process),
                )

    def _leave(self) -> None:
        if self._presence is not None:
            self._presence.close()
            self._presence = None

    async def _before_sending(self, put: Callable[[sqlite3.Connection], database.T]) -> database.T:
        try:
            return await self._writer.run(put)
        except StorageError as error:
            raise JournalError(error) from error


def _without_secrets(operation: Operation, parameters: WireParameters) -> dict[str, object]:
    kept: dict[str, object] = {}
    for name, value in parameters.items():
        parameter = operation.parameter(name)
        secret = parameter is None or parameter.wire is Wire.SECRET
        kept[name] = NOT_KEPT if secret else value
    return kept


def _json(value: object) -> str:
    return json.dumps(without_private(value), separators=(",", ":"), default=str)


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        operation=row["operation"],
        parameters=json.loads(row["parameters"]),
        subject=row["subject"],
        state=EntryState(row["state"]),
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        settled_at=datetime.fromtimestamp(row["settled_at"], UTC) if row["settled_at"] else None,
        before=json.loads(row["before"]) if row["before"] else None,
        reply=json.loads(row["reply"] or "{}"),
        error=row["error"] or "",
        user=row["system_user"],
    )
