"""Taking turns at a file that processes read, change and write anew as a whole.

SQLite does the locking, on every system in its own way, on an empty file beside: the kernel lets go
of it however a process ends.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from .store import connect, transaction


@contextlib.contextmanager
def turn_at(file: Path) -> Iterator[None]:
    """Keep others who take turns at a file away from it, until this is left.

    Args:
        file: What is changed; its folder is there.

    Raises:
        OSError: Another one has had its turn for long, or nobody can be kept away.
    """
    try:
        lock = connect(file.with_name(f".{file.name}.lock"), makes=True)
    except sqlite3.Error as error:
        raise OSError(errno.EACCES, str(error)) from error
    with contextlib.closing(lock), contextlib.ExitStack() as held:
        try:
            held.enter_context(transaction(lock))
        except sqlite3.Error as error:
            raise OSError(errno.EAGAIN, f"another program is at it ({error})") from error
        yield
