"""The last scans of this computer: what was scanned, and what was done about it.

They hold codes and numbers of orders only; the names that belong to them are looked up when they
are shown.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import Enum
from typing import Final

from ...scanner.labels.codes import CodeKind
from ..database import Writer
from ..exports.csv_forms import Cell

MOST_KEPT: Final = 200
"""Scans that are remembered."""

_AHEAD_SECONDS: Final = 600.0
"""A scan that is newer than this from now was made by a clock that was wrong."""

NOT_KEPT: Final = "(not kept)"
"""Stands in the file for a code that fits no pattern of the shop: nobody knows what is in it."""

HEADINGS: Final = ("When", "Code", "What", "Order", "Mode", "Result", "Done")


class ScanVerdict(Enum):
    """How a scan came out."""

    DONE = "done"
    NOTED = "noted"
    """It was taken, and nothing was done about it."""
    ASKED = "asked"
    """It is being looked for, or a person is asked what it is."""
    WRONG = "wrong"


def new_key() -> str:
    """Return what tells a scan from all others."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan.

    Attributes:
        code: What was scanned; once it is known what it stands for, what it says as that.
        mode: What was being done, in words: `look up`.
        kind: What the code stood for; None where nobody knows.
        order_id: The order that it led to; empty for none.
        done: What was done about it, in words that tell about no person.
        key: Tells it from others.
    """

    at: datetime
    code: str
    mode: str
    kind: CodeKind | None = None
    order_id: str = ""
    done: str = ""
    verdict: ScanVerdict = ScanVerdict.DONE
    key: str = field(default_factory=new_key)

    def cells(self, time_zone: tzinfo) -> tuple[Cell, ...]:
        """Return it as a line under `HEADINGS`, its time in the shop's time zone."""
        kind = self.kind.value if self.kind else ""
        when = self.at.astimezone(time_zone)
        return (when, self.code, kind, self.order_id, self.mode, self.verdict.value, self.done)


class ScanHistory:
    """The last scans, in the journal's file.

    Args:
        writer: Of the file; its tables are there.
        clock: Tells Unix seconds.
    """

    def __init__(self, writer: Writer, clock: Callable[[], float] = time.time) -> None:
        self._writer = writer
        self._clock = clock

    async def keep(self, scans: Sequence[Scan]) -> None:
        """Keep scans, or what they have become since; of all, the newest `MOST_KEPT` stay.

        Raises:
            StorageError: They could not be kept.
        """

        def put(connection: sqlite3.Connection) -> None:
            _bring_back(connection, self._clock())
            connection.executemany(
                "INSERT OR REPLACE INTO scans VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(scan) for scan in scans],
            )
            connection.execute(
                "DELETE FROM scans WHERE key IN"
                " (SELECT key FROM scans ORDER BY at DESC LIMIT -1 OFFSET ?)",
                (MOST_KEPT,),
            )

        await self._writer.run(put)

    async def load(self) -> list[Scan]:
        """Return what was kept, the oldest first.

        Raises:
            StorageError: It could not be read.
        """

        def get(connection: sqlite3.Connection) -> list[Scan]:
            rows = connection.execute("SELECT * FROM scans ORDER BY at DESC LIMIT ?", (MOST_KEPT,))
            return [scan for row in rows.fetchall()[::-1] if (scan := _scan(row))]

        return await self._writer.look(get)


def _bring_back(connection: sqlite3.Connection, now: float) -> None:
    """Let no scan be newer than those to come: a clock was ahead, and is right by now."""
    newest = connection.execute("SELECT max(at) FROM scans").fetchone()[0]
    if newest is not None and newest > now + _AHEAD_SECONDS:
        connection.execute("UPDATE scans SET at = at - ? WHERE at > ?", (newest - now, now))


def _row(scan: Scan) -> tuple[object, ...]:
    return (
        scan.key,
        scan.at.timestamp(),
        scan.code if scan.kind else NOT_KEPT,
        scan.mode,
        scan.kind.value if scan.kind else "",
        scan.order_id,
        scan.done,
        scan.verdict.value,
    )


def _scan(row: sqlite3.Row) -> Scan | None:
    """Return the scan of a row; None where a damaged file or another version wrote the row."""
    try:
        return Scan(
            at=datetime.fromtimestamp(row["at"], UTC),
            code=str(row["code"]),
            mode=str(row["mode"]),
            kind=CodeKind(row["kind"]) if row["kind"] else None,
            order_id=str(row["order_id"]),
            done=str(row["done"]),
            verdict=ScanVerdict(row["verdict"]),
            key=str(row["key"]),
        )
    except (ValueError, TypeError, OverflowError, OSError):
        return None
