"""Where the program keeps its files: one place for all of them.

The directories are the platform's own; `XDG_CONFIG_HOME`, `XDG_DATA_HOME` and `XDG_STATE_HOME`
move them.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

_APP: Final = "cleancloud-tui"


def settings_file() -> Path:
    """The settings, tokens included."""
    return _directories().user_config_path / "settings.toml"


def practice_file() -> Path:
    """The practice shop's own data, as a server would keep it."""
    return _directories().user_data_path / "practice.db"


def shop_directory(name: str, identity: str) -> Path:
    """The mirror and the journal of one shop.

    Args:
        name: Makes the directory's name readable.
        identity: Tells shops of the same or a similar name apart.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "shop"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:12]
    return _directories().user_data_path / "shops" / f"{readable}-{digest}"


def ledger_file() -> Path:
    """The pace: which process sends a request when, and how many the month has seen."""
    return _directories().user_state_path / "pace.db"


def log_file() -> Path:
    """The log."""
    return _directories().user_state_path / "cleancloud-tui.log"


def made_private(directory: Path) -> Path:
    """Return a directory of the program's own, made if need be, that no other user can enter."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory.chmod(0o700)  # it may have been there before
    return directory


def _directories() -> PlatformDirs:
    # Made anew each time: the environment is read when a directory is asked for.
    return PlatformDirs(_APP, appauthor=False)
