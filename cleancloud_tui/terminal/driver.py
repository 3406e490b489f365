"""Textual's driver for Linux and macOS, made to outlive whatever the terminal sends or becomes."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, cast

from textual.drivers.linux_driver import LinuxDriver

from .. import endings
from .byte_reader import ByteReader, Token
from .charset import UTF_8, declared, encoding_of
from .kind import USUAL_SIZE, size_of
from .output import TerminalOutput
from .probe import takes_utf_8
from .sequences import Sequences

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

_READ: Final = 4096
_LOOK_SECONDS: Final = 0.1
"""How often it is looked whether input is still wanted."""

_PUT_RIGHT: Final = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    "\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[?2026l\x1b[0m"
)
"""Leaves all modes that the driver enters; harmless where they were left before."""


class CounterDriver(LinuxDriver):
    """Reads and paints a terminal; what goes wrong there ends the program in order, or not at all.

    Args:
        app: What is shown.
        debug: Not used.
        mouse: Whether the mouse is heard.
        size: The size, where it is not the terminal's own.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=False, mouse=mouse, size=size)
        self._output = TerminalOutput(_painted_on(), self._gone, self.paint_anew)
        self._file = cast("Any", self._output)  # it has all that is asked of it
        self._reader = ByteReader()
        self._sequences = Sequences(
            size=lambda: size_of(self._output.fileno(), self.fileno),
            in_pixels=lambda: self._mouse_pixels,
        )
        self._typed_ahead = b""
        self._is_known = False
        self._is_suspended = False

    # Beginning and ending

    def start_application_mode(self) -> None:
        """Take the terminal over; the first time, find out what it is written in."""
        self._output.open()
        if not self._is_known:
            self._is_known = True
            self._find_encoding()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Let the last be written, and let go of the terminal."""
        super().close()
        self._output.close()

    def put_right(self) -> None:
        """Give the terminal back at once, for the process ends without the usual order."""
        self._output.write(_PUT_RIGHT)
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _find_encoding(self) -> None:
        takes = None
        if declared() != UTF_8:
            with contextlib.suppress(termios.error):
                takes, self._typed_ahead = takes_utf_8(self.fileno, self._output.fileno())
        self._output.encoding = encoding_of(takes)
        self._reader = ByteReader(self._output.encoding)

    # Size

    def _get_terminal_size(self) -> tuple[int, int]:
        width, height = size_of(self._output.fileno(), self.fileno)
        return (width, height) if width else USUAL_SIZE

    # Being stopped and going on; signals come in the middle of anything, so the loop does it

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        if not self._auto_restart or self._key_thread is None:
            return
        if not self._is_suspended:
            self.suspend_application_mode()  # stopped without being asked: the shell had it since
        self.resume_application_mode()
        self.paint_anew()

    def suspend_application_mode(self) -> None:
        """Give the terminal to others for a while."""
        self._is_suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take it back."""
        self._is_suspended = False
        super().resume_application_mode()

    def paint_anew(self) -> None:
        """Paint all that is to be seen, whatever stands there."""
        self._output.forget()
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._paint_all)

    def _paint_all(self) -> None:
        for screen in self._app.screen_stack[-1:]:
            screen.refresh(layout=True)
            for widget in screen.walk_children():
                widget.refresh()

    # Reading

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except BaseException as error:  # noqa: BLE001  (the last handler of this thread)
            endings.fail(error)

    def run_input_thread(self) -> None:
        """Read until nobody wants it any more, or there is nobody any more."""
        self.take(self._typed_ahead)
        self._typed_ahead = b""
        while not self.exit_event.is_set():
            if not select.select([self.fileno], [], [], self._seconds_to_wait())[0]:
                self._hand_on(self._reader.wait(time.monotonic()))
                continue
            try:
                data = os.read(self.fileno, _READ)
            except (BlockingIOError, InterruptedError):
                continue
            except OSError:
                data = b""
            if not data:
                self._gone()
                return
            self.take(data)

    def _seconds_to_wait(self) -> float:
        due = self._reader.due
        return _LOOK_SECONDS if due is None else min(_LOOK_SECONDS, max(0, due - time.monotonic()))

    def take(self, data: bytes) -> None:
        """Take bytes of the terminal, and hand on what they mean."""
        self._hand_on(self._reader.take(data, time.monotonic()))

    def _hand_on(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            for message in self._sequences.messages(token):
                message.time -= token.seconds  # when it began, as for any other key
                self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Hand a message to the app, if that is still there."""
        with contextlib.suppress(RuntimeError):  # the loop is closed
            super().process_message(message)

    def _gone(self) -> None:
        endings.ask(endings.TERMINAL_GONE)


def _painted_on() -> int:
    """Return what is painted on: standard output, or standard error where only that is one."""
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            if stream.isatty():  # type: ignore[union-attr]
                return stream.fileno()  # type: ignore[union-attr]
    return 2
