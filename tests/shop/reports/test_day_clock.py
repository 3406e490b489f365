"""What SQL takes for the day and the hour of a moment is what the zone's own calendar says."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.shop.reports.day_clock import DayClock, day_numbered
from cleancloud_tui.shop.reports.periods import Period

ZONES = [
    *("UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"),
    *("America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Africa/Casablanca"),
]
"""Some change their clocks at midnight, one by half an hour, and one left out a day."""


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 400),
    share=st.floats(0, 1, exclude_max=True),
)
def test_any_moment_of_any_zone(zone: str, first: date, days: int, share: float) -> None:
    there = ZoneInfo(zone)
    clock = DayClock.of(Period(first, first + timedelta(days=days - 1), ""), there)
    moment = float(int(clock.begins + (clock.ends - clock.begins) * share))
    moment = max(clock.begins, min(moment, clock.ends - 1))
    shown = datetime.fromtimestamp(moment, UTC).astimezone(there)
    with sqlite3.connect(":memory:") as connection:
        sql = f"SELECT {clock.day_of('?1')}, {clock.hour_of('?1')}"
        day, hour = connection.execute(sql, (moment,)).fetchone()
    connection.close()
    assert (day_numbered(day), hour) == (shown.date(), shown.hour)
    assert first <= shown.date() <= first + timedelta(days=days - 1)
