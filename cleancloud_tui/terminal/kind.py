"""What kind of terminal it is, as the system and the environment tell."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

USUAL_SIZE: Final = (80, 24)
"""Of a terminal that does not tell its size, such as one at a serial line."""

_PAINTLESS: Final = frozenset({"", "dumb", "unknown", "network", "dialup", "emacs"})
"""Names of terminals on which the cursor can't be moved."""

_SIZE_VARIABLES: Final = ("COLUMNS", "LINES")


def why_not_painted_on(environ: Mapping[str, str] = os.environ) -> str:
    """Return, as a sentence, why no screen can be shown on this terminal; empty where one can."""
    name = environ.get("TERM", "")
    if os.name == "nt" or name.lower() not in _PAINTLESS:
        return ""
    told = f"The terminal calls itself “{name}” (TERM)" if name else "The terminal has no name"
    return (
        f"{told}: nothing can be painted on it, so the counter was not opened. In a terminal that "
        "can, set its name first: export TERM=xterm-256color. The commands that need no screen "
        "work here: see --help."
    )


def is_over_ssh(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the terminal is at the other end of a line, as SSH's server says."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def forget_sizes() -> None:
    """Let nobody take the size from the environment: it stays as it was when the shell set it."""
    for name in _SIZE_VARIABLES:
        os.environ.pop(name, None)


def size_of(*filenos: int) -> tuple[int, int]:
    """Return the columns and lines of the first that is a terminal and tells; zeros for none."""
    for fileno in filenos:
        try:
            width, height = os.get_terminal_size(fileno)
        except OSError:
            continue
        if width > 0 and height > 0:
            return width, height
    return 0, 0
