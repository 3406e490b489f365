"""The figures that CleanCloud told (`summaryReport`), as far as the mirror has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from ...api.errors import AskingRefusedError, NothingFoundError, RefusedError
from ...api.rights import Right
from .figures import Figures, summed
from .periods import Period, parts

if TYPE_CHECKING:
    from ...api.models.reports import DaySummary
    from ..shop import Shop


_MOST_DAYS: Final = 366
_FEWER_DAYS: Final = (92, 31, 7, 1)
"""Of so many days is asked at once, one after the other where CleanCloud refuses more."""

_TOO_LONG: Final = re.compile(r"day|date|range|period|month|year|long|large|max|exceed|limit|span")


@dataclass(frozen=True, slots=True)
class Told:
    """What CleanCloud told of a period.

    Attributes:
        period: Of what it was asked.
        days: The figures of each day of which it told any.
        total: Of these days together; see `summed`.
        read_at: When the oldest of them was read; None where nothing was ever read.
        goes_on: Whether something may have changed since then: orders made on its days were not
            all paid, or a day of it was not over.
        missing: Days of which nothing is known.
        unread: Figures that were told in a way that is not known, by their names: they are
            unknown, and not nothing.
    """

    period: Period
    days: Mapping[date, Figures] = field(default_factory=dict)
    total: Figures = field(default_factory=Figures)
    read_at: datetime | None = None
    goes_on: bool = True
    missing: tuple[date, ...] = ()
    unread: tuple[str, ...] = ()


def told_figures(shop: Shop, period: Period) -> Told:
    """Return what is known of CleanCloud's own figures; nothing is asked for.

    Raises:
        ReadOnlyError: Whoever is there may not see them.
    """
    shop.rights.require(Right.SEE_FIGURES)
    known = shop.day_summaries(period.first, period.last)
    if known is None:
        return Told(period, missing=period.all_days())
    days = {each.day: figures_told(each) for each in known.value}
    total = summed(days.values())
    read_on = known.read_at.astimezone(shop.parts.options.time_zone).date()
    return Told(
        period,
        days,
        total,
        known.read_at,
        total.unpaid_orders != 0 or period.last >= read_on,
        tuple(day for day in period.all_days() if day not in days),
        tuple(dict.fromkeys(name for each in known.value for name in each.unread)),
    )


async def read_told(shop: Shop, period: Period) -> None:
    """Ask CleanCloud for the figures of a period: a request for each year of it.

    Raises:
        UnreadFiguresError: Some of them were told in no way that is known; the others are kept.
        NotUnderstoodError: All were, or they were told of other days only: nothing is known by
            it, which is not that there is nothing.
        ReadOnlyError: Whoever is there may not see them.
        CleanCloudError: They could not be read.
    """
    shop.rights.require(Right.SEE_FIGURES)
    refused: RefusedError | None = None
    for days in (_MOST_DAYS, *(days for days in _FEWER_DAYS if days < period.days)):
        try:
            for part in parts(period, days):
                await shop.ask.refresh_day_summaries(part.first, part.last)
        except RefusedError as error:
            if not _may_be_too_long(error):
                raise refused or error from None
            refused = refused or error
        else:
            return
    if refused:
        raise refused


def _may_be_too_long(error: RefusedError) -> bool:
    """Tell whether a refusal may be of so many days, and not of whatever is asked."""
    is_nothing = isinstance(error, NothingFoundError) and error.is_sure
    is_of_asking = isinstance(error, AskingRefusedError)
    return not (is_nothing or is_of_asking) and _TOO_LONG.search(error.text.lower()) is not None


def figures_told(summary: DaySummary) -> Figures:
    """Return a day's figures as they were told; without any money there are no ways of payment."""
    ways = summary.by_payment_type or (None if summary.revenue or summary.revenue is None else {})
    return Figures(
        orders=summary.orders,
        pieces=summary.pieces,
        sales=summary.sales,
        revenue=summary.revenue,
        by_payment_type=ways,
        cleaned=summary.cleaned,
        completed=summary.completed,
        unpaid_orders=summary.unpaid_orders,
        unpaid_total=summary.unpaid_total,
        unique_customers=summary.unique_customers,
        new_customers=summary.new_customers,
        others=summary.others,
    )
