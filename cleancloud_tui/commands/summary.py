"""`cleancloud-tui summary`: the figures of days, as a table, CSV, JSON, or a page with plots."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from .. import endings
from ..api.errors import BadParametersError, CleanCloudError
from ..api.rights import READ_ONLY, Right, Rights
from ..composition import exports_of, opened_shop
from ..settings import SettingsError, ShopSettings, load
from ..shop.exports.tables import as_table
from ..shop.reports.beside import Beside
from ..shop.reports.export import (
    ShopNames,
    day_objects,
    day_rows,
    report_object,
    table_rows,
)
from ..shop.reports.periods import Period, period_typed
from ..shop.reports.report import Report, report_of
from ..shop.reports.told import read_told
from ..shop.sync.windows import FIRST_SIGN_UPS
from ..typed import command
from ..values.days import past_day_typed
from ..wording.reports.figures import (
    COUNTED,
    IN_PLACE_NOTE,
    LABELS,
    change_in_words,
    difference_in_words,
    figure_said,
    marked,
    undated_said,
)
from ..wording.reports.page import page
from ..wording.values import Wording, counted
from .output import put_out
from .signing_in import rights_here

_PRACTICE: Final = "These are the practice shop's figures, which are made up."
_MADE_UP: Final = "PRACTICE SHOP, made up"
"""Stands for the shop's name in whatever is written: it may be read far from here."""

_NO_SHOP: Final = (
    "No shop is connected, so there are no figures; nobody would be told that they are made up. "
    f"Connect it: {command('connect')}. For the practice shop's figures: --shop practice"
)
"""Where nothing is said, as under cron."""

_DAYS: Final = 7
"""How many days are shown when none is named, and at most named that are lacking."""


def run(arguments: argparse.Namespace) -> int:
    """Ask for the figures and print or write them, and beside them what the mirror comes to."""
    known = load()
    settings = known.shop(arguments.shop)
    now = datetime.now(settings.zone)
    period = _period(arguments, now.date())
    beside = Beside(arguments.compare).of(period) if arguments.compare else None
    if settings.is_practice and arguments.quiet and not (arguments.shop or known.app.shop):
        raise SettingsError(_NO_SHOP)
    rights = rights_here(settings, arguments.rights)
    rights.require(Right.SEE_FIGURES)
    report, failure = endings.run(_read(settings, rights, period, beside, now.date()))
    if failure and not report.is_anything_known:
        raise failure
    wording = Wording(lambda: now, settings.zone, settings.currency)
    shop = _MADE_UP if settings.is_practice else settings.name
    names = ShopNames(shop, settings.currency, wording.zone_name)
    exports = exports_of(settings, rights)
    if arguments.html:
        text = page(report, shop, wording)
        written = exports.write_text(exports.file(arguments.html, ".html"), text)
        if not arguments.quiet:
            print(f"{period.name} written to {written}", file=sys.stderr)
    if arguments.json and beside:
        print(json.dumps(report_object(report, names), indent=2))
    elif arguments.json or arguments.csv or not arguments.html:
        rows = day_rows(report, names)
        what = counted(len(rows) - 1, "day")
        table, days = _table(report, wording), day_objects(report)
        if settings.is_practice:
            table = f"{_PRACTICE}\n\n{table}"
            days = [{"shop": shop, **each} for each in days]
        put_out(arguments, known.app, exports, rows, days, what, table)
    if settings.is_practice:
        print(_PRACTICE, file=sys.stderr)
    for line in _lacking(report, failure, wording):
        print(line, file=sys.stderr)
    if failure:
        raise failure
    return int(bool(report.not_understood()))


def _period(arguments: argparse.Namespace, today: date) -> Period:
    """Return the days that were named."""
    if arguments.period and (arguments.first or arguments.last):
        raise BadParametersError("summary", ("--period says its days: leave out --from and --to",))
    if arguments.period:
        if period := period_typed(arguments.period, today):
            return period
        raise BadParametersError("summary", (f"--period {arguments.period} is no period today",))
    last = _day(arguments.last, today) or today
    first = _day(arguments.first, today) or last - timedelta(days=_DAYS - 1)
    if first > last:
        raise BadParametersError("summary", (f"--from {first} is later than --to {last}",))
    if first < FIRST_SIGN_UPS:
        sentence = f"--from {first} is before there was a CleanCloud: {FIRST_SIGN_UPS}"
        raise BadParametersError("summary", (sentence,))
    return Period(first, last, f"{first} to {last}")


def _day(typed: str | None, today: date) -> date | None:
    return past_day_typed(typed, today) if typed else None


async def _read(
    settings: ShopSettings, rights: Rights, period: Period, beside: Period | None, today: date
) -> tuple[Report, CleanCloudError | None]:
    """Ask for the figures, and return what is known of them; also what went wrong."""
    failure: CleanCloudError | None = None
    async with opened_shop(
        settings, rights=rights.only(READ_ONLY.granted), process="summary"
    ) as shop:
        if left := shop.mirror.facts.not_counted():
            print(f"{counted(left, 'order')} are counted first, this once …", file=sys.stderr)
            await shop.sync.count()
        try:
            await read_told(shop, period)
            if beside:
                await read_told(shop, beside)
        except BadParametersError:
            raise
        except CleanCloudError as error:
            failure = error
        return report_of(shop, period, beside, today), failure


def _table(report: Report, wording: Wording) -> str:
    """Return the days for people, and beneath them how they compare, and where sources differ."""
    rows = table_rows(report, marked)
    parts = [as_table(rows)]
    if any(str(cell).startswith(COUNTED) for row in rows for cell in row):
        parts.append(IN_PLACE_NOTE)
    if others := report.this.told.total.others:
        named = ", ".join(f"{name} {value}" for name, value in others.items())
        parts.append(f"CleanCloud also told, under names that are not known here: {named}.")
    if report.that:
        parts.append(as_table(_compared(report, wording)))
    parts += [difference_in_words(each, wording) for each in report.differences().values()]
    return "\n\n".join(parts)


def _compared(report: Report, wording: Wording) -> list[list[str]]:
    this, that = report.this.period, report.that.period if report.that else None
    return [
        ["", this.name, that.name if that else "", "difference"],
        *(
            [
                LABELS[name],
                figure_said(name, each.this, wording),
                figure_said(name, each.that, wording),
                change_in_words(each, wording),
            ]
            for name, each in report.compared().items()
        ),
    ]


def _lacking(report: Report, failure: CleanCloudError | None, wording: Wording) -> Iterator[str]:
    """Yield what is to be known beside the figures, each a sentence."""
    told, own = report.this.told, report.this.counted
    if told.missing and not failure:
        days = [day.isoformat() for day in told.missing]
        named = ", ".join(days) if len(days) <= _DAYS else counted(len(days), "day")
        yield f"CleanCloud told no figures of {named}."
    if failure and told.read_at:
        yield f"What CleanCloud told was read {wording.moment(told.read_at)}."
    if names := report.not_understood():
        named = ", ".join(LABELS[name].lower() for name in names)
        yield (
            f"CleanCloud told no figure of {named} under a name that is known here, and others "
            "under names that are not: they may be called otherwise there."
        )
    if own.undated.orders:
        yield f"{undated_said(own.undated.orders).capitalize()}, and could not all be counted."
    if told.missing and own.days:
        yield f"Figures are counted from the orders here as of {wording.moment(own.as_of)}."
