"""What a shop's codes look like: a pattern for each kind tells them apart.

| kind | by default | such as |
|---|---|---|
| command | `CMD-` and letters | `CMD-COUNT` |
| place | `P-` and up to 16 signs | `P-A12` is the place A12 |
| customer | `C-` and up to 10 digits | `C-4711` is the customer 4711 |
| ticket | 1 to 6 digits | `437` |
| garment | 8 to 12 digits | `041200034567` |

A group in a pattern says which part is the name; without one it is the whole code. Codes of 13 and
more digits fit none by default, since a payment card has as many: a shop whose labels are so long
(EAN-13, say) sets its garments' pattern.

One more pattern says what people type into fields: see `TYPED`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, Self

from .labels.codes import CodeKind, ScannedCode
from .labels.pattern import PatternError, compiled
from .labels.payment_cards import begin_of_number, begin_of_track
from .strokes import NO_SIGN

LONGEST: Final = 64
"""Signs of a code at most. No label in use has more; what has is noise."""

DEFAULTS: Final[Mapping[CodeKind, str]] = MappingProxyType(
    {
        CodeKind.COMMAND: r"CMD-([A-Z-]{1,20})",
        CodeKind.PLACE: r"P-([0-9A-Z][0-9A-Z ./-]{0,15})",
        CodeKind.CUSTOMER: r"C-(\d{1,10})",
        CodeKind.TICKET: r"\d{1,6}",
        CodeKind.GARMENT: r"\d{8,12}",
    }
)
"""Expressions that fit most shops. Where several kinds fit, the one that stands first is best."""

TYPED: Final = r"\d{1,7}|\d{10}|1[2-9]\d{9}|0[1-9]\d{9}|(?:19|20)\d{6}"
"""What people type: short numbers, days, and phone numbers of 7, 10 or 11 digits.

In a text field such a code is taken where its keys prove that it was scanned; else a person is
asked."""


_SEPARATORS: Final = "\x1c\x1d\x1e\x1f"
_NOTHING: Final = r"(?!)"


class Case(Enum):
    """What is done with the letters of a code."""

    KEPT = "kept"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a shop's codes.

    Attributes:
        expressions: The pattern of each kind; a kind that has none fits no code.
        typed: What people type into fields, and a scanner may send too.
        case: What is done with letters, before a code is compared with a pattern.
    """

    expressions: Mapping[CodeKind, re.Pattern[str]]
    typed: re.Pattern[str]
    case: Case = Case.KEPT

    @classmethod
    def of(
        cls,
        expressions: Mapping[CodeKind, str] = DEFAULTS,
        typed: str = TYPED,
        case: Case = Case.KEPT,
    ) -> Self:
        """Return the patterns of expressions; an empty one fits nothing.

        Raises:
            PatternError: What is wrong with which of them, and where.
        """
        patterns = {kind: _named(kind.value, expressions.get(kind, "")) for kind in DEFAULTS}
        return cls(patterns, _named("typed", typed), case)

    def read(self, raw: str, symbology: str = "") -> ScannedCode | None:
        """Return the code that was scanned.

        None where it can be no code: it is empty, longer than any label, or looks like a payment
        card. Then nothing of it may be kept, shown or logged.
        """
        text = self.normalised(raw)
        if not text or len(text) > LONGEST or self.is_card(raw):
            return None
        fits, turned = self._fits(text), ""
        if not fits and (turned := self._turned(text)):
            fits = self._fits(turned)
        names = tuple(
            match[1] or match[0] if match.re.groups else match[0] for match in fits.values()
        )
        return ScannedCode(text, tuple(fits), symbology, names, turned)

    def is_card(self, raw: str) -> bool:
        """Tell whether it looks like a payment card's number or magnetic stripe."""
        return self.begin_of_card(raw) >= 0

    def begin_of_card(self, raw: str) -> int:
        """Return where something begins that looks like a payment card; -1 if nothing does."""
        begin = begin_of_track(raw)
        if begin < 0 and not self._fits(self.normalised(raw)[:LONGEST]):
            begin = begin_of_number(raw)
        return begin

    def is_typed(self, text: str) -> bool:
        """Tell whether people type such a text into fields."""
        return self.typed.fullmatch(text) is not None

    def _turned(self, text: str) -> str:
        """Return what was scanned, where Caps Lock turned its letters; empty where nothing fits.

        It turns every letter, or all but those that came with Shift. Where a shop's labels differ
        by case alone, each of them fits a pattern as it is, and none is turned.
        """
        if self.case is not Case.KEPT:
            return ""
        first = next((sign for sign in text if sign.isalpha()), "")
        found = [text.swapcase(), *([text.upper()] if first.islower() else [])]
        return next((each for each in found if each != text and self._fits(each)), "")

    def _fits(self, text: str) -> dict[CodeKind, re.Match[str]]:
        return {
            kind: match
            for kind, pattern in self.expressions.items()
            if (match := pattern.fullmatch(text))
        }

    def normalised(self, raw: str) -> str:
        """Return a code as it is compared: in one form, case as set.

        Controls are left out; but where a separator stood inside, another sign stands for it.
        """
        text = unicodedata.normalize("NFKC", raw).strip(_SEPARATORS)
        text = "".join(NO_SIGN if sign in _SEPARATORS else sign for sign in text)
        text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()
        if self.case is Case.UPPER:
            return text.upper()
        return text.lower() if self.case is Case.LOWER else text


def _named(name: str, expression: str) -> re.Pattern[str]:
    try:
        return compiled(expression or _NOTHING)
    except PatternError as error:
        raise PatternError(f"{name}: {error}") from None
