"""What commands print that answer with rows: a table, CSV or JSON, as it was asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from ..settings import AppSettings
from ..shop.exports.csv_forms import Cell, CsvForm
from ..shop.exports.files import Exports
from ..shop.exports.tables import as_csv, as_table


def put_out(
    arguments: argparse.Namespace,
    app: AppSettings,
    exports: Exports,
    rows: Sequence[Sequence[Cell]],
    objects: Sequence[object],
    what: str,
    table: str = "",
) -> None:
    """Print rows, or write them to the file that was named.

    Args:
        arguments: `json`, and `csv`: the name of a file, `-` for printing; `excel`; `quiet` where
            the command has it.
        app: Say in which form of Excel's.
        exports: Writes the file.
        rows: The headings, then the rows, for CSV.
        objects: The same for JSON.
        what: What was written to the file, such as `7 days`.
        table: For people; empty for the rows in columns.

    Raises:
        ExportError: The file could not be written.
    """
    form = CsvForm(app.csv).for_excel if arguments.excel else CsvForm.PLAIN
    if arguments.json:
        print(json.dumps(objects, indent=2))
    elif arguments.csv == "-":
        _print(as_csv(rows, form), form)
    elif arguments.csv:
        written = exports.write(exports.file(arguments.csv), rows, form)
        if not getattr(arguments, "quiet", False):
            print(f"{what} written to {written}", file=sys.stderr)
    else:
        print(table or as_table(rows))


def _print(text: str, form: CsvForm) -> None:
    if form is CsvForm.PLAIN:
        print(text, end="")
    else:  # it goes into a file, which says by its mark that it is UTF-8
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
