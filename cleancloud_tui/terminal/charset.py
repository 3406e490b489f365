"""Which characters a terminal takes.

Who says so, the first that speaks wins:
- the locale, where it names an encoding of UTF-8: it is made for the terminal one sits at;
- the terminal itself, asked how far a letter of two bytes has moved its cursor (`probe.py`);
- the locale, where it names another encoding: it is written in that one, with plain signs for what
  it lacks;
- nobody: UTF-8. `C`, `POSIX` or no locale at all says nothing of the terminal (cron, sudo, `su -`,
  containers and small systems leave it so), and terminals of the last twenty years take UTF-8.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import Final

UTF_8: Final = "utf-8"
_PLAIN: Final = "ascii"
_VARIABLES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""Where the locale of characters stands, by precedence."""

_COERCED: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python itself sets where the locale is not installed: nobody has named that."""


def declared(environ: Mapping[str, str] = os.environ) -> str:
    """Return the encoding that the locale names; empty where it names none."""
    if sys.platform == "win32":
        return UTF_8  # its terminals are written to in Unicode
    told = (environ.get(name, "") for name in _VARIABLES)
    locale = next((each for each in told if each and each not in _COERCED), "")
    name, _, encoding = locale.partition("@")[0].partition(".")
    if not encoding:
        return "" if name in ("", "C", "POSIX") else _usual(name)
    return _one_byte(encoding)


def encoding_of(takes_utf_8: bool | None, environ: Mapping[str, str] = os.environ) -> str:
    """Return what is written to a terminal, and read from it.

    Args:
        takes_utf_8: What the terminal itself has told; None where it was not asked or kept silent.
        environ: The environment.
    """
    named = declared(environ)
    if takes_utf_8 is None:
        return named or UTF_8
    if takes_utf_8:
        return UTF_8
    return _PLAIN if named in ("", UTF_8) else named


def _usual(name: str) -> str:
    """Return what a locale without a named encoding is written in."""
    import locale

    return _one_byte(locale.normalize(name).partition(".")[2] or _PLAIN)


def _one_byte(encoding: str) -> str:
    """Return an encoding's name; ASCII where its signs are of several bytes, or nobody knows it."""
    try:
        name = codecs.lookup(encoding).name
        is_one_byte = len(bytes(range(256)).decode(name, "replace")) == 256
        holds_ascii = bytes(range(128)).decode(name) == "".join(map(chr, range(128)))
    except (LookupError, ValueError):
        return _PLAIN
    if name == UTF_8:
        return UTF_8
    return name if is_one_byte and holds_ascii else _PLAIN
