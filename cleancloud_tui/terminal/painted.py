"""What stands on the terminal, so that only what differs from it goes over the line.

Textual paints whole lines again where a widget in them changed, each with its colours told anew. A
counter over SSH would wait for that at every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, repeat
from typing import Final

from ..values.cells import cells
from .styles import turned

Cell = tuple[str, str]
"""A sign and its style, as `ESC [ … m` tells it; what a wide sign covers besides has no sign.

Text of signs that are put together, over whose width terminals differ, counts as one sign.
"""

SYNC_BEGINS: Final = "\x1b[?2026h"
SYNC_ENDS: Final = "\x1b[?2026l"

_PART: Final = re.compile(
    r"\x1b\[(?P<line>\d+);(?P<column>\d+)H|\x1b\[(?P<style>[\d;]*)m|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
"""All that Textual paints with, beside ends of lines, which a move follows."""

_END: Final = re.compile(r"\x1b\[(?P<line>\d+);(?P<column>\d+)H\Z")
"""Where the cursor is left."""

_HARMLESS: Final = re.compile(r"\x07|\x1b\]52;[^\x07\x1b]*(?:\x07|\x1b\\)")
"""Changes nothing that is seen: the bell, and what is copied."""

_NARROW_GAP: Final = 4
"""Cells that are sooner painted once more than passed over."""


class Painted:
    """The cells of a terminal as they were painted last."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._lines: dict[int, list[Cell | None]] = {}
        self._cursor: tuple[int, int] | None = None
        self._held = ""
        self._is_forgotten = False
        self._last: dict[str, str] = {}

    def forget(self) -> None:
        """Take nothing for known any more; from any thread.

        Something else may have been painted over it.
        """
        self._is_forgotten = True

    def changes(self, text: str, size: tuple[int, int]) -> str:
        """Return what is to be written so that a text stands there; often nothing.

        Args:
            text: What would be written to a terminal of which nothing is known.
            size: The terminal's columns and lines now.
        """
        if size != self._size or self._is_forgotten:
            self._size, self._is_forgotten = size, False
            self._lines.clear()
            self._last.clear()
            self._cursor = None
        if text == SYNC_BEGINS:
            self._held = text
            return ""
        if text == SYNC_ENDS and self._held:
            self._held = ""
            return ""
        changed = self._changed(text)
        if changed:
            changed, self._held = self._held + changed, ""
        return changed

    def _changed(self, text: str) -> str:
        if text == SYNC_ENDS or _HARMLESS.fullmatch(text):
            return text
        wanted = _Wanted(self._lines, self._size)
        pieces = [each for each in text.split("\n") if not self._stands(each)]
        if not all(map(wanted.read, pieces)):
            self.forget()
            return text
        written = "".join(self._written(wanted, _END.search(text)))
        self._lines.update(wanted.lines)
        for piece in pieces:
            self._note(piece)
        return written

    def _stands(self, piece: str) -> bool:
        """Tell whether a piece is what was painted last on its line: to do it again is nothing."""
        begin = _PART.match(piece)
        return begin is not None and self._last.get(begin["line"]) == piece

    def _note(self, piece: str) -> None:
        """Keep what was painted last on a line."""
        on = {begin["line"] for begin in _PART.finditer(piece) if begin["line"]}
        for line in on:
            self._last[line] = piece if len(on) == 1 else ""

    def _written(self, wanted: _Wanted, end: re.Match[str] | None) -> Iterator[str]:
        style = ""
        for y, line in sorted(wanted.lines.items()):
            for begin, until in _runs(self._lines.get(y) or [None] * len(line), line):
                for x, text, its_style, width in _spans(line, begin, until):
                    yield self._move(x, y)
                    yield turned(style, its_style)
                    yield text
                    style = its_style
                    is_sure = width > 0 and x + width < len(line)
                    self._cursor = (x + width, y) if is_sure else None
        yield turned(style, "")
        if end is not None:
            yield self._move(int(end["column"]) - 1, int(end["line"]) - 1)

    def _move(self, x: int, y: int) -> str:
        """Return what moves the cursor; nothing where it is there."""
        before, self._cursor = self._cursor, (x, y)
        if before == self._cursor:
            return ""
        if before and before[1] == y and x > before[0]:
            return f"\x1b[{x - before[0]}C"
        return f"\x1b[{y + 1};{x + 1}H"


