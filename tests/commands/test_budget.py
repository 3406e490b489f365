from __future__ import annotations

import json
from typing import Any

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import COUNTER, client_for
from cleancloud_tui.settings import load
from cleancloud_tui.shop import who
from cleancloud_tui.shop.who import Who
from tests.conftest import PracticeServer

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _shop(practice_over_http: PracticeServer) -> None:
    """The environment's shop; its ledger is new with every test."""


def told(capsys: Capture, *argv: str) -> dict[str, Any]:
    assert cli.main(["budget", "--json", *argv]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_month_is_told_by_purpose_operation_process_and_day(capsys: Capture) -> None:
    for _ in range(2):
        assert cli.main(["api", "getPriceLists"]) == 0
    assert cli.main(["doctor"]) == 0
    capsys.readouterr()
    assert cli.main(["budget"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "requests  3 of 50,000 spent this month; 49,997 are left"
    assert lines[2].startswith("forecast  ")
    assert lines[3].startswith("asking    for changes every ")
    assert lines[4] == "terms     " + (
        "50,000 from day 1, 100 % for this computer, 5,000 (10 %) for people"
    )
    assert "          3  people" in lines
    assert "          3  getPriceLists" in lines
    assert "          2  api" in lines
    assert "          1  doctor" in lines
    assert lines[-2] == "by day"


def test_terms_and_count_are_set_for_all_that_comes(capsys: Capture) -> None:
    changed = told(capsys, "--spent", "700", "--month", "2000", "--share", "50", "--reserve", "20")
    assert (changed["spent"], changed["limit"], changed["left"]) == (700, 1000, 300)
    assert changed["by_process"] == {"correction": 700}
    assert changed["plan"]["background_left"] == 100
    assert changed["short_on"] is not None
    moved = told(capsys, "--starts", "15")
    assert (moved["month"], moved["starts"], moved["share"], moved["reserve"]) == (2000, 15, 50, 20)
    assert moved["first"].endswith("-15")


def test_a_month_used_up_says_what_works_and_what_to_do(capsys: Capture) -> None:
    told(capsys, "--spent", "50000")
    assert cli.main(["api", "getPriceLists"]) == 1
    err = capsys.readouterr().err
    assert "50,000 requests are used up" in err
    assert "can still be found and read here" in err
    assert "cleancloud-tui budget --spent N" in err
    assert cli.main(["budget"]) == 0
    assert "spent this month; 0 are left" in capsys.readouterr().out
    told(capsys, "--spent", "49999")
    assert cli.main(["api", "getPriceLists"]) == 0


def test_read_only_changes_no_budget(capsys: Capture) -> None:
    assert cli.main(["budget", "--read-only", "--spent", "5"]) == 2
    assert "The budget was not changed" in capsys.readouterr().err
    assert told(capsys, "--read-only")["spent"] == 0


@pytest.mark.parametrize(
    "wrong",
    [["--share", "0"], ["--share", "101"], ["--starts", "32"], ["--month", "0"], ["--spent", "-1"]],
)
def test_what_cannot_be_is_bad_usage(wrong: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["budget", *wrong])
    assert ended.value.code == 2
    assert "is to be a whole number from" in capsys.readouterr().err


async def test_counters_are_told_apart_by_their_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in ("/dev/pts/3", ""):
        monkeypatch.setattr(who, "who_is_here", lambda named=terminal: Who("ann", named, "1.2.3.4"))
        client = await client_for(load().shop(), rights=EVERYTHING, process=COUNTER)
        await client.call("getPriceLists")
        processes = {row.process for row in (await client.usage()).rows}
        await client.aclose()
    assert processes == {"counter pts/3", "counter"}


def test_the_practice_shop_has_a_budget_of_its_own(capsys: Capture) -> None:
    told(capsys, "--month", "9")
    assert told(capsys, "--shop", "practice")["month"] == 50_000
