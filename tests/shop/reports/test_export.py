"""What goes out: CSV, JSON and the page are the same figures, and no name in them does anything."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from cleancloud_tui.shop.exports.csv_forms import CsvForm
from cleancloud_tui.shop.exports.tables import as_csv
from cleancloud_tui.shop.reports.counted import Counted
from cleancloud_tui.shop.reports.export import ShopNames, day_objects, day_rows, report_object
from cleancloud_tui.shop.reports.figures import Figures, Section
from cleancloud_tui.shop.reports.periods import Period, before
from cleancloud_tui.shop.reports.report import Report, Source, report_of
from cleancloud_tui.shop.reports.told import Told
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.reports.page import page
from cleancloud_tui.wording.values import Wording
from tests.shop.reports.conftest import Known

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    '<script>alert("x")</script>',
    "</svg><img src=x onerror=alert(1)>",
    "a&amp;b\u202e",
    "-2;=3",
]
DAY = date(2026, 11, 27)
PERIOD = Period(DAY, DAY, "</title><b>yesterday")
NAMES = ShopNames("=Shop", "$", "UTC")
WORDING = Wording(lambda: datetime(2026, 11, 28, tzinfo=UTC), UTC)
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "table", "tr"),
    *("th", "td", "ul", "li", "svg", "g", "rect", "line", "text"),
}


def hostile() -> Report:
    ways = {name: Decimal(number) for number, name in enumerate(HOSTILE, start=1)}
    told = Figures(
        orders=1, sales=Decimal(9), by_payment_type=ways, others=dict.fromkeys(HOSTILE, "=9")
    )
    own = replace(told, others={}, by_section={name: Section(Decimal(2)) for name in HOSTILE})
    source = Source(
        Told(PERIOD, {DAY: told}, told, datetime(2026, 11, 28, tzinfo=UTC)),
        Counted(PERIOD, {DAY: own}, own),
    )
    hours = [[0] * 24 for _ in range(7)]
    hours[4][10] = 3
    return Report(source, source, hours, {name: (1, Decimal(2)) for name in HOSTILE}, ())


def parsed(text: str) -> ElementTree.Element:
    """Parse a page strictly, and look that it holds nothing but what it is made of."""
    assert text.startswith("<!DOCTYPE html>\n")
    root = ElementTree.fromstring(text.partition("\n")[2])
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names <= ELEMENTS
    attributes = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "href")}
    return root


def test_hostile_names_are_text_in_csv_and_html() -> None:
    report = hostile()
    rows = list(csv.reader(as_csv(day_rows(report, NAMES)).splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if re.match(r"[=+@]|-\D", cell)]
    assert rows[1][-3:] == ["'=Shop", "$", "UTC"]
    text = page(report, HOSTILE[2], WORDING)
    shown = "\n".join(parsed(text).itertext())
    assert all(name in shown for name in HOSTILE)
    assert "<script" not in text
    assert json.loads(json.dumps(report_object(report, NAMES)))["period"]["told"]["orders"] == 1


@pytest.mark.parametrize("days", [1, 30, 100, 500])
async def test_the_page_of_any_period_tells_its_figures(
    shop: Shop, known: Known, days: int
) -> None:
    today = datetime.fromtimestamp(known.now, UTC).date()
    period = Period(today - timedelta(days=days - 1), today, f"{days} days")
    report = report_of(shop, period, before(period), today)
    total = report.this.counted.total
    text = " ".join(parsed(page(report, "Acme", WORDING)).itertext())
    assert f"{total.orders:,}" in text
    assert WORDING.money(total.sales) in text
    assert "Open orders by age" in text
    assert [each["day"] for each in day_objects(report)] == [
        day.isoformat() for day in report.this.counted.days
    ]
    assert report_object(report, NAMES)["beside"]


@pytest.mark.parametrize(
    ("told", "written"),
    [("12", "12"), ("-3.50", "-3.50"), ("0012", '="0012"'), ("1,250", '="1,250"'), ("=1", "'=1")],
)
def test_a_figure_under_a_name_that_is_not_known_is_a_number_where_it_is_one(
    told: str, written: str
) -> None:
    day = date(2026, 11, 27)
    period = Period(day, day, "that day")
    figures = Figures(orders=1, others={"Odd": told})
    source = Source(Told(period, {day: figures}, figures), Counted(period))
    [headings, row] = day_rows(Report(source, None, (), {}, ()), ShopNames("Mill", "$", "UTC"))
    assert CsvForm.EXCEL.row(row)[headings.index("Odd")] == written
