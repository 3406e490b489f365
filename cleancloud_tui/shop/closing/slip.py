"""A closing sheet as plain text, for a printer of receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ...api.text import one_line
from ...values.cells import centred, cut, left, right, wrapped
from .sheet import Sheet, changed

WIDTH: Final = 48
"""Cells a line: what printers of 80 mm paper take."""

_RULE: Final = "-" * WIDTH
_AMOUNT: Final = 14

NAMES: Final = {
    "float": "Float",
    "counted": "Counted",
    "received": "Cash payments",
    "taken_out": "Taken out",
    "difference": "Difference",
}


def slip_of(
    sheets: Sequence[Sheet],
    *,
    shop: str,
    letterhead: Sequence[str] = (),
    time_zone: tzinfo,
    currency: str,
) -> str:
    """Return the sheet that stands of a day, and below it what it corrects.

    Args:
        sheets: Of one day, the last one first; at least one.
        shop: The shop's name.
        letterhead: What stands under it, as on tickets.
        time_zone: The shop's.
        currency: The sign before amounts.
    """
    money = _Money(currency)
    lines = [*_head(sheets[0], (shop, *letterhead), time_zone), *_counts(sheets[0], money)]
    lines += [*_sums(sheets[0], money), *_earlier(sheets, money, time_zone)]
    return "\n".join(line.rstrip() for line in (*lines, "", "Signed", "", "_" * 30))


class _Money:
    def __init__(self, currency: str) -> None:
        self._currency = currency

    def said(self, amount: Decimal | None) -> str:
        if amount is None:
            return "unknown"
        return f"{'-' if amount < 0 else ''}{self._currency}{abs(amount):,.2f}"


def _head(sheet: Sheet, whose: Sequence[str], time_zone: tzinfo) -> Iterator[str]:
    for line in whose:
        yield from (centred(each, WIDTH) for each in wrapped(one_line(line), WIDTH))
    yield centred("CLOSING SHEET", WIDTH)
    yield centred(_day(sheet.day), WIDTH)
    yield _who(sheet, time_zone)
    yield _RULE


def _counts(sheet: Sheet, money: _Money) -> Iterator[str]:
    for amount, count in sorted(sheet.counts.items(), reverse=True):
        yield _line(f"{count:>6,} x {money.said(amount)}", money.said(amount * count))
    if sheet.loose:
        yield _line("Loose", money.said(sheet.loose))
    yield _RULE


def _sums(sheet: Sheet, money: _Money) -> Iterator[str]:
    yield _line("Counted", money.said(sheet.counted))
    yield _line("Float", money.said(sheet.float))
    yield _line("Cash payments of the day", money.said(sheet.received))
    if sheet.taken_out:
        yield _line("Taken out", money.said(-sheet.taken_out))
    yield _line("Expected", money.said(sheet.expected))
    yield _RULE
    yield _line("DIFFERENCE", money.said(sheet.difference))
    yield from wrapped(one_line(sheet.note), WIDTH)


def _earlier(sheets: Sequence[Sheet], money: _Money, time_zone: tzinfo) -> Iterator[str]:
    for after, before in pairwise(sheets):
        yield _RULE
        yield f"Corrects: {_who(before, time_zone)}"
        for name, was, now in changed(before, after):
            yield f"  {NAMES[name]}: {money.said(was)}, then {money.said(now)}"


def _who(sheet: Sheet, time_zone: tzinfo) -> str:
    if sheet.at is None:
        return "Not kept yet"
    local = sheet.at.astimezone(time_zone)
    by = one_line(sheet.staff or sheet.user) or "unknown"
    return cut(f"{local.day} {local:%b %Y %H:%M} by {by}", WIDTH)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _line(label: str, amount: str) -> str:
    return left(label, WIDTH - _AMOUNT) + right(amount, _AMOUNT)
