"""A closing sheet in words."""

from __future__ import annotations

from datetime import date

from ...shop.closing.sheet import Sheet
from ...wording.values import Wording


def day_said(day: date) -> str:
    """Return a day with its weekday and year."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def difference_said(sheet: Sheet, wording: Wording) -> str:
    """Say by how much there is too much or too little."""
    difference = sheet.difference
    if difference is None:
        return "difference unknown"
    if not difference:
        return "it is right"
    return f"{wording.money(abs(difference))} too {'much' if difference > 0 else 'little'}"


def short_difference(sheet: Sheet, wording: Wording) -> str:
    """Return the difference with its sign: `+$1.00`, `-$1.50`."""
    difference = sheet.difference
    sign = "+" if difference is not None and difference > 0 else ""
    return f"{sign}{wording.money(difference)}"
