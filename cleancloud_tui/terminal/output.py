"""What is painted on goes out through here: the screen, as bytes, to a terminal that may be gone.

Textual's thread writes to it as to a file. It never raises and never waits for long: where the
thread ended, or stood, the whole program would wait for it.
"""

from __future__ import annotations

import contextlib
import os
import select
from collections.abc import Callable
from typing import Final

from ..values.plain_signs import ERRORS
from .kind import size_of
from .painted import Painted

STUCK_SECONDS: Final = 2.0
"""How long a terminal may take nothing, as over a line that hangs; then it is left alone."""

_CHUNK: Final = 4096
_CANCEL: Final = b"\x18"
"""Ends a sequence of which only the begin has arrived."""


class TerminalOutput:
    """A terminal to write to.

    Args:
        fileno: Of the terminal.
        gone: Called once when it can't be written to any more.
        moves: Called when it takes something again after it took nothing: it shows an old screen.

    Attributes:
        encoding: What it is written in.
    """

    def __init__(
        self, fileno: int, gone: Callable[[], None], moves: Callable[[], None] = lambda: None
    ) -> None:
        self.encoding = "utf-8"
        self._given = fileno
        self._fileno = fileno
        self._gone = gone
        self._moves = moves
        self._is_stuck = False
        self._is_gone = False
        self._painted = Painted()

    def open(self) -> None:
        """Get a description of the terminal's own, which may be told not to wait.

        The one that was given is shared with the shell, which would not like that.
        """
        if self._fileno == self._given:
            with contextlib.suppress(OSError):
                flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
                self._fileno = os.open(os.ttyname(self._given), flags)

    def close(self) -> None:
        """Give it back."""
        if self._fileno != self._given:
            mine, self._fileno = self._fileno, self._given
            with contextlib.suppress(OSError):
                os.close(mine)

    def forget(self) -> None:
        """Paint all of what comes next, for what stands there may be something else."""
        self._painted.forget()

    def fileno(self) -> int:
        """Return the number of the terminal's file."""
        return self._given

    def flush(self) -> None:
        """Do nothing: all is written at once."""

    def write(self, text: str) -> None:
        """Write what of a text does not stand there; nothing where the terminal takes nothing."""
        if not self._is_gone:
            changes = self._painted.changes(text, size_of(self._fileno))
            try:
                self._write(changes.encode(self.encoding, ERRORS))
            except (OSError, ValueError):
                self._is_gone = True
                self._gone()

    def _write(self, data: bytes) -> None:
        if self._is_stuck:
            if not self._is_ready(0):
                return
            self._is_stuck = False
            self._painted.forget()
            data = _CANCEL + data
            self._moves()
        while data:
            try:
                data = data[os.write(self._fileno, data[:_CHUNK]) :]
            except BlockingIOError:
                if not self._is_ready(STUCK_SECONDS):
                    self._is_stuck = True
                    return

    def _is_ready(self, seconds: float) -> bool:
        return bool(select.select([], [self._fileno], [], seconds)[1])
