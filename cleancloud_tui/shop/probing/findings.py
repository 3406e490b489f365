"""What a reply has, and what of it this program reads, found out by watching its reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from ...api.readers.fields import folded
from ...api.readers.replies.not_understood import NotUnderstoodError, content, record
from ...api.readers.watching import watched
from .readers import READERS
from .shapes import joined, keys_shown, shape_of

_BESIDE: Final = frozenset({"success", "error", "errors", "message"})
_DEEPEST: Final = 8
_EACH: Final = "[]"

Row = Mapping[str, object]


class ProbeVerdict(Enum):
    """What became of a question."""

    UNDERSTOOD = "understood"
    EMPTY = "holds nothing"
    NOTHING = "nothing there, as an Error"
    NOT_UNDERSTOOD = "NOT UNDERSTOOD"
    REFUSED = "refused"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class ToldKey:
    """A key that came.

    Attributes:
        path: Where it stands: `Orders[].id`.
        shape: What kind of value, in words; empty for an object or a list of them.
        is_read: Whether this program asks for it, or for something in it.
    """

    path: str
    shape: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class ProbeFinding:
    """What one question brought.

    Attributes:
        operation: Its wire name.
        asked: For what, in words.
        why: CleanCloud's words, or why it was not asked; empty where it was answered.
        rows: How many objects were read.
        keys: Those that came.
        missing: Where a field was looked for that no object had, by the name it is known by.
        shape: The reply without its values.
        known: The folded names that its reader asks for.
    """

    operation: str
    asked: str
    verdict: ProbeVerdict
    why: str = ""
    rows: int = 0
    keys: tuple[ToldKey, ...] = ()
    missing: tuple[str, ...] = ()
    shape: object = None
    known: frozenset[str] = frozenset()

    @property
    def unread(self) -> tuple[ToldKey, ...]:
        """The keys that came and are not read."""
        return tuple(key for key in self.keys if not key.is_read)


@dataclass(slots=True)
class _Watched:
    """What a reader asks the objects of a reply for.

    Attributes:
        places: Where the objects stand, by the folded keys that tell something.
        asked: The folded names that were asked for, by place.
        lacking: The names of a field that no object of a place had so far.
        had: The fields that one had.
        odd: What an object had in no form that is known: the place, and the folded name.
    """

    places: dict[frozenset[str], set[str]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    lacking: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    had: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    odd: set[tuple[str, str]] = field(default_factory=set)

    def hear(self, names: Sequence[str], row: Row) -> None:
        """Take note of a field that an object was asked for."""
        wanted = tuple(map(folded, names))
        for place in self.places.get(frozenset(row), ()):
            self.asked.setdefault(place, set()).update(wanted)
            if any(name in row for name in wanted):
                self.had.add((place, wanted))
            else:
                self.lacking.setdefault((place, names[0]), wanted)

    def hear_odd(self, names: Sequence[str], row: Row) -> None:
        """Take note of what an object has, and its reader can't read."""
        for place in self.places.get(frozenset(row), ()):
            self.odd.update((place, folded(name)) for name in names)


def finding_of(operation: str, asked: str, reply: Row) -> ProbeFinding:
    """Read a reply of an operation, and tell what was understood of it.

    Args:
        operation: Its wire name.
        asked: For what, in words.
        reply: As it came, under the known names of the alias file.
    """
    found = _Watched()
    for place, row in _objects(reply):
        for told in (row, content(row), record(row)) if not place else (row,):
            keys = frozenset(folded(str(k)) for k, v in told.items() if v is not None and v != "")
            found.places.setdefault(keys, set()).add(place)
    try:
        with watched(found.hear, found.hear_odd):
            read = READERS[operation](reply)
    except NotUnderstoodError:
        verdict, rows = ProbeVerdict.NOT_UNDERSTOOD, 0
    else:
        rows = len(read) if isinstance(read, tuple | list) else int(read is not None)
        verdict = ProbeVerdict.UNDERSTOOD if rows else ProbeVerdict.EMPTY
    return ProbeFinding(
        operation,
        asked,
        verdict,
        rows=rows,
        keys=tuple(_keys(reply, found)) if content(reply) else (),
        missing=tuple(sorted(_missing(found))) if rows else (),
        shape=shape_of(reply),
        known=frozenset().union(*found.asked.values()),
    )


def _objects(value: object, place: str = "", depth: int = _DEEPEST) -> Iterator[tuple[str, Row]]:
    """Yield the objects of a reply with where they stand; those of a list stand in one place."""
    if not depth:
        return
    if isinstance(value, Mapping):
        yield place, value
        for key, shown, each in keys_shown(value):
            yield from _objects(each, _path(place, key, shown, each), depth - 1)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _objects(each, place, depth - 1)


def _path(place: str, key: object, shown: str, value: object) -> str:
    if str(key).isdecimal():
        return place if place.endswith(_EACH) else f"{place}{_EACH}"
    name = f"{place}.{shown}" if place else shown
    return f"{name}{_EACH}" if isinstance(value, list | tuple) else name


def _keys(reply: Row, found: _Watched) -> Iterator[ToldKey]:
    """Yield the keys that came, each once, without those that say yes or no."""
    asked = found.asked
    shapes: dict[str, list[object]] = {}
    names: dict[str, tuple[str, str]] = {}
    for place, row in _objects(reply):
        for key, shown, value in keys_shown(row):
            if str(key).isdecimal() or (not place and folded(str(key)) in _BESIDE):
                continue
            path = _path(place, key, shown, value)
            names.setdefault(path, (place, folded(str(key))))
            holds = isinstance(value, Mapping | list | tuple)
            shapes.setdefault(path, []).append("" if holds else shape_of(value))
    for path, (place, name) in names.items():
        holder, held_as = names.get(place, ("", ""))
        is_read = (
            name in asked.get(place, ())
            or any(each == path or each.startswith((f"{path}.", path + _EACH)) for each in asked)
            or (place not in asked and held_as in asked.get(holder, ()))  # it is taken as a whole
        )
        told = joined(each for each in shapes[path] if each) if any(shapes[path]) else ""
        yield ToldKey(path, str(told), is_read and (place, name) not in found.odd)


def _missing(found: _Watched) -> Iterator[str]:
    for (place, name), wanted in found.lacking.items():
        if (place, wanted) not in found.had:
            yield f"{place}.{name}" if place else name
