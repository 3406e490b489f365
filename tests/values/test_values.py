"""Values as people type them are read as a table says that was written by hand, or refused."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.search.typed_contact import contact_in
from cleancloud_tui.values.days import day_typed, iso_day
from cleancloud_tui.values.numbers import (
    amount_typed,
    count_typed,
    percent_text,
    percent_typed,
    quantity_typed,
    unclear,
)
from cleancloud_tui.values.phones import is_same_number, number_alone, numbers_in, phone_typed
from cleancloud_tui.values.times import clock_time, time_typed

from .table import TODAY, Typed, cases

ROUNDS = 10_000
D = Decimal


def is_read(typed: Typed) -> bool:
    """Whether it was read; what was read must be the one thing that it means."""
    text, meanings = typed.text, typed.meanings
    read: object
    match typed.kind:
        case "amount":
            read = amount_typed(text)
        case "quantity":
            read = quantity_typed(text)
        case "count":
            read = count_typed(text)
        case "day":
            read = day_typed(text, TODAY)
        case "time":
            moment = time_typed(text)
            read = moment and (moment.hour, moment.minute)
        case _:
            assert number_alone(text) == "", text
            assert contact_in(text) == {"customerTel": text}
            (read,) = numbers_in(text)
            assert any(is_same_number(read, str(each)) for each in meanings), typed
            return phone_typed(text) == text
    if read is None:
        return False
    assert read in meanings, (typed, read)
    # Where a text means two things, only money and counts tell which: they have no thousandths.
    assert len(meanings) == 1 or typed.kind in ("amount", "count"), (typed, read)
    return True


def test_10_000_values_of_ten_countries_are_read_as_the_table_says_or_refused() -> None:
    seen: Counter[str] = Counter()
    refused: dict[str, list[Typed]] = {}
    for typed in cases(seed=12, count=ROUNDS):
        seen[typed.kind] += 1
        if not is_read(typed):
            refused.setdefault(typed.kind, []).append(typed)
    assert sum(seen.values()) == ROUNDS
    # What means one thing is read: only these are refused.
    for kind in ("count", "phone"):
        assert kind not in refused
    for typed in refused["amount"]:
        assert len(typed.meanings) != 1, typed  # thousandths have none
    for typed in refused["quantity"]:
        assert len(typed.meanings) == 2, typed
    for typed in refused["day"]:
        assert len(typed.meanings) != 1, typed
    assert "time" not in refused


@pytest.mark.parametrize(
    ("text", "amount", "quantity", "count"),
    [
        ("1250", "1250.00", "1250", 1250),
        ("1,250", None, None, 1250),
        ("1.250", None, None, 1250),
        ("1 250", "1250.00", "1250", 1250),
        ("1\u202f250,50", "1250.50", "1250.5", None),
        ("1,250.5", "1250.50", "1250.5", None),
        ("1'250.50", "1250.50", "1250.5", None),
        ("1\u2019250", "1250.00", "1250", 1250),
        ("1.250.000", "1250000.00", None, 1250000),
        ("1,25,000", "125000.00", None, 125000),
        ("0.500", "0.50", "0.5", None),
        ("0,500", "0.50", "0.5", None),
        (".500", "0.50", "0.5", None),
        ("0.005", None, "0.005", None),
        ("0.505", None, "0.505", None),
        ("01.250", None, None, None),
        ("1,25,00", None, None, None),
        ("1,250,5", None, None, None),
        ("12,5", "12.50", "12.5", None),
        ("12.3456", None, None, None),
        ("1e3", None, None, None),
        ("-5", None, None, None),
        ("+5", None, None, None),
        ("5-", None, None, None),
        ("1_000", None, None, None),
        ("1/2", None, None, None),
        ("½", None, None, None),
        ("\uff11\uff12", "12.00", "12", 12),
        ("\u0661\u0662\u066b\u0665", "12.50", "12.5", None),
        ("€ 12,50", "12.50", None, None),
        ("12.50 €", "12.50", None, None),
        ("$1,250", None, None, None),
        ("12 pounds", None, None, None),
        ("0", "0.00", "0", 0),
        ("10000", "10000.00", None, 10000),
        ("", None, None, None),
        (",", None, None, None),
        ("9" * 400, None, None, None),
    ],
)
def test_numbers(text: str, amount: str | None, quantity: str | None, count: int | None) -> None:
    assert amount_typed(text) == (None if amount is None else D(amount))
    assert quantity_typed(text) == (None if quantity is None else D(quantity))
    assert count_typed(text) == count


def test_what_may_be_two_numbers_is_asked_about() -> None:
    assert unclear("1,250") == "“1,250” may be 1250 or 1.25: type the one that is meant."
    assert unclear("12.500") == "“12.500” may be 12500 or 12.5: type the one that is meant."
    for text in ("0.500", "1250", "1,250.00", "12,50", "much", ""):
        assert unclear(text) == ""


@pytest.mark.parametrize(
    ("text", "percent"),
    [("10", "10"), ("12,5 %", "12.5"), ("0.125%", "0.125"), ("100%", "100"), ("100.5", None),
     ("1,250", None), ("1.250%", None), ("%", None), ("-5%", None), ("5%%", None)],
)  # fmt: skip
def test_percentages(text: str, percent: str | None) -> None:
    assert percent_typed(text) == (None if percent is None else D(percent))


@given(st.decimals(0, 100, places=4))
def test_a_percentage_that_is_written_is_read_again(percent: Decimal) -> None:
    assert percent_typed(percent_text(percent)) == percent


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 27)),
        ("Tomorrow", date(2026, 11, 28)),
        ("+7", date(2026, 12, 4)),
        ("fri", date(2026, 12, 4)),
        ("Sat.", date(2026, 11, 28)),
        ("thurs", date(2026, 12, 3)),
        ("sat 5 dec", date(2026, 12, 5)),
        ("Saturday, 5th December", date(2026, 12, 5)),
        ("Dec 5", date(2026, 12, 5)),
        ("december 5th, 2026", date(2026, 12, 5)),
        ("5. Dez", None),
        ("5 jan", date(2027, 1, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("2026/12/5", date(2026, 12, 5)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("5/12/2026", None),  # May in New York
        ("5/12", None),
        ("sun 5 dec", None),  # it is a Saturday
        ("sat 21 nov", None),  # it has gone
        ("20 nov", None),  # last week's, or next year's
        ("29 feb", None),
        ("29 feb 2028", date(2028, 2, 29)),
        ("31 nov", None),
        ("sat 5", None),
        ("next tue", None),  # in four days or in eleven
        ("next week", date(2026, 12, 4)),
        ("next  month", date(2026, 12, 27)),
        ("+2w", date(2026, 12, 11)),
        ("+ 1 week", date(2026, 12, 4)),
        ("+3 days", date(2026, 11, 30)),
        ("+2m", None),
        ("+\u0662w", date(2026, 12, 11)),
        ("sat\u00a0 5\u2009dec", date(2026, 12, 5)),
        ("mon or tue", None),
        ("wedding", None),
        ("sunny", None),
        ("monthly", None),
        ("friend", None),
        ("satin", None),
        ("march", None),
        ("may", None),
        ("tue 9am", None),
        ("2026-W49-6", None),
        ("20261205", None),
        ("2026-13-01", None),
        ("26-12-05", None),
        ("9999-12-31", None),
        ("0001-01-01", None),
        ("+", None),
        ("+1000", None),
        ("-3", None),
        ("5", None),
        ("", None),
        ("\uff0b\uff13", date(2026, 11, 30)),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_typed(text, TODAY) == day
    assert day_typed(f"  {text.upper()} ", TODAY) == day


def test_a_leap_day_is_the_next_one_within_the_year() -> None:
    assert day_typed("29 feb", date(2027, 12, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_next_month_has_the_day_or_ends(today: date, day: date) -> None:
    assert day_typed("next month", today) == day


def test_days_of_scripts_have_one_form() -> None:
    assert iso_day(" 2026-12-05 ") == date(2026, 12, 5)
    for text in ("2026-12-5", "20261205", "2026-W49-6", "tue", "2026-02-30", "9999-12-31"):
        assert iso_day(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10am", time(10)),
        ("12 AM", time(0)),
        ("12pm", time(12)),
        ("5:30 p.m.", time(17, 30)),
        ("5.30pm", time(17, 30)),
        ("17:30", time(17, 30)),
        ("05:30", time(5, 30)),
        ("17.30", time(17, 30)),
        ("17h30", time(17, 30)),
        ("9 h", time(9)),
        ("9:30 Uhr", time(9, 30)),
        ("0:05", time(0, 5)),
        ("noon", time(12)),
        ("5:30", None),  # morning or evening
        ("9:30", None),
        ("5", None),
        ("17", None),
        ("1730", None),
        ("24:00", None),
        ("25h", None),
        ("13pm", None),
        ("5:60pm", None),
        ("10-11am", None),
        ("midnight", None),
        ("10am tue", None),
        ("", None),
    ],
)
def test_times(text: str, moment: time | None) -> None:
    assert time_typed(text) == moment
    assert clock_time(text) == (None if text == "noon" else moment)


@pytest.mark.parametrize(
    "text",
    ["555-0123", "555.0123", "555/0123", "(555) 0123", "+1-555-0123", "030/1234567", "030 1234567",
     "555\u20130123", "tel. 555-0123", "555-0123 ext 4", "0123.45.67"],
)  # fmt: skip
def test_a_phone_number_is_one_and_no_number_of_an_order(text: str) -> None:
    assert phone_typed(text) == text
    assert contact_in(text) == {"customerTel": text}
    assert number_alone(text) == ""


@pytest.mark.parametrize("text", ["437", "#437", " # 437 ", "\uff14\uff13\uff17"])
def test_a_number_alone_may_be_an_order(text: str) -> None:
    assert number_alone(text) == "437"


@pytest.mark.parametrize("text", ["4 37", "4-37", "1,250", "437a", "+437", "437.", "", "#"])
def test_nothing_else_may(text: str) -> None:
    assert number_alone(text) == ""


@given(st.text(max_size=30))
def test_anything_can_be_typed(text: str) -> None:
    for read in (amount_typed, quantity_typed, percent_typed, count_typed, time_typed, iso_day):
        read(text)
    day_typed(text, TODAY)
    numbers_in(text)
    phone_typed(text)
    number_alone(text)
    unclear(text)
