"""`doctor`: each check by itself, and all of them as a program reads them."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api.rights import EVERYTHING, KIOSK
from cleancloud_tui.commands.doctor import computer, known, set_up, terminal
from cleancloud_tui.commands.doctor.finding import Finding, Report, State, in_words
from cleancloud_tui.commands.doctor.terminal import Seen
from cleancloud_tui.settings import AppSettings, Settings, ShopSettings, Source, save
from cleancloud_tui.shop.journal.entries import Standing
from tests.conftest import PracticeServer
from tests.shop.people.staff import hire

Capture = pytest.CaptureFixture[str]

MILL = ShopSettings(name="Mill", token="secret-token")
XTERM = {"TERM": "xterm-256color"}
USUAL: dict[str, Any] = {
    "size": (80, 24), "environ": XTERM, "takes_utf_8": True, "takes_pastes": True
}  # fmt: skip


def states(**seen: Any) -> dict[str, State]:
    found = terminal.terminal(Seen(**{**USUAL, **seen}))
    return {each.name: each.state for each in found}


def test_a_terminal_as_it_should_be() -> None:
    found = states()
    assert found.pop("keys") is State.UNKNOWN, "nobody has pressed any"
    assert set(found.values()) == {State.OK}


@pytest.mark.parametrize(
    ("seen", "name", "state"),
    [
        ({"missing": "no terminal"}, "terminal", State.UNKNOWN),
        ({"environ": {"TERM": "dumb"}}, "terminal", State.WRONG),
        ({"environ": {}}, "terminal", State.WRONG),
        ({"size": (79, 24)}, "terminal", State.WARNING),
        ({"size": (0, 0)}, "terminal", State.UNKNOWN),
        ({"environ": {"TERM": "linux"}}, "colours", State.OK),
        ({"environ": {"TERM": "wy60"}}, "colours", State.UNKNOWN),
        ({"environ": {**XTERM, "NO_COLOR": "1"}}, "colours", State.OK),
        ({"takes_utf_8": False}, "signs", State.WARNING),
        ({"takes_utf_8": None}, "signs", State.UNKNOWN),
        ({"takes_pastes": False}, "pasting", State.WARNING),
        ({"takes_pastes": None}, "pasting", State.UNKNOWN),
        ({"environ": {**XTERM, "TMUX": "/tmp/tmux"}}, "keys", State.WARNING),
    ],
)
def test_what_is_to_be_seen_to_at_a_terminal(seen: dict[str, Any], name: str, state: State) -> None:
    assert states(**seen)[name] is state


def test_the_printers_command_is_looked_for_and_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = tmp_path / "print me"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o600)
    for command, state in (
        ("", State.OK),
        (f"'{tmp_path}/none' -d till", State.WRONG),
        ("lp 'till", State.WRONG),
        (f"{script} -d till", State.WRONG),
    ):
        found = computer.printer(ShopSettings(name="Mill", print_command=command))
        assert (found.state, bool(found.to_do)) == (state, state is State.WRONG)
    script.chmod(0o700)
    shop = ShopSettings(name="Mill", print_command=f"'{script}' -d till")
    assert computer.printer(shop).state is State.OK
    assert not ran.exists()


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(None, State.UNKNOWN), (3.0, State.OK), (-7_300.0, State.WRONG), (9e7, State.WRONG)],
)
def test_the_clock(ahead: float | None, state: State) -> None:
    assert computer.clock(ahead).state is state


def test_taxes_that_nobody_has_set_are_asked_for_where_they_can_be_said() -> None:
    assert set_up.taxes(MILL).state is State.WARNING
    said = ShopSettings(name="Mill", tax=Decimal("8.25"), tax_included=True)
    assert set_up.taxes(said).words == "8.25 %, which prices include"
    assert set_up.taxes(ShopSettings(name="Mill", tax=Decimal(0))).words == "none"
    environment = ShopSettings(name="Mill", token="t", source=Source.ENVIRONMENT)
    assert set_up.taxes(environment).state is State.UNKNOWN


def test_the_token_is_told_of_and_never_told() -> None:
    assert set_up.token(MILL) == Finding("token", State.OK, "from the settings file")
    assert set_up.token(ShopSettings(name="Mill")).state is State.WRONG
    by_command = ShopSettings(name="Mill", token_command="pass show secret")
    assert set_up.token(by_command) == Finding("token", State.OK, "from token_command")


def test_what_is_not_settled_is_to_be_seen_to() -> None:
    assert known.standing(Standing()).state is State.OK
    found = known.standing(Standing(waiting=2, to_resolve=1))
    assert found.state is State.WARNING
    assert found.words == "1 change to resolve, 2 changes waiting to be sent"


def test_which_session_it_is() -> None:
    assert "everything; " in set_up.session(EVERYTHING, AppSettings(), MILL).words
    assert "is a kiosk" in set_up.session(KIOSK, AppSettings(), MILL).words
    hire(paths.shop_directory(MILL.name, MILL.identity))
    assert "as far as whoever" in set_up.session(EVERYTHING, AppSettings(), MILL).words
    (paths.shop_directory(MILL.name, MILL.identity) / "people.json").write_text("{")
    assert set_up.session(EVERYTHING, AppSettings(), MILL).state is State.WRONG


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_files_that_others_may_look_into_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    assert computer.folder(folder).state is State.OK, "it is made when it is needed"
    folder.mkdir(mode=0o700)
    assert computer.folder(folder).state is State.OK
    folder.chmod(0o755)
    assert "chmod -R go=" in computer.folder(folder).to_do
    file = tmp_path / "settings.toml"
    assert set_up.settings_file(file).state is State.OK
    file.touch()
    file.chmod(0o644)
    assert "chmod 600" in set_up.settings_file(file).to_do


def test_a_finding_is_a_line_and_what_to_do_another_one(capsys: Capture) -> None:
    assert in_words(Finding("home", State.OK, "yours")) == "home      yours"
    wrong = Finding("clock", State.WRONG, "! is wrong", "Set it.")
    assert in_words(wrong) == "clock     ! is wrong\n          → Set it."
    report = Report(is_json=False)
    report.add([Finding("keys", State.UNKNOWN, "not pressed")])
    assert report.is_well
    assert capsys.readouterr().out == "keys      ? not pressed\n"
    report.add([wrong])
    assert not report.is_well


def test_programs_read_it_as_json(practice_server: PracticeServer, capsys: Capture) -> None:
    shop = ShopSettings(
        name="Mill",
        base_url=practice_server.base_url,
        token="practice",
        rate=50,
        margin=0,
        print_command="/nowhere/lp",
    )
    save(Settings((shop,)))
    assert cli.main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {tuple(each) for each in told} == {("name", "state", "words", "what_to_do")}
    found = {each["name"]: each["state"] for each in told}
    assert found["API"] == found["journal"] == found["time"] == found["files"] == "ok"
    assert (found["taxes"], found["printer"]) == ("warning", "wrong")
    assert found["terminal"] == found["mirror"] == "unknown"


def test_what_nothing_can_go_on_with_stands_in_json_too(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", "https://example.com/api")
    assert cli.main(["doctor", "--json"]) == 2
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told[0]["name"] == "program"
    assert (told[-1]["name"], told[-1]["state"]) == ("stopped", "wrong")
    assert "Set CLEANCLOUD_API_TOKEN too" in told[-1]["words"]
    assert "Set CLEANCLOUD_API_TOKEN too" in err
