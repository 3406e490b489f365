"""Whose a file is: what is no file, or of a newer version of the program, is never touched."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

_SECONDS: Final = 10.0
"""How long a file that another process just changes is waited for."""


class UntouchedError(Exception):
    """The file is not for this program to touch; a sentence for people says why."""


class NewerError(UntouchedError):
    """A newer version of the program made the file: what it means by it is not known here."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} was made by a newer version of this program (its tables are version {found}, "
            f"this program knows up to {known}). Nothing was changed, in the file or at "
            "CleanCloud. Start the newer version, or bring this one up to date, and try again."
        )


class NoFileError(UntouchedError):
    """What stands in the file's place is no file."""

    def __init__(self, path: Path) -> None:
        what = (
            f"a link to {path.readlink()}, which is not there. See that the disk it leads to is "
            "connected, or move the link away"
            if path.is_symlink()
            else "no file. Move away what stands there"
        )
        super().__init__(
            f"{path} is {what}, and try again. Nothing was changed, here or at CleanCloud."
        )


def refuse(path: Path, known: int) -> None:
    """Refuse what is no file, and a file whose tables are of a later version than those known here.

    Raises:
        UntouchedError: So it is. No byte of the file was changed for finding out.
        sqlite3.OperationalError: It can't be told, for the file can't be opened.
    """
    if not path.is_file() and (path.exists() or path.is_symlink()):
        raise NoFileError(path)
    found = version_in(path)
    if found > known:
        raise NewerError(path, found, known)


def version(connection: sqlite3.Connection) -> int:
    """Return how many migrations a file has seen."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def version_in(path: Path) -> int:
    """Return the version of a file's tables; 0 for none, and where the file is damaged."""
    log = path.with_name(path.name + "-wal")
    if not path.exists() or not path.stat().st_size:
        return 0
    # A usual connection would write the log back into the file when it is closed, and one for
    # reading alone makes a log where there is none.
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    try:
        uri = f"{path.absolute().as_uri()}?{how}"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=_SECONDS)) as connection:
            return version(connection)
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CANTOPEN and path.exists():
            raise
        return 0
    except sqlite3.DatabaseError:
        return 0
