"""The time zone of this computer, its daylight saving included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class HostTimeZone(tzinfo):
    """The host's own time zone, which the standard library offers only as a fixed offset."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return how far the host's clocks are ahead of UTC at that time."""
        return when.replace(tzinfo=None).astimezone().utcoffset() if when else None

    def dst(self, when: datetime | None) -> timedelta | None:
        """Return None: how much of the offset is daylight saving is not known."""

    def tzname(self, when: datetime | None) -> str | None:
        """Return the zone's short name at that time."""
        return when.replace(tzinfo=None).astimezone().tzname() if when else None

    def fromutc(self, when: datetime) -> datetime:
        """Return the host's time for a UTC time."""
        local = when.replace(tzinfo=UTC).astimezone()
        naive = local.replace(tzinfo=None)
        # An hour comes twice when the clocks go back: this may be the second time.
        fold = naive.astimezone().utcoffset() != local.utcoffset()
        return naive.replace(tzinfo=self, fold=int(fold))

    def __repr__(self) -> str:
        return "HostTimeZone()"
