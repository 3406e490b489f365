"""Commands act for somebody where the shop's people sign in."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.settings import Settings, ShopSettings, save
from tests.conftest import PracticeServer
from tests.shop.people.staff import CLEO, OLGA, hire

Capture = pytest.CaptureFixture[str]
SUMMARY = ("summary", "--quiet", "--json")
DELETE = ("api", "deleteOrder", "orderID=1")
REFUSED = (
    SUMMARY,
    DELETE,
    ("api", "summaryReport", "dateFrom=2026-01-01", "dateTo=2026-01-02"),
    ("api", "addCustomer", "customerName=A", "customerTel=1", "customerEmail=a@example.com"),
    ("budget", "--month", "9"),
    ("forget", "1", "--yes"),
    ("audit", "--csv", "x.csv"),
    ("audit",),
    ("api", "getCustomer", "customerID=5"),
    ("api", "getOrders", "orderID=1"),
)


def shop_of(server: PracticeServer, role: str = "") -> Path:
    shop = ShopSettings(
        name="Mill",
        base_url=server.base_url,
        token="practice",
        rate=50,
        margin=0,
        unattended_role=role,
    )
    save(Settings((shop,)))
    directory = paths.shop_directory(shop.name, shop.identity)
    hire(directory)
    return directory


@pytest.mark.parametrize("argv", REFUSED, ids=lambda argv: " ".join(argv[:2]))
def test_what_runs_by_itself_changes_nothing_unless_a_role_is_named(
    practice_server: PracticeServer, capsys: Capture, argv: tuple[str, ...]
) -> None:
    shop_of(practice_server)
    assert cli.main(argv) == 2
    told = capsys.readouterr()
    assert "nobody (a command without unattended_role) may not" in told.err
    assert not told.out


def test_what_runs_by_itself_has_the_role_that_is_named(
    practice_server: PracticeServer, capsys: Capture
) -> None:
    shop_of(practice_server, "manager")
    assert cli.main(SUMMARY) == 0
    assert cli.main(["budget", "--month", "9"]) == 0
    capsys.readouterr()
    assert cli.main(["connect"]) == 2
    assert "The shop was not connected: nobody (manager) may not" in capsys.readouterr().err


def test_at_a_terminal_a_pin_is_asked_for(
    practice_server: PracticeServer, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop_of(practice_server)
    typed = [CLEO, OLGA, "9999"]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_: typed.pop(0))
    assert cli.main(DELETE) == 2
    assert "deleted: Cleo (counter) may not" in capsys.readouterr().err
    assert cli.main(SUMMARY) == 0
    capsys.readouterr()
    assert cli.main(SUMMARY) == 1
    assert "Nobody here has that PIN" in capsys.readouterr().err
    assert not typed


def test_a_damaged_list_of_people_lets_no_command_through(
    practice_server: PracticeServer, capsys: Capture
) -> None:
    (shop_of(practice_server) / "people.json").write_text("{")
    for argv in REFUSED:
        assert cli.main(argv) == 2, argv
    assert not capsys.readouterr().out


def test_no_way_leads_around_by_another_shop(
    practice_server: PracticeServer, capsys: Capture
) -> None:
    shop_of(practice_server)
    assert cli.main(["--shop", "practice", *DELETE]) == 2
    assert "without unattended_role) may not" in capsys.readouterr().err
