"""Whether this computer lets anything be kept: a full disk is told once, and that it is over, too.

What is known can be read on meanwhile. Whoever asks for a change is told that it was not sent; this
is for all that nobody asks for, which would fail in silence, or be told every second.
"""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from ..api.errors import CleanCloudError
from .database import LEAST_FREE, FolderError

_LOOK_SECONDS: Final = 3.0
"""How often it is tried whether it is over."""

_SAME_SECONDS: Final = 600.0
"""What comes back within these is the same trouble, and not told again."""

_CODES: Final = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
_ERRNOS: Final = frozenset(
    getattr(errno, name, -1)
    for name in (
        *("EACCES", "EDQUOT", "EFBIG", "EIO", "ELOOP", "EMFILE", "ENFILE", "ENOENT", "ENOSPC"),
        *("ENOTDIR", "EEXIST", "EPERM", "EROFS"),
    )
)


class Disk:
    """What this process knows of the disk that it keeps things on.

    Args:
        folders: Where.
        notify: Is told, as a sentence for people, that nothing can be kept, and that it is over.
        changed: Is told when either begins.
        clock: Tells seconds that nobody can set.

    Attributes:
        trouble: Why nothing can be kept; empty where it can, as far as known.
    """

    def __init__(
        self,
        folders: Collection[Path],
        notify: Callable[[str], None],
        changed: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trouble = ""
        self._folders = folders
        self._notify = notify
        self._changed = changed
        self._clock = clock
        self._over_at = -_SAME_SECONDS
        self._is_told = False

    def failed(self, error: CleanCloudError) -> None:
        """Take note of an error of whoever wanted to keep something, or anything else."""
        if self.trouble or not (why := _trouble_in(error)):
            return
        self.trouble = why
        if self._clock() - self._over_at >= _SAME_SECONDS:
            self._is_told = True
            self._notify(
                f"Nothing can be kept on this computer now: {why}. What is known can be read on, "
                "and what was kept stays. A change is sent only where it could be written down "
                "first. See to it: everything goes on by itself then, and that is said here."
            )
        self._changed()

    async def watch(self, write: Callable[[], Awaitable[object]]) -> None:
        """Try now and then, while nothing can be kept, whether that is over; until cancelled.

        Args:
            write: Keeps something, as everything does.
        """
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self.trouble:
                await self.look(write)

    async def look(self, write: Callable[[], Awaitable[object]]) -> None:
        """Try whether it is over, and say so."""
        try:
            if not await asyncio.to_thread(_take, self._folders):
                return
            await write()
        except CleanCloudError:
            return
        self.trouble = ""
        self._over_at = self._clock()
        if self._is_told:
            self._is_told = False
            self._notify("This computer keeps again what it is given. What had to rest goes on.")
        self._changed()


def _take(folders: Collection[Path]) -> bool:
    """Tell whether there is room in some folders, and this user may write there."""
    try:
        for folder in folders:
            with tempfile.TemporaryFile(dir=folder) as probe:
                probe.write(bytes(LEAST_FREE))
    except OSError:
        return False
    return True


def _trouble_in(error: BaseException) -> str:
    """Return what an error tells of the disk; empty where it tells of something else."""
    for cause in _causes(error):
        if isinstance(cause, FolderError):
            return cause.why.rstrip(".")
        if isinstance(cause, sqlite3.Error):
            code = getattr(cause, "sqlite_errorcode", None)
            return str(cause) if code is not None and code & 0xFF in _CODES else ""
        if isinstance(cause, OSError):
            reason = cause.strerror or str(cause)
            where = f"{cause.filename}: " if cause.filename else ""
            return f"{where}{reason}" if cause.errno in _ERRNOS else ""
    return ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
