"""Commands against a server whose replies have names of its own, and the file that tells them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api.rights import READ_ONLY
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import load
from tests.stranger import Answer, Stranger

Capture = pytest.CaptureFixture[str]

DAYS = {"Success": "True", "figures": [{"when": "2026-01-05", "many": "4", "sold": "80.00"}]}
NAMES = """
[summaryReport]
Days = "figures"
[summaryReport.each]
date = "when"
orders = "many"
sales = "sold"
"""
ASKED = ["summary", "--from", "2026-01-05", "--to", "2026-01-05", "--json"]


@pytest.fixture(autouse=True)
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    with Stranger() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.always("summaryReport", Answer(body=DAYS))
        yield server


def name(text: str) -> None:
    paths.aliases_file().parent.mkdir(parents=True, exist_ok=True)
    paths.aliases_file().write_text(text)


def test_a_summary_that_is_not_understood_is_an_error(capsys: Capture) -> None:
    assert cli.main(ASKED) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "in a way that this version does not know: keys figures, figures.when" in err


def test_figures_of_other_days_only_are_an_error(stranger: Stranger, capsys: Capture) -> None:
    other = [{"date": "2026-01-12", "orders": "12", "sales": "80.00"}]
    stranger.always("summaryReport", Answer(body={"Success": "True", "Days": other}))
    assert cli.main(ASKED) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "figures of 2026-01-12 to 2026-01-12, which was not asked for" in err


def test_figures_that_are_not_known_are_named(stranger: Stranger, capsys: Capture) -> None:
    told = {"date": "2026-01-05", "orders": "a dozen", "revenue": {"cash": "1.00"}}
    amounts = {"sales": "$1,360.00", "unpaidTotal": "(20.00)", "paymentTypes": {"Cash": "300,50 €"}}
    body = {"Success": "True", "Days": [told | amounts]}
    stranger.always("summaryReport", Answer(body=body))
    assert cli.main(ASKED) == 1
    out, err = capsys.readouterr()
    (day,) = json.loads(out)
    assert (day["orders"], day["revenue"]) == (None, None)
    assert (day["sales"], day["unpaid_total"]) == ("1360.00", "-20.00")
    assert day["received"] == {"Cash": "300.50"}
    assert "does not know: orders of 2026-01-05; revenue of 2026-01-05. They count as" in err


@pytest.mark.parametrize(
    "body", [{"Success": "True", "Days": []}, {"Error": "No data for that period"}]
)
def test_days_without_figures_are_named(
    stranger: Stranger, capsys: Capture, body: dict[str, object]
) -> None:
    stranger.always("summaryReport", Answer(body=body))
    assert cli.main(ASKED) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert "CleanCloud told no figures of 2026-01-05" in err


def test_the_alias_file_teaches_it(capsys: Capture) -> None:
    name(NAMES)
    assert cli.main(ASKED) == 0
    (day,) = json.loads(capsys.readouterr().out)
    assert (day["day"], day["orders"], day["sales"]) == ("2026-01-05", 4, "80.00")
    assert cli.main(["doctor"]) == 0
    assert f"{paths.aliases_file()} has names for summaryReport" in capsys.readouterr().out


def test_a_bad_alias_file_is_told_and_does_not_count(capsys: Capture) -> None:
    name("[summaryReprot]\ndate = 3\n")
    assert cli.main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "there is no operation “summaryReprot” (did you mean summaryReport?)" in told
    assert told.count("summaryReprot") == 1
    assert cli.main(ASKED) == 1


def test_whoever_asks_for_a_reply_gets_it_as_it_came(capsys: Capture) -> None:
    asked = ["api", "summaryReport", "dateFrom=2026-01-05", "dateTo=2026-01-05"]
    assert cli.main(asked) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == DAYS
    assert "in a way that this version does not know: keys figures, figures.when" in err


@pytest.mark.parametrize(
    ("body", "status"), [([{"date": "2026-01-05", "orders": "4"}], 0), ([], 1)]
)
def test_a_list_in_place_of_an_object_is_asked_for_once(
    stranger: Stranger, capsys: Capture, body: list[object], status: int
) -> None:
    stranger.always("summaryReport", Answer(body=body))
    assert cli.main(ASKED) == status
    out, err = capsys.readouterr()
    assert len(stranger.of("summaryReport")) == 1
    assert ('"orders": 4' in out) is (status == 0)
    assert ("with a list, in a way that this version does not know" in err) is (status == 1)


async def test_whoever_opens_the_shop_is_told_of_a_bad_alias_file() -> None:
    name("[summaryReprot]\n")
    async with opened_shop(load().shop(), rights=READ_ONLY) as shop:
        await shop.ask.refresh_price_lists()
        assert [told for told in shop.notices if "summaryReprot" in told]


TWICE = '[summaryReport.each]\ndate = "when"\norders = "many"\nDate = "day"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TWICE, "[summaryReport.each] date and Date are the same name: one of them can count"),
        ('[getPickups.each]\nfrequncy = "often"\n', "line 2: [getPickups.each] frequncy: nothing"),
    ],
)
def test_names_that_can_not_be_meant_are_told_by_the_doctor_and_in_the_log(
    capsys: Capture, text: str, said: str
) -> None:
    name(text)
    cli.main(["doctor"])
    assert said in " ".join(capsys.readouterr().out.split())
    cli.main(ASKED)
    assert said in paths.log_file().read_text()
