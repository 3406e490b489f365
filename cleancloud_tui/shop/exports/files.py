"""Files that rows are written to, for a spreadsheet, and what CleanCloud answered.

They go where a person says. A session that may not write wherever its user may has one folder of
the program's own for them: what is in a file was typed and scanned by others, so the person who
reads must not be able to choose what it is taken for, nor what it takes the place of.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...api.errors import CleanCloudError
from ...api.rights import Right, Rights
from ...api.text import one_line
from ...stores.private import make_folder, write_text
from .csv_forms import Cell, CsvForm
from .tables import as_csv

_ENDING: Final = ".csv"
_NAME: Final = re.compile(r"\w[\w .()-]{0,120}")
"""No folder, no hidden file, nothing that steers a terminal or is a device's name on its own."""


class ExportError(CleanCloudError):
    """A file was not written."""

    sent = False


class Exports:
    """Writes rows to files.

    Args:
        folder: Where they go in a session that may not write anywhere else.
        rights: Whether this is one, and whether any may be written.
    """

    def __init__(self, folder: Path, rights: Rights) -> None:
        self._folder = folder
        self._rights = rights

    @classmethod
    def of(cls, directory: Path, rights: Rights) -> Exports:
        """Return those of a shop, in the directory of its files."""
        return cls(directory / "exports", rights)

    @property
    def _is_confined(self) -> bool:
        return not self._rights.may(Right.SAVE)

    @property
    def _why(self) -> str:
        why = self._rights.why_not(Right.SAVE)
        return f"{why} write elsewhere" if Right.SAVE in self._rights.granted else why

    @property
    def where(self) -> str:
        """Where files go, as a sentence, for who names one."""
        if self._is_confined:
            why = self._why[:1].upper() + self._why[1:]
            return f"{why}: it goes to {self._folder}, under a new name alone."
        return "Without a directory it goes where the program was started."

    def file(self, typed: str, ending: str = _ENDING) -> Path:
        """Return the file that a name stands for.

        Args:
            typed: The name.
            ending: What it ends with in a session of its own folder.

        Raises:
            ReadOnlyError: None may be written by whoever is there.
            ExportError: There can be none of that name in this session.
        """
        self._rights.require(Right.EXPORT)
        if not self._is_confined:
            return _expanded(typed)
        name = typed.strip()
        if not _NAME.fullmatch(name):
            raise ExportError(
                f"Nothing was written to “{one_line(name)}”: {self._why}, and files go to "
                f"{self._folder}. Give a name alone, such as scans{ending}"
            )
        return self._folder / (name if name.lower().endswith(ending) else name + ending)

    def offered(self, name: str) -> str:
        """Return a name to offer: where none may be replaced, one that is free yet."""
        free, number = name, 2
        path = Path(name)
        while self._is_confined and os.path.lexists(self._folder / free):
            free, number = f"{path.stem}-{number}{path.suffix}", number + 1
        return free

    def may_replace(self, file: Path) -> bool:
        """Tell whether a file that is there may be written over.

        Raises:
            ExportError: It may not.
        """
        if self._is_confined and os.path.lexists(file):
            raise ExportError(
                f"Nothing was written: {file} is there already, and {self._why}. Give another name."
            )
        return True

    def write(
        self, file: Path, rows: Sequence[Sequence[Cell]], form: CsvForm = CsvForm.PLAIN
    ) -> Path:
        """Write rows to a file that `file` returned, and return its whole path.

        Args:
            file: Where to.
            rows: The headings, then the lines.
            form: What the file is made for.

        Raises:
            ExportError: It could not be written.
        """
        return self.write_text(file, as_csv(rows, form))

    def write_text(self, file: Path, text: str) -> Path:
        """Write a text to a file that `file` returned, and return its whole path.

        Raises:
            ReadOnlyError: None may be written by whoever is there.
            ExportError: It could not be written.
        """
        self._rights.require(Right.EXPORT)
        try:
            if self._is_confined:
                self.may_replace(file)
                make_folder(file.parent)
            # Of a confined session, nothing is written to what comes to be there in this moment.
            write_text(file, text, is_new=self._is_confined)
        except (OSError, ValueError) as error:
            raise ExportError(f"{file} can't be written: {error}.") from error
        return file.absolute()


def _expanded(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # there is no such user
        return Path(typed)
