"""How a change and a period are said in a few cells."""

from __future__ import annotations

from typing import Final

from ...shop.reports.beside import Beside
from ...shop.reports.compared import Comparison
from ...shop.reports.periods import Period
from ...wording.values import UNKNOWN

BESIDE: Final = {
    Beside.BEFORE: "the period before",
    Beside.LAST_WEEK: "the same weekdays before",
    Beside.LAST_YEAR: "a year before",
}
"""What a period is beside, as people say it."""

_LESS: Final = "▼"
_MORE: Final = "▲"
_SAME: Final = "="


def change_said(compared: Comparison | None) -> str:
    """Return shortly by how much a figure is more or less: `▲ +12 %`, `▼ -3`, `=`."""
    difference = compared.difference if compared else None
    if compared is None or difference is None:
        return UNKNOWN
    if not difference:
        return _SAME
    sign = _MORE if difference > 0 else _LESS
    percent = compared.percent
    return f"{sign} {percent:+} %" if percent is not None else f"{sign} {difference:+,}"


def period_said(period: Period) -> str:
    """Say a period by its name and its days: `last week, 16 Nov to 22 Nov 2026`."""
    days = days_said(period)
    return days if period.name[:1].isdigit() or period.name == days else f"{period.name}, {days}"


def days_said(period: Period) -> str:
    """Say a period by its days alone."""
    first, last = period.first, period.last
    if first == last:
        return f"{first:%a} {first.day} {first:%b %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b %Y}"
