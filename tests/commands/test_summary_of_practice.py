"""`summary` where no shop is connected: made-up figures say so wherever they go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleancloud_tui import cli

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLEANCLOUD_API_TOKEN", "CLEANCLOUD_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_whatever_is_written_says_that_it_is_made_up(capsys: Capture, tmp_path: Path) -> None:
    assert cli.main(["summary"]) == 0
    assert capsys.readouterr().out.startswith("These are the practice shop's figures")
    assert cli.main(["summary", "--json"]) == 0
    assert {each["shop"] for each in json.loads(capsys.readouterr().out)} == {
        "PRACTICE SHOP, made up"
    }
    file = tmp_path / "days.csv"
    assert cli.main(["summary", "--csv", str(file)]) == 0
    assert all("made up" in line for line in file.read_text().splitlines()[1:])
    page = tmp_path / "days.html"
    assert cli.main(["summary", "--html", str(page)]) == 0
    assert "<h1>PRACTICE SHOP, made up:" in page.read_text()


def test_where_nothing_is_said_there_are_none(capsys: Capture, tmp_path: Path) -> None:
    page = tmp_path / "days.html"
    asked = ["summary", "--quiet", "--html", str(page)]
    assert cli.main(asked) == 2
    assert "No shop is connected, so there are no figures" in capsys.readouterr().err
    assert not page.exists()
    assert cli.main([*asked, "--shop", "practice"]) == 0
    assert "made up" in page.read_text()
