"""A draft and the entry that it was sent by are one thing: what settles the one settles the other.

Each function runs inside a transaction of the journal's file, in which both stand.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

_SENT_AGAIN: Final = " It was sent again from its form."

NEW_ORDERS: Final = "order"
"""The kind of the drafts of orders that are taken in; a customer's id is the key."""

_ON_THE_WAY: Final = "'usePromo'"
"""What is done for a draft before the draft itself is sent: done, it leaves the draft there."""


@dataclass(frozen=True, slots=True)
class FormKey:
    """Which draft a write is sent from."""

    kind: str
    key: str


def entry_of_draft(connection: sqlite3.Connection, form: FormKey, owner: str) -> int:
    """Return the entry that a process's draft was sent by; 0 for none."""
    row = connection.execute(
        "SELECT entry_id FROM drafts WHERE kind = ? AND key = ? AND owner = ?",
        (form.kind, form.key, owner),
    ).fetchone()
    return int(row[0]) if row else 0


def is_open(connection: sqlite3.Connection, entry_id: int) -> bool:
    """Tell whether it is not known yet what became of an entry."""
    return _is(connection, entry_id, "state IN ('waiting', 'sent', 'unknown')")


def is_done(connection: sqlite3.Connection, entry_id: int) -> bool:
    """Tell whether what a draft was sent for was done."""
    return _is(connection, entry_id, f"state = 'confirmed' AND operation NOT IN ({_ON_THE_WAY})")


def link(connection: sqlite3.Connection, form: FormKey, owner: str, entry_id: int) -> None:
    """Note by which entry a draft is sent now; one that was refused before is off people's list."""
    note_sent_again(connection, entry_of_draft(connection, form, owner))
    connection.execute(
        "UPDATE drafts SET entry_id = ? WHERE kind = ? AND key = ? AND owner = ?",
        (entry_id, form.kind, form.key, owner),
    )


def follow(connection: sqlite3.Connection, entry_id: int, instead: int) -> None:
    """Let a draft belong to the entry that is sent in place of its own."""
    connection.execute("UPDATE drafts SET entry_id = ? WHERE entry_id = ?", (instead, entry_id))


def note_sent_again(connection: sqlite3.Connection, entry_id: int) -> None:
    """Take a refused entry off people's list: its draft is sent in its place."""
    _take_off(connection, entry_id, _SENT_AGAIN)


def note_dropped(connection: sqlite3.Connection, entry_id: int) -> None:
    """Take a refused entry off people's list: its draft was thrown away."""
    _take_off(connection, entry_id, " What was typed was thrown away.")


def drop_done(connection: sqlite3.Connection, entry_id: int) -> None:
    """Throw a draft away whose entry was confirmed: it is done.

    That of a new order stays, out of sight, until its ticket was shown.
    """
    if is_done(connection, entry_id):
        connection.execute(
            "DELETE FROM drafts WHERE entry_id = ? AND kind <> ?", (entry_id, NEW_ORDERS)
        )


def _take_off(connection: sqlite3.Connection, entry_id: int, why: str) -> None:
    connection.execute(
        "UPDATE entries SET needs_person = 0, error = trim(error || ?)"
        " WHERE id = ? AND state = 'refused' AND needs_person",
        (why, entry_id),
    )


def _is(connection: sqlite3.Connection, entry_id: int, what: str) -> bool:
    found = connection.execute(f"SELECT 1 FROM entries WHERE id = ? AND {what}", (entry_id,))  # noqa: S608
    return found.fetchone() is not None
