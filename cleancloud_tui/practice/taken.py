"""What CleanCloud takes beyond its documentation: real callers send it, and are not refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ..api import wire
from ..api.operations import Parameter, Wire, WireValue
from ..api.operations.schema import PICKUP_TO_CONFIRM

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")
_WINDOWS: Final = (("pickupStart", "pickupEnd"), ("deliveryStart", "deliveryEnd"))


def beyond_documentation(parameter: Parameter, value: object) -> WireValue | None:
    """Return a value as it is taken that the documentation knows nothing of; None for any other.

    A day of a filter may be a date and a time, a time of day a whole window, and orders are
    filtered by the status in which a pickup waits to be confirmed, too.
    """
    text = str(value).strip()
    if parameter.wire is Wire.DATE and _is_moment(text):
        return text
    if parameter.wire is Wire.TIME and _is_window(text):
        return text
    if parameter.name == "status" and text == str(PICKUP_TO_CONFIRM):
        return text
    return None


def with_windows_parted(sent: Mapping[str, WireValue]) -> dict[str, WireValue]:
    """Return parameters in which each window that was sent as one time is its start and its end."""
    parted = dict(sent)
    for start, end in _WINDOWS:
        for name in (start, end):
            if _is_window(told := str(sent.get(name) or "")):
                times = wire.window_times(told)
                parted |= {start: times[0]} if name == start else {}
                parted |= {end: times[1]} if name == end or not sent.get(end) else {}
    return parted


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_window(text: str) -> bool:
    start, end = wire.window_times(text)
    return bool(wire.time_of(start) and wire.time_of(end))
