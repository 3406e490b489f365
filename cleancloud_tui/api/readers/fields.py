"""Tolerant access to the fields of a reply.

Values are PHP's: numbers are strings, what is absent is `"0"`, `""`, null or missing, an empty
object is `[]`, a list may be an object keyed by number, and the letter case of keys varies.
Nothing here raises, whatever the shape; what is not told is None, or empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from .. import wire
from ..clocks.moments import day_of, instant_of, is_odd
from ..text import clean, one_line
from .watching import note_odd, watcher

T = TypeVar("T")

_PARTS: Final = str.maketrans("", "", "_- ")
_FLAGS: Final = {
    **dict.fromkeys(("1", "true", "yes", "y", "on"), True),
    **dict.fromkeys(("0", "false", "no", "n", "off"), False),
}
_WINDOWS: Final = ("Time", "Window", "Slot")
_MOMENT: Final = re.compile(r"time|date|stamp|when|sent|seen|created|at$")
"""In the names of moments, as they are compared: a number or a text may be anything's."""

_NO_WINDOW: Final = re.compile(r"[0:\s-]*")


class ReplyRow:
    """One object of a reply, its keys found whatever their letter case and what parts their words.

    Every method takes the names that a field may have, and answers for the first that tells
    something of the kind that is asked for.

    Attributes:
        odd_moments: Names of what was asked for a day or instant, and tells none that is known.
    """

    __slots__ = ("_values", "_watcher", "odd_moments")

    def __init__(self, value: object) -> None:
        """Look at a JSON value; one that is no object has no fields, a list numbered ones."""
        self._watcher = watcher()
        self.odd_moments: tuple[str, ...] = ()
        self._values: dict[str, object] = {}
        for key, told in _items(value):
            if told is not None and told != "":
                self._values.setdefault(folded(key), told)

    def text(self, *names: str) -> str:
        """Return a text, cleaned; it may have several lines."""
        return self._first(names, text_of) or ""

    def line(self, *names: str) -> str:
        """Return a text on one line, or a code of which 0 is a real one."""
        return self._first(names, line_of) or ""

    def code(self, *names: str) -> str:
        """Return an id or code, which is absent as `"0"`."""
        return self._first(names, code_of) or ""

    def decimal(self, *names: str) -> Decimal | None:
        """Return a number; zero is one."""
        return self._first(names, wire.decimal_of)

    def measure(self, *names: str) -> Decimal | None:
        """Return a weight or length, which is absent as zero."""
        return self._first(names, measure_of)

    def integer(self, *names: str) -> int | None:
        """Return a whole number; zero is one."""
        return self._first(names, integer_of)

    def count(self, most: int, *names: str, least: int = 0) -> int | None:
        """Return a whole number of what can't be more than `most`; None for an absurd one."""
        number = self._first(names, integer_of)
        return number if number is not None and least <= number <= most else None

    def flag(self, *names: str) -> bool | None:
        """Return whether something is so; None where neither is told."""
        return self._first(names, flag_of)

    def instant(self, *names: str) -> datetime | None:
        """Return an instant; what is told and none is noted in `odd_moments`."""
        return self._moment(names, instant_of)

    def moment(self, *names: str) -> datetime | None:
        """Return an instant; where none has such a name, the only one that is told by another."""
        if told := self.instant(*names):
            return told
        found = {key: at for key, value in self._values.items() if (at := _moment_at(key, value))}
        if len(set(found.values())) != 1:
            return None
        self._note(list(found))
        return next(iter(found.values()))

    def day(self, *names: str) -> date | None:
        """Return a calendar day; what is told and none is noted in `odd_moments`."""
        return self._moment(names, day_of)

    def window(self, *names: str) -> str:
        """Return a time or window of a day, see `window_of`; `"0"` and `"0-0"` tell none."""
        return self._first(names, window_of) or ""

    def span(self, of: str) -> str:
        """Return the window of a pickup or a delivery, told as one or by its start and its end.

        Args:
            of: What begins its names: `pickup` of `pickupTime`, `pickupStart`, `pickupEnd`.
        """
        if told := self.window(*_windows(of)):
            return told
        start, end = self.window(f"{of}Start"), self.window(f"{of}End")
        is_whole = not end or bool(wire.window_parts(start)[1])
        return start if is_whole else f"{start}-{end}"

    def ends(self, of: str) -> tuple[str, str]:
        """Return the start and the end of such a window, told apart or as one."""
        start, end = self.window(f"{of}Start"), self.window(f"{of}End")
        if start or end:
            return start, end
        return wire.window_parts(self.window(*_windows(of)))

    def listed(self, *names: str) -> list[object]:
        """Return the values of a list, or the parts of a comma-separated text."""
        return self._first(names, _listed_of) or []

    def amounts(self, *names: str) -> dict[str, Decimal]:
        """Return an object of numbers, by its own names."""
        return self._first(names, _amounts_of) or {}

    def row(self, *names: str) -> ReplyRow:
        """Return an object within this one; without fields where there is none."""
        return self._first(names, _row_of) or ReplyRow(None)

    def places(self) -> Iterator[ReplyRow]:
        """Yield this object, then those within it: where a reply may tell its few values."""
        yield self
        yield from map(self.row, self.names())

    def rows(self, *names: str) -> list[Mapping[str, object]]:
        """Return the objects of a list within this one, just as they came.

        The list may also be an object keyed by number, or a single object in its place. Where no
        name leads to any, the objects that stand in this one under numbers are taken.
        """
        return self._first(names, _rows_of) or _numbered(self._values)

    def tells(self, *names: str) -> bool:
        """Tell whether there is anything under one of the names, whether it can be read or not."""
        told = (self._values.get(folded(name)) for name in names)
        return any(value is not None and value not in ([], {}) for value in told)

    def names(self) -> list[str]:
        """Return the names of what is told, in its order, in lower case without underscores."""
        return list(self._values)

    def tells_beside(self, *names: str) -> bool:
        """Tell whether anything but what has these names is told: a value, or an object."""
        others = set(self._values) - set(map(folded, names))
        return any(self.code(name) or self.row(name) for name in others)

    def __bool__(self) -> bool:
        """Whether it tells anything."""
        return bool(self._values)

    def _moment(self, names: Sequence[str], read: Callable[[object], T | None]) -> T | None:
        told = self._first(names, read)
        if told is None:
            odd = tuple(n for n in names if is_odd(self._values.get(folded(n))))
            self.odd_moments += odd
            note_odd(odd, self._values)
        return told

    def _first(self, names: Sequence[str], read: Callable[[object], T | None]) -> T | None:
        self._note(names)
        for name in names:
            value = self._values.get(folded(name))
            if value is not None and (told := read(value)) is not None:
                return told
        return None

    def _note(self, names: Sequence[str]) -> None:
        if self._watcher is not None:
            self._watcher(names, self._values)


