"""Who sits at this terminal, as far as the system knows.

Environment variables are whatever somebody set them to: the user is the one that the system runs
this process for, and the address of an SSH session is what its server gave to the first process
that it started, where that can be seen.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_VARIABLE: Final = "SSH_CONNECTION"
_SERVERS: Final = ("sshd", "sshd-session", "dropbear")
_SHELLS: Final = ("sh", "ash", "bash", "dash", "fish", "ksh", "mksh", "nu", "tcsh", "csh", "zsh")
_PROCESSES: Final = Path("/proc")
_MOST_PARENTS: Final = 64

UNKNOWN_ADDRESS: Final = "unknown"
"""Stands for the address of an SSH session that nothing tells of."""


@dataclass(frozen=True, slots=True)
class Who:
    """The system's user, the terminal, and the address that an SSH session comes from."""

    user: str
    terminal: str
    address: str


def who_is_here() -> Who:
    """Ask the system; what it does not know is empty."""
    return Who(_user(), _terminal(), _address())


def _user() -> str:
    if sys.platform == "win32":
        try:
            return os.getlogin()
        except OSError:
            return ""
    return user_of(os.getuid())


def user_of(number: int) -> str:
    """Return the name of a user by its number, on a system that has such numbers."""
    import pwd  # not on every system

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"


def _terminal() -> str:
    try:
        return os.ttyname(sys.stdin.fileno())
    except (OSError, ValueError, AttributeError):  # no terminal, or not on this system
        return ""


def _address() -> str:
    """Return what the SSH server told; else, where none is seen, what the environment says."""
    told = told_by_server(os.getpid())
    return _first_address(os.environ.get(_VARIABLE, "")) if told is None else told


@cache
def told_by_server(process: int) -> str | None:
    """Return the address that an SSH server above a process told; None where there is none."""
    try:
        line = _up_to_server(process)
        return _told_to(line[-1]) if line else None
    except (OSError, ValueError):  # no such processes here, or they are not shown
        return None


def began_by(process: int) -> bool | None:
    """Tell whether an SSH server began a process without a shell in which somebody types between.

    Returns:
        None where no server is seen above it.
    """
    try:
        line = _up_to_server(process)
        return not any(map(_is_typed_into, line[1:])) if line else None
    except (OSError, ValueError):  # no such processes here, or they are not shown
        return None


def _up_to_server(process: int) -> list[int]:
    """Return a process and those above it, up to the one that an SSH server began; else none."""
    line = [process]
    for _ in range(_MOST_PARENTS):
        parent, _ = _parent_and_name(line[-1])
        if parent <= 1:
            break
        if _parent_and_name(parent)[1] in _SERVERS:
            return line
        line.append(parent)
    return []


def _is_typed_into(process: int) -> bool:
    """Tell whether a process is a shell that was given nothing to run."""
    words = (_PROCESSES / str(process) / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    called, given = words[0].decode(errors="replace"), words[1:]
    if called.startswith("-"):
        return True  # a login's
    is_shell = Path(called).name in _SHELLS
    return is_shell and all(each.startswith(b"-") and b"c" not in each for each in given)


def _parent_and_name(process: int) -> tuple[int, str]:
    # The name stands in brackets, and may hold any sign, brackets among them.
    before, _, after = (_PROCESSES / str(process) / "stat").read_text().rpartition(")")
    return int(after.split()[1]), before.partition("(")[2]


def _told_to(process: int) -> str:
    """Return the address that the environment names in which a process began."""
    try:
        environment = (_PROCESSES / str(process) / "environ").read_bytes().split(b"\0")
    except OSError:  # it is another user's, as above `sudo`
        return UNKNOWN_ADDRESS
    begins = f"{_VARIABLE}=".encode()
    values = [each.removeprefix(begins) for each in environment if each.startswith(begins)]
    return _first_address(values[0].decode(errors="replace") if values else "") or UNKNOWN_ADDRESS


def _first_address(connection: str) -> str:
    """Return the address that a connection begins with; empty for what is none."""
    address = connection.partition(" ")[0]
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return ""
    return address
