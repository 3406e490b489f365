"""Reading a large JSON text in pieces, so that the event loop is never held for long.

`json.loads` of 10 MB holds Python's lock for a quarter of a second, in a worker thread too: the
whole scan is one call. Here the two outer levels are walked in Python and only what lies within
them, an order or a customer at a time, is one call; between pieces the event loop gets its turn.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Generator
from typing import Final

LONGEST_TURN: Final = 0.002
"""Seconds of reading after which the event loop gets its turn."""

_OUTER_LEVELS: Final = 2
_DECODER: Final = json.JSONDecoder()
_BLANK: Final = re.compile(r"[ \t\n\r]*")

_Pieces = Generator[None, None, tuple[object, int]]
"""Yields after each piece; returns a value and the position behind it."""


async def read(text: str) -> object:
    """Return the value of a JSON text; the same as `json.loads`.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    pieces = _value(text, _behind_blank(text, 0), _OUTER_LEVELS)
    turn_began = time.perf_counter()
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            value, end = done.value
            break
        if time.perf_counter() - turn_began > LONGEST_TURN:
            await asyncio.sleep(0)
            turn_began = time.perf_counter()
    if _behind_blank(text, end) != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def _value(text: str, at: int, levels: int) -> _Pieces:
    if levels and text.startswith("{", at):
        return (yield from _object(text, at + 1, levels - 1))
    if levels and text.startswith("[", at):
        return (yield from _array(text, at + 1, levels - 1))
    piece = _DECODER.raw_decode(text, at)
    yield
    return piece


def _object(text: str, at: int, levels: int) -> _Pieces:
    found: dict[str, object] = {}
    at = _behind_blank(text, at)
    if text.startswith("}", at):
        return found, at + 1
    while True:
        if not text.startswith('"', at):
            raise json.JSONDecodeError("Expecting a key", text, at)
        key, at = _DECODER.raw_decode(text, at)
        at = _behind(":", text, at)
        found[key], at = yield from _value(text, at, levels)
        at = _behind_blank(text, at)
        if text.startswith("}", at):
            return found, at + 1
        at = _behind(",", text, at)


def _array(text: str, at: int, levels: int) -> _Pieces:
    found: list[object] = []
    at = _behind_blank(text, at)
    if text.startswith("]", at):
        return found, at + 1
    while True:
        value, at = yield from _value(text, at, levels)
        found.append(value)
        at = _behind_blank(text, at)
        if text.startswith("]", at):
            return found, at + 1
        at = _behind(",", text, at)


def _behind(sign: str, text: str, at: int) -> int:
    """Return the position of what follows a sign and the blanks around it."""
    at = _behind_blank(text, at)
    if not text.startswith(sign, at):
        raise json.JSONDecodeError(f"Expecting {sign!r}", text, at)
    return _behind_blank(text, at + 1)


def _behind_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
