"""Where the program keeps its files: one place for all of them.

The directories are the platform's own; `XDG_CONFIG_HOME`, `XDG_DATA_HOME` and `XDG_STATE_HOME`
move them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

_APP: Final = "cleancloud-tui"


class NoHomeError(Exception):
    """Nobody knows where this user's files belong."""

    def __init__(self) -> None:
        super().__init__(
            "This user has no home directory, so there is no place for settings and data. Set HOME "
            "to the whole path of one that can be written, and run this again."
        )


def settings_file() -> Path:
    """The settings, tokens included."""
    return _users(lambda found: found.user_config_path) / "settings.toml"


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
    """The log."""
    return _users(lambda found: found.user_state_path) / "cleancloud-tui.log"


def made_private(directory: Path) -> Path:
    """Return a directory of the program's own, made if need be, that no other user can enter."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory.chmod(0o700)  # it may have been there before
    return directory


def _users(directory: Callable[[PlatformDirs], Path]) -> Path:
    """Return one of the user's directories.

    Raises:
        NoHomeError: It would be in the home directory, and there is none.
    """
    # Made anew each time: the environment is read when a directory is asked for.
    try:
        return directory(PlatformDirs(_APP, appauthor=False))
    except RuntimeError:
        raise NoHomeError from None
