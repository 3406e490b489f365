"""What a CSV file is made for: Excel, or whatever reads CSV.

Excel takes a file without a byte-order mark for one in the code page of its country, and a text of
digits for a number: a barcode loses its zeros, or all digits but fifteen, and a place such as 3-4
becomes a day in April. What it takes for a text is a formula that is nothing but a text in quotes,
`="0042"`. Only texts of signs that can't end the quotes, nor the cell, are written like that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

Cell = object
"""A text, a figure, a day or moment, or None for nothing."""

_FORMULA: Final = re.compile(r"((?:^|[;,|\t\r\n])\s*)(?=[-=+@＝＋－＠])")  # noqa: RUF001
"""Where a spreadsheet takes a text for a formula: where the text begins, and behind
the signs by which it parts cells, which are not commas everywhere."""

_DROPPED: Final = ("\t", "\r")
"""What a spreadsheet may drop from where a text begins."""

_SIGNS: Final = r"[\d +().:/,#%*&°€$£¥_\u00a0\u202f-]*"
_LIKE_A_VALUE: Final = re.compile(rf"(?=.*\d)(?=.{{1,200}}\Z){_SIGNS}[^\W\d_]{{0,9}}{_SIGNS}")
"""What may be taken for a number, a day, a time or money, whatever language Excel is in: digits,
signs around them, and at most one word, such as E, pm, EUR or the name of a month."""


class CsvForm(Enum):
    """What a file is made for."""

    EXCEL = "excel"
    EXCEL_SEMICOLONS = "excel with semicolons"
    """Where a comma stands before decimals, Excel parts cells by semicolons."""
    PLAIN = "plain"

    @property
    def begins(self) -> str:
        """What stands before the first line: the mark by which Excel knows UTF-8."""
        return "" if self is CsvForm.PLAIN else "\ufeff"

    @property
    def parted_by(self) -> str:
        """What stands between two cells."""
        return ";" if self is CsvForm.EXCEL_SEMICOLONS else ","

    @property
    def for_excel(self) -> CsvForm:
        """This form, or the usual one of Excel where this is none."""
        return CsvForm.EXCEL if self is CsvForm.PLAIN else self

    def row(self, cells: Sequence[Cell]) -> list[str]:
        """Return a row's cells as they are written; no text among them is taken for a formula."""
        return [self._cell(cell) for cell in cells]

    def _cell(self, cell: Cell) -> str:
        if isinstance(cell, str):
            return self._text(cell)
        if cell is None:
            return ""
        if isinstance(cell, date):
            return self._moment(cell)
        text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        return text.replace(".", ",") if self is CsvForm.EXCEL_SEMICOLONS else text

    def _text(self, text: str) -> str:
        if self is not CsvForm.PLAIN and _LIKE_A_VALUE.fullmatch(text):
            return f'="{text}"'
        harmless = _FORMULA.sub(r"\1'", text)
        return f"'{harmless}" if harmless.startswith(_DROPPED) else harmless

    def _moment(self, moment: date) -> str:
        if not isinstance(moment, datetime):
            return moment.isoformat()
        if self is CsvForm.PLAIN:
            return moment.isoformat(timespec="seconds")
        return f"{moment:%Y-%m-%d %H:%M:%S}"  # Excel knows no time zones
