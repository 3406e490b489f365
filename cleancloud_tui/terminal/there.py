"""Whether there is a terminal for the counter: somebody who sees it and types.

Without one it would run unseen, and ask CleanCloud on and on: `ssh HOST COMMAND` left one behind at
each call.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

from ..typed import command


def missing_terminal() -> str:
    """Return what to say where there is no terminal; nothing where there is one."""
    streams = {"input": sys.stdin, "output": sys.stdout}
    without = next((name for name, stream in streams.items() if not _is_terminal(stream)), "")
    return without and (
        f"The counter needs a terminal, and standard {without} is none. It was not opened, and "
        f"nothing was asked of CleanCloud. Over SSH: ssh -t HOST '{command()}'. In scripts use a "
        f"command that needs no screen: {command('--help')}"
    )


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and os.isatty(stream.fileno())
    except (OSError, ValueError):  # closed, or replaced by what is no file
        return False
