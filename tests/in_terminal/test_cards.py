"""The number of a payment card that is typed into the real counter never reaches the disk."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui import cli
from tests.stranger import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

CARD, GROUPED = "4111111111111111", "5500 0055 5555 5559"
PARTS = (b"411111111111", b"5500 0055 5555", b"550000555555")


def kept(tmp_path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())


def test_it_is_dropped_from_a_form_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.press("abbott")
        counter.wait_for("Abbott Ines")
        counter.press("enter")
        counter.wait_for("e Edit")
        counter.press("e")
        counter.wait_for("Phone")
        counter.press("Z", "y", "x", "tab")  # the name, then the phone
        counter.wait_for("Zyx")
        counter.press(*f" {CARD}")
        counter.wait_for(CARD)
        counter.press("tab")
        counter.wait_for("payment")
        counter.wait_until_gone(CARD)
        counter.press("escape")
        counter.wait_for("What was typed is kept")
        assert b"Zyx" in kept(tmp_path)
        for part in PARTS:
            assert part not in kept(tmp_path)
        counter.kill()
    assert not any(CARD in str(each) for each in stranger.received)


def test_no_command_and_no_log_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stranger() as stranger:
        for name, value in stranger.environment.items():
            monkeypatch.setenv(name, value)
        for parameter in (
            f"customerNotes={CARD}",
            f"customerTel={GROUPED}",
            f"customerName=A {CARD}",
        ):
            assert cli.main(["api", "updateCustomer", "customerID=101", parameter]) == 2
            assert "looks like a payment card's number" in capsys.readouterr().err
        assert not stranger.writes
        assert (
            cli.main(["api", "updateCustomer", "customerID=101", "customerTel=+49 40 555 0101"])
            == 0
        )
    for part in PARTS:
        assert part not in kept(tmp_path)
