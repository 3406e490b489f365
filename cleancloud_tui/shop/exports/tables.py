"""Rows as CSV for a spreadsheet, or as a table of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from .csv_forms import Cell, CsvForm


def as_csv(rows: Iterable[Sequence[Cell]], form: CsvForm = CsvForm.PLAIN) -> str:
    """Return rows as CSV; no text in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=form.parted_by)
    writer.writerows(form.row(row) for row in rows)
    return form.begins + text.getvalue()


def as_table(rows: Iterable[Sequence[Cell]], *, is_text: bool = False) -> str:
    """Return rows with their columns aligned: to the right, or to the left where `is_text`."""
    from ...values.cells import cells as cells_of
    from ...values.cells import left, right  # only where a table is printed

    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(cells_of, column)) for column in zip(*cells, strict=True)]
    aligned = left if is_text else right
    return "\n".join(
        "  ".join(aligned(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
