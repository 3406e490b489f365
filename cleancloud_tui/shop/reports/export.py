"""A report for programs: rows of days for a spreadsheet, and objects for JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..exports.csv_forms import Cell
from .compared import TOLD, Comparison, value_of
from .figures import AMOUNTS, Amount, Figures
from .report import Report, Source

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?", re.ASCII)
"""What can only be a number: no id's zeros before it, and no more digits than a spreadsheet has."""

_IN_PLACE: Final = "counted in place"
_OF_NO_DAY: Final = "orders of no known day"
_SHOP: Final = ("shop", "currency", "time zone")


@dataclass(frozen=True, slots=True)
class ShopNames:
    """What is said of the shop beside its figures.

    Attributes:
        zone: The name of its time zone.
    """

    shop: str
    currency: str
    zone: str


def day_rows(report: Report, names: ShopNames) -> list[list[Cell]]:
    """Return the headings and one row a day.

    First what CleanCloud told, with a column for each way of payment and each unknown name. What
    it did not tell was counted, and the last column of these names it, where there is any. Then
    the same as it was counted, where anything was, with how many orders may be lacking in that,
    where any is; then whose figures they are.
    """
    told, counted = report.this.told, report.this.counted
    days = sorted({*told.days, *counted.days})
    shown = {day: report.this.day(day) for day in days}
    in_place = {day: report.this.counted_in_place(day) for day in days}
    is_any_in_place = any(in_place.values())
    ways, others = _ways(shown.values()), _others(told.days.values())
    own_ways = _ways(counted.days.values())
    own = [
        *(f"counted {_spaced(name)}" for name in AMOUNTS),
        *(f"counted {way}" for way in own_ways),
        *([_OF_NO_DAY] if counted.undated.orders else []),
    ]
    rows: list[list[Cell]] = [
        [
            "day",
            *map(_spaced, TOLD),
            *ways,
            *others,
            *([_IN_PLACE] if is_any_in_place else []),
            *(own if counted.days else []),
            *_SHOP,
        ]
    ]
    for day in days:
        one, other = shown[day], counted.days.get(day, Figures())
        own_cells = [
            *(value_of(other, name) for name in AMOUNTS),
            *_received(other, own_ways),
            *([counted.undated.orders] if counted.undated.orders else []),
        ]
        rows.append(
            [
                day,
                *(value_of(one, name) for name in TOLD),
                *_received(one, ways),
                *(_figure(one.others.get(name)) for name in others),
                *([", ".join(map(_spaced, in_place[day]))] if is_any_in_place else []),
                *(own_cells if counted.days else []),
                names.shop,
                names.currency,
                names.zone,
            ]
        )
    return rows


def _figure(told: str | None) -> Cell:
    """Return a figure that came under a name that is not known, as a number where it is one."""
    return Decimal(told) if told and _NUMBER.fullmatch(told) else told


def table_rows(report: Report, marked: Callable[[str, bool], str]) -> list[list[Cell]]:
    """Return the headings and one row a day for people: what was told, else what was counted.

    A day that was counted as a whole says so; of others, what was counted is marked.

    Args:
        report: With the days.
        marked: Marks a figure, if it is one that was counted.
    """
    source = report.this
    days = [day for day in source.period.all_days() if _is_known(source.day(day))]
    figures = [source.day(day) for day in days]
    ways = _ways(figures)
    is_any_counted = any(map(source.is_counted, days))
    rows: list[list[Cell]] = [
        ["day", *map(_spaced, TOLD), *ways, *(["source"] if is_any_counted else [])]
    ]
    for day, each in zip(days, figures, strict=True):
        known_by = ["counted" if source.is_counted(day) else "CleanCloud"]
        in_place = () if source.is_counted(day) else source.counted_in_place(day)
        cells = [_cell(value_of(each, name), name in in_place, marked) for name in TOLD]
        row: list[Cell] = [day, *cells, *_received(each, ways)]
        rows.append([*row, *(known_by if is_any_counted else [])])
    return rows


def day_objects(report: Report) -> list[dict[str, object]]:
    """Return an object a day: what CleanCloud told, and under `counted` what was counted."""
    source = report.this
    return [
        {
            "day": day.isoformat(),
            **_object(source.told.days.get(day, Figures()), TOLD),
            "counted": _object(source.counted.days[day]) if day in source.counted.days else None,
        }
        for day in sorted({*source.told.days, *source.counted.days})
    ]


def report_object(report: Report, names: ShopNames) -> dict[str, object]:
    """Return a whole report as one object, the period beside it included."""
    return {
        "shop": names.shop,
        "currency": names.currency,
        "time_zone": names.zone,
        "period": _source_object(report.this),
        "days": day_objects(report),
        "beside": _source_object(report.that) if report.that else None,
        "compared": {name: _comparison(each) for name, each in report.compared().items()},
        "differences": [
            {
                "figure": each.name,
                "told": _plain(each.told),
                "counted": _plain(each.counted),
                "reason": each.reason.value,
            }
            for each in report.differences().values()
        ],
        "orders_by_weekday_and_hour": [list(day) for day in report.hours],
    }


def _source_object(source: Source) -> dict[str, object]:
    told, counted = source.told, source.counted
    return {
        "name": source.period.name,
        "first": source.period.first.isoformat(),
        "last": source.period.last.isoformat(),
        "told": _object(told.total) if told.days else None,
        "told_at": told.read_at.isoformat(timespec="seconds") if told.read_at else None,
        "days_not_told": [day.isoformat() for day in told.missing],
        "counted": _object(counted.total) if counted.days else None,
        "counted_as_of": counted.as_of.isoformat(timespec="seconds") if counted.as_of else None,
        "days_not_counted": [day.isoformat() for day in counted.unknown],
        "orders_of_no_known_day": counted.undated.orders,
    }


def _object(figures: Figures, names: Sequence[str] = AMOUNTS) -> dict[str, object]:
    """Return figures, money as text so that no cent is lost."""
    told: dict[str, object] = {name: _plain(value_of(figures, name)) for name in names}
    told["received"] = {way: str(sum_) for way, sum_ in (figures.by_payment_type or {}).items()}
    if figures.by_section is not None:
        told["sections"] = {
            name: {"quantity": str(each.quantity), "amount": _plain(each.amount)}
            for name, each in figures.by_section.items()
        }
    return {**told, "others": dict(figures.others)} if figures.others else told


def _comparison(each: Comparison) -> Mapping[str, object]:
    return {
        "this": _plain(each.this),
        "that": _plain(each.that),
        "difference": _plain(each.difference),
        "percent": _plain(each.percent),
    }


def _ways(days: Iterable[Figures]) -> list[str]:
    told = [each.by_payment_type or {} for each in days]
    return list(dict.fromkeys(way for each in told for way in each))


def _others(days: Iterable[Figures]) -> list[str]:
    return list(dict.fromkeys(name for each in days for name in each.others))


def _received(figures: Figures, ways: Sequence[str]) -> list[Decimal | None]:
    return [(figures.by_payment_type or {}).get(way) for way in ways]


def _cell(value: Amount | None, is_counted: bool, marked: Callable[[str, bool], str]) -> Cell:
    return marked(str(value), True) if is_counted else value


def _is_known(figures: Figures) -> bool:
    return figures != Figures()


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _plain(figure: int | Decimal | None) -> int | str | None:
    return str(figure) if isinstance(figure, Decimal) else figure
