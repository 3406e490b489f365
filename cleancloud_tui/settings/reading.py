"""Reading a file that may be anything under its name: a link, a folder, a device, a video."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path
from typing import Final

from ..values.texts import decoded

MOST_BYTES: Final = 200_000
"""More than the settings of a hundred shops have."""

_MOST_DOTS: Final = 500
"""On a line: a key of more parts takes its reader all the memory there is."""

_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


_only_own = False


def take_only_own() -> None:
    """Refuse, from now on in this process, what neither this user nor the system's owner wrote.

    A kiosk's settings name programs, and whoever sits there may say where they are. They are read
    again when they change, so it is asked of each file as it is read.
    """
    global _only_own
    _only_own = True


class UnreadableError(Exception):
    """A file can't be read as text; it says why in words that follow its name."""


def read_whole(path: Path) -> tuple[str, int]:
    """Return what stands in a file, and its mode.

    Raises:
        FileNotFoundError: There is none.
        UnreadableError: It is no file of settings, or its name is a link to nothing.
        NotTextError: It is not in UTF-8, or another encoding that its begin tells.
        OSError: It can't be read.
    """
    try:
        # A pipe would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        _refuse_links_to_nothing(path)
        raise
    except OSError as error:
        _refuse_kind(path.stat().st_mode if _is_there(path) else 0)
        raise error from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        mode = found.st_mode
        _refuse_kind(mode)
        if _only_own and found.st_uid not in (0, os.geteuid()):
            raise UnreadableError(
                "was written by another user, and this session is a kiosk: nothing of it was taken."
            )
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            f"is larger than {MOST_BYTES:,} bytes: those are no settings. Bring the right file "
            "back, or move this one away."
        )
    text = decoded(content)
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise UnreadableError("is no valid TOML: a line has so many dots that it means nothing.")
    return text, mode


def mark_of(path: Path) -> bytes:
    """Return the byte-order mark of a file in UTF-8; nothing where it has none.

    Raises:
        OSError: It can't be read.
    """
    with path.open("rb") as file:
        return codecs.BOM_UTF8 if file.read(3) == codecs.BOM_UTF8 else b""


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False
    return True


def _refuse_links_to_nothing(path: Path) -> None:
    for each in (path, *path.parents):
        if each.is_symlink() and not each.exists():
            which = "is" if each == path else f"can't be found: {each} is"
            raise UnreadableError(
                f"{which} a link to {each.readlink()}, which is not there. Bring that back, or "
                "remove the link."
            )


def _refuse_kind(mode: int) -> None:
    if kind := _KINDS.get(stat.S_IFMT(mode)):
        raise UnreadableError(f"is {kind} and no file. Move it away, or put the settings there.")
