"""A token that a command prints: run without a shell, within bounds; nothing it says is told."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from typing import Final

from ...shop.tickets.printing import words_of
from ..errors import SettingsError

SECONDS: Final = 30.0
"""A person may have to touch a key, or type a password elsewhere."""

_MOST_BYTES: Final = 10_000


def said_by(line: str, where: str, seconds: float = SECONDS) -> str:
    """Return what a command prints.

    Args:
        line: The command; what holds blanks stands in quotes.
        where: Whose token it is, as a sentence begins.
        seconds: After which it is stopped.

    Raises:
        SettingsError: It can't be run, fails, takes too long, or prints what is no token.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  (the shop's own setting, and no shell)
            words_of(line),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may tell secrets, and a screen may be painted on
            start_new_session=True,  # so that what it started ends with it
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise SettingsError(f"{where} can't be had: token_command can't be run ({why}).") from None
    printed, is_late = _printed(process, seconds)
    if is_late:
        raise SettingsError(
            f"{where} can't be had: token_command took longer than {seconds:g} seconds, and was "
            "stopped. Run it in a terminal to see what it waits for."
        )
    if len(printed) > _MOST_BYTES:
        raise SettingsError(f"{where} can't be used: token_command printed more than a token.")
    if process.returncode:
        raise SettingsError(
            f"{where} can't be had: token_command ended with {process.returncode}. Run it in a "
            "terminal to see why."
        )
    try:
        return printed.decode()
    except UnicodeDecodeError:
        return " "  # no token; which bytes these were is not to be told


def _printed(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bool]:
    """Return what a process printed, with one byte too many at most, and whether it was late."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        _stop(process)

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
        with process.stdout as output:
            printed = output.read(_MOST_BYTES + 1)
        if len(printed) > _MOST_BYTES:
            _stop(process)
        process.wait()
    finally:
        timer.cancel()
    return printed, late.is_set()


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
