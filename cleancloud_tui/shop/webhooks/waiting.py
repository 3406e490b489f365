"""What webhooks told of and is still to be read, on disk: CleanCloud does not tell it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from ..mirror.file import MirrorFile
from .events import Subject

_BEGIN: Final = "webhook waits: "
"""How the facts are called that each tell of one: `webhook waits: order 437`."""


class Waiting:
    """The objects that a mirror's webhooks told of, the one that waits longest first.

    Args:
        file: The mirror's, so that they go with it.
    """

    def __init__(self, file: MirrorFile) -> None:
        self._file = file

    def subjects(self) -> Sequence[Subject]:
        """Return those that were not read when the program ended.

        Raises:
            StorageError: They can't be read.
        """
        rows = self._file.rows(
            "SELECT substr(name, ?) AS told FROM facts WHERE name GLOB ? ORDER BY value, name",
            len(_BEGIN) + 1,
            f"{_BEGIN}*",
        )
        return [Subject(*row["told"].split(" ", 1)) for row in rows]

    async def keep(self, subject: Subject, at: float) -> None:
        """Keep one.

        Args:
            subject: What is to be read.
            at: Since when, in Unix seconds.

        Raises:
            StorageError: It can't be kept.
        """

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO facts VALUES (?, ?)", (_name(subject), f"{at:017.3f}")
            )

        await self._file.run(put)

    async def drop(self, subject: Subject, before: float) -> None:
        """Forget one that was read, unless it was told of anew since the reading began.

        Args:
            subject: What was read.
            before: When the reading began, in Unix seconds.

        Raises:
            StorageError: That can't be kept.
        """

        def take(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM facts WHERE name = ? AND value <= ?",
                (_name(subject), f"{before:017.3f}"),
            )

        await self._file.run(take)


def _name(subject: Subject) -> str:
    return f"{_BEGIN}{subject.kind} {subject.id}"
