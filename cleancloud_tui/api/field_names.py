"""What requests and replies call the same things: `orderNotes` is told as `notes`.

Writes set values by the names of requests, replies tell them by their own: both ways meet here. The
catalogue has the names (`Operation.told_as`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from .operations import Operation, WireParameters
from .readers.customers import address_in
from .readers.fields import ReplyRow as Fields
from .readers.fields import folded
from .wire import window_parts

_START: Final = "Start"
_END: Final = "End"


def patch(
    operation: Operation, sent: WireParameters, row: Mapping[str, object]
) -> dict[str, object]:
    """Return what a write sets, by the names of replies.

    Args:
        operation: The write.
        sent: Its parameters.
        row: What it changes, as told before.
    """
    parts = {part for start, end, _ in _windows(operation) for part in (start, end)}
    names = operation.told_as
    patched: dict[str, object] = {
        names[name]: value for name, value in sent.items() if name in names and name not in parts
    }
    for start, end, told_as in _windows(operation):
        if start in sent or end in sent:
            first, last = window_parts(Fields(row).span(start.removesuffix(_START)))
            patched[told_as] = f"{sent.get(start, first)}-{sent.get(end, last or first)}"
    return patched


def told(operation: Operation | None, row: Mapping[str, object]) -> dict[str, object]:
    """Return what a row of a reply, or a part of one, tells of what a write can set.

    It is by the names of requests, as it came but for addresses and windows of time, whose start
    and end are parted; what the row does not tell is missing.

    Args:
        operation: The write; None for one that the catalogue does not have.
        row: The reply's.
    """
    if operation is None:
        return {}
    windows = list(_windows(operation))
    parts = {part for start, end, _ in windows for part in (start, end)}
    values = {folded(key): value for key, value in row.items()}
    found: dict[str, object] = {}
    for name, reply_name in operation.told_as.items():
        value = values.get(folded(reply_name), values.get(folded(name)))
        if name not in parts and isinstance(value, str | int | float | Decimal):
            found[name] = value
    if "customerAddress" in found:  # its lines may be parted by ` // `
        found["customerAddress"] = address_in(Fields({"Address": found["customerAddress"]}))
    for start, end, told_as in windows:
        if folded(told_as) in values or folded(start) in values:
            window = Fields(row).span(start.removesuffix(_START))
            found |= _parted(operation, start, end, window)
    return found


def _windows(operation: Operation) -> Iterator[tuple[str, str, str]]:
    """Return the windows of time that replies tell as one: start, end, what it is told as."""
    for start, told_as in operation.told_as.items():
        end = f"{start.removesuffix(_START)}{_END}"
        if start.endswith(_START) and operation.told_as.get(end) == told_as:
            yield start, end, told_as


def _parted(operation: Operation, start: str, end: str, window: str) -> dict[str, object]:
    """Return a window's start and end, empty where there is no time; the start is told besides.

    A store's order is ready by the start of the window that is told for its delivery.
    """
    first, last = window_parts(window)
    told_as = operation.told_as[start]
    besides = (name for name, same in operation.told_as.items() if same == told_as)
    return {**dict.fromkeys(besides, first), end: last}
