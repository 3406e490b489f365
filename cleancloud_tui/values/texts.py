"""Text that somebody hands over in a file or on standard input, in whatever it was saved.

Editors and shells on Windows put a byte-order mark before UTF-8, or write UTF-16 with one: that is
taken everywhere. What is in an older encoding, in which nobody can tell which signs were meant, is
refused with words. This is the only place where such text is read.
"""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import IO, Final

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks, and what comes behind them."""

_MARK: Final = "\ufeff"
_MOST_BYTES: Final = 64_000_000


class NotTextError(ValueError):
    """It is no text that can be read; it says why, and what to do, behind the name of the file."""


def read_file(path: Path) -> str:
    """Return the text of a file.

    Raises:
        NotTextError: It can't be read as text.
        OSError: It can't be read at all.
    """
    with path.open("rb") as file:
        return text_of(file)


def text_of(file: IO[bytes]) -> str:
    """Return the text of an open file.

    Raises:
        NotTextError: It can't be read as text.
    """
    data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise NotTextError(f"holds more than {_MOST_BYTES // 1_000_000} MB")
    return decoded(data)


def standard_input(*, first_line: bool = False) -> str:
    """Return what stands on standard input.

    Args:
        first_line: Whether only its first line is wanted: the rest is not waited for.

    Raises:
        NotTextError: It can't be read as text, or there is none.
    """
    stream = sys.stdin
    if stream is None or stream.closed:
        raise NotTextError("is closed")
    buffer: IO[bytes] | None = getattr(stream, "buffer", None)
    if buffer is None or stream.isatty():  # what is typed comes in the terminal's encoding
        return (stream.readline() if first_line else stream.read()).lstrip(_MARK)
    if not first_line:
        return text_of(buffer)
    line = buffer.readline()
    if _mark_of(line) not in (b"", codecs.BOM_UTF8):
        line += buffer.read(_MOST_BYTES)  # what ends a line is no single byte there
    return (decoded(line).splitlines() or [""])[0]


def decoded(data: bytes) -> str:
    """Return the text that bytes stand for.

    Raises:
        NotTextError: They stand for none, or nobody can tell for which.
    """
    mark = _mark_of(data)
    encoding = dict(_MARKED).get(mark, "utf-8")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(_why_not(data, mark, error)) from None
    if "\0" in text:
        raise NotTextError(_why_not_text(data))
    return text.lstrip(_MARK)


def _mark_of(data: bytes) -> bytes:
    return next((mark for mark, _ in _MARKED if data.startswith(mark)), b"")


def _why_not(data: bytes, mark: bytes, error: UnicodeDecodeError) -> str:
    if mark not in (b"", codecs.BOM_UTF8):
        return f"is no {error.encoding.upper()}, though it begins like that: save it as UTF-8"
    if b"\0" in data:
        return _why_not_text(data)
    line = data[: len(mark) + error.start].count(b"\n") + 1
    return (
        f"is not written in UTF-8 (line {line} has the byte 0x{error.object[error.start]:02X}, as "
        "Latin-1 and Windows code pages do): save it as UTF-8"
    )


def _why_not_text(data: bytes) -> str:
    if data[1::2].count(0) * 4 > len(data) or data[::2].count(0) * 4 > len(data):
        return "is written in UTF-16 without a mark that says so: save it as UTF-8"
    return "is no text"
