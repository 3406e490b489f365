"""The question whether a number was scanned or typed, where its keys do not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual.widgets import Static

from ...scanner.doubts import DoubtAnswer
from ...values.cells import cut

ANSWERS: Final[Mapping[str, DoubtAnswer]] = {
    "f3": DoubtAnswer.SCANNED,
    "enter": DoubtAnswer.TYPED,
    "escape": DoubtAnswer.NEITHER,
}
"""The key of each answer: F3 is the key of scans. Who types on has typed it."""


MASKED: Final = "What came"
"""Stands for what goes into an entry that does not show what is typed."""


class ScanQuestion(Static):
    """Stands where the keys stand, for as long as something is in doubt; nothing waits for it.

    Args:
        codes: What may have been scanned.
        is_masked: Whether it may be what nobody is to see, such as a PIN.

    Attributes:
        codes: What may have been scanned.
        is_masked: Whether it may be what nobody is to see.
    """

    DEFAULT_CSS = """
    ScanQuestion {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $text;
        background: $warning 40%;
        text-style: bold;
    }
    """

    def __init__(self, codes: Sequence[str], *, is_masked: bool) -> None:
        count = len(codes)
        what = codes[-1] if count == 1 else f"{codes[-1]} and {count - 1} more"
        if is_masked:
            what = MASKED
        super().__init__(
            f"{cut(what, 24)}: scanned or typed?  F3 scanned   Enter typed   Esc neither",
            markup=False,
        )
        self.codes = tuple(codes)
        self.is_masked = is_masked
