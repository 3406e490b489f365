"""The rows of the two tables: the figures of the period, and its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ...api.text import one_line
from ...shop.reports.compared import received_by_way
from ...shop.reports.figures import Figures
from ...shop.reports.report import Report
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.reports.figures import LABELS, MAY_BE_MORE, figure_said, marked
from ...wording.values import UNKNOWN, Wording, number
from .words import change_said

FIGURES: Final = (
    Column("", 17, share=1),
    Column("CleanCloud", 10, align="right"),
    Column("Counted", 10, align="right"),
    Column("Beside", 10, align="right"),
    Column("Change", 9, align="right"),
)
DAYS: Final = (
    Column("Day", 10, share=1, is_whole=True),
    Column("Orders", 6, align="right"),
    Column("Pieces", 6, align="right"),
    Column("Sales", 10, align="right"),
    Column("Revenue", 10, align="right"),
    Column("Done", 5, align="right"),
    Column("Unpaid", 9, align="right"),
)

_OF_DAY: Final = ("orders", "pieces", "sales", "revenue", "completed", "unpaid_total")

DIFFERS: Final = " ≠"
"""Stands behind a figure of which the two sources say different things."""

_WAY: Final = "way:"
_SECTION: Final = "section:"
_OTHER: Final = "other:"


def figure_rows(seen: Report, wording: Wording) -> Iterator[TableRow]:
    """Yield a row a figure, then ways of payment, sections, and what has no known name."""
    changes, differs = seen.compared(), seen.differences()
    for name, label in LABELS.items():
        told, counted = seen.told(name), seen.counted(name)
        change = changes.get(name)
        if told is None and counted is None and change is None:
            continue
        mark = DIFFERS if name in differs else ""
        if counted is not None and seen.this.counted.may_lack(name):
            mark += f" {MAY_BE_MORE}"
        yield TableRow(
            name,
            (
                label + mark,
                figure_said(name, told, wording),
                figure_said(name, counted, wording),
                figure_said(name, change.that if change else None, wording),
                change_said(change),
            ),
        )
        if name == "revenue":
            yield from _ways(seen, wording)
    yield from _sections(seen.this.counted.total, wording)
    for name, value in seen.this.told.total.others.items():
        yield TableRow(_OTHER + name, (one_line(name), one_line(value), "", "", ""))


def _ways(seen: Report, wording: Wording) -> Iterator[TableRow]:
    differs = seen.way_differences()
    told, counted = (source.total.by_payment_type for source in (seen.this.told, seen.this.counted))
    undated = seen.this.counted.undated.paid
    both = received_by_way(told or {}, counted or {}, undated)
    for way, (one, other) in both.items():
        cells = (None if told is None else one, None if counted is None else other)
        mark = DIFFERS if way in differs else ""
        if cells[1] is not None and way in undated:
            mark += f" {MAY_BE_MORE}"
        label = f"  {one_line(way)}{mark}"
        yield TableRow(_WAY + way, (label, *map(wording.money, cells), "", ""))


def _sections(figures: Figures, wording: Wording) -> Iterator[TableRow]:
    for name, section in (figures.by_section or {}).items():
        label = one_line(name) or "No section"
        yield TableRow(
            _SECTION + name,
            (
                f"{label} × {number(section.quantity)}",
                "",
                wording.money(section.amount),
                "",
                "",
            ),
        )


def day_rows(seen: Report, wording: Wording) -> Iterator[TableRow]:
    """Yield a row a day, the newest first: as CleanCloud told it, and marked what was counted."""
    for day in reversed(seen.this.told.period.all_days()):
        figures, source = seen.this.day(day), seen.this
        in_place = () if source.is_counted(day) else source.counted_in_place(day)
        said = {
            name: marked(figure_said(name, getattr(figures, name), wording), name in in_place)
            for name in _OF_DAY
        }
        yield TableRow(
            day.isoformat(),
            (
                day_said(day, wording.today),
                *said.values(),
            ),
        )


def day_said(day: date, today: date) -> str:
    """Return a day by its weekday and date, its year where that is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}" if day else UNKNOWN
