"""Finding the objects of a kind in a reply: a reply's only list of them is its list.

Its key, and how it is told, make no difference: a list, an object keyed by number, a single object
in the place of a list, any of them within other objects, or the record itself beside `Success`.
Where a reply holds something and none of this is found, `NotUnderstoodError` says so: no reader
takes what it could not read for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from ..fields import ReplyRow, all_read, folded, note_asked
from .not_understood import NotUnderstoodError, content, record

T = TypeVar("T")
Row = Mapping[str, object]

_DEEPEST: Final = 4
"""How deep in objects a list is looked for."""


_ID: Final = re.compile(r"[0-9]{1,18}")
_COUNT: Final = "count"
"""How many objects there are, beside their list."""


@dataclass(frozen=True, slots=True)
class Listing:
    """By what the objects of a kind are known.

    Attributes:
        names: What the list is called, as far as is known.
        ids: Keys by one of which an object in that list is known to be one.
        marks: Keys of which an object elsewhere has one besides.
        beside: What lists of other things in the same reply are called.
        may_be_flat: Whether the reply itself may be the object.
        is_whole: Whether what is missing in the list is gone, so that every object is to be known.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    marks: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    may_be_flat: bool = True
    is_whole: bool = False

    def rows(self, reply: Mapping[str, object]) -> list[Row]:
        """Return the objects of a reply, just as they came; none where it holds nothing.

        Raises:
            NotUnderstoodError: It holds something else, or objects that are not known by any key.
        """
        held = self._by_id(content(reply))
        note_asked(self.names, held)
        names, beside = set(map(folded, self.names)), set(map(folded, self.beside))
        named = [value for key, value in held.items() if folded(key) in names]
        if named:
            return self._only([g for value in named for g in _groups(value, self._is_one)], reply)
        if self._is_alike(held):
            if not self.may_be_flat:
                raise NotUnderstoodError(reply)  # its keys are those of a sentence about the list
            return [record(reply)]
        others = {key: value for key, value in held.items() if folded(key) not in beside}
        is_empty = any(folded(str(key)) in names for key in record(reply))
        if is_empty and not any(_is_list(value) for value in others.values()):
            if ReplyRow(held).integer(_COUNT):
                raise NotUnderstoodError(reply)  # an empty list, and there are some
            return []
        return self._only(_groups(others, self._is_alike), reply) if others else []

    def read(self, reply: Mapping[str, object], read: Callable[[Row], T | None]) -> tuple[T, ...]:
        """Read the objects of a reply, leaving out those that have their keys and tell nothing.

        Raises:
            NotUnderstoodError: As `rows`.
        """
        return all_read(self.rows(reply), read)

    def _only(self, groups: list[list[Row]], reply: Mapping[str, object]) -> list[Row]:
        if len(groups) == 1:
            told = filter(content, groups[0]) if self.is_whole else ()
            if all(map(self._is_one, told)):
                return groups[0]
        raise NotUnderstoodError(reply)

    def _by_id(self, held: Row, depth: int = _DEEPEST) -> dict[str, object]:
        """Return an object in which things have their id that are only told by it."""
        numbered = {key: row for key, row in held.items() if _ID.fullmatch(str(key))}
        if numbered and self._are_known_by_key(numbered):
            return {**held, **{k: {self.ids[0]: k, **_row(each)} for k, each in numbered.items()}}
        if numbered or not self.marks or not depth:
            return dict(held)
        return {
            key: self._by_id(each, depth - 1) if isinstance(each, Mapping) else each
            for key, each in held.items()
        }

    def _are_known_by_key(self, numbered: Row) -> bool:
        """Tell whether keys are ids: those of a list count from 0 or 1, whatever it is of."""
        keys = [int(key) for key in numbered]
        return keys not in (list(range(len(keys))), list(range(1, len(keys) + 1))) and all(
            isinstance(row, Mapping)
            and not _has(row, self.ids)
            and bool(self.marks)
            and _has(row, self.marks, within=True)
            for row in numbered.values()
        )

    def _is_one(self, row: Row) -> bool:
        return _has(row, self.ids)

    def _is_alike(self, row: Row) -> bool:
        return _has(row, self.ids) and (not self.marks or _has(row, self.marks, within=True))


def _groups(value: object, is_one: Callable[[Row], bool], depth: int = _DEEPEST) -> list[list[Row]]:
    """Return the lists of objects in a value that hold any that is one."""
    if isinstance(value, list | tuple):
        return _with_any(value, is_one)
    if not isinstance(value, Mapping) or not depth:
        return []
    if is_one(value):
        return [[value]]
    numbered = [each for key, each in value.items() if str(key).isdecimal()]
    if found := _with_any(numbered, is_one):
        return found
    return [group for each in value.values() for group in _groups(each, is_one, depth - 1)]


def _row(value: object) -> Row:
    return value if isinstance(value, Mapping) else {}


def _with_any(values: Iterable[object], is_one: Callable[[Row], bool]) -> list[list[Row]]:
    rows = [each for each in values if isinstance(each, Mapping) and each]
    return [rows] if any(map(is_one, rows)) else []


def _is_list(value: object) -> bool:
    """Tell whether a value is a list of objects, or an object of nothing but objects."""
    if isinstance(value, Mapping):
        value = list(value.values())
    return isinstance(value, list | tuple) and all(isinstance(each, Mapping) for each in value)


def _has(row: Row, names: tuple[str, ...], *, within: bool = False) -> bool:
    """Tell whether an object has a key of these names: one with a value of its own."""
    wanted = set(map(folded, names))
    return any(
        folded(str(key)) in wanted and (within or not isinstance(value, Mapping | list | tuple))
        for key, value in row.items()
    )
