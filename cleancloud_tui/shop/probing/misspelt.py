"""Names of the alias file that no reader asks a reply for, and what is likely meant by them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ...api.answers.aliases import Aliases
from ...api.readers.fields import folded
from .readers import known_names, names_asked_for

_NEAR: Final = 0.8
"""How alike two names are of which one is likely meant for the other, of 1."""

_FREE: Final = frozenset({"summaryReport"})
"""Operations whose figures a reader takes by whatever name they have."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A name in the alias file that nothing is known by.

    Attributes:
        table: In which table it stands: `getPickups.each`.
        name: What stands there.
        nearest: What is likely meant; empty where it is like no name that is known.
        line: In which line of the file, from 1; 0 where that is not found.
    """

    table: str
    name: str
    nearest: str
    line: int = 0


def misspelt(aliases: Aliases, text: str) -> Iterator[Misspelt]:
    """Yield the names of an alias file by which nothing is known, so that they do nothing.

    Args:
        aliases: What the file says.
        text: The file.
    """
    for operation, names in aliases.items():
        for table, told in ((operation, names.reply), (f"{operation}.each", names.each)):
            known = names_asked_for(operation)
            for name in told if known else ():
                for part in name.split("."):
                    nearest = _nearest(part, known)
                    is_known = operation in _FREE or folded(part) in known.keys() | known_names()
                    if nearest or not is_known:
                        yield Misspelt(table, name, nearest, _line_of(table, name, text))
                        break


def misspelt_in_words(each: Misspelt) -> str:
    """Say which name it is, and that it does nothing."""
    return f"[{each.table}] {each.name}: nothing is known by that name, so it does nothing"


def meant_in_words(each: Misspelt) -> str:
    """Say what is likely meant, else what is to stand there."""
    return f"Did you mean {each.nearest}?" if each.nearest else "Known names stand on the left."


def _nearest(name: str, known: Mapping[str, str]) -> str:
    """Return the known name that one is likely meant for; empty where it is one, or none is."""
    if folded(name) in known:
        return ""
    near = difflib.get_close_matches(folded(name), known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else ""


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
