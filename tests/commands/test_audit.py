"""`cleancloud-tui audit`: the audit trail for people, spreadsheets and scripts."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import open_shop
from cleancloud_tui.settings import ShopSettings, load
from cleancloud_tui.shop.exports import tables as tables
from cleancloud_tui.shop.writes.audit import HEADINGS
from tests.conftest import PracticeServer

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def settings(practice_over_http: PracticeServer) -> ShopSettings:
    """A shop of which one customer was changed today, by staff with an awkward name."""
    settings = load().shop()

    async def change() -> None:
        shop = open_shop(settings, rights=EVERYTHING)
        reply = await shop.read("getCustomer", {"dateFrom": "2026-01-01", "dateTo": "2026-01-30"})
        customers = reply["Customers"]
        assert isinstance(customers, list)
        shop.session.staff = "=SUM(A1)"
        await shop.write(
            "updateCustomer",
            {
                "customerID": customers[0]["ID"],
                "customerNotes": "always late",
                "starchPreference": "1",
            },
        )
        await shop.aclose()

    asyncio.run(change())
    return settings


def out_of(capsys: Capture, *argv: str) -> str:
    assert cli.main(["audit", *argv]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_today_is_a_table_that_tells_no_personal_data(
    settings: ShopSettings, capsys: Capture
) -> None:
    heading, line = out_of(capsys).splitlines()
    assert heading.split()[:4] == ["when", "who", "from", "operation"]
    assert f"{datetime.now(settings.zone):%Y-%m-%d}" in line
    assert "starch preference: " in line
    assert " → No starch" in line
    assert "customer notes: (personal)" in line
    assert "late" not in line
    assert "confirmed" in line


@pytest.mark.usefixtures("settings")
def test_the_csv_is_for_spreadsheets_and_has_no_formula(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "trail.csv"
    assert cli.main(["audit", "--csv", str(file)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"1 change written to {file}\n")
    text = file.read_bytes().decode()
    assert text == out_of(capsys, "--csv", "-")
    (row,) = csv.DictReader(text.splitlines())
    assert list(row) == list(HEADINGS)
    assert row["staff"] == "'=SUM(A1)"
    assert row["operation"] == "updateCustomer"
    assert datetime.fromisoformat(row["when"]).tzinfo is not None


@pytest.mark.usefixtures("settings")
def test_json_holds_every_field_by_itself(capsys: Capture) -> None:
    (line,) = json.loads(out_of(capsys, "--json"))
    assert line["staff"] == "=SUM(A1)"
    assert line["subject"].startswith("customer:")
    notes, starch = line["changes"]
    assert notes == {"name": "customerNotes", "before": None, "after": "(personal)"}
    assert (starch["name"], starch["after"]) == ("starchPreference", "No starch")
    assert starch["before"] in ("None selected", "No starch")
    assert {"when", "user", "terminal", "address", "result", "error", "entry_id"} <= set(line)


def test_days_and_words_narrow_it(settings: ShopSettings, capsys: Capture) -> None:
    today = datetime.now(settings.zone).date()
    yesterday = str(today - timedelta(1))
    assert len(out_of(capsys, "--from", yesterday, "--search", "NO starch").splitlines()) == 2
    nothing = "Nothing was changed from this computer, or nothing that matches.\n"
    assert out_of(capsys, "--to", yesterday) == nothing
    assert out_of(capsys, "--search", "always late") == nothing
    assert json.loads(out_of(capsys, "--to", yesterday, "--json")) == []
    rows = out_of(capsys, "--to", yesterday, "--csv", "-").splitlines()
    assert rows == [",".join(HEADINGS)]


@pytest.mark.usefixtures("practice_over_http")
def test_days_in_the_wrong_order_are_bad_usage(capsys: Capture) -> None:
    assert cli.main(["audit", "--from", "2026-02-02", "--to", "2026-02-01"]) == 2
    assert "--from 2026-02-02 is later than --to 2026-02-01" in capsys.readouterr().err


def test_nothing_is_asked_of_cleancloud(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "practice")
    assert "Nothing was changed" in out_of(capsys)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_csv_begins_like_a_formula(sign: str) -> None:
    ((cell, figure),) = csv.reader([tables.as_csv([(f"{sign}1", -1)]).strip("\n")])
    assert (cell, figure) == (f"'{sign}1", "-1")
