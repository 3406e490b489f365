"""The wire's encodings, both ways: days, times of day, money, flags, instants.

Two kinds of time never mix. A calendar day (pickup, delivery, ready-by) is a `date`, sent as
Unix seconds of 12:00 UTC of that day. An instant (created, paid) is an aware `datetime`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from ..values.numbers import CURRENCY, number_in, unclear

_NOON: Final = time(12, tzinfo=UTC)
_CENT: Final = Decimal("0.01")
_TIME: Final = re.compile(
    r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9])(?:[:.][0-5][0-9])?)?\s*([ap])\.?m\.?", re.IGNORECASE
)
_TIME_24: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_HOUR: Final = re.compile(r"1[0-2]|0?[1-9]")
_TO: Final = re.compile(r"\s*(?:[-–—~]|\b(?:to|until|till)\b)\s*", re.IGNORECASE)
_WRITTEN_MOMENT: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
"""A day that is written out, with a time of day or without."""

_NUMBER: Final = re.compile(
    r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,16})(?:\.[0-9]{0,40})?|\.[0-9]{1,40})"
    r"(?:E[+-]?[0-9]{1,2})?",
    re.IGNORECASE,
)
"""A number as scripts write it; three digits behind a comma are thousands."""

_AMOUNT: Final = re.compile(
    rf"(?P<bracket>\()?(?P<sign>[+-])?(?P<before>[A-Z]{{0,2}}{CURRENCY}\s?)?(?P<minus>-)?"
    rf"(?P<number>[0-9.,](?:[0-9.,'\u2019\s]{{0,30}}[0-9])?)(?P<behind>\s?{CURRENCY})?(?(bracket)\))"
)
"""One as people do: `$21.50`, `21,50`, `1.021,50 €`, `(20.00)` for what is less than nothing."""

_LONGEST_NUMBER: Final = 60
_LARGEST: Final = 10**15
"""No amount, count, stamp or co-ordinate comes near it; a number beyond it is nonsense."""

_EARLIEST: Final = int(datetime(1971, 1, 1, tzinfo=UTC).timestamp())
_LATEST: Final = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


def day_stamp(day: date) -> str:
    """Return Unix seconds of 12:00 UTC of a calendar day, as text."""
    return str(int(datetime.combine(day, _NOON).timestamp()))


def day_of(stamp: object) -> date | None:
    """Return the calendar day of a stamp, read in UTC; None where it tells none."""
    moment = instant_of(stamp)
    return moment.date() if moment else None


def instant_of(stamp: object) -> datetime | None:
    """Return the instant of Unix seconds (text or number); None for `"0"`, `""` or nonsense.

    It may be written out as well: `2026-11-27 10:30:00`, `2026-11-27T10:30:00Z`. One without a
    zone is UTC's, as stamps are; a day alone is its noon.
    """
    number = decimal_of(stamp)
    if number is None:
        match = written_moment(stamp)
        hour = match["time"] or "12:00" if match else ""
        return _written_instant(match["day"], hour, match["zone"]) if match else None
    if not _EARLIEST <= number <= _LATEST:
        return None
    return datetime.fromtimestamp(int(number), UTC)


def written_moment(value: object) -> re.Match[str] | None:
    """Return the `day` of a text that tells one, and its `time` and `zone` where it has them."""
    if not isinstance(value, str) or "-" not in value:  # nearly all are stamps
        return None
    return _WRITTEN_MOMENT.fullmatch(value.strip())


def _written_instant(day: str, hour: str, zone: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(f"{day}T{hour}{zone or 'Z'}".upper())
        told = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return told if _EARLIEST <= told.timestamp() <= _LATEST else None


def decimal_of(value: object) -> Decimal | None:
    """Return a number read from text or a JSON number; None where it tells none, or may be two.

    It may stand beside a currency's sign, have a decimal comma, or be in brackets where it is less
    than nothing. `1,021` is 1021, and `1.021` is that; `€1.021` is unclear.
    """
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, Decimal):
        text = str(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        # Compared first, since Python refuses to write out a huge integer.
        text = str(value) if -_LARGEST < value < _LARGEST else ""
    else:
        return None
    return _number_in(text) if len(text) <= _LONGEST_NUMBER else None


# The same few amounts and stamps come over and over: remembering them reads a row 30 % faster.
@lru_cache(maxsize=1024)
def _number_in(text: str) -> Decimal | None:
    number = Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else _amount_in(text)
    return number if number is not None and abs(number) < _LARGEST else None


def _amount_in(text: str) -> Decimal | None:
    """Read a number that is written in a way of people's, where it can only be one."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    signs = [sign for sign in (match["bracket"], match["sign"], match["minus"]) if sign]
    currencies = [sign for sign in (match["before"], match["behind"]) if sign]
    written = match["number"]
    if len(signs) > 1 or len(currencies) > 1 or ("." in written and unclear(written)):
        return None
    is_plain = _NUMBER.fullmatch(written)
    number = Decimal(written.replace(",", "")) if is_plain else number_in(written)
    return -number if number is not None and signs and signs != ["+"] else number


def money_text(amount: Decimal) -> str:
    """Return an amount with two decimals, as the API writes it: `"360.00"`."""
    return f"{amount.quantize(_CENT, ROUND_HALF_UP):f}"


def flag_text(value: bool) -> str:
    """Return a flag as the API writes it: `"1"` or `"0"`."""
    return "1" if value else "0"


def time_text(moment: time) -> str:
    """Return a time of day on the API's 12-hour clock: `"10am"`, `"5:30pm"`."""
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    return f"{hour}:{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"


def time_of(text: str) -> time | None:
    """Read a time of day as replies tell it: `10am`, `5:30 PM`, `9:30` of a whole day's clock.

    Seconds may stand behind it, and are left out.
    """
    text = text.strip()
    if match := _TIME.fullmatch(text):
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        return time(hour, int(match[2] or 0))
    if match := _TIME_24.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    return None


def clock_text(text: str) -> str:
    """Return a time that was told on the API's 12-hour clock; what is none as it was told."""
    moment = time_of(text)
    return time_text(moment) if moment else text.strip()


def window_parts(window: str) -> tuple[str, str]:
    """Return the start and the end of a window of a day as they are written; the end may be none.

    Of `6-8pm`, which tells the half of the day once, both have it.
    """
    start, *ends = _TO.split(window.strip(), maxsplit=1)
    end = ends[0] if ends else ""
    if _HOUR.fullmatch(start) and (last := time_of(end)) and not _TIME_24.fullmatch(end):
        is_before_noon = (int(start) % 12 < last.hour % 12) == (last.hour < 12)
        start = f"{start}{'am' if is_before_noon else 'pm'}"
    return start, end


@lru_cache(maxsize=1024)
def window_text(window: str) -> str:
    """Return a time or window of a day on the API's 12-hour clock: `10am-12pm`, `5pm`.

    What is not told in times stays as it was written.
    """
    start, end = window_parts(window)
    first, last = time_of(start), time_of(end)
    if first is None or (end and last is None):
        return window
    return f"{time_text(first)}-{time_text(last)}" if last else time_text(first)


def window_times(window: str) -> tuple[str, str]:
    """Return from when to when a window of a day goes, on the API's 12-hour clock."""
    start, end = window_parts(window)
    return clock_text(start), clock_text(end)
