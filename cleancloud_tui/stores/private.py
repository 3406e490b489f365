"""Files and folders that no other user of the computer can look into, whatever the umask is.

A process asks for that once, for all that it makes: SQLite and the log make files of their own.
What is made by name here is private all the same, for whoever uses a part of this program alone.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

_OTHERS: Final = 0o077
_FOLDER: Final = 0o700
_FILE: Final = 0o600


def keep_private() -> None:
    """Have all that this process makes from now on, and what it starts, be its user's alone."""
    os.umask(_OTHERS)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, and those that it lies in.

    Raises:
        OSError: It can't be made.
    """
    # `parents=True` would give those that it lies in whatever rights the umask leaves.
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir(mode=_FOLDER, exist_ok=True)


def close_folder(folder: Path) -> None:
    """Take others' rights from a folder that was there, and give its owner all of them.

    Raises:
        OSError: It is another user's.
    """
    if folder.stat().st_mode & 0o777 != _FOLDER:
        folder.chmod(_FOLDER)


def write_whole(file: Path, content: bytes) -> None:
    """Write a private file in one go: whoever reads it at any moment finds a whole one.

    Raises:
        OSError: It could not be written; what stood there stands.
    """
    import tempfile

    # Only its owner can read what mkstemp makes, whatever the umask.
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_text(file: Path, text: str, *, is_new: bool = False) -> None:
    """Write UTF-8 with line ends as they stand, to a file that is private where it is made here.

    Args:
        file: Where.
        text: What.
        is_new: Whether neither a file nor a link may be there, even one that just comes to be.

    Raises:
        OSError: It could not be written.
    """
    how = os.O_EXCL if is_new else os.O_TRUNC
    flags = os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, _FILE), "w", encoding="utf-8", newline="") as opened:
        opened.write(text)
