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
    r"(Etc/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)([+-]?0+)?|(\w{3,}|<[\w+-]+>)[+-]?0[:0]*",
    re.IGNORECASE | re.ASCII,
)
"""Names of UTC itself, with which nothing is wrong."""

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
        if ".." in name or Path(name).is_absolute() or "\0" in name:
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
            f"{what}, and there is no such time zone: this computer takes UTC instead. Correct it, "
            "or set time_zone for the shop, such as Europe/London."
        ) from None


def _unknown_to_system(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return what names a zone that the C library knows nothing of, and its name; else nothing."""
    if not hasattr(time, "tzset"):  # Windows has its own
        return "", ""
    if told := environ.get("TZ", ""):
        name = told.removeprefix(":")
        is_known = time.timezone or time.daylight or _UTC.fullmatch(name) or _is_file(name, environ)
        return ("", "") if is_known else (f"TZ is “{one_line(told)[:_LONGEST]}”", _without(name))
    if "TZ" in environ or not _LOCAL.is_symlink() or _LOCAL.exists():
        return "", ""
    target = str(_LOCAL.readlink())
    return f"{_LOCAL} leads to {target}, which is not there", _without(target)


def _is_file(name: str, environ: Mapping[str, str]) -> bool:
    places = [environ["TZDIR"]] if environ.get("TZDIR") else _DATA
    try:
        return any(Path(place, name).is_file() for place in places)
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
