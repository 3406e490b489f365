"""CSV files as Excel opens them, and as everything else does."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies

from cleancloud_tui import cli
from cleancloud_tui.settings import AppSettings, Settings, ShopSettings, save
from cleancloud_tui.shop.exports.csv_forms import CsvForm
from cleancloud_tui.shop.exports.tables import as_csv
from tests.conftest import PracticeServer

from .excel import Date, Number, opened

EXCELS = {
    CsvForm.EXCEL: (",", "."),
    CsvForm.EXCEL_SEMICOLONS: (";", ","),
}

CODES = [
    *("0042", "552040001", "4006381333931", "00000000000000000042", "123456789012345678901234"),
    *("12E45", "1e5", "3-4", "3/4", "1 1/2", "10-12", "2026-11", "MAR1", "1 Dec", "dec 5", "10am"),
    *("10:30", "+44 7700 900123", "+447700900123", "(020) 7946 0958", "020-7946-0958", "-5", "$5"),
    *("1,250", "1.250", "5%", "007", "A1B2", "Rack 5", "R-07", "0", "12 Mill Lane", "Zoë", "5 €"),
    *("1\u202f250", "Mai 1", "1. März", "٤٢", "\uff14\uff12", ".5", "5.", "1.2.3"),
]
"""Barcodes, ids, places, phone numbers and names."""

FORMULAS = [
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "=cmd|'/c calc'!A0",
        "+cmd|'/c calc'!A0",
        "-2+3+cmd|' '!A",
    ),
    *('="1"&cmd|"x"!A0', '1"&cmd', "\t=1", "\r=1", " =1", "a;=1", "5;=1", "5,=1", '5"', '="5"'),
    *("+1-cmd|x", "5|=1", "5\n=1", "+44\n=1", "=5", "@5", "1+cmd|'x'!A1", "\uff1d1", "-1;=1"),
]


@pytest.mark.parametrize("form", EXCELS)
@pytest.mark.parametrize("code", CODES)
def test_a_text_is_to_excel_what_it_was(form: CsvForm, code: str) -> None:
    data = as_csv([("Code", "Zahl"), (code, 1)], form).encode()
    assert opened(data, *EXCELS[form]) == [["Code", "Zahl"], [code, Number("1")]]


@pytest.mark.parametrize("form", CsvForm)
@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_calculated(form: CsvForm, text: str) -> None:
    data = as_csv([(text, "x")], form).encode()
    for separator, decimal in EXCELS.values():  # of another country, too
        for row in opened(data, separator, decimal):
            assert row  # nothing was calculated on the way


INERT = strategies.text(
    strategies.sampled_from("0123456789 +-().:/,;|\t\n\r\"'=@#%&eEaA€"), max_size=12
)


@hypothesis.given(text=INERT, form=strategies.sampled_from(CsvForm))
@hypothesis.settings(max_examples=1500)
def test_what_is_calculated_is_nothing_but_a_text(text: str, form: CsvForm) -> None:
    written = as_csv([(text,)], form).removeprefix("\ufeff")
    (row,) = csv.reader(io.StringIO(written, newline=""), delimiter=form.parted_by)
    (cell,) = row or [""]
    if cell.startswith("="):
        assert cell == f'="{text}"'
        assert not set(text) & set(";|\t\n\r\"'=@")
    else:
        assert cell.lstrip(" \t\r\n")[:1] not in ("=", "@") or cell == ""
    opened(as_csv([(text,)], form).encode(), *EXCELS.get(form, (",", ".")))


@pytest.mark.parametrize("form", EXCELS)
def test_numbers_stay_numbers_and_days_are_days(form: CsvForm) -> None:
    moment = datetime(2026, 11, 27, 14, 5, 9, tzinfo=UTC)
    row = (
        7,
        -3,
        Decimal("1250.50"),
        Decimal("1E+3"),
        Decimal("-0.07"),
        None,
        date(2026, 1, 5),
        moment,
    )
    (found,) = opened(as_csv([row], form).encode(), *EXCELS[form])
    numbers = [Number(each) for each in ("7", "-3", "1250.5", "1000", "-0.07")]
    assert found == [*numbers, "", Date("2026-01-05"), Date("2026-11-27 14:05:09")]


def test_a_plain_file_is_as_it_was() -> None:
    moment = datetime(2026, 11, 27, 14, 5, 9, tzinfo=UTC)
    row = ("0042", "Zoë", 7, Decimal("1.50"), None, date(2026, 1, 5), moment, "+44 1", "a;-b")
    assert as_csv([row]) == (
        "0042,Zoë,7,1.50,,2026-01-05,2026-11-27T14:05:09+00:00,'+44 1,a;'-b\r\n"
    )


@pytest.fixture
def shop(practice_server: PracticeServer) -> ShopSettings:
    shop = ShopSettings(name="Mill", base_url=practice_server.base_url, token="practice", rate=50)
    save(Settings((shop,)))
    return shop


def test_commands_write_for_excel_where_asked(
    shop: ShopSettings, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "days.csv"
    assert cli.main(["summary", "--csv", str(file)]) == 0
    plain = file.read_bytes()
    assert plain.startswith(b"day,orders,")
    assert cli.main(["summary", "--csv", str(file), "--excel"]) == 0
    excels = file.read_bytes()
    assert excels == b"\xef\xbb\xbf" + plain
    save(Settings((shop,), AppSettings(csv="excel with semicolons")))
    assert cli.main(["summary", "--csv", str(file), "--excel"]) == 0
    rows = opened(file.read_bytes(), ";", ",")
    assert rows[0][:3] == ["day", "orders", "pieces"]
    assert isinstance(rows[1][0], Date)
    assert all(isinstance(cell, Number) or cell == "" for cell in rows[1][1:-3])
    assert rows[0][-3:] == ["shop", "currency", "time zone"]
    assert rows[1:] == opened(excels)[1:]
    capfdbinary.readouterr()
    assert cli.main(["summary", "--csv", "-", "--excel"]) == 0
    assert capfdbinary.readouterr().out == file.read_bytes()
    save(Settings((shop,), AppSettings(csv="plain")))
    assert cli.main(["summary", "--csv", str(file), "--excel"]) == 0
    assert file.read_bytes() == excels


def test_the_audit_trail_is_written_for_excel(shop: ShopSettings, tmp_path: Path) -> None:
    assert cli.main(["api", "updateOrder", "orderID=1", "orderNotes=0042"]) == 0
    file = tmp_path / "trail.csv"
    assert cli.main(["audit", "--csv", str(file), "--excel"]) == 0
    headings, row = opened(file.read_bytes())
    found = dict(zip(map(str, headings), row, strict=True))
    assert isinstance(found["entry"], Number)
    assert isinstance(found["when"], Date)
    assert found["operation"] == "updateOrder"
    assert found["subject"] == "order 1"
