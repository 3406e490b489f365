"""Reading the JSON text of an answer, strictly, so that the event loop is never held for long.

`json.loads` of 10 MB holds Python's lock for a quarter of a second, in a worker thread too: the
whole scan is one call. Here the outer levels are walked in Python and only what lies within them,
an order or a customer at a time, is one call, over a window of the text; between such pieces the
event loop gets its turn. What is larger than the window is walked, too.

It is stricter than `json.loads`: an object that has a key twice contradicts itself, `NaN` and
`1e999` are no numbers, and what is nested more deeply, or has more values, than anything that a
shop has would only break whoever reads it.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import time
from collections.abc import Generator
from typing import Final, NoReturn

LONGEST_TURN: Final = 0.002
"""Seconds of reading after which the event loop gets its turn."""

MOST_VALUES: Final = 3_000_000
"""What 64 MB of orders hold; each takes up to a hundred bytes."""

DEEPEST: Final = 40
"""How many lists and objects may stand in each other; the deepest that is known has six."""

_WINDOW: Final = 131_072
_OUTER_LEVELS: Final = 2
_BLANK: Final = re.compile(r"[ \t\n\r]*")

_BEHIND: Final = frozenset(" \t\n\r,:]}")
"""What may stand behind a value."""

_Pieces = Generator[None, None, object]
"""Yields after each piece; returns a value."""


async def read(text: str) -> object:
    """Return the value of a JSON text.

    Raises:
        ValueError: It is no JSON, or too much to be meant.
    """
    reading = _Reading(text)
    pieces = reading.whole()
    turn_began = time.perf_counter()
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            value: object = done.value
            return value
        if time.perf_counter() - turn_began > LONGEST_TURN:
            await asyncio.sleep(0)
            turn_began = time.perf_counter()


class _Reading:
    """A text, and how far it was read: `_at` in a window of it, which begins at `_start`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start, self._at, self._window, self._is_rest = 0, 0, "", False
        self._values = 0
        self._move_to(0)

    def whole(self) -> _Pieces:
        value = yield from self._value(_OUTER_LEVELS, DEEPEST)
        if self._sign():
            self._fail("Extra data")
        return value

    def _value(self, levels: int, depth: int) -> _Pieces:
        sign = self._sign()
        if not depth:
            self._fail("Too deep")
        if sign not in ("{", "["):
            value = self._scalar()
        elif levels or (read := self._decoded()) is None:
            walked = self._object if sign == "{" else self._array
            return (yield from walked(max(levels - 1, 0), depth - 1))
        else:
            value = self._accepted(*read, depth)
        yield
        return value

    def _object(self, levels: int, depth: int) -> _Pieces:
        found: dict[str, object] = {}
        self._at += 1
        if self._take("}"):
            return found
        while True:
            if self._sign() != '"':
                self._fail("Expecting a key")
            key = str(self._scalar())
            if key in found:
                self._fail("A key twice")
            if not self._take(":"):
                self._fail("Expecting ':'")
            found[key] = yield from self._value(levels, depth)
            if self._take("}"):
                return found
            if not self._take(","):
                self._fail("Expecting ','")

    def _array(self, levels: int, depth: int) -> _Pieces:
        found: list[object] = []
        self._at += 1
        if self._take("]"):
            return found
        while True:
            found.append((yield from self._value(levels, depth)))
            if self._take("]"):
                return found
            if not self._take(","):
                self._fail("Expecting ','")

    def _scalar(self) -> object:
        self._count(1)
        read = self._decoded()
        if read is None:  # a text longer than the window, or no JSON
            value, end = _DECODER.raw_decode(self._text, self._start + self._at)
            self._move_to(end)
            return value
        value, self._at = read
        return value

    def _accepted(self, value: object, end: int, depth: int) -> object:
        """Go behind a list or an object that was read in one call."""
        counted = self._window.count
        opened = counted("[", self._at, end) + counted("{", self._at, end)
        self._count(opened + counted(",", self._at, end))
        if opened > depth and _is_deeper(value, depth):
            self._fail("Too deep")
        self._at = end
        return value

    def _count(self, values: int) -> None:
        self._values += values
        if self._values > MOST_VALUES:
            self._fail("Too many values")

    def _decoded(self) -> tuple[object, int] | None:
        """Return the value that comes, and where it ends; None where it is over the window's edge.

        The window is moved to the value where that helps.
        """
        found = self._decoded_here()
        if found is None and self._at:
            self._move_to(self._start + self._at)
            found = self._decoded_here()
        return found

    def _decoded_here(self) -> tuple[object, int] | None:
        try:
            value, end = _DECODER.raw_decode(self._window, self._at)
        except json.JSONDecodeError:
            if self._is_rest:
                raise
            return None
        except RecursionError:
            raise ValueError("Too deep") from None
        # "1." may go on as 1.5 behind the edge.
        is_whole = self._is_rest or self._window[end : end + 1] in _BEHIND
        return (value, end) if is_whole else None

    def _sign(self) -> str:
        """Return the next character that is not blank; empty at the end of the text."""
        while True:
            blank = _BLANK.match(self._window, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._window) or self._is_rest:
                return self._window[self._at : self._at + 1]
            self._move_to(self._start + self._at)

    def _take(self, sign: str) -> bool:
        if self._sign() != sign:
            return False
        self._at += 1
        return True

    def _move_to(self, start: int) -> None:
        end = start + _WINDOW
        self._start, self._at = start, 0
        self._window = self._text[start:end]
        self._is_rest = end >= len(self._text)

    def _fail(self, why: str) -> NoReturn:
        raise json.JSONDecodeError(why, "", self._start + self._at)


def _is_deeper(value: object, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("No number")
    return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_without_doubles, parse_float=_finite, parse_constant=_no_constant
)
