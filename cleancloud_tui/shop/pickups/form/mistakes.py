"""What is wrong with what was typed into a repeat pickup's form, said at the field.

A mistake is never sent. What CleanCloud itself told oddly is none: it stays as it is, so that it
keeps nothing else from being changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from ....values.days import day_typed
from ....values.numbers import amount_typed, count_typed, percent_typed, unclear
from ....values.signs import plain
from ....values.times import time_typed
from ..fields import WEEKS, PickupField
from ..occurrences import as_of
from ..troubles import Surroundings
from .form_values import PickupForm

MOST_ORDERS: Final = 20
"""The API ends there; beyond it there is only “until cancelled”."""

MOST_DAYS_AHEAD: Final = 2 * 365
"""Nobody agrees on a first pickup later than that: it is a year mistyped."""

MOST_DELIVERY_DAYS: Final = 60
"""Between a pickup and its delivery; nothing is cleaned for longer."""

MOST_CONFIRM_DAYS: Final = 30
"""That a customer is asked ahead of a pickup."""

MOST_TIP: Final = 1_000_000
"""In whatever currency the shop counts."""

_LONGEST_QUOTE: Final = 16


def mistakes(form: PickupForm, around: Surroundings) -> Mapping[PickupField, str]:
    """Return what is wrong with a form, in words by field; empty where all is well.

    A closed or full day is no mistake, since a route may make an exception: see `doubts`.
    """
    return _Reading(form, around.today).mistakes()


class _Reading:
    """The fields of a form, read one by one; what is wrong with them is noted.

    Args:
        form: What stands in them.
        today: The shop's calendar day.
    """

    def __init__(self, form: PickupForm, today: date) -> None:
        self._form = form
        self._today = today
        self._wrong: dict[PickupField, str] = {}

    def mistakes(self) -> Mapping[PickupField, str]:
        """Go through all fields."""
        self._day()
        self._window(PickupField.START, PickupField.END, is_needed=True)
        self._choice(PickupField.FREQUENCY, tuple(WEEKS), "how often? 1 to 4 weeks")
        self._orders()
        self._delivery()
        self._tip()
        self._confirmation()
        return self._wrong

    def _day(self) -> None:
        text = self._text(PickupField.DAY)
        day = day_typed(text, self._today)
        if not text:
            which = "next" if self._form.pickup else "first"
            self._note(PickupField.DAY, f"needed: the day of the {which} pickup")
        elif not self._is_mine(PickupField.DAY):
            return
        elif day is None:
            self._note(PickupField.DAY, f"{_quoted(text)} is no clear day: 8 dec, tue, +7")
        elif day < self._today:
            self._note(PickupField.DAY, "this day has gone: today or later")
        elif (day - self._today).days > MOST_DAYS_AHEAD:
            self._note(PickupField.DAY, f"{day.year} is more than two years ahead")

    def _window(self, first: PickupField, last: PickupField, *, is_needed: bool) -> None:
        """Read from when to when; where one of the two is given, the other is needed."""
        start, end = self._time(first), self._time(last)
        if not (is_needed or self._is_mine(first, last)):
            return
        if not self._text(first) and (is_needed or self._text(last)):
            self._note(first, "needed: from when")
        if not self._text(last) and (is_needed or self._text(first)):
            self._note(last, "needed: until when")
        if start and end and end <= start and self._is_mine(first, last):
            self._note(last, f"is not after {self._text(first)}")

    def _time(self, field: PickupField) -> time | None:
        text = self._text(field)
        moment = time_typed(text)
        if text and moment is None and self._is_mine(field):
            halves = [time_typed(f"{text}{half}") for half in ("am", "pm")]
            such = f"{text}am or {text}pm?" if all(halves) else "9am, 5:30pm"
            self._note(field, f"{_quoted(text)} is no clear time: {such}")
        return moment

    def _orders(self) -> None:
        orders = self._count(PickupField.ORDERS, MOST_ORDERS, "0 for no end")
        pickup = self._form.pickup
        if pickup is None:
            made = self._count(PickupField.MADE_SO_FAR, MOST_ORDERS, "0 for none")
            if orders and made and made >= orders:
                self._note(PickupField.MADE_SO_FAR, f"leaves none of {orders} to make")
        elif orders and self._is_mine(PickupField.ORDERS):
            made = as_of(pickup, self._today).orders_created or 0
            if made >= orders:
                self._note(PickupField.ORDERS, f"{made} are made already; to stop it, end it")

    def _delivery(self) -> None:
        start, end = PickupField.DELIVERY_START, PickupField.DELIVERY_END
        days = self._count(PickupField.DELIVERY_DAYS, MOST_DELIVERY_DAYS, "0 for no delivery")
        self._window(start, end, is_needed=False)
        has_window = self._text(start) or self._text(end)
        is_none = days == 0 or not self._text(PickupField.DELIVERY_DAYS)
        if has_window and is_none and self._is_mine(PickupField.DELIVERY_DAYS, start, end):
            self._note(PickupField.DELIVERY_DAYS, "how many days after the pickup? 1 or more")

    def _tip(self) -> None:
        amount, percent = self._text(PickupField.TIP), self._text(PickupField.TIP_PERCENT)
        tip, share = amount_typed(amount), percent_typed(percent)
        if amount and self._is_mine(PickupField.TIP):
            if tip is None:
                self._note(PickupField.TIP, _amount_wrong(amount))
            elif tip > MOST_TIP:
                self._note(PickupField.TIP, "is too much for a tip")
        if percent and share is None and self._is_mine(PickupField.TIP_PERCENT):
            self._note(PickupField.TIP_PERCENT, _percent_wrong(percent))
        if tip and share and self._is_mine(PickupField.TIP, PickupField.TIP_PERCENT):
            is_amount_new = not self._is_mine(PickupField.TIP_PERCENT)
            at = PickupField.TIP if is_amount_new else PickupField.TIP_PERCENT
            self._note(at, "an amount or per cent, not both: empty one")

    def _confirmation(self) -> None:
        self._choice(PickupField.CONFIRMATION, ("0", "1"), "none, or by SMS?")
        if self._text(PickupField.CONFIRMATION) != "1":
            return
        days = self._count(PickupField.CONFIRM_DAYS, MOST_CONFIRM_DAYS, "at least 1")
        is_mine = self._is_mine(PickupField.CONFIRMATION, PickupField.CONFIRM_DAYS)
        is_none = days == 0 or not self._text(PickupField.CONFIRM_DAYS)
        if is_none and is_mine:
            self._note(PickupField.CONFIRM_DAYS, "needed: how many days ahead, 1 or more")

    def _count(self, field: PickupField, most: int, least: str) -> int | None:
        """Read a whole number; what is too large counts as none."""
        text = self._text(field)
        number = count_typed(text)
        if not text or not self._is_mine(field):
            return number
        if number is None:
            self._note(field, f"{_quoted(text)} is no whole number; {least}")
        elif number > most:
            self._note(field, f"at most {most}; {least}")
            return None
        return number

    def _choice(self, field: PickupField, choices: tuple[str, ...], asked: str) -> None:
        if self._text(field) not in choices and self._is_mine(field):
            self._note(field, asked)

    def _text(self, field: PickupField) -> str:
        return plain(self._form.typed.get(field, ""))

    def _is_mine(self, *fields: PickupField) -> bool:
        """Tell whether one of the fields was typed, and is not as CleanCloud told it."""
        form = self._form
        if form.pickup is None:
            return True
        return any(form.typed.get(each, "") != form.before.get(each, "") for each in fields)

    def _note(self, field: PickupField, words: str) -> None:
        self._wrong.setdefault(field, words)


def _amount_wrong(text: str) -> str:
    if unclear(text):
        return f"{_quoted(text)} may be two amounts: no decimals, or two"
    return f"{_quoted(text)} is no amount: 3.50"


def _percent_wrong(text: str) -> str:
    if unclear(text):
        return f"{_quoted(text)} has three decimals: two at most"
    return f"{_quoted(text)} is not 0 to 100"


def _quoted(text: str) -> str:
    shown = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f"“{shown}”"
