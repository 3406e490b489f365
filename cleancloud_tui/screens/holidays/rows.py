"""What is listed of a holiday: closed days on offer, schedules that come on one, what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from ...shop.holidays.holiday import Holiday
from ...shop.holidays.kept import KeptHoliday
from ...shop.holidays.keys import Key
from ...shop.holidays.offers import Offer
from ...shop.holidays.report import days_of_entry
from ...shop.holidays.span import Span
from ...shop.journal.entries import Entry, EntryState
from ...shop.pickups.repeat_pickups import UNKNOWN, next_day
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.schedules.holidays import (
    chosen_in_words,
    comes_in_words,
    offer_in_words,
    report_in_words,
    span_in_words,
    state_in_words,
    warning_of,
)
from ...wording.values import Wording, counted

OFFERED: Final = (
    Column("Closed days", 24, is_whole=True),
    Column("Schedules that come then", 24),
    Column("What is known", 14, share=1),
)

COLUMNS: Final = (
    Column("Customer", 10, share=1),
    Column("Comes", 5, is_whole=True),
    Column("Chosen", 6, is_whole=True),
    Column("To know", 7, is_whole=True),
)

REPORTED: Final = (
    Column("Customer", 10, share=1),
    Column("Was", 11, is_whole=True),
    Column("Chosen", 11, is_whole=True),
    Column("Stands now", 11, is_whole=True),
    Column("", 11, is_whole=True),
)

_PARTS: Final = "/"


def heading_of(
    holiday: Holiday, kept: KeptHoliday, offers: Sequence[Offer], wording: Wording
) -> str:
    """Say over the list which days it is about, and how far they are seen to."""
    span = holiday.span
    days = span_in_words(span, wording) if span else "the holiday"
    if kept.entries:
        return f"Changes for {days}: {report_in_words(kept.entries.values())}"
    if span is None:
        return "Closed days on which repeat pickups come" if offers else "Which days?"
    count, chosen = len(holiday.cases), len(holiday.picked())
    if not count:
        return f"{days}: nothing known comes"
    return f"{days}: {counted(count, 'schedule')}, {chosen} to change"


def offered(offers: Iterable[Offer], wording: Wording) -> Iterator[TableRow]:
    """Yield closed days on which schedules come."""
    for each in offers:
        cells = (
            span_in_words(each.span, wording),
            str(each.schedules),
            offer_in_words(each),
        )
        yield TableRow(f"{each.span.first}{_PARTS}{each.span.last}", cells)


def offer_of(row: str, offers: Iterable[Offer]) -> Span | None:
    """Return the days of a row."""
    spans = (each.span for each in offers)
    return next((each for each in spans if row == f"{each.first}{_PARTS}{each.last}"), None)


def cases(holiday: Holiday, name_of: Callable[[str], str], wording: Wording) -> Iterator[TableRow]:
    """Yield the schedules that come on the holiday, with what was chosen for each."""
    if holiday.span is None:
        return
    for key, case in holiday.cases.items():
        plan = holiday.plan(key)
        cells = (
            name_of(key[0]),
            comes_in_words(case, holiday.span, wording),
            chosen_in_words(plan, wording),
            warning_of(case, plan),
        )
        yield TableRow(_PARTS.join(key), cells)


def reported(
    entries: Mapping[Key, Entry | None],
    holiday: Holiday,
    name_of: Callable[[str], str],
    wording: Wording,
) -> Iterator[TableRow]:
    """Yield what became of each change: the day that was, was chosen, and is known to stand."""
    for key, entry in entries.items():
        before, chosen = days_of_entry(entry) if entry else (None, None)
        days = (wording.day(before), wording.day(chosen), _stands(key, entry, holiday, wording))
        yield TableRow(_PARTS.join(key), (name_of(key[0]), *days, state_in_words(entry)))


def _stands(key: Key, entry: Entry | None, holiday: Holiday, wording: Wording) -> str:
    """Return the next pickup of a schedule, as far as is known: what is chosen is not there yet."""
    if entry and entry.state in (EntryState.SENT, EntryState.UNKNOWN):
        return UNKNOWN
    pickup = holiday.schedule(key)
    return wording.day(next_day(pickup, wording.today)) if pickup else UNKNOWN


def key_of_row(row: str | None) -> Key:
    """Return the schedule that a row is about; two empty texts for no row."""
    customer_id, _, pickup_id = (row or "").partition(_PARTS)
    return customer_id, pickup_id