def all_read(
    rows: Iterable[Mapping[str, object]], read: Callable[[Mapping[str, object]], T | None]
) -> tuple[T, ...]:
    """Read every row, leaving out those that tell nothing usable."""
    return tuple(told for row in rows if (told := read(row)) is not None)


def text_of(value: object) -> str | None:
    """Return a text, cleaned, or a number as it is written."""
    return clean(_written(value)) or None


def line_of(value: object) -> str | None:
    """Return a text on one line."""
    return one_line(value if isinstance(value, str) else _written(value)) or None


def code_of(value: object) -> str | None:
    """Return an id or code that is not 0."""
    line = line_of(value)
    return None if line == "0" else line


def measure_of(value: object) -> Decimal | None:
    """Return a number that is not zero."""
    return wire.decimal_of(value) or None


def integer_of(value: object) -> int | None:
    """Return a whole number."""
    number = wire.decimal_of(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def flag_of(value: object) -> bool | None:
    """Return a flag: 1 or 0, true or false, yes or no."""
    if isinstance(value, bool):
        return value
    return _FLAGS.get(_written(value).strip().lower())


def window_of(value: object) -> str | None:
    """Return a time or window of a day on the 12-hour clock; what is in no times as it came."""
    line = line_of(value)
    return None if line is None or _NO_WINDOW.fullmatch(line) else wire.window_text(line)


@lru_cache
def _windows(of: str) -> tuple[str, ...]:
    return tuple(f"{of}{name}" for name in _WINDOWS)


@lru_cache(maxsize=1024)
def folded(key: str) -> str:
    """Return a key as it is compared: without letter case and what parts its words."""
    return key.translate(_PARTS).lower()


def key_of(row: Mapping[str, object], name: str) -> str | None:
    """Return the key under which an object tells a thing; None where it does not."""
    wanted = folded(name)
    return next((key for key in row if folded(key) == wanted), None)


def value_of(row: Mapping[str, object], name: str) -> object:
    """Return what an object tells under a name; None where it tells nothing."""
    key = key_of(row, name)
    return None if key is None else row[key]


def note_asked(names: Sequence[str], row: Mapping[str, object]) -> None:
    """Let whoever watches know that an object is asked for a field in a way of its reader's own."""
    if watch := watcher():
        told = {folded(str(k)): v for k, v in row.items() if v is not None and v != ""}
        watch(names, told)


def _moment_at(key: str, value: object) -> datetime | None:
    """Return the instant of a field whose name, though it is not known, says that it is one."""
    return instant_of(value) if _MOMENT.search(key) else None


def _items(value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list | tuple):
        return ((str(number), each) for number, each in enumerate(value))
    return ()


def _written(value: object) -> str:
    """Return text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    number = wire.decimal_of(value)
    if number is None:
        return ""
    # A JSON writer may have made 437 into 437.0.
    return str(int(number)) if number == number.to_integral_value() else f"{number:f}"


def _row_of(value: object) -> ReplyRow | None:
    return ReplyRow(value) or None


def _listed_of(value: object) -> list[object] | None:
    if isinstance(value, Mapping | list | tuple):
        return [told for _, told in _items(value)] or None
    return list(_written(value).split(",")) if _written(value) else None


def _amounts_of(value: object) -> dict[str, Decimal] | None:
    numbers = ((one_line(name), wire.decimal_of(told)) for name, told in _items(value))
    return {name: number for name, number in numbers if name and number is not None} or None


def _rows_of(value: object) -> list[Mapping[str, object]] | None:
    if rows := _numbered(dict(_items(value))):
        return rows
    return [value] if isinstance(value, Mapping) and value else None


def _numbered(values: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [told for key, told in values.items() if key.isdecimal() and isinstance(told, Mapping)]
