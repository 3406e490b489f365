"""Windows reads its console in a thread of Textual's own; what that reads is guarded here."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from .byte_reader import ByteReader, Token
from .sequences import Sequences

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message


class GuardedParser:
    """Stands in for Textual's parser: the same calls, and none of them raises."""

    def __init__(self, debug: bool = False) -> None:
        self._reader = ByteReader()
        self._sequences = Sequences(lambda: (0, 0))

    def feed(self, text: str) -> Iterator[Message]:
        """Read what came in."""
        data = text.encode("utf-8", "surrogatepass")  # half a character can't be read below
        return self._meant(self._reader.take(data, time.monotonic()))

    def tick(self) -> Iterator[Message]:
        """Read what silence has decided."""
        return self._meant(self._reader.wait(time.monotonic()))

    def _meant(self, tokens: Iterable[Token]) -> Iterator[Message]:
        for token in tokens:
            yield from self._sequences.messages(token)


def guarded_driver() -> type[Driver]:
    """Return Textual's driver for Windows, reading through the guard.

    Textual offers no door for that, so what its module takes the parser and the thread from is
    replaced.
    """
    win32: Any = importlib.import_module("textual.drivers.win32")
    monitor: Any = win32.EventMonitor

    class Monitor(monitor):  # type: ignore[misc]
        """Goes on reading where one read failed."""

        def run(self) -> None:
            while not self.exit_event.is_set():
                super().run()
                self.exit_event.wait(0.1)

    win32.XTermParser = GuardedParser
    win32.EventMonitor = Monitor
    module = importlib.import_module("textual.drivers.windows_driver")
    return cast("type[Driver]", module.WindowsDriver)
