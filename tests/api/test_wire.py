from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api import wire

DAYS = st.dates(date(1971, 1, 2), date(2199, 12, 30))


@given(DAYS)
def test_a_day_comes_back(day):
    stamp = wire.day_stamp(day)
    assert int(stamp) % 86_400 == 12 * 3600
    assert wire.day_of(stamp) == wire.day_of(int(stamp)) == day


def test_a_day_as_the_documentation_writes_it():
    assert wire.day_stamp(date(2017, 9, 18)) == "1505736000"


@given(st.times())
def test_a_time_comes_back(moment):
    text = wire.time_text(moment)
    assert wire.time_of(text) == moment.replace(second=0, microsecond=0)
    assert wire.time_of(moment.strftime("%H:%M")) == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10am", time(10)),
        ("12am", time(0)),
        ("12pm", time(12)),
        (" 5:30 PM ", time(17, 30)),
        ("5.30p.m.", time(17, 30)),
        ("17:30", time(17, 30)),
        ("0:05", time(0, 5)),
        ("13pm", None),
        ("0am", None),
        ("24:00", None),
        ("5", None),
        ("\u0665pm", None),
        ("", None),
    ],
)
def test_times_as_people_write_them(text, moment):
    assert wire.time_of(text) == moment


@given(st.decimals(-(10**10), 10**10, places=2))
def test_money_comes_back(amount):
    assert wire.decimal_of(wire.money_text(amount)) == amount


def test_half_a_cent_is_rounded_away_from_zero():
    assert wire.money_text(Decimal("0.125")) == "0.13"
    assert wire.money_text(Decimal("-0.125")) == "-0.13"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("360.00", "360.00"),
        (" -5 ", "-5"),
        ("1,250.00", "1250.00"),
        (".5", "0.5"),
        ("1.0E-5", "0.000010"),
        (12.1, "12.1"),
        (7, "7"),
        (Decimal("2.50"), "2.50"),
        ("12,50", "12.50"),  # as half of Europe writes it
        ("1.021,50", "1021.50"),
        ("1 021,50", "1021.50"),
        ("1\u2019021.50", "1021.50"),
        ("51,5072", "51.5072"),
        ("1,021", "1021"),  # three digits behind a comma are thousands
        ("1.021", "1.021"),
        ("\u20ac1.021", None),  # may be either
        ("$1,021", "1021"),
        ("$21.50", "21.50"),
        ("US$ 21.50", "21.50"),
        ("300,50 \u20ac", "300.50"),
        ("-$20.00", "-20"),
        ("$-20.00", "-20"),
        ("(20.00)", "-20"),
        ("($1,020.00)", "-1020"),
        ("(-20.00)", None),
        ("$20.00\u20ac", None),
        ("12,50,", None),
        ("12,34,56", None),
        ("20 off", None),
        ("27.11.2026", None),
        ("$", None),
        ("1_000", None),
        ("\uff11\uff12", None),  # digits of full width
        ("0x10", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e30", None),
        ("9" * 5000, None),
        pytest.param(10**5000, None, id="huge"),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("NaN"), None),
        (Decimal("sNaN"), None),
        (True, None),
        (None, None),
        ([], None),
        ("", None),
        ("£5", "5"),
    ],
)
def test_numbers(value, number):
    assert wire.decimal_of(value) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "nothing", ["0", 0, "", None, "-1505736000", "soon", 10**20, "1e99", [], 1]
)
def test_no_instant(nothing):
    assert wire.instant_of(nothing) is None
    assert wire.day_of(nothing) is None


def test_an_instant_is_in_utc():
    assert wire.instant_of("1505736001") == datetime(2017, 9, 18, 12, 0, 1, tzinfo=UTC)
