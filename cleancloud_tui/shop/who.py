"""Who sits at this terminal, as far as the system knows."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """The system's user, the terminal, and the address that an SSH session comes from."""

    user: str
    terminal: str
    address: str


def who_is_here() -> Who:
    """Ask the system; what it does not know is empty."""
    return Who(_user(), _terminal(), os.environ.get("SSH_CONNECTION", "").partition(" ")[0])


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no entry for this user, or no such list
        return ""


def _terminal() -> str:
    try:
        return os.ttyname(sys.stdin.fileno())
    except (OSError, ValueError, AttributeError):  # no terminal, or not on this system
        return ""
