"""Drafts: what was typed into a form and not sent yet, kept until it is sent or thrown away.

They stand in the journal's file, which is durable, so they outlive a killed process and a closed
terminal. A draft is in the hands of the process that keeps it, and no other sees it meanwhile: two
terminals that fill in the same form have a draft each. Once that process is gone, or has left the
draft, it belongs to whoever takes it up first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping

from ...api.privacy import is_secret
from ...api.rights import EVERYTHING, Right, Rights
from ...values.cards import without_cards
from ..database import T
from ..presence import Presence
from ..who import who_is_here
from . import linked
from .draft_rows import FormDraft, draft_of
from .file import JournalFile
from .linked import NEW_ORDERS, FormKey

__all__ = ["NEW_ORDERS", "Drafts", "FormDraft"]


class Drafts:
    """The drafts of one shop on this host, as this process may see them.

    Every method raises `StorageError` where the file can't be read or written, and those that keep,
    leave or throw away raise `ReadOnlyError` where that is not for this session.

    Args:
        file: The journal's, in which they stand.
        presence: This process's sign of life.
        clock: Tells Unix seconds.
        staff: Tells who is at the counter; empty where nobody said so.
        rights: Whether anything may be kept and taken up; else what is kept can be looked at.
    """

    def __init__(
        self,
        file: JournalFile,
        presence: Presence,
        clock: Callable[[], float],
        staff: Callable[[], str],
        rights: Rights = EVERYTHING,
    ) -> None:
        self._file = file
        self._presence = presence
        self._clock = clock
        self._staff = staff
        self._rights = rights

    async def keep(
        self,
        kind: str,
        key: str,
        values: Mapping[str, str],
        *,
        customer_id: str = "",
        entry_id: int = 0,
        is_being_typed: bool = False,
        are_codes: bool = False,
    ) -> None:
        """Keep what was typed, in place of what this process kept of the same form before.

        Passwords, tokens and payment cards' numbers are left out, and digits at the end that may
        become one where it is just being typed; nothing of them is left in what was kept before.

        Args:
            kind: The form.
            key: Which one of its kind.
            values: What was typed, by the names of the fields.
            customer_id: Whom it is about: it goes when that person is forgotten.
            entry_id: What it was sent by last: once that is done, nothing is kept any more.
            is_being_typed: Whether somebody is typing in this moment.
            are_codes: Whether it is codes of labels, looked through when they were scanned.
        """
        kept = {
            name: text if are_codes else without_card(text, is_being_typed=is_being_typed)
            for name, text in values.items()
            if not is_secret(name)
        }
        content = json.dumps(kept)
        whose = (self._clock(), self._staff(), who_is_here().terminal)

        def put(connection: sqlite3.Connection) -> None:
            mine = (kind, key, self._presence.token)
            sent_by = linked.entry_of_draft(connection, FormKey(kind, key), mine[2]) or entry_id
            # Who only looks at it and leaves has not typed it.
            typed = connection.execute(
                "SELECT kept_at, staff, terminal FROM drafts"
                " WHERE kind = ? AND key = ? AND owner = ? AND content = ?",
                (*mine, content),
            ).fetchone()
            connection.execute(
                "DELETE FROM drafts WHERE kind = ? AND key = ? AND owner = ?",
                mine,
            )
            if linked.is_done(connection, sent_by):
                return
            connection.execute(
                "INSERT INTO drafts (kind, key, owner, customer_id, content, kept_at, staff,"
                " terminal, entry_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*mine, customer_id, content, *(typed or whose), sent_by),
            )

        if kept.items() <= values.items():
            await self._write(put)
        else:
            self._rights.require(Right.KEEP)
            await self._file.overwriting(put)

    async def find(self, kind: str, key: str) -> FormDraft | None:
        """Take up the draft of a form: this process's own, else the newest that nobody has.

        None, too, where nothing may be kept in this session: who takes it up may not leave it.
        """
        if not self._rights.may(Right.KEEP):
            return None

        def take(connection: sqlite3.Connection) -> FormDraft | None:
            rows = self._in_reach(connection, "kind = ? AND key = ?", (kind, key))
            if not rows:
                return None
            connection.execute(
                "UPDATE drafts SET owner = ? WHERE id = ?", (self._presence.token, rows[0]["id"])
            )
            return draft_of(rows[0])

        return await self._write(take)

    async def all(self, kind: str) -> list[FormDraft]:
        """Return what `find` would take up of each form of a kind, the newest first.

        What was sent and done is left out.
        """

        def read(connection: sqlite3.Connection) -> list[FormDraft]:
            drafts: dict[str, FormDraft] = {}
            for row in self._in_reach(connection, "kind = ?", (kind,)):
                if not linked.is_done(connection, row["entry_id"]):
                    drafts.setdefault(row["key"], draft_of(row))
            return sorted(drafts.values(), key=lambda draft: draft.at, reverse=True)

        return await self._file.look(read)

    async def leave(self, kind: str, key: str) -> None:
        """Let go of this process's draft of a form: any terminal may take it up."""
        await self._write(
            lambda connection: connection.execute(
                "UPDATE drafts SET owner = '' WHERE kind = ? AND key = ? AND owner = ?",
                (kind, key, self._presence.token),
            )
        )

    async def drop(self, kind: str, key: str) -> None:
        """Throw away this process's draft of a form: it was sent, or is not wanted.

        Where it was sent and refused before, a person need not decide about that any more.
        """
        owner = self._presence.token

        def put(connection: sqlite3.Connection) -> None:
            sent_by = linked.entry_of_draft(connection, FormKey(kind, key), owner)
            linked.note_dropped(connection, sent_by)
            connection.execute(
                "DELETE FROM drafts WHERE kind = ? AND key = ? AND owner = ?", (kind, key, owner)
            )

        await self._write(put)

    def _in_reach(
        self, connection: sqlite3.Connection, where: str, values: tuple[str, ...]
    ) -> list[sqlite3.Row]:
        """Return the drafts that are this process's, then those that no living one has."""
        mine = self._presence.token
        owners = [owner for (owner,) in connection.execute("SELECT DISTINCT owner FROM drafts")]
        gone = [owner for owner in owners if owner and not self._presence.is_alive(owner)]
        return connection.execute(
            f"SELECT * FROM drafts WHERE {where}"  # noqa: S608
            " AND owner IN (SELECT value FROM json_each(?))"
            " ORDER BY owner = ? DESC, id DESC",
            (*values, json.dumps(["", mine, *gone]), mine),
        ).fetchall()

    async def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._rights.require(Right.KEEP)
        return await self._file.run(work)


def without_card(text: str, *, is_being_typed: bool = False) -> str:
    """Return what was typed without payment cards' numbers; of JSON, the texts in it."""
    cleaned = without_cards(text, is_being_typed=is_being_typed)
    if cleaned == text or not text.startswith(("[", "{")):
        return cleaned
    try:
        return json.dumps(_without(json.loads(text)))
    except ValueError:  # it was no JSON
        return cleaned


def _without(value: object) -> object:
    if isinstance(value, str):
        return without_cards(value)
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items()}
    return [_without(each) for each in value] if isinstance(value, list) else value
