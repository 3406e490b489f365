"""What the plots are of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from ...api.text import one_line
from ...shop.reports.report import Report
from ...widgets.plots.bar_list import BarList, LyingBar
from ...widgets.plots.columns_by_day import ColumnsByDay, Series
from ...widgets.plots.heat_map import HeatMap
from ...wording.reports.figures import LABELS, band_said, figure_said
from ...wording.values import Wording, counted, joined

_FEW: Final = 14
"""Days that are told by their weekdays."""

_SERIES: Final = ("sales", "revenue")


def by_day(seen: Report, wording: Wording) -> ColumnsByDay:
    """Return sales and revenue by day."""
    days = seen.this.told.period.all_days()
    figures = [seen.this.day(day) for day in days]
    amounts = {name: [getattr(each, name) for each in figures] for name in _SERIES}
    return ColumnsByDay(
        [_label(day, len(days)) for day in days],
        [Series(LABELS[name], _total(amounts[name], wording), amounts[name]) for name in _SERIES],
    )


def _label(day: date, days: int) -> str:
    return f"{day:%a} {day.day}" if days <= _FEW else f"{day.day} {day:%b}"


def _total(amounts: list[Decimal | None], wording: Wording) -> str:
    known = [each for each in amounts if each is not None]
    if not known:
        return "not known"
    lacking = len(amounts) - len(known)
    unknown = f", {counted(lacking, 'day')} not known" if lacking else ""
    return f"{wording.money(sum(known, Decimal(0)))}{unknown}"


def by_hour(seen: Report) -> HeatMap:
    """Return when orders were made."""
    made = sum(map(sum, seen.hours))
    return HeatMap(f"When {counted(made, 'order')} came, by weekday and hour", seen.hours)


def by_way(seen: Report, wording: Wording) -> BarList:
    """Return how orders were paid."""
    told = {way: amount for way, (_, amount) in seen.ways.items()}
    ways = told or dict(seen.this.told.total.by_payment_type or {})
    total = sum(ways.values(), Decimal(0))
    bars = [
        LyingBar(
            one_line(way),
            amount,
            f"{wording.money(amount)} {round(amount * 100 / total) if total else 0:>3} %",
        )
        for way, amount in sorted(ways.items(), key=lambda each: -each[1])
    ]
    return BarList("Ways of payment", bars, "No payment is known.")


def by_age(seen: Report, wording: Wording) -> BarList:
    """Return how old the open orders are."""
    bars = [
        LyingBar(
            band_said(each.band),
            Decimal(each.orders),
            joined(counted(each.orders, "order"), wording.money(each.amount)),
        )
        for each in seen.ages
    ]
    return BarList("Age of open orders, today", bars, "None is open.")


def this_and_that(seen: Report, beside: str, wording: Wording) -> BarList:
    """Return this period's money beside the other's."""
    changes = seen.compared()
    bars: list[LyingBar] = []
    for name in _SERIES:
        if (each := changes.get(name)) is None:
            continue
        for label, value, is_other in (
            (LABELS[name], each.this, False),
            ("  beside", each.that, True),
        ):
            amount = None if value is None else Decimal(value)
            bars.append(LyingBar(label, amount, figure_said(name, value, wording), is_other))
    return BarList(f"█ this period  ░ {beside}", bars, "Not known.")
