"""What a person types to start this program, so that sentences name a command that is there.

Standard library only, and readable by old Pythons: the start-up of a clone uses it, too.
"""

import os
import shlex
import shutil
import sys
from pathlib import Path

HANDED_ON = "CLEANCLOUD_TUI_TYPED"
"""The variable by which a clone's start-up tells the program what was typed."""

_handed_on = os.environ.pop(HANDED_ON, "")  # meant for this process, and for none that it starts


def command(words: str = "") -> str:
    """Return what to type for a command of the program, such as `connect`, or for the program."""
    return (_program() + " " + words).rstrip()


def _program() -> str:
    if _handed_on:
        return _handed_on
    script = Path(sys.argv[0])
    if script.name in ("__main__.py", "-m"):
        return _python() + " -m cleancloud_tui"
    if script.stem == "cleancloud-tui":
        return _short(str(script.with_suffix("")))
    return "cleancloud-tui"  # part of another program, such as a test


def _python() -> str:
    """Return what this Python was called by."""
    called = getattr(sys, "orig_argv", None) or [sys.executable]
    if os.name == "nt" and Path(called[0]).is_absolute() and shutil.which("py"):
        return "py"
    return _short(called[0])


def _short(called: str) -> str:
    """Return the bare name where the shell finds the same thing by it, else the whole path."""
    path = Path(called)
    found = shutil.which(path.name)
    # pyenv finds a Python by a name, and then calls it by its path.
    is_shim = bool(found) and Path(str(found)).parent.name == "shims"
    if found == called or (is_shim and sys.prefix == sys.base_prefix):
        return path.name
    return shlex.quote(called)
