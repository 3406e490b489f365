"""A report as one page of HTML, for mail and for printing: nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Final

from ...shop.reports.compared import value_of
from ...shop.reports.figures import Figures
from ...shop.reports.report import Report, Source
from ...values.months import first_of
from ..values import UNKNOWN, Wording, counted, number
from .figures import (
    COUNTED,
    IN_PLACE_NOTE,
    LABELS,
    band_said,
    change_in_words,
    counted_said,
    difference_in_words,
    figure_said,
    marked,
    undated_said,
)
from .plots import Pair, bars_plot, heat_map, pairs_plot

_MOST_BARS: Final = 62
"""More days than these are drawn by weeks, and more weeks by months."""

_STYLE: Final = """
body { font: 14px sans-serif; color: #000; background: #fff; max-width: 760px; margin: 1em auto; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 1.6em; }
table { border-collapse: collapse; } th, td { padding: 2px 10px 2px 0; text-align: right; }
th:first-child, td:first-child { text-align: left; } tr { border-bottom: 1px solid #ddd; }
svg { max-width: 100%; height: auto; } .note { color: #444; }
section { break-inside: avoid; }
"""

_HEAD: Final = (
    '<meta charset="utf-8"/>'
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
    '<meta name="viewport" content="width=device-width"/>'
)


def page(report: Report, shop: str, wording: Wording) -> str:
    """Return the page of a report.

    Args:
        report: What it tells.
        shop: The shop's name.
        wording: Says values as the shop does.
    """
    title = f"{shop}: {report.this.period.name}"
    parts = (
        _tag("h1", escape(title)),
        _tag("p", escape(_made(report, wording)), "note"),
        *_figures(report, wording),
        *_differences(report, wording),
        *_plots(report, wording),
        *_sections(report, wording),
        *_others(report.this.told.total),
        *_days(report.this, wording),
    )
    head = f"{_HEAD}<title>{escape(title)}</title><style>{_STYLE}</style>"
    body = "".join(parts)
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _made(report: Report, wording: Wording) -> str:
    period, told, own = report.this.period, report.this.told, report.this.counted
    days = f"{_day(period.first)} to {_day(period.last)}, days of {wording.zone_name}"
    read = f"CleanCloud's figures as of {_at(told.read_at, wording)}" if told.days else ""
    count = f"counted from orders as of {_at(own.as_of, wording)}" if own.days else ""
    if own.not_counted:
        count = f"{counted(own.not_counted, 'order')} on this computer are not counted yet"
    elif own.undated.orders:
        count = f"{count}; {undated_said(own.undated.orders)}".removeprefix("; ")
    return ". ".join(part for part in (days, read, count) if part) + "."


def _figures(report: Report, wording: Wording) -> Iterator[str]:
    that = report.that
    headings = ["", "CleanCloud told", "Counted"]
    if that:
        headings += [f"{_day(that.period.first)} to {_day(that.period.last)}", "Difference"]
    compared = report.compared()
    rows = []
    for name, label in LABELS.items():
        one, other = report.told(name), report.counted(name)
        if one is None and other is None:
            continue
        row = [
            label,
            figure_said(name, one, wording),
            counted_said(name, report.this.counted, wording),
        ]
        if that:
            beside = compared.get(name)
            row += [
                figure_said(name, beside.that if beside else None, wording),
                change_in_words(beside, wording) if beside else UNKNOWN,
            ]
        rows.append(row)
    yield _section("Figures", _table(headings, rows) if rows else _tag("p", "None is known."))


def _differences(report: Report, wording: Wording) -> Iterator[str]:
    told = [difference_in_words(each, wording) for each in report.differences().values()]
    if told:
        lines = "".join(_tag("li", escape(line)) for line in told)
        yield _section("Where the two differ", _tag("ul", lines))


def _plots(report: Report, wording: Wording) -> Iterator[str]:
    yield _section(
        "Sales (wide, pale) and revenue (narrow, dark)",
        pairs_plot(_pairs(report.this), wording.money),
    )
    if hours := heat_map(report.hours):
        yield _section("Orders made, by weekday and hour", hours)
    ways = [
        (way, amount, f"{wording.money(amount)}, {counted(orders, 'order')}")
        for way, (orders, amount) in report.ways.items()
    ]
    if plot := bars_plot(ways, "Ways of payment"):
        yield _section("Ways of payment", plot)
    ages = [
        (band_said(each.band), Decimal(each.orders), _age_said(each.orders, each.amount, wording))
        for each in report.ages
    ]
    yield _section("Open orders by age", bars_plot(ages, "Open orders by age"))


def _sections(report: Report, wording: Wording) -> Iterator[str]:
    own = report.this.counted
    sold = own.total.by_section
    if sold is None and own.days:
        note = "They are unknown: no price list was read on this computer."
        yield _section("Product sections", _tag("p", note, "note"))
    if not sold:
        return
    rows = [
        [name, number(each.quantity), wording.money(each.amount)] for name, each in sold.items()
    ]
    note = f"The items of {counted(own.without_lines, 'order')} are not known."
    yield _section(
        "Product sections",
        _table(["Section", "Quantity", "Value"], rows)
        + (_tag("p", note, "note") if own.without_lines else ""),
    )


def _others(told: Figures) -> Iterator[str]:
    if told.others:
        yield _section(
            "What else CleanCloud told, under its own names",
            _table(["Name", "Value"], [list(each) for each in told.others.items()]),
        )


def _days(source: Source, wording: Wording) -> Iterator[str]:
    names = ("orders", "pieces", "sales", "revenue", "cleaned", "completed")
    rows = []
    for day in source.period.all_days():
        figures = source.day(day)
        is_all = source.is_counted(day)
        mark = " (counted)" if is_all else ""
        in_place = () if is_all else source.counted_in_place(day)
        cells = [
            marked(figure_said(name, value_of(figures, name), wording), name in in_place)
            for name in names
        ]
        rows.append([_day(day) + mark, *cells])
    table = _table(["Day", *(LABELS[name] for name in names)], rows)
    is_any_marked = any(cell.startswith(COUNTED) for row in rows for cell in row)
    note = _tag("p", IN_PLACE_NOTE, "note") if is_any_marked else ""
    yield _section("Days", table + note)


def _age_said(orders: int, amount: Decimal | None, wording: Wording) -> str:
    return f"{counted(orders, 'order')}, {'unknown' if amount is None else wording.money(amount)}"


def _pairs(source: Source) -> list[Pair]:
    """Return sales and revenue by days, by weeks or by months, so that all can be drawn."""
    days = source.period.all_days()
    if len(days) <= _MOST_BARS:
        groups: Mapping[str, list[date]] = {f"{day.day} {day:%b}": [day] for day in days}
    elif len(days) <= 7 * _MOST_BARS:
        groups = _grouped(days, lambda day: date.fromordinal(day.toordinal() - day.weekday()))
    else:
        groups = _grouped(days, first_of)
    return [
        Pair(
            label,
            _sum([source.day(day).sales for day in group]),
            _sum([source.day(day).revenue for day in group]),
        )
        for label, group in groups.items()
    ]


def _grouped(days: Sequence[date], first: Callable[[date], date]) -> dict[str, list[date]]:
    groups: dict[str, list[date]] = {}
    for day in days:
        begin = first(day)
        groups.setdefault(f"{begin.day} {begin:%b %Y}", []).append(day)
    return groups


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _at(moment: datetime | None, wording: Wording) -> str:
    return f"{moment.astimezone(wording.time_zone):%Y-%m-%d %H:%M}" if moment else "unknown"


def _section(title: str, content: str) -> str:
    return _tag("section", _tag("h2", escape(title)) + content)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = _tag("tr", "".join(_tag("th", escape(each)) for each in headings))
    body = [_tag("tr", "".join(_tag("td", escape(cell)) for cell in row)) for row in rows]
    return _tag("table", head + "".join(body))


def _tag(name: str, content: str, kind: str = "") -> str:
    """Return an element; what it holds is markup already."""
    as_kind = f' class="{kind}"' if kind else ""
    return f"<{name}{as_kind}>{content}</{name}>"
