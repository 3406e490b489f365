"""Rows read from the pages of a file, where SQLite itself finds no way to them.

The pages that lead to rows may be torn while the rows are whole. This takes every page that looks
like one of rows, as SQLite's documentation of its file format describes them. It can't tell what
was deleted from what is there, nor whose table a row is: callers judge by what stands in it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

CellValue = None | int | float | str | bytes
"""What a column holds; bytes where text is no UTF-8."""

PAGE: Final = 4096
"""Bytes of a page: what SQLite takes unless told otherwise, and nothing here tells it so. What a
damaged file says of it is not to be believed."""

_LEAF_OF_TABLE: Final = 0x0D
_HEADER: Final = 100
"""Bytes at the beginning of the first page that describe the file."""

_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24


class _TornError(ValueError):
    """What stands there is no row, or not a whole one."""


def rows_in_pages(path: Path) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """Yield the number and the values of everything that looks like a row of a table."""
    pages = _pages(path)
    for number, page in pages.items():
        start = _HEADER if number == 1 else 0
        if len(page) < PAGE or page[start] != _LEAF_OF_TABLE:
            continue
        count = int.from_bytes(page[start + 3 : start + 5])
        for place in range(start + 8, min(start + 8 + 2 * count, PAGE - 1), 2):
            cell = int.from_bytes(page[place : place + 2])
            try:
                yield _row(pages, page, cell)
            except (IndexError, ValueError):
                continue


def _pages(path: Path) -> dict[int, bytes]:
    """Return the pages by their numbers, those of the log included."""
    content = path.read_bytes()
    pages = {at // PAGE + 1: content[at : at + PAGE] for at in range(0, len(content), PAGE)}
    log = path.with_name(path.name + "-wal")
    if log.exists():
        pages |= _logged(log.read_bytes())
    return pages


def _logged(log: bytes) -> dict[int, bytes]:
    """Return the pages of a log up to its last whole change; later ones are not to be believed."""
    salt, whole, open_ones = log[16:24], dict[int, bytes](), dict[int, bytes]()
    for at in range(_LOG_HEADER, len(log) - PAGE - _FRAME_HEADER + 1, PAGE + _FRAME_HEADER):
        frame = log[at : at + _FRAME_HEADER]
        if frame[8:16] != salt:
            break
        open_ones[int.from_bytes(frame[:4])] = log[at + _FRAME_HEADER : at + _FRAME_HEADER + PAGE]
        if int.from_bytes(frame[4:8]):
            whole |= open_ones
            open_ones = {}
    return whole


def _row(pages: dict[int, bytes], page: bytes, cell: int) -> tuple[int, Sequence[CellValue]]:
    length, at = _varint(page, cell)
    number, at = _varint(page, at)
    most = PAGE - 35
    if length <= most:
        payload = page[at : at + length]
    else:
        least = (PAGE - 12) * 32 // 255 - 23
        local = least + (length - least) % (PAGE - 4)
        local = local if local <= most else least
        payload = page[at : at + local] + _overflow(
            pages, int.from_bytes(page[at + local : at + local + 4]), length - local
        )
    if len(payload) != length:
        raise _TornError
    return number, _values(payload)


def _overflow(pages: dict[int, bytes], number: int, length: int) -> bytes:
    """Return what of a row stands in pages of its own, one leading to the next."""
    parts: list[bytes] = []
    seen: set[int] = set()
    while length > 0:
        if number in seen or number not in pages:
            raise _TornError
        seen.add(number)
        part = pages[number][4 : 4 + min(length, PAGE - 4)]
        parts.append(part)
        length -= len(part) or length
        number = int.from_bytes(pages[number][:4])
    return b"".join(parts)


def _values(payload: bytes) -> Sequence[CellValue]:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end:
        raise _TornError
    values: list[CellValue] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise _TornError
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[CellValue, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise _TornError
    length = (0, 1, 2, 3, 4, 6, 8, 8)[kind] if kind < 8 else (kind - 12) // 2
    part = payload[at : at + length]
    if len(part) != length:
        raise _TornError
    if kind < 7:
        return int.from_bytes(part, signed=True), at + length
    if kind == 7:
        return float(struct.unpack(">d", part)[0]), at + length
    if kind % 2 == 0:
        return part, at + length
    try:
        return part.decode(), at + length
    except UnicodeDecodeError:
        return part, at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        byte = data[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    return value << 8 | data[at + 8], at + 9
