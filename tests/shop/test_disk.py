"""A disk that takes nothing is told once, and that it is over, too."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from cleancloud_tui.api.errors import CleanCloudError, LedgerError
from cleancloud_tui.shop.database import FolderError, StorageError
from cleancloud_tui.shop.disk import Disk
from cleancloud_tui.shop.journal.journal import JournalError


class Told:
    """A disk, what it said, and a clock for it."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.said: list[str] = []
        self.changes = 0
        self.disk = Disk([folder], self.said.append, self._changed, lambda: self.now)

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


def stored(cause: Exception) -> CleanCloudError:
    error = StorageError(Path("mirror.db"), cause)
    error.__cause__ = cause
    return error


async def fine() -> None:
    pass


FULL = of_sqlite(sqlite3.SQLITE_FULL)
NO_ROOM = OSError(errno.ENOSPC, "No space left on device", "/data/journal.db")


async def test_it_is_said_once_and_that_it_is_over_once(told: Told) -> None:
    for _ in range(100):
        told.disk.failed(stored(FULL))
    assert len(told.said) == 1
    assert "Nothing can be kept on this computer now: as SQLite says it" in told.said[0]
    assert told.disk.trouble
    for _ in range(3):
        await told.disk.look(fine)
    assert len(told.said) == 2
    assert "keeps again" in told.said[1]
    assert not told.disk.trouble
    assert told.changes == 2 + 2  # each look finds the same


async def test_what_comes_and_goes_is_said_once(told: Told) -> None:
    for _ in range(20):
        told.disk.failed(stored(FULL))
        assert told.disk.trouble
        await told.disk.look(fine)
        told.now += 5
    assert len(told.said) == 2
    told.now += 3600
    told.disk.failed(stored(FULL))
    assert len(told.said) == 3


async def test_it_is_not_over_while_nothing_is_kept(told: Told, tmp_path: Path) -> None:
    async def fails() -> None:
        raise stored(FULL)

    told.disk.failed(stored(FULL))
    await told.disk.look(fails)
    assert told.disk.trouble
    tmp_path.rmdir()  # noqa: ASYNC240
    await told.disk.look(fine)
    assert told.disk.trouble
    assert len(told.said) == 1


@pytest.mark.parametrize(
    "error",
    [
        stored(NO_ROOM),
        stored(OSError(errno.EROFS, "Read-only file system", "/data")),
        stored(of_sqlite(sqlite3.SQLITE_IOERR | (3 << 8))),
        stored(of_sqlite(sqlite3.SQLITE_READONLY)),
        FolderError("/data belongs to another user."),
    ],
)
def test_trouble_of_the_disk_is_known(told: Told, error: CleanCloudError) -> None:
    told.disk.failed(error)
    assert told.disk.trouble


async def test_a_change_that_could_not_be_written_down_tells_of_it(told: Told) -> None:
    storage = StorageError(Path("journal.db"), FULL)
    storage.__cause__ = FULL
    error = JournalError(storage)
    error.__cause__ = storage
    told.disk.failed(error)
    assert told.disk.trouble


@pytest.mark.parametrize(
    "error",
    [
        stored(of_sqlite(sqlite3.SQLITE_BUSY)),
        stored(of_sqlite(sqlite3.SQLITE_CORRUPT)),
        stored(sqlite3.ProgrammingError("closed")),
        LedgerError("pace.db", "no cause"),
        CleanCloudError("something else"),
    ],
)
def test_other_errors_tell_nothing_of_the_disk(told: Told, error: CleanCloudError) -> None:
    told.disk.failed(error)
    assert not told.disk.trouble
    assert not told.said
