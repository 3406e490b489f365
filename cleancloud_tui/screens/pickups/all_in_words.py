"""The repeat pickups of all customers in words: what is known of them, and how much there is."""

from __future__ import annotations

from collections.abc import Sequence

from ...shop.pickups.shopwide.known import KnownSchedules
from ...shop.pickups.shopwide.load import DayLoad, by_weekday
from ...shop.pickups.troubles import Trouble
from ...values.days import WEEKDAYS
from ...wording.pickups import window_in_words
from ...wording.values import UNKNOWN, Wording, counted


def known_in_words(known: KnownSchedules, unasked: int | None, wording: Wording) -> str:
    """Say how much is known, and how old it is.

    Args:
        known: What is known.
        unasked: Customers with pickups who were never asked about; None where that is not counted.
        wording: Says how old.
    """
    told = "Nobody was asked about yet"
    if known.oldest:
        customers = counted(known.customers, "customer")
        told = f"{customers} asked about, the oldest {wording.age(known.oldest)}"
    return told + (f"; {unasked} with pickups not yet (F5)" if unasked else "")


def weekdays_in_words(known: KnownSchedules) -> str:
    """Say how many schedules come on each weekday."""
    if not known.schedules:
        return "Schedules by weekday: none known"
    weekdays = zip(WEEKDAYS, by_weekday(known.schedules), strict=True)
    return f"Schedules by weekday: {', '.join(f'{day[:3]} {count}' for day, count in weekdays)}"


def day_in_words(day: DayLoad, wording: Wording) -> str:
    """Say what comes on a day: `Mon 30 Nov: 8am to 10am 3, 5pm to 7pm 1`."""
    told = wording.day(day.day)
    return f"{told[:1].upper()}{told[1:]}: {windows_in_words(day) or 'no pickup that is known'}"


def windows_in_words(day: DayLoad) -> str:
    """Say how many pickups a day has in each window, the earliest first."""
    told = (
        f"{window_in_words(*window) or UNKNOWN} {count}" for window, count in day.windows.items()
    )
    return ", ".join(told)


def first_in_words(wrong: Sequence[Trouble], wording: Wording) -> str:
    """Say what is wrong first, and on which day; empty for nothing."""
    if not wrong:
        return ""
    what = "delivery " * wrong[0].is_delivery + wrong[0].kind.value
    return f"{what}: {wording.day(wrong[0].day)}"
