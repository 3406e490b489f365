"""Asking a terminal whether it takes UTF-8: two bytes that are one letter, or two."""

from __future__ import annotations

import contextlib
import os
import re
import select
import termios
import time
from collections.abc import Iterator
from typing import Final

REPLY_SECONDS: Final = 0.5
"""How long the answer may take; over a slow line it counts as none."""

_ASK: Final = b"\r\xc3\xa9\x1b[6n\r\x1b[K"
"""At the line's begin an é, then the question where the cursor stands; then it is wiped out."""

_ANSWER: Final = re.compile(rb"\x1b\[\d+;(\d+)R")


def takes_utf_8(reading: int, writing: int) -> tuple[bool | None, bytes]:
    """Ask the terminal.

    Returns:
        Whether it does, None where it keeps silent; and what else came in meanwhile.
    """
    heard = b""
    with _quiet(reading):
        try:
            os.write(writing, _ASK)
            until = time.monotonic() + REPLY_SECONDS
            while (left := until - time.monotonic()) > 0:
                if not select.select([reading], [], [], left)[0]:
                    break
                if not (more := os.read(reading, 4096)):
                    break
                heard += more
                if answer := _ANSWER.search(heard):
                    column = int(answer[1])
                    other = heard[: answer.start()] + heard[answer.end() :]
                    return ({2: True, 3: False}.get(column), other)
        except OSError:
            pass  # it is gone, which is found out soon
    return None, heard


@contextlib.contextmanager
def _quiet(fileno: int) -> Iterator[None]:
    """Let the terminal neither show nor hold back what comes in."""
    before = termios.tcgetattr(fileno)
    as_it_comes = before[0] & ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    unseen = before[3] & ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    quiet = [as_it_comes, *before[1:3], unseen, *before[4:]]
    try:
        termios.tcsetattr(fileno, termios.TCSANOW, quiet)
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(fileno, termios.TCSANOW, before)
