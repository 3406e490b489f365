"""How this process comes to its end where nobody said so on the screen.

A signal, a terminal that is gone and an error that nobody caught all end it in order: what is
under way is waited for within bounds, and else looked up by the next start; the terminal is put
right, and the exit code tells.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:
    import asyncio

Result = TypeVar("Result")

log = logging.getLogger(__name__)

MOST_SECONDS: Final = 20.0
"""How long ending in order may take: a little longer than what is being sent is waited for."""

_LAST_SECONDS: Final = 2.0
"""How long it may take when all is written."""

_SIGNALS: Final = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
"""What asks for the end, beside SIGINT; each system has some of them."""

TERMINAL_GONE: Final = 129
"""The exit code when the terminal is gone: the one of SIGHUP, which says the same."""


class Ender(Protocol):
    """What ends in its own way, such as the counter; called from any thread."""

    def end(self, code: int) -> None:
        """End soon, with an exit code."""

    def fail(self, error: BaseException) -> None:
        """End soon, for something went wrong that was not foreseen."""

    def put_terminal_right(self) -> None:
        """Give the terminal back, for the process ends now; nothing else can be done."""


class _State:
    """What is known of this process's end.

    Attributes:
        code: The exit code that was asked for; 0 while the end was not.
        failure: The first error that nobody caught.
        fatal: The first of them that ends the program.
        ender: What ends in its own way; None where a command runs that is interrupted.
        cancel: Interrupts a command's work; None where it has none that can tidy up.
        has_begun: Whether something was done that is not to be done again by itself.
    """

    def __init__(self) -> None:
        self.code = 0
        self.failure: BaseException | None = None
        self.fatal: BaseException | None = None
        self.ender: Ender | None = None
        self.cancel: Callable[[], object] | None = None
        self.has_begun = False


_state = _State()


def listen() -> None:
    """Hear the signals that ask for the end, and errors that nobody catches, from now on."""
    global _state
    _state = _State()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        # Who ignores one, as `nohup` does, wants it ignored.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _heard)
    logging.lastResort = (
        logging.NullHandler()
    )  # it would print tracebacks where there is no log yet
    threading.excepthook = _thread_failed
    sys.excepthook = _main_thread_failed
    sys.unraisablehook = _could_not_be_raised


def code() -> int:
    """Return the exit code of an end that was asked for; 0 where none was."""
    return _state.code


def failure() -> BaseException | None:
    """Return the first error that nobody caught."""
    return _state.failure


def begin() -> None:
    """Note that something is done from now on which is not to be done again by itself."""
    _state.has_begun = True


def has_begun() -> bool:
    """Tell whether running the same command again could do something twice."""
    return _state.has_begun


def ask(code: int) -> None:
    """Ask for the end, from any thread; once is enough."""
    if _state.code:
        return
    _state.code = code
    no_later_than(MOST_SECONDS)
    if _state.ender is not None:
        _state.ender.end(code)


def note(error: BaseException) -> None:
    """Take an error of something that nobody waits for: it is told when the program ends."""
    log.error("not foreseen", exc_info=error)
    _state.failure = _state.failure or error


def fail(error: BaseException) -> None:
    """Take an error that nobody caught, from any thread: it ends the program."""
    note(error)
    _state.fatal = _state.fatal or error
    if _state.ender is not None:
        _state.ender.fail(error)


def hurry() -> None:
    """Say that all is written: nothing else, such as a name that is looked up, holds up an end."""
    if _state.code:
        no_later_than(_LAST_SECONDS)


def no_later_than(seconds: float) -> None:
    """End the process after some seconds, whatever still goes on in it."""
    timer = threading.Timer(seconds, _end_now)
    timer.daemon = True
    timer.start()


@contextlib.contextmanager
def by(ender: Ender) -> Iterator[None]:
    """Let `ender` end in its own way what runs inside; SIGINT is then a signal like the others."""
    before = signal.getsignal(signal.SIGINT)
    in_main_thread = threading.current_thread() is threading.main_thread()
    is_heard = in_main_thread and before is not signal.SIG_IGN
    _state.ender = ender
    if _state.fatal is not None:  # it came while the ender was made
        ender.fail(_state.fatal)
    if is_heard:
        signal.signal(signal.SIGINT, _heard)
    try:
        yield
    finally:
        _state.ender = None
        if is_heard:
            signal.signal(signal.SIGINT, before)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's work to its end, and hear what its tasks leave behind."""
    import asyncio

    async def heard() -> Result:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        watch(loop)
        if task is not None:
            _state.cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        return await work

    try:
        return asyncio.run(heard())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        _state.cancel = None


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Take the errors that a loop's tasks and callbacks leave behind."""
    loop.set_exception_handler(_left_behind)


def _heard(number: int, _: FrameType | None) -> None:
    is_first = not _state.code
    ask(128 + number)
    if is_first and _state.ender is None:
        _interrupt()


def _interrupt() -> None:
    """Let a command's work tidy up, as Ctrl+C does; also where Ctrl+C is ignored, as behind `&`."""
    if _state.cancel is None:
        raise KeyboardInterrupt
    _state.cancel()


def _end_now() -> None:
    log.warning("something did not end in time; what was under way is left as the journal has it")
    with contextlib.suppress(Exception):
        if _state.ender is not None:
            _state.ender.put_terminal_right()
    logging.shutdown()
    os._exit(_state.code or 1)


def _left_behind(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    from .api.errors import CleanCloudError

    error = context.get("exception")
    if error is None or "transport" in context or isinstance(error, CleanCloudError):
        # A connection's own affair, or an answer that nobody waits for any more.
        log.warning("%s", context.get("message"), exc_info=error)
    elif "handle" in context:
        fail(error)
    else:
        note(error)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        fail(failed.exc_value)


def _main_thread_failed(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.error("not foreseen", exc_info=(kind, error, trace))
    where = "stands in the log" if logging.getLogger().handlers else f"is called {kind.__name__}"
    with contextlib.suppress(OSError):
        sys.stderr.write(f"Something went wrong that was not foreseen. What it was {where}.\n")


def _could_not_be_raised(found: sys.UnraisableHookArgs) -> None:
    log.warning("left behind: %s", found.err_msg, exc_info=found.exc_value)
