"""What stands on the terminal, so that only what differs from it goes over the line.

Textual paints whole lines again where a widget in them changed, each with its colours told anew. A
counter over SSH would wait for that at every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    r"\x1b\[(?P<line>\d+);(?P<column>\d+)H|\x1b\[(?P<style>[\d;]*)m|(?P<text>[^\x00-\x1f\x7f-\x9f]+)|\n"
)
"""All that Textual paints with: moves, styles, text, ends of lines, which a move follows."""

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
        if not wanted.read(text):
            self.forget()
            return text
        written = "".join(self._written(wanted))
        self._lines.update(wanted.lines)
        return written

    def _written(self, wanted: _Wanted) -> Iterator[str]:
        style = ""
        for y, line in sorted(wanted.lines.items()):
            before = self._lines.get(y) or [None] * len(line)
            for begin, end in _runs(before, line):
                for x, cell in enumerate(line[begin:end], begin):
                    if cell is None or _is_covered(cell):
                        continue
                    yield self._move(x, y)
                    yield turned(style, cell[1])
                    yield cell[0]
                    style = cell[1]
                    after = x + 1 + (x + 1 < len(line) and _is_covered(line[x + 1]))
                    is_sure = not _is_put_together(cell) and after < len(line)
                    self._cursor = (after, y) if is_sure else None
        yield turned(style, "")
        if wanted.cursor is not None:
            yield self._move(*wanted.cursor)

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
        cursor: Where the cursor is left, where a move is the last of the text.
    """

    def __init__(self, lines: dict[int, list[Cell | None]], size: tuple[int, int]) -> None:
        self._before = lines
        self._columns, self._rows = size
        self.lines: dict[int, list[Cell | None]] = {}
        self.cursor: tuple[int, int] | None = None

    def read(self, text: str) -> bool:
        """Read a whole text; False where something is in it whose effect is not known."""
        at, style, place = 0, "", None
        while at < len(text):
            part = _PART.match(text, at)
            if part is None:
                return False
            at = part.end()
            if part["line"]:
                place = (int(part["column"]) - 1, int(part["line"]) - 1)
                self.cursor = place
            elif part["style"] is not None:
                style = _style_after(style, part["style"])
            elif part["text"] is None:
                place = None
            elif place is None or not self._put(place, part["text"], style):
                return False
            else:
                place = (place[0] + cells(part["text"]), place[1])
                self.cursor = None
        return not style

    def _put(self, place: tuple[int, int], text: str, style: str) -> bool:
        """Put text on a line; False where it is not known which cells it takes."""
        x, y = place
        new = list(_cells_of(text, style))
        end = x + len(new)
        if y >= self._rows or end > self._columns or len(new) != cells(text):
            return False
        line = self.lines.get(y)
        if line is None:
            line = self.lines[y] = list(self._before.get(y) or [None] * self._columns)
        _break(line, x)
        _break(line, end)
        line[x:end] = new
        return True


def _cells_of(text: str, style: str) -> Iterator[Cell]:
    """Yield the cells that a text takes."""
    if text.isascii():
        yield from ((sign, style) for sign in text)
        return
    widths = [cells(sign) for sign in text]
    is_plain = set(widths) <= {1, 2} and sum(widths) == cells(text)
    for sign, width in zip(text, widths, strict=True) if is_plain else ((text, cells(text)),):
        yield sign, style
        yield from [("", style)] * (width - 1)


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


def _runs(before: Sequence[Cell | None], line: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """Yield where cells differ, from and to; what lies between two with a narrow gap, with them."""
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
