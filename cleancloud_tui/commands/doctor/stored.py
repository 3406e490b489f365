"""The shop's files: looked through as a whole, and mended as everything does that meets damage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...api.rights import Right, Rights
from ...shop.database import DamagedFileError, examine, mend
from ...stores.aside import Told
from ...stores.damage import UnusableError
from ...stores.store import StoredFile
from ...typed import command
from .finding import Finding, State


def told_before(damage: Iterable[Told]) -> Iterator[Finding]:
    """Tell of damage of which nobody has taken note."""
    to_do = f"Said until you have read it: see Ctrl+R, or {command('doctor --seen')}"
    for told in damage:
        yield Finding("damage", State.WARNING, told.sentence, to_do)


def looked_through(stores: Iterable[StoredFile], rights: Rights) -> Iterator[Finding]:
    """Look through whole files.

    Raises:
        StorageError: One was made by a newer version, can't be read, or is damaged and not mended.
    """
    for store in stores:
        if why := examine(store):
            yield _mended(store, why, rights)
        elif store.is_made:
            yield Finding("file", State.OK, f"{store.path.name} can be read whole")


def _mended(store: StoredFile, why: str, rights: Rights) -> Finding:
    if not rights.may(Right.TAKE_NOTE):
        advice = (
            "Nothing was changed, for this is read-only. What uses the file keeps it under another "
            "name and carries over what can be read; so does this without --read-only."
        )
        raise DamagedFileError(store.path, why, advice)
    words = mend(store, UnusableError(why)) or f"{store.path.name} was mended by another program"
    return Finding("damage", State.WRONG, words)
