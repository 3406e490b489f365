"""Rows as CSV for a spreadsheet, or as a table of text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

Cell = object
"""A text, a figure, or None for nothing."""

_FORMULA: Final = re.compile(r"((?:^|[;,|\t\r\n])\s*)(?=[-=+@＝＋－＠])")  # noqa: RUF001
"""Where a spreadsheet takes a text for a formula: where the text begins, and behind
the signs by which it parts cells, which are not commas everywhere."""

_DROPPED: Final = ("\t", "\r")
"""What a spreadsheet may drop from where a text begins."""


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV; no text in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow(_harmless(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue()


def as_table(rows: Iterable[Sequence[Cell]], *, is_text: bool = False) -> str:
    """Return rows with their columns aligned: to the right, or to the left where `is_text`."""
    from ..values.cells import cells as cells_of
    from ..values.cells import left, right  # only where a table is printed

    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(cells_of, column)) for column in zip(*cells, strict=True)]
    aligned = left if is_text else right
    return "\n".join(
        "  ".join(aligned(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _harmless(text: str) -> str:
    harmless = _FORMULA.sub(r"\1'", text)
    return f"'{harmless}" if harmless.startswith(_DROPPED) else harmless
