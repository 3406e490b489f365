"""Text from the API, cleaned once, where it is read.

It is the shop's and its customers' own text: it may hold HTML entities, `<br>`, control
characters, escape codes and characters that turn the writing direction of what follows.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*"
    "(?:\x07|\x1b\\\\|\x9c)?|\x1b."
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Decode entities and `<br>`, drop escape codes and control characters; keep line breaks."""
    text = _BREAK.sub("\n", text)
    # Some of it was encoded twice on its way through the shop's own pages.
    text = _BREAK.sub("\n", html.unescape(html.unescape(text)))
    text = _DIRECTION.sub("", _ESCAPE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign == "\n" or not _is_control(sign))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in "".join(kept).split("\n")).strip()


def one_line(text: str) -> str:
    """Clean a text and put it on one line, its lines parted by a comma."""
    return ", ".join(line for line in clean(text).split("\n") if line)


def _is_control(sign: str) -> bool:
    if sign == "\t":
        return False
    return unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn")
