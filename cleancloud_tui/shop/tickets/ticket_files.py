"""Tickets as files of this host."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ...api.rights import EVERYTHING, Right, Rights
from ...stores.private import make_folder, write_text
from ...values.names import name_part
from ..database import StorageError
from .printing import TicketError

_ENDING: Final = ".txt"


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
        path = self._directory / f"{_begin(customer_id)}{name_part(order_id)}{_ENDING}"
        try:
            make_folder(self._directory)
            write_text(path, text + "\n")
        except OSError as error:
            raise TicketError(f"The ticket was not saved: {path}: {error.strerror}.") from error
        return path

    def forget(self, customer_ids: Iterable[str]) -> None:
        """Remove the tickets of customers, where there are any.

        Raises:
            StorageError: One could not be removed.
        """
        begins = tuple(map(_begin, customer_ids))
        try:
            for path in self._directory.iterdir():
                if path.name.startswith(begins) and path.suffix == _ENDING:
                    path.unlink(missing_ok=True)
        except (FileNotFoundError, NotADirectoryError):
            return  # none was ever saved
        except OSError as error:
            raise StorageError(self._directory, error) from error


def _begin(customer_id: str) -> str:
    """Return what the names of a customer's tickets begin with, and nobody else's."""
    return f"customer-{name_part(customer_id)}-order-"
