"""Files and folders that no other user of the computer can look into, whatever the umask is.

A process asks for that once, for all that it makes: SQLite and the log make files of their own.
What is made by name here is private all the same, for whoever uses a part of this program alone.
Where the users of a group are one shop, the files are the group's, and nobody else's.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class _Modes:
    """What others may not do, and what folders and files are made with."""

    others: int
    folder: int
    file: int


_ONE_USERS: Final = _Modes(0o077, 0o700, 0o600)
_ONE_GROUPS: Final = _Modes(0o007, 0o2770, 0o660)
"""What is made in a folder of the group is the group's, too (2000)."""

_modes = _ONE_USERS


def keep_private() -> None:
    """Have all that this process makes from now on, and what it starts, be its user's alone."""
    _keep(_ONE_USERS)


def keep_within_group() -> None:
    """Have all that this process makes from now on be its folder's group's, and nobody else's."""
    _keep(_ONE_GROUPS)


def _keep(modes: _Modes) -> None:
    global _modes
    _modes = modes
    os.umask(modes.others)


def is_open_to_others(mode: int) -> bool:
    """Tell whether somebody else may do anything with a file of that mode."""
    return bool(mode & _modes.others)


def touch(file: Path) -> None:
    """Make an empty file where there is none.

    SQLite would make one that the group can't write, and gives what it makes beside a file the
    rights of that.

    Raises:
        OSError: It can't be made.
    """
    file.touch(mode=_modes.file)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, and those that it lies in.

    Raises:
        OSError: It can't be made.
    """
    # `parents=True` would give those that it lies in whatever rights the umask leaves.
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir(mode=_modes.folder, exist_ok=True)


def close_folder(folder: Path) -> None:
    """Take others' rights from a folder that was there, and give its owner all of them.

    Raises:
        OSError: It is another user's.
    """
    if stat.S_IMODE(folder.stat().st_mode) != _modes.folder:
        folder.chmod(_modes.folder)


def write_whole(file: Path, content: bytes) -> None:
    """Write a private file in one go: whoever reads it at any moment finds a whole one.

    Raises:
        OSError: It could not be written; what stood there stands.
    """
    import tempfile

    # Only its owner can read what mkstemp makes, whatever the umask, until it is whole.
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.chmod(_modes.file)
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
    with os.fdopen(os.open(file, flags, _modes.file), "w", encoding="utf-8", newline="") as opened:
        opened.write(text)
