"""A reply with what an alias file names called by the names that are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..readers.fields import folded
from .aliases import Names, ReplyNames

Row = Mapping[str, object]

_MISSING: Final = object()
_DEEPEST: Final = 4
"""How deep in objects a reply's lists are looked for."""


def renamed(reply: Row, names: ReplyNames | None) -> Row:
    """Return a reply in which things have their known names; see `aliases` for how they are found.

    Args:
        reply: As it came; it is not changed.
        names: What the shop calls things; None where the alias file says nothing of the operation.
    """
    if not names:
        return reply
    told = _named(reply, names.reply)
    if not names.each:
        return told
    has_rows = any(_is_rows(value) for value in told.values())
    inner = {key: _in_rows(value, names.each, _DEEPEST) for key, value in told.items()}
    return inner if has_rows else _named(inner, names.each)


def _in_rows(value: object, names: Names, depth: int) -> object:
    """Rename in the objects of a list, or in a single one in its place."""
    if isinstance(value, list):
        return [_named(each, names) if isinstance(each, Mapping) else each for each in value]
    if not isinstance(value, Mapping) or not depth:
        return value
    if _is_rows(value):
        return {
            key: _named(each, names) if isinstance(each, Mapping) else each
            for key, each in value.items()
        }
    named = _named(value, names)
    if named != value:
        return named
    return {key: _in_rows(each, names, depth - 1) for key, each in value.items()}


def _is_rows(value: object) -> bool:
    """Tell whether a value is a list of objects, or one that is keyed by number."""
    if isinstance(value, Mapping):
        value = [each for key, each in value.items() if str(key).isdecimal()]
    return isinstance(value, list) and any(isinstance(each, Mapping) for each in value)


def _named(row: Row, names: Names) -> dict[str, object]:
    """Return an object with its known names: its own first, then those within what it holds."""
    own = {known: told for known, told in names.items() if "." not in known}
    found = {
        known: value for known, told in own.items() if (value := _at(row, told)) is not _MISSING
    }
    gone = {folded(told) for known, told in own.items() if known in found and "." not in told}
    gone |= {folded(known) for known in found}
    result = {key: value for key, value in row.items() if folded(str(key)) not in gone}
    for known, told in own.items():
        if known in found and "." in told:
            result = _without(result, told)
    result |= found
    within: dict[str, dict[str, str]] = {}
    for known, told in names.items():
        if "." in known:
            head, _, rest = known.partition(".")
            within.setdefault(folded(head), {})[rest] = told
    return {key: _inside(value, within.get(folded(str(key)))) for key, value in result.items()}


def _inside(value: object, names: Names | None) -> object:
    if not names:
        return value
    if isinstance(value, list):
        return [_inside(each, names) for each in value]
    if not isinstance(value, Mapping):
        return value
    if _is_rows(value):
        return {key: _inside(each, names) for key, each in value.items()}
    return _named(value, names)


def _without(row: Row, path: str) -> dict[str, object]:
    """Return an object without what stands at a path in it, nor what held nothing else."""
    head, dot, rest = path.partition(".")
    kept: dict[str, object] = {}
    for key, value in row.items():
        if folded(str(key)) != folded(head):
            kept[key] = value
        elif dot and isinstance(value, Mapping) and (left := _without(value, rest)):
            kept[key] = left
    return kept


def _at(row: Row, path: str) -> object:
    """Return what stands at a path of names in an object."""
    value: object = row
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return _MISSING
        wanted = folded(name)
        value = next((v for key, v in value.items() if folded(str(key)) == wanted), _MISSING)
    return value
