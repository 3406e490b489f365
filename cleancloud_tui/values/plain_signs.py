"""Plain signs for what an encoding lacks, as wide as what they stand for.

`errors="plain"` and `errors="printed"` of Python's codecs use them, once this is imported.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

ERRORS: Final = "plain"
"""What to give as `errors` to an encoder."""

PRINTED: Final = "printed"
"""The same for paper, which is kept: part of the name of a currency would be read as an amount."""

_SIGNS: Final = {
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾▔🮂‾–—−‐‑‒―", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▕▎▍▌▐▊▋▉┤├", "|"),
    **dict.fromkeys("▁▂", "_"),
    **dict.fromkeys("█▇▆▅▄▃▀▓▙▛▜▟", "#"),
    **dict.fromkeys("▒░", ":"),
    **dict.fromkeys("▖▗▘▝▚▞", "."),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("→▶►▸›❯", ">"),
    **dict.fromkeys("←◀◄◂‹❮", "<"),
    **dict.fromkeys("↑▲△▴⌃", "^"),
    **dict.fromkeys("↓▼▽▾⌄", "v"),
    **dict.fromkeys("•·●◉◆★⬤∙⋅", "*"),
    **dict.fromkeys("○◌◔◑◎◇☆◯", "o"),
    **dict.fromkeys("✓✔☑", "v"),
    **dict.fromkeys("✗✘×✕✖☒☓", "x"),
    **dict.fromkeys("≈∼", "~"),
    **dict.fromkeys("⏎↵", "<"),
    **dict.fromkeys("≤", "<"),
    **dict.fromkeys("≥", ">"),
    "…": ".",
    "≠": "!",
    "␣": "_",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}


def plain(character: str) -> str:
    """Return the ASCII sign for a character: as many columns as that takes on the screen."""
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if 0x2500 <= ord(character) < 0x2580:
        return "+"  # corners and crossings
    from anyascii import anyascii

    width = _width(character)
    return str(anyascii(character) or "?")[:width].ljust(width)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def _printed(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(
        _unknown(sign) if _is_named(sign) else plain(sign) for sign in lacking
    ), error.end


def _is_named(character: str) -> bool:
    """Tell whether letters for a character would be those of its name, as `E` for the euro."""
    return character not in _SIGNS and unicodedata.category(character) in ("Sc", "So")


def _unknown(character: str) -> str:
    return "?".ljust(_width(character))


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


codecs.register_error(ERRORS, _plain)
codecs.register_error(PRINTED, _printed)
