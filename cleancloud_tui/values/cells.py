"""Text measured in cells, which is what it takes on a screen or on a printer's paper.

A sign of Chinese takes two cells, an accent that is written over another sign none, an emoji of
five code points two. Whatever is cut, padded or wrapped for people is so by these functions alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

ELLIPSIS: Final = "…"
"""Stands where something was cut."""


def cells(text: str) -> int:
    """Return how many cells a text takes."""
    return cell_len(text)


def begin(text: str, room: int) -> str:
    """Return as much of a text's begin as there is room for, no sign of it torn."""
    if room <= 0:
        return ""
    end = min(len(text), room // 2)  # none takes more than two
    while end < len(text) and cell_len(text[: end + 1]) <= room:
        end += 1
    return text[:end]


def cut(text: str, room: int) -> str:
    """Return a text where there is room for it, or else its begin with an ellipsis."""
    return text if cell_len(text) <= room else begin(text, room - 1) + ELLIPSIS[: max(0, room)]


def left(text: str, room: int) -> str:
    """Return a text padded on the right; a longer one as it is."""
    return text + " " * (room - cell_len(text))


def right(text: str, room: int) -> str:
    """Return a text padded on the left; a longer one as it is."""
    return " " * (room - cell_len(text)) + text


def centred(text: str, room: int) -> str:
    """Return a text in the middle; a longer one as it is."""
    return " " * ((room - cell_len(text)) // 2) + text


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines, broken between words where that is possible; none for no text."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, room)
    return lines


def _pieces(word: str, room: int) -> Iterator[str]:
    while cell_len(word) > room:
        piece = begin(word, room) or word[:1]
        yield piece
        word = word[len(piece) :]
    if word:
        yield word
