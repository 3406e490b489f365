"""Tickets on paper, and as files of this host."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ...api.errors import CleanCloudError
from ...api.rights import EVERYTHING, Right, Rights
from ..database import StorageError

_PRINTING_SECONDS: Final = 20.0
_ANYTHING: Final = "*"


class TicketError(CleanCloudError):
    """A ticket could not be printed or saved; the order stands."""

    sent = False


async def print_text(text: str, command: str) -> None:
    """Print a text by a command that takes it on its standard input; no shell comes into it.

    Raises:
        TicketError: It did not work; what the command said of it is told.
    """
    try:
        arguments = shlex.split(command)
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
    except (OSError, ValueError) as error:
        raise TicketError(
            f"The ticket was not printed: “{command}” can't be run ({error}). "
            "Mend print_command in the settings, or save the ticket as a file."
        ) from error
    try:
        async with asyncio.timeout(_PRINTING_SECONDS):
            _, said = await process.communicate(text.encode())
    except BaseException as error:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if isinstance(error, TimeoutError):
            raise TicketError(
                f"The ticket was not printed: “{command}” did not end. Look at the printer."
            ) from error
        raise
    if process.returncode:
        why = said.decode(errors="replace").strip()[:200] or f"exit code {process.returncode}"
        raise TicketError(f"The ticket was not printed: “{arguments[0]}” says: {why}")


class TicketFiles:
    """The tickets that were saved as files, for their owner alone.

    Args:
        directory: Where; made when it is needed.
        rights: Whether any may be saved.
    """

    def __init__(self, directory: Path, rights: Rights = EVERYTHING) -> None:
        self._directory = directory
        self._rights = rights

    def save(self, customer_id: str, order_id: str, text: str) -> Path:
        """Save a ticket, in place of an earlier one of the same order, and return its path.

        Raises:
            ReadOnlyError: Nothing may be saved in this session.
            TicketError: It could not be written.
        """
        self._rights.require(Right.SAVE, "The ticket")
        path = self._directory / _name(customer_id, order_id)
        try:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise TicketError(f"The ticket was not saved: {path}: {error.strerror}.") from error
        return path

    def forget(self, customer_ids: Iterable[str]) -> None:
        """Remove the tickets of customers, where there are any.

        Raises:
            StorageError: One could not be removed.
        """
        for customer_id in customer_ids:
            for path in self._directory.glob(_name(customer_id, _ANYTHING)):
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise StorageError(path, error) from error


def _name(customer_id: str, order_id: str) -> str:
    return f"customer-{customer_id}-order-{order_id}.txt"
