"""A kiosk: a session that does the shop's work and nothing of the computer's.

Whoever sits there has no shell, and is not to get one by way of this program. What the environment
says may come from them (`AcceptEnv`, `PermitUserEnvironment`), so most of it is not heard.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from . import paths
from .api.rights import EVERYTHING, KIOSK, READ_ONLY, Rights
from .settings import KIOSK_ALWAYS, KIOSK_NEVER, SettingsError, read_file
from .settings.reading import take_only_own
from .shop.who import began_by, user_of

_ORDERED: Final = "SSH_ORIGINAL_COMMAND"
"""What was asked for in the stead of a forced command; set by the SSH server alone."""

_HEARD: Final = frozenset(
    {
        *("TERM", "COLORTERM", "NO_COLOR", "LANG", "LANGUAGE", "TZ"),
        *("HOME", "USER", "LOGNAME", "SHELL", "SSH_CONNECTION", "SSH_TTY", _ORDERED),
        *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
        "CLEANCLOUD_TUI_HOME",
    }
)
"""Who it is, where they sit, how they read, and where the files are."""

_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Where the printer's command is looked for."""


def rights(*, is_read_only: bool, is_asked_for: bool) -> Rights:
    """Return what this session may do; what a kiosk's environment says is gone from here on.

    Args:
        is_read_only: Whether it is to change nothing.
        is_asked_for: Whether it is to be a kiosk, whatever the settings say.

    Raises:
        SettingsError: It is a kiosk, and its settings are another user's.
    """
    if not (is_asked_for or _is_one_by_itself()):
        return READ_ONLY if is_read_only else EVERYTHING
    heard = environment_of(os.environ)
    os.environ.clear()
    os.environ.update(heard)
    if sys.flags.inspect or sys.flags.interactive:
        _refuse_python()
    if os.name == "posix" and not paths.shared_home():
        take_only_own()
    _require_own(paths.settings_file())
    _require_own(paths.aliases_file())
    return READ_ONLY.only(KIOSK.granted) if is_read_only else KIOSK


def environment_of(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what of an environment a kiosk hears."""
    heard = {
        name: value for name, value in environ.items() if name in _HEARD or name.startswith("LC_")
    }
    return {**heard, "PATH": _PATH}


def is_begun_over_ssh(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether an SSH server began this session, and no shell in which somebody types.

    So it is with a forced command, and with a program in the place of a user's shell.
    """
    is_by_server = began_by(os.getpid())
    return _ORDERED in environ if is_by_server is None else is_by_server


def _is_one_by_itself() -> bool:
    """Tell whether it is a kiosk though nobody asked for one, as the settings have it."""
    is_over_ssh = is_begun_over_ssh()
    try:
        setting = read_file().app.kiosk
    except (SettingsError, paths.NoHomeError):  # told by whoever needs them
        return is_over_ssh
    return setting == KIOSK_ALWAYS or (is_over_ssh and setting != KIOSK_NEVER)


def _require_own(file: Path) -> None:
    """Refuse settings that neither this user nor the system's owner wrote: they name programs.

    The environment may lead to any folder.
    """
    if os.name != "posix" or paths.shared_home() or not file.exists():
        return  # where a folder is shared, its group and its rights are what is trusted
    owner = file.stat().st_uid
    if owner not in (0, os.geteuid()):
        raise SettingsError(
            f"{file} was written by another user ({user_of(owner)}), and this session is a kiosk: "
            "nothing of it was taken. If it is right, have it given to the system's owner: "
            f"sudo chown root {shlex.quote(str(file))}"
        )


def _refuse_python() -> None:
    """End at once: Python would let commands be typed when the program has ended."""
    print("PYTHONINSPECT is set, and this session is a kiosk.", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(2)
