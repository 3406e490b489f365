"""Parts of files' names, made of whatever CleanCloud or a person calls something."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_OTHER: Final = re.compile(r"[^0-9a-z]")
_LONGEST: Final = 80
"""Signs of a part: a name of several still fits into what file systems take."""


def name_part(text: str) -> str:
    """Return another part for each text: lower case letters, digits, and other signs by number.

    It leads nowhere else, is taken for no pattern, and is not mistaken where case counts nothing.
    """
    part = _OTHER.sub(lambda sign: f"%{ord(sign[0]):x}%", text)
    if len(part) <= _LONGEST:
        return part
    return f"%%{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
