"""The closing sheets of a shop, kept for good: none is ever changed, and none deleted.

They stand in a file of their own: the mirror can be fetched again, these can't.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from ...api.rights import Right, Rights
from ...api.text import one_line
from ...values.cards import without_cards
from .. import database
from ..who import who_is_here
from .sheet import Sheet
from .sheet_rows import closing_store, content_of, sheet_of


class Sheets:
    """Every method raises `StorageError` where the file can't be read or written.

    None is shown to who may not see the figures (`ReadOnlyError`).

    Args:
        path: Of the file; made when the first sheet is kept.
        clock: Tells Unix seconds.
        staff: Tells who is at the counter; empty where nobody said so.
        notify: Is told, as a sentence for people, that the file had to be made anew.
        failed: Is told that the file could not be written.
        rights: Whether any may be kept.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float],
        staff: Callable[[], str],
        notify: Callable[[str], None],
        failed: database.Failed,
        rights: Rights,
    ) -> None:
        self._path = path
        self._clock = clock
        self._staff = staff
        self._rights = rights
        self._writer = database.Writer(
            closing_store(path),
            notify,
            durable=True,
            is_made_late=True,
            rights=rights,
            failed=failed,
        )

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self._writer.aclose()

    async def keep(self, sheet: Sheet) -> Sheet:
        """Keep a sheet for good, and return it as it was kept; the others of its day stay.

        Raises:
            ReadOnlyError: None may be kept in this session.
        """
        self._rights.require(Right.CLOSE)
        who = who_is_here()
        note = without_cards(one_line(sheet.note))
        kept = replace(
            sheet,
            note=note,
            at=datetime.fromtimestamp(self._clock(), UTC),
            staff=self._staff(),
            user=who.user,
        )

        def put(connection: sqlite3.Connection) -> int:
            cursor = connection.execute(
                "INSERT INTO sheets (day, at, staff, user, terminal, content)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    kept.day.isoformat(),
                    self._clock(),
                    kept.staff,
                    kept.user,
                    who.terminal,
                    content_of(kept),
                ),
            )
            return cursor.lastrowid or 0

        return replace(kept, number=await self._writer.run(put))

    async def all(self, limit: int = 400) -> list[Sheet]:
        """Return the sheets, those of the latest day first, and of a day the last one first."""
        sql = "SELECT * FROM sheets ORDER BY day DESC, id DESC LIMIT ?"
        return await self._read(sql, limit)

    async def of_day(self, day: date) -> list[Sheet]:
        """Return the sheets of a day, the last one first: the others are those it corrects."""
        return await self._read("SELECT * FROM sheets WHERE day = ? ORDER BY id DESC", day)

    async def last_before(self, day: date) -> Sheet | None:
        """Return the sheet that stands of the last day before one that was closed."""
        sql = "SELECT * FROM sheets WHERE day < ? ORDER BY day DESC, id DESC LIMIT 1"
        return next(iter(await self._read(sql, day)), None)

    async def last_number(self) -> int:
        """Return the number of the sheet that was kept last; 0 where there is none."""
        sql = "SELECT * FROM sheets ORDER BY id DESC LIMIT ?"
        return next((each.number for each in await self._read(sql, 1)), 0)

    async def _read(self, sql: str, value: date | int) -> list[Sheet]:
        self._rights.require(Right.SEE_FIGURES)
        if not self._path.exists():
            return []  # and none is made for who only looks
        asked = value.isoformat() if isinstance(value, date) else value

        def get(connection: sqlite3.Connection) -> list[Sheet]:
            rows = connection.execute(sql, (asked,)).fetchall()
            return [sheet for row in rows if (sheet := sheet_of(row))]

        return await self._writer.look(get)
