"""Time zones: by their names, and this computer's own.

Where the system has no time zone data, or not of that zone, the C library takes UTC and says
nothing: every time would be wrong by hours. Python's package tzdata has them all, and comes along.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Final

from ..api.text import one_line
from .errors import ZoneError
from .host_time_zone import HostTimeZone

_LOCAL: Final = Path("/etc/localtime")
_DATA: Final = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)
"""Where C libraries look for it."""

_FILES: Final = "zoneinfo/"
"""Behind this stands a zone's name, in the path of its file."""

_UTC: Final = re.compile(
    r"(Etc/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)([+-]?0+)?|([A-Za-z]{3,}|<[\w+-]+>)[+-]?0[:0]*",
    re.IGNORECASE | re.ASCII,
)
"""Names of UTC itself, with which nothing is wrong."""

_HOURS: Final = r"[+-]?(?:2[0-3]|[01]?\d)(?::[0-5]\d){0,2}"
_NAME: Final = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_OF_YEAR: Final = r"(?:J(?!0+\b)0*|0*)(?:36[0-5]|3[0-5]\d|[12]\d\d|\d{1,2})"
_CHANGES_AT: Final = r"/[+-]?(?:16[0-7]|1[0-5]\d|\d{1,2})(?::[0-5]\d){0,2}"
_DAY: Final = rf"(?:M(?:1[0-2]|[1-9])\.[1-5]\.[0-6]|{_OF_YEAR})(?:{_CHANGES_AT})?"
_RULE: Final = re.compile(f"{_NAME}{_HOURS}(?:{_NAME}(?:{_HOURS})?(?:,{_DAY},{_DAY})?)?", re.ASCII)
"""A zone told by its offset and when its clocks change, as POSIX writes it: `CET-1CEST,M3.5.0,…`.

C libraries take a part of what they do not understand, and 24 hours, which nobody's clocks are.
"""

_ELSEWHERE: Final = re.compile(r"[A-Za-z_]+(?:/[\w+-]+)+", re.ASCII)
"""A zone's name that the C library may know from data in a place of its own."""

_ZONE: Final = re.compile(r"[\w+-]+(?:/[\w+-]+)*", re.ASCII)
"""What names of zones look like."""

_DATA_BEGINS: Final = b"TZif"
_LONGEST: Final = 60


def zone_named(name: str) -> tzinfo:
    """Return a zone of the IANA database.

    Raises:
        ZoneError: There is no data at all, or it is damaged.
        ValueError: There is no zone of that name.
    """
    import zoneinfo  # loaded only where a zone is named: 5 ms of every start

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:  # unknown; a directory's name
        if not _is_any_known():
            raise ZoneError(
                "there is no time zone data on this computer. Install tzdata, the system's package "
                f"or Python's{_looked_for(os.environ)}."
            ) from None
        raise ValueError from error
    except ValueError:
        if not _ZONE.fullmatch(name):
            raise
        raise ZoneError("the data of that time zone is damaged. Install tzdata anew.") from None
    except Exception as error:  # noqa: BLE001  (whatever reading a torn file ends with)
        raise ZoneError(f"its data is damaged ({error}). Install tzdata anew.") from None


def host_zone() -> tzinfo:
    """Return this computer's own time zone.

    Raises:
        ZoneError: It is named, and nothing is known of it.
    """
    what, name = _unknown_to_system(os.environ)
    if not name:
        return HostTimeZone()
    try:
        return zone_named(name)
    except ZoneError as error:
        raise ZoneError(f"{what}, and {error}") from None
    except ValueError:
        raise ZoneError(
            f"{what}, and there is no such time zone: every time would be wrong. Correct it, "
            "or set time_zone for the shop, such as Europe/London."
        ) from None


def _unknown_to_system(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return what names a zone that the C library knows nothing of, and its name; else nothing."""
    if not hasattr(time, "tzset"):  # Windows has its own
        return "", ""
    if told := environ.get("TZ", ""):
        name = told.removeprefix(":")
        is_known = _UTC.fullmatch(name) or _RULE.fullmatch(name) or _is_elsewhere(name)
        is_known = is_known or _is_data(name, environ)
        return ("", "") if is_known else (f"TZ is “{one_line(told)[:_LONGEST]}”", _without(name))
    if "TZ" in environ or not _LOCAL.is_symlink() or _LOCAL.exists():
        return "", ""
    target = str(_LOCAL.readlink())
    return f"{_LOCAL} leads to {target}, which is not there", _without(target)


def _is_elsewhere(name: str) -> bool:
    return bool((time.timezone or time.daylight) and _ELSEWHERE.fullmatch(name))


def _is_data(name: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a name is that of a file of time zone data, where C libraries look for it."""
    places = [environ["TZDIR"]] if environ.get("TZDIR") else _DATA
    return any(_begins_as_data(os.path.join(place, name)) for place in places)  # noqa: PTH118


def _begins_as_data(path: str) -> bool:
    # A path would forget the slash behind a name, which the C library does not.
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(len(_DATA_BEGINS)) == _DATA_BEGINS
    except (OSError, ValueError):
        return False


def _without(path: str) -> str:
    """Return the name of the zone whose file that is."""
    return path.rpartition(_FILES)[2] or path


def _is_any_known() -> bool:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo("Etc/UTC")
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        return False
    return True


def _looked_for(environ: Mapping[str, str]) -> str:
    told = environ.get("PYTHONTZPATH")
    return "" if told is None else f" (PYTHONTZPATH is “{one_line(told)[:_LONGEST]}”)"
