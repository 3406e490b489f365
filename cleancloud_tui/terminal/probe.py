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

_ASK_PASTES: Final = b"\x1b[?2004$p"
_ANSWER_PASTES: Final = re.compile(rb"\x1b\[\?2004;(\d)\$y")
_CAN: Final = (b"1", b"2", b"3")
"""It is on, off, or always on; 0 and 4 stand for never."""


def takes_utf_8(reading: int, writing: int) -> tuple[bool | None, bytes]:
    """Ask the terminal.

    Returns:
        Whether it does, None where it keeps silent; and what else came in meanwhile.
    """
    answer, other = _answer(reading, writing, _ASK, _ANSWER)
    return ({b"2": True, b"3": False}.get(answer), other)


def marks_pastes(reading: int, writing: int) -> bool | None:
    """Ask the terminal whether it can mark what is pasted; None where it keeps silent."""
    answer, _ = _answer(reading, writing, _ASK_PASTES, _ANSWER_PASTES)
    return answer in _CAN if answer else None


def _answer(
    reading: int, writing: int, question: bytes, pattern: re.Pattern[bytes]
) -> tuple[bytes, bytes]:
    """Return what a terminal answers, empty for nothing, and what else came in."""
    heard = b""
    with _quiet(reading):
        try:
            os.write(writing, question)
            until = time.monotonic() + REPLY_SECONDS
            while (left := until - time.monotonic()) > 0:
                if not select.select([reading], [], [], left)[0]:
                    break
                if not (more := os.read(reading, 4096)):
                    break
                heard += more
                if answer := pattern.search(heard):
                    return answer[1], heard[: answer.start()] + heard[answer.end() :]
        except OSError:
            pass  # it is gone, which is found out soon
    return b"", heard


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
