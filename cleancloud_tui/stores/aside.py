"""A damaged file is kept under another name, and told of until somebody has taken note."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from .private import write_text

_BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside a file."""

_STAMP: Final = "%Y%m%d-%H%M%S-%f"
_STAMP_IN: Final = re.compile(r"\.damaged-(\d{8}-\d{6}-\d{6})")

_TOLD: Final = "told"
_SEEN: Final = "seen"


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say about a file that was damaged.

    Attributes:
        note: The file that says it, until somebody has taken note.
        sentence: For people.
    """

    note: Path
    sentence: str


def usual_name(path: Path) -> Path:
    """Return under which name a damaged file is kept: behind all that were kept before it."""
    stamp = datetime.now(UTC).strftime(_STAMP)
    before = max((_stamp_in(each.name) for each in those_set_aside(path)), default="")
    if before >= stamp:  # a clock was set back
        later = datetime.strptime(before, _STAMP) + timedelta(microseconds=1)
        stamp = later.strftime(_STAMP)
    return path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")


def _stamp_in(name: str) -> str:
    """Return the time in the name of a file that was kept; empty where there is none."""
    found = _STAMP_IN.search(name)
    try:
        return datetime.strptime(found[1], _STAMP).strftime(_STAMP) if found else ""
    except ValueError:
        return ""


def set_aside(path: Path, name: Path) -> Path:
    """Rename a file, with those that SQLite keeps beside it, and return its new path.

    Nothing that was kept before is overwritten.

    Raises:
        OSError: It can't be renamed.
    """
    aside, number = name, 1
    while aside.exists():
        number += 1
        aside = name.with_name(f"{name.stem}-{number}{name.suffix}")
    # The log goes first: beside a new file of the same name it would be taken for that one's.
    _rename_beside(path, aside)
    try:
        path.replace(aside)
    except OSError:
        _rename_beside(aside, path)
        raise
    return aside


def _rename_beside(path: Path, name: Path) -> None:
    for end in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(name.with_name(name.name + end))


def those_set_aside(path: Path) -> list[Path]:
    """Return what of a file was set aside as damaged, the oldest first."""
    begins = (f"{path.stem}.damaged-", f"{path.name}.damaged-")  # the ledger's has its ending first
    return sorted(each for each in _beside(path) if each.name.startswith(begins))


def tell(path: Path, sentence: str) -> None:
    """Write down what is to be said about a file until somebody has taken note.

    Raises:
        OSError: It can't be written.
    """
    stamp = datetime.now(UTC).strftime(_STAMP)
    note = path.with_name(f"{path.stem}.{_TOLD}-{stamp}.txt")
    write_text(note, sentence + "\n")


def told_of(paths: Iterable[Path]) -> list[Told]:
    """Return what is to be said about some files, the oldest first."""
    notes = [note for path in paths for note in _notes(path, _TOLD)]
    return [Told(note, sentence) for note in notes if (sentence := _read(note))]


def take_note(told: Iterable[Told]) -> None:
    """Say nothing more of what somebody has seen.

    Raises:
        OSError: That can't be kept.
    """
    for each in told:
        name = each.note.name.replace(f".{_TOLD}-", f".{_SEEN}-")
        with contextlib.suppress(FileNotFoundError):  # somebody else did
            each.note.replace(each.note.with_name(name))


def _notes(path: Path, word: str) -> list[Path]:
    begin = f"{path.stem}.{word}-"
    notes = (each for each in _beside(path) if each.name.startswith(begin))
    return sorted(each for each in notes if each.suffix == ".txt")


def _beside(path: Path) -> list[Path]:
    """Return what lies in a file's folder; a name may be one that patterns take for a pattern."""
    return list(path.parent.iterdir()) if path.parent.is_dir() else []


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return f"{note} tells of a damaged file and can't be read."
