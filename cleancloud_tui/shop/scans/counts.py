"""Where counts of the racks are kept: the one under way survives a restart, reports stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from ..database import Writer
from .counting import Count, Counted, CountLine, CountReport, CountResult


class Counts:
    """The counts of this computer, in the journal's file: the one under way, and the last report.

    Args:
        writer: Of the file; its tables are there.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def add(self, counted: Sequence[Counted], now: float) -> None:
        """Add to the count under way; the first begins one.

        Raises:
            StorageError: It could not be kept.
        """

        def put(connection: sqlite3.Connection) -> None:
            row = connection.execute(_UNDER_WAY).fetchone()
            if row is None:
                made = connection.execute("INSERT INTO counts (begun_at) VALUES (?)", (now,))
                count_id = made.lastrowid
            else:
                count_id = row["id"]
            connection.executemany(
                "INSERT OR IGNORE INTO counted VALUES (?, ?, ?)",
                [(count_id, each.order_id, each.barcode) for each in counted],
            )

        await self._writer.run(put)

    async def under_way(self) -> Count | None:
        """Return the count under way, whoever counts; None where there is none.

        Raises:
            StorageError: It could not be read.
        """

        def get(connection: sqlite3.Connection) -> Count | None:
            row = connection.execute(_UNDER_WAY).fetchone()
            if row is None:
                return None
            counted = connection.execute(
                "SELECT order_id, barcode FROM counted WHERE count_id = ?", (row["id"],)
            )
            return Count(
                row["id"],
                _instant(row["begun_at"]),
                frozenset(Counted(*map(str, each)) for each in counted),
            )

        return await self._writer.look(get)

    async def end(self, count: Count, report: CountReport, now: float) -> None:
        """End a count and keep its report.

        Raises:
            StorageError: It could not be kept; the count is still under way.
        """
        lines = [{**asdict(line), "finding": line.finding.value} for line in report.lines]
        kept = {"ready": report.ready, "counted": report.counted, "lines": lines}
        await self._writer.run(
            lambda connection: connection.execute(
                "UPDATE counts SET ended_at = ?, report = ? WHERE id = ? AND ended_at IS NULL",
                (now, json.dumps(kept), count.id),
            )
        )

    async def last_report(self) -> CountReport | None:
        """Return the report of the count that ended last; None where none did.

        Raises:
            StorageError: It could not be read.
        """

        def get(connection: sqlite3.Connection) -> CountReport | None:
            row = connection.execute(
                "SELECT * FROM counts WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
            ).fetchone()
            return _report(row) if row else None

        return await self._writer.look(get)


_UNDER_WAY: Final = "SELECT * FROM counts WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1"


def _report(row: sqlite3.Row) -> CountReport | None:
    """Return the report of a row; None where a damaged file or another version wrote the row."""
    try:
        kept = json.loads(row["report"])
        return CountReport(
            begun_at=_instant(row["begun_at"]),
            ended_at=_instant(row["ended_at"]),
            ready=kept["ready"],
            counted=kept["counted"],
            lines=tuple(
                CountLine(**{**line, "finding": CountResult(line["finding"])})
                for line in kept["lines"]
            ),
        )
    except (ValueError, TypeError, KeyError):
        return None


def _instant(seconds: object) -> datetime:
    """Return a moment; the first of all where what stands there is none."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
