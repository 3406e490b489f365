"""Tickets on paper: by a command of the shop's that takes them on its standard input.

Whether it printed is told by the end of the process that was started, and by nothing else: what
it started itself may live on, and keep its output open. Where that end tells nothing, nobody here
knows whether there is a ticket, and that is what is said: "not printed" would print it twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from typing import IO, Final

from ...api.errors import CleanCloudError
from ...api.text import one_line
from ...values.plain_signs import PRINTED
from .barcode import is_of_bars

SECONDS: Final = 20.0
"""How long a printing command may take."""

_LOOK_SECONDS: Final = 0.02
_MOST_TOLD: Final = 200
_QUOTES: Final = "\"'"


class TicketError(CleanCloudError):
    """A ticket could not be printed or saved; the order stands."""

    sent = False


class UnknownPrintError(TicketError):
    """It is not known whether a ticket was printed."""


async def print_text(
    text: str,
    command: str,
    *,
    encoding: str = "utf-8",
    seconds: float = SECONDS,
    what: str = "ticket",
) -> None:
    """Print a text by a command that takes it on its standard input; no shell comes into it.

    Args:
        text: What is printed.
        command: The program and its arguments, as `words_of` parts them.
        encoding: The printer's.
        seconds: How long it may take.
        what: What it is, for who is told that it did not work.

    Raises:
        UnknownPrintError: It did not end, or was killed: there may be a ticket, or none.
        TicketError: It did not work; what the command said of it is told.
    """
    with _said() as said:
        process = _started(command, said, what)
        if process.stdin:
            _feed(process.stdin, as_written(text, encoding))
        program = one_line(command)
        if not await _ends(process, seconds):
            raise UnknownPrintError(
                f"It is not known whether the {what} was printed: “{program}” did not end within "
                f"{seconds:g} seconds and was stopped. Look at the printer before you print again."
            )
        if process.returncode < 0:
            raise UnknownPrintError(
                f"It is not known whether the {what} was printed: “{program}” was ended by "
                f"{_signal(-process.returncode)}. Look at the printer before you print again."
            )
        if process.returncode:
            why = _told(said) or f"exit code {process.returncode}"
            raise TicketError(f"The {what} was not printed: “{program}” says: {why}")


def words_of(command: str) -> list[str]:
    r"""Return the program and the arguments of a command.

    Blanks part them, except between quotes, which are taken off. A backslash is a sign as any
    other: `C:\Tools\print.exe` and `\\till\printer` stay what they are. A path with blanks needs
    no quotes where it is the program's and leads to one.

    Raises:
        ValueError: There is no program in it, or a quote without an end.
    """
    words = list(_parted(command))
    if not words or not words[0]:
        raise ValueError("it names no program")
    for count in range(1, len(words) + 1):
        program = " ".join(words[:count])
        if shutil.which(program):
            return [program, *words[count:]]
    return words


def as_written(text: str, encoding: str) -> bytes:
    """Return a text as a printer takes it: with plain signs for those that it does not have.

    Bars of which it lacks a sign are left out: no scanner would read what stood in their place.
    """
    lines = unicodedata.normalize("NFC", text).split("\n")
    written = [line for line in lines if not is_of_bars(line) or _has(encoding, line)]
    return "\n".join(written).encode(encoding, PRINTED)


def _has(encoding: str, line: str) -> bool:
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _parted(command: str) -> Iterator[str]:
    word, quote, is_begun = "", "", False
    for sign in command:
        if quote:
            word, quote = (word, "") if sign == quote else (word + sign, quote)
        elif sign in _QUOTES:
            quote, is_begun = sign, True
        elif not sign.isspace():
            word, is_begun = word + sign, True
        elif is_begun:
            yield word
            word, is_begun = "", False
    if quote:
        raise ValueError(f"there is no second {quote}")
    if is_begun:
        yield word


@contextlib.contextmanager
def _said() -> Iterator[IO[bytes] | None]:
    """Give a file for what the command says: a pipe would stay open for as long as its children."""
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115  (closed below)
    except OSError:  # as on a full disk, where it can print all the same
        yield None
        return
    with file:
        yield file


def _started(command: str, said: IO[bytes] | None, what: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603  (the shop's own setting)
            words_of(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said or subprocess.DEVNULL,
            start_new_session=True,  # so that what it started ends with it where it hangs
        )
    except (OSError, ValueError) as error:
        raise TicketError(
            f"The {what} was not printed: “{one_line(command)}” can't be run ({_why(error)}). "
            f"Mend print_command in the settings, or save the {what} as a file."
        ) from error


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such program"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def _feed(paper: IO[bytes], written: bytes) -> None:
    """Write to the process, beside everything else: it may never read."""

    def feed() -> None:
        with contextlib.suppress(OSError, ValueError), paper:
            paper.write(written)

    threading.Thread(target=feed, name="printing", daemon=True).start()


async def _ends(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait until the process has ended; stop it where it takes too long.

    Where nobody waits any more, it goes on: a ticket that is half printed is worth less.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while process.poll() is None:  # noqa: ASYNC110  (not every system tells of its end)
                await asyncio.sleep(_LOOK_SECONDS)
    if process.poll() is not None:
        return True
    _stop(process)
    process.wait()
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _told(said: IO[bytes] | None) -> str:
    if said is None:
        return ""
    said.seek(0)
    lines = said.read(64 * _MOST_TOLD).decode(errors="replace").splitlines()
    return one_line(" ".join(lines))[:_MOST_TOLD]
