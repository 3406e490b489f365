"""`summary` against servers that tell their figures, tell others, or do not answer."""

from __future__ import annotations

import asyncio
import csv
import json
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import load
from cleancloud_tui.shop.mirror.storing import store_orders
from cleancloud_tui.shop.sync.changes import ASKED_AT
from tests.stranger import Answer, Stranger

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    with Stranger() as server:
        for name, value in {**server.environment, "TZ": "UTC"}.items():
            monkeypatch.setenv(name, value)
        yield server


def yesterday() -> date:
    return datetime.now(load().shop("").zone).date() - timedelta(days=1)


def tells(stranger: Stranger, **figures: str) -> None:
    """Let yesterday have figures, and the day before none of anything."""
    none = dict.fromkeys(figures, "0")
    days = [(yesterday() - timedelta(days=1), none), (yesterday(), figures)]
    told = [{"date": day.isoformat(), **each} for day, each in days]
    stranger.always("summaryReport", Answer(body={"Success": "True", "Days": told}))


def know_an_order() -> None:
    """Let the mirror know all orders up to now: one of yesterday, paid in cash."""
    asyncio.run(_know())


async def _know() -> None:
    settings = load().shop("")
    noon = datetime.combine(yesterday(), datetime.min.time(), settings.zone) + timedelta(hours=12)
    at = str(int(noon.timestamp()))
    row = {"id": "7", "customerID": "1", "status": "2", "createdDate": at, "total": "12.50"}
    row |= {"paid": "1", "paymentType": "1", "paymentTime": at, "pieces": "3"}
    async with opened_shop(settings, rights=EVERYTHING) as shop:
        mirror = shop.mirror
        put = partial(store_orders, rows=[row], reading=mirror.reading(time.time()))
        await mirror.file.run(put)
        first, last = yesterday() - timedelta(days=60), yesterday()
        await mirror.coverage.remember_window("orders", first, last, 1)
        await mirror.facts.remember_done(ASKED_AT, time.time())


def test_a_period_beside_last_years_in_all_forms(
    stranger: Stranger, capsys: Capture, tmp_path: Path
) -> None:
    know_an_order()
    others = ("pieces", "cleaned", "completed", "unpaidOrders", "unpaidTotal")
    also = dict.fromkeys((*others, "uniqueCustomers", "newCustomers"), "0")
    tells(stranger, orders="1", sales="12.50", revenue="12.50", tickets="9", **also)
    asked = ["summary", "--period", "yesterday", "--compare", "before"]
    assert cli.main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["period"]["told"]["orders"], told["period"]["counted"]["orders"]) == (1, 1)
    assert told["period"]["told"]["others"] == {"tickets": "9"}
    assert told["period"]["counted"]["received"] == {"Cash": "12.50"}
    assert (told["compared"]["orders"]["that"], told["time_zone"]) == (0, "UTC")

    page, days = tmp_path / "page.html", tmp_path / "days.csv"
    files = ["--html", str(page), "--csv", str(days), "--quiet"]
    assert cli.main([*asked, *files]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "written" not in err
    assert "<svg" in page.read_text()
    (row,) = csv.DictReader(days.read_text().splitlines())
    assert (row["orders"], row["counted orders"], row["counted Cash"]) == ("1", "1", "12.50")
    assert (row["shop"], row["currency"], row["time zone"]) == (load().shop("").name, "$", "UTC")

    assert cli.main(asked) == 0
    out = capsys.readouterr().out
    assert "1 more" in out, "than the day before"
    assert "Pieces: CleanCloud told 0, counted 3." in out
    assert "names that are not known here: tickets 9." in out


def test_renamed_figures_change_a_sentence_and_no_figure(
    stranger: Stranger, capsys: Capture, tmp_path: Path
) -> None:
    know_an_order()
    tells(stranger, orders="1", turnOver="12.50", takings="7")
    days = tmp_path / "days.csv"
    asked = ["summary", "--period", "yesterday"]
    assert cli.main(asked) == 1, "not all of it is understood"
    out, err = capsys.readouterr()
    headings, row = [line.split() for line in out.splitlines()[:2]]
    assert row[1:5] == ["1", "*3", "*12.50", "*12.50"], headings
    assert "* counted from the orders here, for CleanCloud did not tell it." in out
    assert "Revenue: counted $12.50. CleanCloud told none, or under a name that" in out
    assert "names that are not known here: turnOver 12.50, takings 7." in out
    assert "no figure of pieces, sales, revenue," in err
    assert cli.main([*asked, "--csv", str(days)]) == 1
    (told,) = csv.DictReader(days.read_text().splitlines())
    assert (told["sales"], told["revenue"], told["takings"]) == ("12.50", "12.50", "7")
    assert told["counted in place"].startswith("pieces, sales, revenue, cleaned")
    capsys.readouterr()
    tells(stranger, orders="1")
    assert cli.main(asked) == 0, "nothing is there that is not understood"
    assert "names that are not known" not in capsys.readouterr().out


def test_without_an_answer_the_counted_figures_are_there_and_marked(
    stranger: Stranger, capsys: Capture
) -> None:
    know_an_order()
    stranger.always("summaryReport", Answer(body={"Success": "True", "a": {"x": 1}, "b": {"y": 2}}))
    assert cli.main(["summary", "--from", "-2", "--to", "yesterday"]) == 1
    out, err = capsys.readouterr()
    headings, *rows = [line.split() for line in out.splitlines()]
    assert headings[-1] == "source"
    assert [row[0] for row in rows] == [
        (yesterday() - timedelta(days=1)).isoformat(),
        yesterday().isoformat(),
    ]
    assert all(row[-1] == "counted" for row in rows)
    assert "12.50" in rows[1]
    assert "Figures are counted from the orders here as of" in err
    assert "in a way that this version does not know" in err
    stranger.always("summaryReport", Answer(is_dropped=True))
    assert cli.main(["summary", "--period", "yesterday", "--json"]) == 3
    (day,) = json.loads(capsys.readouterr().out)
    assert (day["orders"], day["counted"]["orders"]) == (None, 1)


def test_what_is_no_period_is_bad_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["summary", "--period", "tomorrow"])
    assert ended.value.code == 2
    assert cli.main(["summary", "--period", "today", "--from", "tue"]) == 2
    assert "leave out --from and --to" in capsys.readouterr().err
    assert cli.main(["summary", "--from", "yesterday", "--to", "-5"]) == 2
    assert "is later than" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv", "-")])
def test_a_full_disk_is_told_as_one(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, capsys: Capture, form: tuple[str, ...]
) -> None:
    tells(stranger, orders="4")
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert cli.main(["summary", "--period", "yesterday", *form]) == 1
        monkeypatch.undo()
    assert "It was not printed whole: No space left on device" in capsys.readouterr().err
