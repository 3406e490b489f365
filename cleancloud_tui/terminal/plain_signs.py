"""Plain signs for what an encoding lacks, as wide as what they stand for.

`errors="plain"` of Python's codecs uses them, once this module is imported.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

ERRORS: Final = "plain"
"""What to give as `errors` to an encoder."""

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

    width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return str(anyascii(character) or "?")[:width].ljust(width)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


codecs.register_error(ERRORS, _plain)
