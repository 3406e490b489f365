"""The meter of the status line: how many requests the month has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from ..shop.budget.budget import Glance


def meter_in_words(glance: Glance) -> Content:
    """Return what is left: `38,412 left`, or `! 38,412 left, short by the 24th`."""
    trouble = _trouble(glance)
    if not trouble:
        return Content(f"{glance.left:,} left")
    return Content.styled(f"! {trouble}", "bold")


def _trouble(glance: Glance) -> str:
    if glance.left == 0:
        return "month used up"
    if glance.left <= glance.kept:
        return f"{glance.left:,} left, kept for people"
    if glance.short_on is not None:
        return f"{glance.left:,} left, short by the {_ordinal(glance.short_on.day)}"
    return ""


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number in (11, 12, 13) else ending}"
