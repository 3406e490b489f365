"""What is open in the journal: blocked, merged, claimed and taken over; in the writing thread.

Each function runs inside a transaction, so that of two processes one sees what the other did.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, cast

from ...api.errors import CleanCloudError
from ...api.operations import Operation, OperationKind, WireParameters
from ..presence import Presence
from .entries import kept_parameters, subject_of
from .just_done import JUST, JustDoneError
from .linked import FormKey

_IN_THE_WAY: Final = "state IN ('waiting', 'sent', 'unknown') AND repeatable AND NOT needs_person"
"""Entries that have to be settled before a later one of the same subject is sent."""

_SENT_AGAIN: Final = " A person sent it again."
_NEVER_SENT: Final = "It was not sent: the program ended before."
NO_ANSWER: Final = "The program ended before the answer."

_IN_HANDS: Final = "(owner <> '' AND state IN ('waiting', 'unknown') OR state = 'sent')"
"""Entries that are open, and in somebody's hands: what is being sent always is."""


class UnresolvedError(CleanCloudError):
    """An earlier write stands in the way; nothing was sent."""

    sent = False

    def __init__(self, operation: Operation, subject: str, *, is_out: bool) -> None:
        kind, _, number = subject.partition(":")
        of = "" if kind == "new" else f" of {kind} {number}"
        why = (
            f"another {operation.name}{of} is under way at this moment"
            if is_out
            else f"it is not known yet what became of an earlier {operation.name}{of}"
        )
        super().__init__(
            f"{operation.name} was not sent: {why}. Nothing was changed by this one. "
            "See “To resolve” (Ctrl+R) before you repeat it."
        )


class DecidedError(CleanCloudError):
    """Somebody else has decided about an entry."""

    sent = False

    def __init__(self) -> None:
        super().__init__("Somebody else has decided about this in the meantime. Nothing was sent.")


class Claim(Enum):
    """Whether an entry may be sent by this process, now."""

    MINE = "mine"
    BEHIND = "behind"
    """An earlier one of the same subject comes first."""
    GONE = "gone"
    """Another process took it, or it is settled."""


@dataclass(frozen=True, slots=True)
class UnsentWrite:
    """A write as it is about to be written down.

    Attributes:
        parameters: On the wire, secrets included; they are not kept.
        identified_by: The names of those that tell what is changed instead of how.
        blocks_any: Whether any open one of its operation about the same thing stands in its way,
            and not only the very same.
        before: The values that it replaces, by the names of replies.
        staff: Who is at the counter.
        may_wait: Whether it may wait and be sent again, where its operation allows that.
        instead_of: The entry before people that it is sent for once more; 0 for none.
        again: Whether somebody said that it is meant, though the very same was done just now.
        form: The draft that it is sent from; None for none.
        is_left: Whether it is in nobody's hands: whoever settles what is open sends it.
    """

    operation: Operation
    parameters: WireParameters
    identified_by: tuple[str, ...] = ()
    blocks_any: bool = False
    before: Mapping[str, object] | None = None
    staff: str = ""
    may_wait: bool = True
    instead_of: int = 0
    again: bool = False
    form: FormKey | None = None
    is_left: bool = False


def take_place(connection: sqlite3.Connection, entry_id: int, now: float) -> None:
    """Take an entry from before people as refused: another one is sent in its place.

    Raises:
        DecidedError: Somebody else was quicker.
    """
    done = connection.execute(
        "UPDATE entries SET state = 'refused', settled_at = ?, needs_person = 0,"
        " error = trim(error || ?) WHERE id = ? AND needs_person = 1",
        (now, _SENT_AGAIN, entry_id),
    )
    if done.rowcount != 1:
        raise DecidedError


def require_unblocked(
    connection: sqlite3.Connection, draft: UnsentWrite, subject: str, up: float
) -> None:
    """Refuse a write that might do a second time what an open one does, or one just did.

    A charge has no amount and no key of its own: any open one of the order blocks the next
    (`blocks_any`). Of other writes that are not to be repeated, the very same one does.

    Raises:
        UnresolvedError: An open one stands in the way.
        JustDoneError: The very same was confirmed just now, and it was not said to be meant.
    """
    operation = draft.operation
    if operation.kind is not OperationKind.NON_IDEMPOTENT_WRITE:
        return
    rows = connection.execute(
        "SELECT state, parameters, settled_up FROM entries WHERE subject = ? AND operation = ?"
        " AND (state IN ('waiting', 'sent', 'unknown') OR state = 'confirmed' AND settled_up > ?)"
        " ORDER BY state = 'confirmed', id DESC",
        (subject, operation.name, up - JUST),
    )
    kept = kept_parameters(operation, draft.parameters)
    for row in rows.fetchall():
        if not (draft.blocks_any or kept == json.loads(row["parameters"])):
            continue
        if row["state"] != "confirmed":
            raise UnresolvedError(operation, subject, is_out=row["state"] != "unknown")
        if not draft.again and row["settled_up"] <= up:  # else the computer was started anew
            raise JustDoneError(_named(operation, subject), up - row["settled_up"])


