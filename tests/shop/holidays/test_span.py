from datetime import date

import pytest

from cleancloud_tui.shop.holidays.span import Span, span_typed

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("25 dec", date(2026, 12, 25), date(2026, 12, 25)),
        ("24-26 dec", date(2026, 12, 24), date(2026, 12, 26)),
        ("24 – 26 December", date(2026, 12, 24), date(2026, 12, 26)),
        ("24 to 26 dec 2026", date(2026, 12, 24), date(2026, 12, 26)),
        ("24 dec to 2 jan", date(2026, 12, 24), date(2027, 1, 2)),
        ("2026-12-24 to 2027-01-02", date(2026, 12, 24), date(2027, 1, 2)),
        ("2026-12-24 - 2026-12-26", date(2026, 12, 24), date(2026, 12, 26)),
        ("21 dec-3 jan", date(2026, 12, 21), date(2027, 1, 3)),
        ("24 dec..26 dec", date(2026, 12, 24), date(2026, 12, 26)),
        ("tomorrow to +3", date(2026, 11, 29), date(2026, 12, 2)),
        ("tue", date(2026, 12, 1), date(2026, 12, 1)),
        ("today", TODAY, TODAY),
    ],
)
def test_days_as_people_type_them(text: str, first: date, last: date) -> None:
    assert span_typed(text, TODAY) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "never", "31 feb", "2026-11-27", "26-24 dec", "26 dec to 24 dec 2026"),
        *("1 dec to 5 jan", "24 dec to", "to 24 dec", "24 to 26 to 28 dec", "٢٤ dec to junk"),
    ],
)
def test_what_is_no_holiday_is_none(text: str) -> None:
    assert span_typed(text, TODAY) is None


def test_a_span_holds_its_first_and_its_last_day() -> None:
    span = Span(date(2026, 12, 24), date(2026, 12, 26))
    assert [span.holds(date(2026, 12, day)) for day in (23, 24, 26, 27)] == [
        False,
        True,
        True,
        False,
    ]
    assert not span.holds(None)
