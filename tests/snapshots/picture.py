"""A screen as text: its lines, which styles stand where, and what these are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from string import ascii_letters
from typing import Final

from rich.segment import Segment
from textual.screen import Screen

PICTURES: Final = Path(__file__).with_name("pictures")
UPDATE: Final = "--update-pictures"
"""Said to pytest: write the pictures instead of comparing with them."""


def picture_of(screen: Screen[object]) -> str:
    """Return what stands on a screen; styles are named by letters, in the order of the screen."""
    strips = screen._compositor.render_strips()
    letters: dict[str, str] = {}
    styles = [_runs(strip, letters) for strip in strips]
    return "\n".join(
        [
            *(f"│{strip.text.rstrip()}" for strip in strips),
            "",
            *_numbered(styles),
            "",
            *(f"{letter}  {style}" for style, letter in letters.items()),
            "",
        ]
    )


def _runs(segments: Iterable[Segment], letters: dict[str, str]) -> str:
    """Return how many cells of a line each style goes on for: `a12 b3 a65`."""
    runs = (
        (letters.setdefault(str(segment.style), _name(len(letters))), segment.cell_length)
        for segment in segments
    )
    return " ".join(
        f"{letter}{sum(cells for _, cells in run)}" for letter, run in groupby(runs, _letter_of)
    )


def _letter_of(run: tuple[str, int]) -> str:
    return run[0]


def _name(number: int) -> str:
    """The letter of a style, or two where there are many."""
    before, last = divmod(number, len(ascii_letters))
    return (ascii_letters[before - 1] if before else "") + ascii_letters[last]


def _numbered(styles: list[str]) -> Iterator[str]:
    """Say for each line, or for several that are alike, what is styled how."""
    number = 1
    for runs, alike in groupby(styles):
        last = number + len(list(alike)) - 1
        yield f"{number if last == number else f'{number}-{last}':<6} {runs}"
        number = last + 1
