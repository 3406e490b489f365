"""A code as it was scanned: text, never a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class CodeKind(Enum):
    """What a code may stand for."""

    GARMENT = "garment"
    TICKET = "ticket"
    CUSTOMER = "customer"
    PLACE = "place"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A code that was scanned, or typed where codes are typed.

    Attributes:
        text: The code, normalised: case as the shop set it, leading zeros kept.
        kinds: What the shop's patterns let it be, the best first; empty where none fits.
        symbology: How its bars were written, such as `Code 128`; empty where the scanner told none.
        names: What it says as each of its kinds: of `P-A12` the place `A12`.
        turned: What it is read as, where Caps Lock turned its letters and only so a pattern fits;
            the code as it is, where Caps Lock turned no more than what leads it.
        is_repeat: Whether the same code came just before: to be noted, not acted on.
    """

    text: str
    kinds: tuple[CodeKind, ...]
    symbology: str = ""
    names: tuple[str, ...] = ()
    turned: str = ""
    is_repeat: bool = False

    def name_as(self, kind: CodeKind) -> str:
        """Return what it says as that kind, without the sign that tells the kind.

        It is the whole code where the pattern of that kind does not say otherwise.
        """
        return dict(zip(self.kinds, self.names, strict=False)).get(kind, self.text)
