"""Which process of the host asks CleanCloud for what changed, on behalf of all of them.

Who holds the lease says so in the mirror, and until when. It is free once its holder ended, which
the kernel knows at once (`presence.py`), and once its time is over: a holder that is frozen
(Ctrl+Z, a suspended container) does not renew it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from ..mirror.file import MirrorFile
from ..presence import Presence

LEASE_SECONDS: Final = 20.0
"""How long a frozen holder keeps others waiting. A shorter one would be written more often, and
every write has the other processes look at the mirror again."""

RENEW_SECONDS: Final = 8.0
"""It is renewed when no more than this is left: more than a holder at work ever takes to ask."""

_FACT: Final = "lease"
"""The fact that tells the holder's token and until when it holds, in `uptime`'s seconds."""

_WHO_HOLDS: Final = "SELECT value FROM facts WHERE name = ?"


class LeaseLostError(Exception):
    """Something that only the holder asks for was not sent: another process holds the lease."""


class Lease:
    """The lease of one shop on this host, as one process sees it.

    Args:
        file: The mirror's, where it is written down.
        presence: This process's sign of life, by whose token it holds the lease.
        uptime: Tells seconds by a clock that nobody can set.
    """

    def __init__(self, file: MirrorFile, presence: Presence, uptime: Callable[[], float]) -> None:
        self._file = file
        self._presence = presence
        self._uptime = uptime

    async def hold(self) -> bool:
        """Take the lease where it is free, renew it where it is held; tell whether it is held.

        To be asked right before every request that only the holder makes: a process may have been
        frozen since the last time.

        Raises:
            StorageError: The mirror can't be read or written.
        """
        return self._is_held_for_a_while() or await self._file.run(self._hold)

    async def give_back(self) -> None:
        """Let another process have it at once.

        Raises:
            StorageError: The mirror can't be written; the lease ends by itself.
        """
        await self._file.run(self._give_back)

    def _is_held_for_a_while(self) -> bool:
        """Tell, without a wait for whoever writes, whether there is nothing to be written."""
        rows = self._file.rows(_WHO_HOLDS, _FACT)
        holder, until = _told(rows[0] if rows else None)
        left = until - self._uptime()
        return holder == self._presence.token and RENEW_SECONDS <= left <= 2 * LEASE_SECONDS

    # In the writing thread, in a transaction

    def _hold(self, connection: sqlite3.Connection) -> bool:
        own, now = self._presence.token, self._uptime()
        holder, until = _told(_row(connection))
        # One that ends far later than any can was taken before the computer was started.
        stands = now < until <= now + 2 * LEASE_SECONDS
        if holder != own and stands and self._presence.is_alive(holder):
            return False
        if holder != own or not stands or until - now < RENEW_SECONDS:
            connection.execute(
                "INSERT OR REPLACE INTO facts VALUES (?, ?)",
                (_FACT, f"{own} {now + LEASE_SECONDS!r}"),
            )
        return True

    def _give_back(self, connection: sqlite3.Connection) -> None:
        holder, _ = _told(_row(connection))
        if holder == self._presence.token:
            connection.execute("DELETE FROM facts WHERE name = ?", (_FACT,))


def _row(connection: sqlite3.Connection) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(_WHO_HOLDS, (_FACT,)).fetchone()
    return row


def _told(row: sqlite3.Row | None) -> tuple[str, float]:
    """Return who holds the lease, and until when."""
    if row is None:
        return "", 0.0
    try:
        holder, until = row["value"].split()
        return holder, float(until)
    except (AttributeError, ValueError):  # nobody knows what it says
        return "", 0.0
