"""Telling damage from what passes: a full disk, a lock, a right that is missing.

SQLite tells damage in many ways: by extended codes, by "no such table" where the page with the
tables is torn, by text that is no UTF-8, by a file that it takes for write-protected. And a single
changed byte may be seen by nobody but whoever reads the JSON. So most errors are only a suspicion,
to be confirmed by a look through the whole file (`Store.examine`).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary result codes that blame the content of the file, whatever the extended code."""

_CUT_SHORT: Final = frozenset(
    {
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_CORRUPTFS,
        sqlite3.SQLITE_IOERR | (32 << 8),  # SQLITE_IOERR_DATA, which Python has no name for
    }
)
"""Extended codes that blame the content, among those of an operation of the disk."""

_PASSING: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
    }
)
"""Primary result codes that blame the disk, the rights or another process."""

UNREADABLE: Final = (
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,  # text that is no UTF-8, JSON that is none, a day that is none
)
"""What reading a damaged file may end with."""


class UnusableError(Exception):
    """The file is no store of this program's."""


def is_damage(error: BaseException) -> bool:
    """Tell whether an error alone says that the file is damaged."""
    if isinstance(error, UnusableError | UnicodeDecodeError):
        return True
    code = _code(error)
    if code is None:  # Python's own: of those, only text that is none tells of the file
        return isinstance(error, sqlite3.Error) and "UTF-8" in str(error)
    return code & 0xFF in _DAMAGE or code in _CUT_SHORT


def may_be_damage(error: BaseException, path: Path) -> bool:
    """Tell whether an error may come from damage, so that the file is to be looked through."""
    if is_damage(error):
        return True
    if not isinstance(error, UNREADABLE):
        return False
    code = _code(error)
    if code is not None and code & 0xFF == sqlite3.SQLITE_READONLY:
        # A byte of the file says so, too.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if code is None:
        return not isinstance(error, sqlite3.Error)
    return code & 0xFF not in _PASSING


def _code(error: BaseException) -> int | None:
    # Errors of Python's own wrapper carry no code.
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code
