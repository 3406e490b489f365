"""Values in the words of the counter: money, days, moments, ages.

Nothing here is markup: what these functions return is shown as plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from ..api.clocks.true_time import was_within

_SKEW: Final = timedelta(seconds=60)
"""By how much a moment that is past may seem to be yet to come; beyond, its age is unknown."""

UNKNOWN: Final = "–"
"""Shown where the API told nothing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one shop writes its values.

    Attributes:
        now: The present instant, aware.
        time_zone: The shop's; instants are shown in it.
        currency: The sign put before amounts, such as `$`.
    """

    now: Callable[[], datetime]
    time_zone: tzinfo
    currency: str = "$"

    @property
    def today(self) -> date:
        """The shop's calendar day."""
        return self.now().astimezone(self.time_zone).date()

    @property
    def zone_name(self) -> str:
        """What the shop's time zone is called: `Europe/Paris`, or `CET` of the computer's own."""
        named = getattr(self.time_zone, "key", "")
        return named or self.now().astimezone(self.time_zone).tzname() or str(self.time_zone)

    def money(self, amount: Decimal | None) -> str:
        """Return an amount with currency and two decimals: `$1,250.00`."""
        if amount is None:
            return UNKNOWN
        sign = "-" if amount < 0 else ""
        return f"{sign}{self.currency}{abs(amount):,.2f}"

    def day(self, day: date | None) -> str:
        """Return a calendar day as staff say it: `today`, `Tue 24 Nov`, `Tue 3 Jan 2023`."""
        if day is None:
            return UNKNOWN
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - self.today).days)
        if near:
            return near
        year = "" if abs((day - self.today).days) < 300 else f" {day.year}"
        return f"{day:%a} {day.day} {day:%b}{year}"

    def moment(self, instant: datetime | None) -> str:
        """Return an instant in the shop's time zone: `today 14:02`, `Tue 24 Nov 14:02`."""
        if instant is None:
            return UNKNOWN
        local = instant.astimezone(self.time_zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def day_of(self, instant: datetime | None) -> str:
        """Return the day of an instant in the shop's time zone."""
        return self.day(instant.astimezone(self.time_zone).date()) if instant else UNKNOWN

    def is_within(self, instant: datetime | None, span: timedelta) -> bool:
        """Tell whether an instant was no longer ago than that; what is yet to come was not."""
        return instant is not None and was_within(
            instant.timestamp(), self.now().timestamp(), span.total_seconds()
        )

    def age(self, instant: datetime) -> str:
        """Return how long ago an instant was: `just now`, `5 min ago`, `3 days ago`.

        Of what seems to be yet to come, nobody knows: a clock was set back.
        """
        gone = self.now() - instant
        if gone < -_SKEW:
            return "an unknown time ago"
        if gone < timedelta(seconds=10):
            return "just now"
        if gone < timedelta(minutes=1):
            # In tens: what changes each second goes over the line each second.
            return f"{gone.seconds // 10 * 10} s ago"
        if gone < timedelta(hours=1):
            return f"{gone.seconds // 60} min ago"
        if gone < timedelta(days=1):
            return f"{gone.seconds // 3600} h ago"
        return "yesterday" if gone.days == 1 else f"{gone.days} days ago"


def number(value: Decimal | int | None) -> str:
    """Return a quantity without needless zeros."""
    if value is None:
        return UNKNOWN
    return f"{Decimal(value).normalize():f}" if value else "0"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 order`, `2,500 orders`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(*parts: str) -> str:
    """Join the parts that hold something."""
    return "  ·  ".join(part for part in parts if part)
