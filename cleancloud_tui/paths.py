"""Where the program keeps its files: one place for all of them.

The directories are the platform's own; `XDG_CONFIG_HOME`, `XDG_DATA_HOME` and `XDG_STATE_HOME`
move them. With `CLEANCLOUD_TUI_HOME` all of it stands in one folder, for all users of one group.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

from .shop.database import FolderError
from .shop.who import user_of
from .stores.private import close_folder, keep_private, keep_within_group, make_folder

HOME_VARIABLE: Final = "CLEANCLOUD_TUI_HOME"
_APP: Final = "cleancloud-tui"


_SHARED_MODE: Final = 0o2770
"""All for the group, nothing for others; what is made there is the group's, too."""


class NoHomeError(Exception):
    """Nobody knows where this user's files belong."""

    def __init__(self) -> None:
        super().__init__(
            "This user has no home directory, so there is no place for settings and data. Set HOME "
            "to the whole path of one that can be written, and run this again."
        )


class SharedHomeError(Exception):
    """The folder for all users of a group is none that can be used."""


def shared_home() -> Path | None:
    """Return the folder that the users of a group share; None where each has files of their own."""
    named = os.environ.get(HOME_VARIABLE, "")
    return Path(named) if named else None


def keep() -> None:
    """Have all that this process makes be for those alone whom it is for: a user, or a group.

    Raises:
        SharedHomeError: The folder of the group can't be used.
    """
    if (home := shared_home()) is None:
        keep_private()
        return
    if wrong := _wrong_with_shared(home):
        raise SharedHomeError(f"{HOME_VARIABLE}: {wrong}")
    keep_within_group()


def _wrong_with_shared(home: Path) -> str:
    """Return why the users of a group can't share a folder, and what mends it; empty if they can.

    Whoever may write there may have any program run, by way of the settings.
    """
    shown, user = shlex.quote(str(home)), os.geteuid() if os.name == "posix" else 0
    if not home.is_absolute():
        return f"{home} is no whole path."
    make = f"sudo install -d -m 2770 -g GROUP {shown}"
    try:
        found = home.stat()
    except OSError as error:
        return f"{home} can't be used ({error.strerror}). To make it: {make}"
    if not stat.S_ISDIR(found.st_mode):
        return f"{home} is no folder."
    if os.name != "posix":
        return ""
    if found.st_uid not in (0, user):
        return f"{home} belongs to {user_of(found.st_uid)}. Mend it with: sudo chown root {shown}"
    if stat.S_IMODE(found.st_mode) != _SHARED_MODE:
        return f"its rights have to be the group's. Mend them with: sudo chmod 2770 {shown}"
    if user != 0 and found.st_gid not in {os.getegid(), *os.getgroups()}:
        return f"{user_of(user)} is not in its group. Mend it with: sudo usermod -aG GROUP USER"
    return ""


def settings_file() -> Path:
    """The settings, tokens included."""
    return _users(lambda found: found.user_config_path) / "settings.toml"


def aliases_file() -> Path:
    """What the shop's replies call things, where this program does not know it."""
    return settings_file().with_name("replies.toml")


def practice_file() -> Path:
    """The practice shop's own data, as a server would keep it."""
    return _users(lambda found: found.user_data_path) / "practice.db"


def shop_directory(name: str, identity: str) -> Path:
    """The mirror and the journal of one shop.

    Args:
        name: Makes the directory's name readable.
        identity: Tells shops of the same or a similar name apart.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "shop"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:12]
    return _users(lambda found: found.user_data_path) / "shops" / f"{readable}-{digest}"


def ledger_file() -> Path:
    """The pace: which process sends a request when, and how many the month has seen."""
    return _users(lambda found: found.user_state_path) / "pace.db"


def log_file() -> Path:
    """The log; each user of a group has one, for it is renamed when it has grown."""
    directory = _users(lambda found: found.user_state_path)
    return directory / (f"{_APP}-{os.geteuid()}.log" if shared_home() else f"{_APP}.log")


def welcomed_file() -> Path:
    """Is there once somebody was welcomed, at the first start."""
    return _users(lambda found: found.user_state_path) / "welcomed"


def made_private(directory: Path) -> Path:
    """Return a directory of the program's own, made if need be, that no other user can enter.

    Raises:
        FolderError: That can't be had.
    """
    try:
        make_folder(directory)
        for folder in reversed(_own(directory)):
            if shared_home() is None or folder.stat().st_uid == os.geteuid():
                close_folder(folder)  # it may have been there before
    except OSError as error:
        raise FolderError(wrong_with(directory, error)) from error
    return directory


def _own(directory: Path) -> list[Path]:
    """Return a directory and those that it lies in, up to the program's own outermost one."""
    folders = [directory, *directory.parents]
    if home := shared_home():
        return [folder for folder in folders if home in folder.parents]
    names = [folder.name for folder in folders]
    return folders[: names.index(_APP) + 1] if _APP in names else folders[:1]


def wrong_with(path: Path, error: OSError) -> str:
    """Tell what is in the way of a path of this computer, and what can be done about it."""
    path = Path(os.fsdecode(error.filename or path))
    for each in reversed((path, *path.parents)):
        # A path's own would fail in a folder that can't be looked into.
        if os.path.islink(each) and not os.path.exists(each):  # noqa: PTH110, PTH114
            return (
                f"{each} is a link to {each.readlink()}, which is not there. Bring that back, or "
                "remove the link; then try again."
            )
    if isinstance(error, PermissionError) and (found := _anothers(path)):
        folder, owner = found
        if home := shared_home():
            return (
                f"{folder} belongs to another user ({owner}), and is not the group's. Mend it "
                f"with: sudo chmod -R g+rwX {shlex.quote(str(home))}; then try again."
            )
        return (
            f"{folder} belongs to another user ({owner}), so nothing can be kept there. Have it "
            f"given to {user_of(os.geteuid())}: sudo chown -R {os.geteuid()} "
            f"{shlex.quote(str(folder))}; then try again."
        )
    return f"{path} can't be used: {error.strerror or error}."


def _anothers(path: Path) -> tuple[Path, str] | None:
    """Return what of a path belongs to another user, and to whom; None where nothing does."""
    if sys.platform == "win32":
        return None
    for each in (path, *path.parents):
        try:
            owner = each.stat().st_uid
        except OSError:
            continue
        return None if owner == os.geteuid() else (each, user_of(owner))
    return None


def _users(directory: Callable[[PlatformDirs], Path]) -> Path:
    """Return one of the user's directories, or the one that the users of a group share.

    Raises:
        NoHomeError: It would be in the home directory, and there is none.
    """
    if home := shared_home():
        return home
    # Made anew each time: the environment is read when a directory is asked for.
    try:
        return directory(PlatformDirs(_APP, appauthor=False))
    except RuntimeError:
        raise NoHomeError from None