class _Wanted:
    """The lines that a text is painted on, as they are to be.

    Args:
        lines: As they are.
        size: Columns and lines of the terminal.

    Attributes:
        lines: Those that are painted on.
    """

    def __init__(self, lines: dict[int, list[Cell | None]], size: tuple[int, int]) -> None:
        self._before = lines
        self._columns, self._rows = size
        self.lines: dict[int, list[Cell | None]] = {}

    def read(self, text: str) -> bool:
        """Read a whole text; False where something is in it whose effect is not known."""
        at, style, x, y = 0, "", -1, -1
        while at < len(text):
            part = _PART.match(text, at)
            if part is None:
                return False
            at = part.end()
            if part["line"]:
                x, y = int(part["column"]) - 1, int(part["line"]) - 1
            elif part["text"] is None:
                style = _style_after(style, part["style"])
            elif x < 0:
                return False
            else:
                new = _cells_of(part["text"], style)
                if not self._put(x, y, new):
                    return False
                x += len(new)
        return not style

    def _put(self, x: int, y: int, new: list[Cell | None]) -> bool:
        """Put cells on a line; False where that has no place for them."""
        end = x + len(new)
        if y >= self._rows or end > self._columns or not new:
            return False
        line = self.lines.get(y)
        if line is None:
            line = self.lines[y] = list(self._before.get(y) or [None] * self._columns)
        _break(line, x)
        _break(line, end)
        line[x:end] = new
        return True


def _cells_of(text: str, style: str) -> list[Cell | None]:
    """Return the cells that a text takes; none where nobody knows."""
    if text.isascii():
        return list(zip(text, repeat(style)))
    widths = [_width(sign) for sign in text]
    whole = cells(text)
    if whole == len(text) and set(widths) == {1}:
        return list(zip(text, repeat(style)))
    is_plain = set(widths) <= {1, 2} and sum(widths) == whole
    found: list[Cell | None] = []
    for sign, width in zip(text, widths, strict=True) if is_plain else ((text, whole),):
        found += [(sign, style), *[("", style)] * (width - 1)]
    return found if len(found) == whole else []


@lru_cache(maxsize=4096)
def _width(sign: str) -> int:
    return cells(sign)


def _break(line: list[Cell | None], at: int) -> None:
    """Take for unknown what is left of a wide sign of which one part is painted over."""
    begin = end = at
    while 0 < begin < len(line) and _is_covered(line[begin]):
        begin -= 1
    while begin < at and end < len(line) and _is_covered(line[end]):
        end += 1
    if begin < at:
        line[begin:end] = [None] * (end - begin)


def _is_covered(cell: Cell | None) -> bool:
    return cell is not None and not cell[0]


def _is_put_together(cell: Cell | None) -> bool:
    return cell is not None and len(cell[0]) > 1


def _style_after(style: str, told: str) -> str:
    if told in ("", "0"):
        return ""
    return f"{style};{told}" if style else told


def _spans(
    line: Sequence[Cell | None], begin: int, end: int
) -> Iterator[tuple[int, str, str, int]]:
    """Yield text of one style with where it begins and its width; 0 where terminals differ."""
    x = begin
    for style, group in groupby(line[begin:end], _style_of):
        same = list(group)
        signs = [cell[0] for cell in same if cell is not None]
        if style is not None and all(len(sign) == 1 for sign in signs):
            yield x, "".join(signs), style, len(same)
        elif style is not None:
            yield from _signs(signs, x, style)
        x += len(same)


def _signs(signs: Sequence[str], x: int, style: str) -> Iterator[tuple[int, str, str, int]]:
    """Yield signs one by one, for some are wide, or put together."""
    for at, sign in enumerate(signs):
        if sign:
            is_wide = at + 1 < len(signs) and not signs[at + 1]
            yield x + at, sign, style, 0 if len(sign) > 1 else 1 + is_wide


def _style_of(cell: Cell | None) -> str | None:
    return None if cell is None else cell[1]


def _runs(before: Sequence[Cell | None], line: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """Yield where cells differ, from and to; what lies between two with a narrow gap, with them."""
    if before == line:
        return
    differ = [x for x, (old, new) in enumerate(zip(before, line, strict=True)) if old != new]
    begin = end = -1
    for x in differ:
        if begin < 0:
            begin = x
        elif x - end > _NARROW_GAP or None in line[end:x]:
            yield begin, end
            begin = x
        end = x + 1
        if _is_put_together(line[x]):
            end = len(line)  # it may have covered more than it should
            break
    if begin >= 0:
        yield begin, end
