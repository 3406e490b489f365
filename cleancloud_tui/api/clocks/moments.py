"""Days and instants as replies tell them, in every form that can mean only one.

Beside those of the API (`wire`): milliseconds, and days written as people do, `11/30/2026` or
`Sat, 5 Dec 2026`. `5/12/2026` is two days, and so it is none: it is told that it was not read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Final

from ...values.days import day_written, iso_day
from .. import wire
from ..text import one_line

_MILLISECONDS: Final = 1000
_FIRST_MILLISECONDS: Final = 946_684_800_000
"""Of the year 2000."""

_LONGEST: Final = 60

_WITH_TIME: Final = re.compile(
    r"(?P<day>.*?[0-9]{4})(?:T|,?\s+(?:at\s+)?)"
    r"(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[ap]\.?m\.?)?)",
    re.IGNORECASE,
)
_SECONDS: Final = re.compile(r"(?<=:[0-9]{2}):[0-9]{2}")
_ABSENT: Final = re.compile(r"[0\s:./T–—-]*Z?|none|null|n/?a|false|never", re.IGNORECASE)
"""What stands for no moment in PHP's and other replies: `0000-00-00` among it."""


def day_of(value: object) -> date | None:
    """Return a calendar day; of a text that tells a time besides, the day that stands in it."""
    if match := wire.written_moment(value):
        return iso_day(match["day"])
    if moment := wire.day_of(value):
        return moment
    if moment := _of_milliseconds(value):
        return moment.date()
    return _written(value)[0]


def instant_of(value: object) -> datetime | None:
    """Return an instant; one without a zone is UTC's, as stamps are, and a day alone its noon."""
    if told := wire.instant_of(value) or _of_milliseconds(value):
        return told
    day, hour = _written(value)
    return datetime.combine(day, hour or time(12), UTC) if day else None


def is_odd(value: object) -> bool:
    """Tell whether a value tells a moment, or anything else, that is not understood."""
    if value is None or value in ([], {}) or day_of(value) or instant_of(value):
        return False
    number = wire.decimal_of(value)
    if value is False or (number is not None and number <= 1):
        return False  # 0000-00-00 as a stamp is far below zero
    return not _ABSENT.fullmatch(str(value)[:_LONGEST].strip())


def _of_milliseconds(value: object) -> datetime | None:
    """Return the instant of Unix milliseconds; as seconds they would be in a far future.

    Of a year before any shop's they are absurd seconds instead, as of the year 9999.
    """
    number = wire.decimal_of(value)
    if number is None or number < _FIRST_MILLISECONDS:
        return None
    return wire.instant_of(number / _MILLISECONDS)


def _written(value: object) -> tuple[date | None, time | None]:
    """Return the day, and the time, of a text as people write it."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None, None
    text = one_line(value)
    if match := _WITH_TIME.fullmatch(text):
        hour = wire.time_of(_SECONDS.sub("", match["time"]))
        return (day_written(match["day"]), hour) if hour else (None, None)
    return day_written(text), None
