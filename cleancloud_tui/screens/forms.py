"""Forms: reading what was typed, and comparing it with what was there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def changed_fields(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose value is another one than before; only those are sent."""
    return {name: value for name, value in after.items() if value != before.get(name, "")}


def day_typed(text: str, today: date) -> date | None:
    """Read a day as staff type it: `2026-11-25`, `today`, `tomorrow`, `+7`, `tue` (the next one).

    Returns:
        None where the text tells no day.
    """
    text = text.strip().lower()
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    if match := re.fullmatch(r"\+(\d{1,3})", text):
        return today + timedelta(days=int(match[1]))
    if len(text) >= 3 and text[:3] in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(text[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
