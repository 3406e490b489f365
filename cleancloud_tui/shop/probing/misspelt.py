"""Names of the alias file that no reader asks a reply for, and that are nearly one that it does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Final

from ...api.answers.aliases import Aliases
from ...api.operations import OPERATIONS
from ...api.readers.fields import folded
from ...api.readers.watching import watched
from .readers import READERS, Read

_NEAR: Final = 0.8
"""How alike two names are of which one is likely meant for the other, of 1."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A name in the alias file that nothing is known by.

    Attributes:
        table: In which table it stands: `getPickups.each`.
        name: What stands there.
        nearest: What is likely meant.
        line: In which line of the file, from 1; 0 where that is not found.
    """

    table: str
    name: str
    nearest: str
    line: int = 0


def misspelt(aliases: Aliases, text: str) -> Iterator[Misspelt]:
    """Yield the known names of an alias file that are likely misspelt.

    Args:
        aliases: What the file says.
        text: The file.
    """
    for operation, names in aliases.items():
        for table, told in ((operation, names.reply), (f"{operation}.each", names.each)):
            known = _asked_for(operation)
            for name in told:
                nearest = _nearest(name.partition(".")[0], known)
                if nearest:
                    yield Misspelt(table, name, nearest, _line_of(table, name, text))


def _nearest(name: str, known: Mapping[str, str]) -> str:
    """Return the known name that one is likely meant for; empty where it is one, or none is."""
    if folded(name) in known:
        return ""
    near = difflib.get_close_matches(folded(name), known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else ""


@cache
def _asked_for(operation: str) -> Mapping[str, str]:
    """Return the names that the reader of an operation asks replies for, by their folded form.

    It is let read an empty reply, which tells what its lists are called, and then one whose lists
    hold an object with every name that can be an id.
    """
    read = READERS.get(operation)
    if read is None:
        return {}
    lists = _watched(read, {"Success": "True"})
    ids = {each.name: "1" for one in OPERATIONS.values() for each in one.parameters}
    ids |= dict.fromkeys(lists, "1")
    for name in lists:
        lists = {**lists, **_watched(read, {"Success": "True", name: [ids]})}
    return {**lists, **_watched(read, {"Success": "True", **ids})}


def _watched(read: Read, reply: Mapping[str, object]) -> Mapping[str, str]:
    found: dict[str, str] = {}

    def note(names: Sequence[str], _: Mapping[str, object]) -> None:
        for name in names:
            found.setdefault(folded(name), name)

    with watched(note), suppress(Exception):  # what it makes of such a reply is nobody's business
        read(reply)
    return found


def _line_of(table: str, name: str, text: str) -> int:
    heading = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := heading.match(line):
            here = found[1].replace(" ", "")
        elif here == table and key.match(line):
            return number
    return 0