def require_none_out(draft: UnsentWrite, out: Iterable[UnsentWrite]) -> None:
    """Refuse a write whose twin this process is sending; it is not waited for, but told at once.

    Raises:
        UnresolvedError: That is so.
    """
    operation = draft.operation
    if operation.kind is not OperationKind.NON_IDEMPOTENT_WRITE:
        return
    subject = subject_of(operation.name, draft.parameters)
    for other in out:
        is_same = other.operation is operation and subject == subject_of(
            operation.name, other.parameters
        )
        if is_same and (draft.blocks_any or draft.parameters == other.parameters):
            raise UnresolvedError(operation, subject, is_out=True)


def draft_in_words(draft: UnsentWrite) -> str:
    """Return a write's operation and subject: `Update an Order (order 437)`."""
    return _named(draft.operation, subject_of(draft.operation.name, draft.parameters))


def _named(operation: Operation, subject: str) -> str:
    kind, _, number = subject.partition(":")
    return operation.title if kind == "new" else f"{operation.title} ({kind} {number})"


def claim(
    connection: sqlite3.Connection, presence: Presence, entry_id: int, now: float, up: float
) -> Claim:
    """Mark an entry that waits as sent by this process, where it is its turn.

    Why it waited stays with it: as long as it was not answered, it waits for people all the same.
    """
    row = connection.execute("SELECT * FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if row is None or row["state"] != "waiting" or row["owner"] not in ("", presence.token):
        return Claim.GONE
    earlier = connection.execute(
        f"SELECT 1 FROM entries WHERE subject = ? AND id < ? AND {_IN_THE_WAY}",  # noqa: S608
        (row["subject"], entry_id),
    )
    if earlier.fetchone():
        return Claim.BEHIND
    connection.execute(
        "UPDATE entries SET state = 'sent', sent_at = ?, sent_up = ?, looked_up = NULL, owner = ?,"
        " needs_person = 0 WHERE id = ?",
        (now, up, presence.token, entry_id),
    )
    return Claim.MINE


def owners(connection: sqlite3.Connection) -> set[str]:
    """Return the processes that something open is in the hands of."""
    rows = connection.execute(f"SELECT DISTINCT owner FROM entries WHERE {_IN_HANDS}")  # noqa: S608
    return {owner for (owner,) in rows}


def adopt(connection: sqlite3.Connection, presence: Presence, now: float) -> None:
    """Take over what dead processes left behind.

    What may be repeated waits again, what was never sent is refused, what was sent is unknown.
    """
    for owner in owners(connection):
        if presence.is_alive(owner):
            continue
        connection.execute(
            f"""UPDATE entries SET owner = '', settled_at = ?,
            error = CASE WHEN state = 'sent' THEN ?
                WHEN state = 'waiting' AND NOT repeatable THEN ? ELSE error END,
            needs_person = needs_person OR (state = 'waiting' AND NOT repeatable),
            state = CASE WHEN state = 'sent' THEN 'unknown'
                WHEN state = 'waiting' AND NOT repeatable THEN 'refused' ELSE state END
            WHERE owner = ? AND {_IN_HANDS}""",  # noqa: S608
            (now, NO_ANSWER, _NEVER_SENT, owner),
        )


def with_what_waits(
    connection: sqlite3.Connection, draft: UnsentWrite, subject: str
) -> tuple[UnsentWrite, list[int]]:
    """Return a write with the values of what waits to change the same, and the ids of those.

    Only what was never sent, and is in nobody's hands, is taken along.
    """
    rows = connection.execute(
        """SELECT id, parameters, before FROM entries WHERE subject = ? AND operation = ?
        AND state = 'waiting' AND repeatable AND owner = '' AND sent_at IS NULL
        AND NOT needs_person ORDER BY id""",
        (subject, draft.operation.name),
    )
    merged: list[int] = []
    parameters: dict[str, object] = {}
    before: dict[str, object] = {}
    for row in rows.fetchall():
        waiting = json.loads(row["parameters"])
        if any(waiting.get(name) != draft.parameters.get(name) for name in draft.identified_by):
            continue
        merged.append(row["id"])
        parameters.update(waiting)
        before = {**json.loads(row["before"] or "{}"), **before}
    if not merged:
        return draft, []
    parameters.update(draft.parameters)
    together = cast(WireParameters, parameters)
    return replace(draft, parameters=together, before={**(draft.before or {}), **before}), merged
