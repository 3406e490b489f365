"""Writing what the summary shows to a file: for a spreadsheet, for programs, or as a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..dialogs.choose import ChooseDialog
from ..files import write_as_is, write_csv

if TYPE_CHECKING:
    from ...shop.reports.report import Report
    from ..base import ShopScreen

_FORMS: Final[Mapping[str, str]] = {
    "csv": "CSV: the days, for a spreadsheet",
    "html": "A page with the plots, for mail or printing",
    "json": "JSON: all of it, for programs",
}


async def write_report(screen: ShopScreen, report: Report) -> None:
    """Ask in which form, then for a file; write the report to it, and tell its path."""
    from ...shop.reports.export import ShopNames, day_rows, report_object

    form = await screen.ask(ChooseDialog("Write the summary as", _FORMS))
    if not form:
        return
    desk, wording = screen.desk, screen.wording
    names = ShopNames(desk.name, wording.currency, wording.zone_name)
    period = report.this.period
    name = f"summary-{period.first.isoformat()}-{period.last.isoformat()}.{form}"
    if form == "csv":
        await write_csv(screen, "the days", name, day_rows(report, names))
    elif form == "json":
        text = json.dumps(report_object(report, names), indent=2)
        await write_as_is(screen, "the summary", name, text)
    else:
        from ...wording.reports.page import page

        await write_as_is(screen, "the page", name, page(report, desk.name, wording))
