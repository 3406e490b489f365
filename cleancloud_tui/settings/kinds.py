"""The kinds of values that settings have: what is allowed, in words and in code.

`read` takes a value as TOML has it and returns the setting's value; it raises `ValueError` where
the value is not allowed, and the caller says so with the words of `allowed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol
from urllib.parse import urlsplit

from ..scanner.labels.pattern import compiled

_ASCII: Final = "".join(map(chr, (10, *range(32, 127))))


class SettingKind(Protocol):
    """A kind of value."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words that follow "is to be"."""
        ...

    def read(self, value: object) -> object:
        """Return the setting's value.

        Raises:
            ValueError: It is not allowed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    most: int
    """Signs at most."""

    least: int = 0

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a text of {self.least} to {self.most} signs"

    def read(self, value: object) -> str:
        """Return the text, without blanks around it."""
        text = value.strip() if isinstance(value, str) else None
        if text is None or not self.least <= len(text) <= self.most or not text.isprintable():
            raise ValueError
        return text


class Secret:
    """A text that is never shown."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "a text without blanks, as CleanCloud shows it"

    def read(self, value: object) -> str:
        """Return the text, without blanks around it."""
        # A file's byte-order mark comes along where it is read into a variable, or copied.
        text = value.strip().strip("\ufeff").strip() if isinstance(value, str) else " "
        if not text.isascii() or not text.isprintable() or " " in text:
            raise ValueError
        return text


class Address:
    """Where an API is; unencrypted on this very host only."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "an address such as https://cleancloudapp.com/api (http:// for this host only)"

    def read(self, value: object) -> str:
        """Return the address, with no slash at its end."""
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ValueError
        parts = urlsplit(value.strip())
        secure = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))
        if not parts.hostname or not secure or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError
        _ = parts.port  # raises ValueError where it is no port
        return value.strip().rstrip("/")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int
    most: int

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a whole number from {self.least:,} to {self.most:,}"

    def read(self, value: object) -> int:
        """Return the number."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError
        if not self.least <= value <= self.most:
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    least: float
    most: float

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a number from {self.least:g} to {self.most:g}"

    def read(self, value: object) -> float:
        """Return the number."""
        if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
            raise ValueError
        number = float(value)
        if not self.least <= number <= self.most:
            raise ValueError
        return number


@dataclass(frozen=True, slots=True)
class Exact:
    """An amount or a percentage, to the last digit that is typed."""

    least: int
    most: int
    decimals: int

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a number from {self.least:,} to {self.most:,}, such as 8.25"

    def read(self, value: object) -> Decimal:
        """Return the number."""
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            raise ValueError
        number = Decimal(value)
        if not number.is_finite() or not self.least <= number <= self.most:
            raise ValueError
        if number != round(number, self.decimals):
            raise ValueError
        return number


class Flag:
    """Yes or no."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "true or false, without quotes"

    def read(self, value: object) -> bool:
        """Return whether it is so."""
        if not isinstance(value, bool):
            raise ValueError
        return value


class TimeOfDay:
    """A time of day."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "a time such as 5pm or 17:30"

    def read(self, value: object) -> str:
        """Return the time on the 12-hour clock."""
        from ..api.wire import time_text  # only where a time is set
        from ..values.times import time_typed

        moment = time_typed(value) if isinstance(value, str) else None
        if moment is None:
            raise ValueError
        return time_text(moment)


class RoleLine:
    """A role of the shop's people, and what it may do."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "a role and what it may do, such as trainee: send, keep, print, discount 5"

    def read(self, value: object) -> str:
        """Return the line as it is written.

        Raises:
            RoleError: What is wrong with it.
            ValueError: It is no text.
        """
        if not isinstance(value, str):
            raise ValueError
        from ..shop.people.roles import role_of  # only where roles are set

        role_of(value)
        return value.strip()


@dataclass(frozen=True, slots=True)
class Lines:
    """A few lines of text."""

    most: int
    line: Text | RoleLine

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"a list of at most {self.most} lines, each {self.line.allowed}"

    def read(self, value: object) -> tuple[str, ...]:
        """Return the lines."""
        if not isinstance(value, list | tuple) or len(value) > self.most:
            raise ValueError
        return tuple(self.line.read(line) for line in value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few texts."""

    values: Sequence[str]

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return f"one of {', '.join(self.values)}"

    def read(self, value: object) -> str:
        """Return the text."""
        if not isinstance(value, str) or value not in self.values:
            raise ValueError
        return value


class Day:
    """A calendar day."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "a day as yyyy-mm-dd, without quotes"

    def read(self, value: object) -> date:
        """Return the day."""
        # A datetime is a date to Python, but an instant is no calendar day.
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValueError
        return value


class TimeZone:
    """A time zone by its name in the IANA database; empty for this host's own."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "a time zone such as Europe/London, or empty for this computer's own"

    def read(self, value: object) -> str:
        """Return the name.

        Raises:
            ZoneError: Nothing is known here of any time zone.
            ValueError: There is none of that name.
        """
        if not isinstance(value, str):
            raise ValueError
        if value:
            from .time_zones import zone_named  # only where one is named

            zone_named(value)
        return value


class Encoding:
    """How text is written in bytes; one that writes ASCII as it is."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "an encoding such as utf-8, cp437, cp858, cp1252 or cp932"

    def read(self, value: object) -> str:
        """Return its name as Python spells it."""
        if not isinstance(value, str) or not value.isascii():
            raise ValueError
        import codecs  # only where one is set

        try:
            name = codecs.lookup(value.strip()).name
            is_right = _ASCII.encode(name) == _ASCII.encode("ascii")
        except (LookupError, ValueError) as error:
            raise ValueError from error
        if not is_right or name == "raw-unicode-escape":
            raise ValueError
        return name


class Hours:
    """When a shop is open in a week."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "days and times such as mon-fri 7:30-19:00, sat 9:00-13:00"

    def read(self, value: object) -> str:
        """Return the hours as they are written."""
        if not isinstance(value, str):
            raise ValueError
        from ..shop.opening_hours import OpeningHours  # only where hours are set

        OpeningHours.parse(value)
        return value.strip()


class ClosedDays:
    """Single days, and spans of them."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "days and spans such as 2026-12-25, 2026-12-31 to 2027-01-02"

    def read(self, value: object) -> str:
        """Return the days as they are written."""
        if not isinstance(value, str):
            raise ValueError
        from ..shop.opening_hours import closed_days  # only where days are set

        closed_days(value)
        return value.strip()


class Amounts:
    """Amounts of money, parted by blanks."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return "amounts such as 100 50 20 10 5 1 0.25, each once, or empty for the usual ones"

    def read(self, value: object) -> str:
        """Return the amounts as they are written."""
        if not isinstance(value, str):
            raise ValueError
        from ..shop.closing.sheet import amounts_in  # only where they are set

        amounts_in(value)
        return " ".join(value.split())


class CodePattern:
    """A pattern that a kind of code fits as a whole."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return r"a pattern such as \d{8,12} (a regular expression), or empty for none"

    def read(self, value: object) -> str:
        """Return the expression.

        Raises:
            PatternError: What is wrong with it, and where.
            ValueError: It is no text.
        """
        if not isinstance(value, str):
            raise ValueError
        compiled(value)
        return value


def _is_here(host: str | None) -> bool:
    if host == "localhost":
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
