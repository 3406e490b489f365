"""Somebody who may only read tries to change something: through SSH where there is a server."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shlex
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui import cli
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import load
from cleancloud_tui.shop.journal.drafts import NEW_ORDERS
from tests.scanner import over_ssh
from tests.stranger.server import TOKEN, Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

ROOT: Final = Path(__file__).parents[2]
CUSTOMER, ORDER, BARCODE = "101", "204", "552040001"
LINK: Final = "http://127.0.0.1:9/receipt"

PROGRAMS: Final = (
    *("lynx", "www-browser", "w3m", "links", "elinks", "xdg-open", "sensible-browser"),
    *("less", "more", "pager", "vi", "printer"),
)
"""What could be started; each leaves a trace."""

TRACE: Final = '#!/bin/sh\ncat >> "$HOME/started-$(basename $0)" 2>/dev/null </dev/null\n'

_SETTINGS: Final = """
[app]
hide_seconds = 0

[[shops]]
name = "Mill"
base_url = "{address}"
token = "{token}"
rate = 50
margin = 0.0
first_day = {first_day}
print_command = "{printer}"
"""

_KEPT: Final = {
    "journal.db": ("drafts", "entries", "scans", "counts", "counted"),
    "mirror.db": ("forgotten",),
}
"""The tables of the program's own files in which a person's doing stands."""


@dataclass(frozen=True, slots=True)
class Victim:
    """The account of a shop's computer, with what is to be found there unchanged."""

    home: Path
    config: Path
    data: Path
    stranger: Stranger

    @property
    def shop(self) -> Path:
        """Where the shop's files are."""
        return next((self.data / "cleancloud-tui" / "shops").iterdir())

    @property
    def exports(self) -> Path:
        return self.shop / "exports"

    def found(self) -> Mapping[str, object]:
        """Return all that must stay as it is, byte by byte."""
        files = [each for place in (self.home, self.config) for each in sorted(place.rglob("*"))]
        found: dict[str, object] = {str(each): _state(each) for each in files}
        for name, tables in _KEPT.items():
            with contextlib.closing(sqlite3.connect(self.shop / name)) as connection:
                for table in tables:
                    found[f"{name} {table}"] = connection.execute(
                        f"SELECT * FROM {table}"
                    ).fetchall()
                if name == "mirror.db":
                    found["paused"] = connection.execute(
                        "SELECT * FROM facts WHERE name LIKE '%paused%'"
                    ).fetchall()
        found["written"] = [each for each in self.stranger.received if each.is_write]
        return found


def _state(path: Path) -> object:
    if path.is_symlink():
        return path.readlink()
    return stat.S_IMODE(path.stat().st_mode), path.read_bytes() if path.is_file() else b""


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    home, programs = tmp_path / "home", tmp_path / "home" / "bin"
    programs.mkdir(parents=True)
    for name in (".bashrc", ".profile", ".inputrc", "notes.txt"):
        (home / name).write_text(f"# {name}\n")
    (home / ".ssh").mkdir(mode=0o700)
    (home / ".ssh" / "authorized_keys").write_text("# nobody\n")
    (home / "Downloads").mkdir()
    for name in PROGRAMS:
        (programs / name).write_text(TRACE)
        (programs / name).chmod(0o755)
    with Stranger() as stranger:
        stranger.shop.orders[ORDER]["receiptLink"] = LINK
        settings = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(mode=0o600)
        told = {"address": stranger.base_url, "token": TOKEN, "printer": programs / "printer"}
        first_day = date.today() - timedelta(days=40)
        settings.write_text(_SETTINGS.format(first_day=first_day, **told))
        asyncio.run(_a_parked_order())
        yield Victim(home, tmp_path / "config", tmp_path / "data", stranger)


async def _a_parked_order() -> None:
    """Fill the mirror, and park an order that anybody may go on with."""
    settings = load().shop()
    async with opened_shop(settings, rights=EVERYTHING, process="test") as shop:
        await shop.sync.catch_up()
        await shop.drafts.keep(NEW_ORDERS, CUSTOMER, {"notes": "hem"}, customer_id=CUSTOMER)
        await shop.drafts.leave(NEW_ORDERS, CUSTOMER)


@pytest.fixture
def manager(victim: Victim, tmp_path: Path) -> Iterator[Terminal]:
    """Open the counter read-only from the home, as `ssh -t till … --read-only` does."""
    variables = {
        "HOME": victim.home,
        "PATH": f"{victim.home / 'bin'}:/usr/bin:/bin",
        "SHELL": "/bin/bash",
        "PYTHONPATH": ROOT,
        "TERM": "xterm-256color",
    }
    command = [sys.executable, "-m", "cleancloud_tui", "--read-only"]
    set_here = shlex.join(f"{name}={value}" for name, value in variables.items())
    line = f"cd {shlex.quote(str(victim.home))} && exec env {set_here} {shlex.join(command)}"
    with contextlib.ExitStack() as stack:
        way: Sequence[str] = ("sh", "-c", line)
        if over_ssh.is_possible():
            keys = tmp_path / "keys"
            keys.mkdir()
            client = stack.enter_context(over_ssh.server(keys))
            way = [*client, over_ssh.remote(["sh", "-c", line], ROOT)]
        yield stack.enter_context(Terminal(command=way))


def type_slowly(counter: Terminal, text: str) -> None:
    counter.press(*text)


def gone(counter: Terminal, what: str) -> None:
    counter.wait_for(rf"\A(?!(?:.|\n)*{what})")


def not_in_palette(counter: Terminal, title: str) -> None:
    counter.press("\x10")
    counter.wait_for("Search for commands")
    type_slowly(counter, title)
    counter.wait_for("No matches found")
    counter.press("escape")
    gone(counter, "Search for commands")


def open_order(counter: Terminal) -> None:
    counter.press("f2")
    counter.wait_for("Name, phone, address")
    type_slowly(counter, "abbott")
    counter.wait_for("Abbott Ines")
    counter.press("enter")
    counter.wait_for(rf"{ORDER} ")
    counter.press("enter")
    counter.wait_for("m More")


def from_more(counter: Terminal, title: str) -> None:
    counter.press("m")
    counter.press(counter.wait_for(rf"(\w) +{title}")[1])
    gone(counter, "All operations of the API")


def export_as(counter: Terminal, name: str) -> None:
    counter.press("ctrl+s")
    counter.wait_for("to which file")
    counter.press("\x15")  # empties the line
    type_slowly(counter, name)
    counter.press("enter")
    gone(counter, "to which file")


def refused(counter: Terminal, what: str) -> None:
    words = f"{what} this session is".split()
    gap = r"(?:\W+|[^\n]*\n[^\n]*?)"  # it may stand on two lines, before something else
    counter.wait_for(gap.join(map(re.escape, words)))


def test_nothing_is_changed_from_a_read_only_counter(victim: Victim, manager: Terminal) -> None:
    before = victim.found()
    manager.wait_for(r"READ ONLY(.|\n)*online")

    for title in ("Connect a shop", "Pause or", "Set up the", "Screenshot"):
        not_in_palette(manager, title)

    manager.press("\x0f")  # the parked orders
    manager.wait_for("1 order parked")
    manager.press("d")
    refused(manager, "was not kept:")
    manager.press("enter")
    manager.wait_for("1 order parked")
    manager.press("escape", "\x07")  # the budget
    manager.wait_for("Forecast")
    manager.press("c")
    refused(manager, "budget was not changed:")
    manager.press("m")

    open_order(manager)
    for key in "snegth":
        manager.press(key)
        refused(manager, "was not sent:")
        time.sleep(0.3)  # so many letters in a row are a scanner's
    manager.press("m")
    manager.wait_for("All operations of the API")
    assert "Delete the order" not in manager.text
    manager.press("escape")
    gone(manager, "All operations of the API")
    from_more(manager, "Copy or open the receipt")
    manager.wait_for(rf"Receipt of order {ORDER}(.|\n)*{LINK}")
    assert "Open in the browser" not in manager.text
    manager.press("o", "escape")
    gone(manager, "Receipt of order")
    from_more(manager, "Ticket")
    manager.wait_for("⏎ Done")
    assert "p Print" not in manager.text
    manager.press("p")
    refused(manager, "ticket was not printed:")
    manager.press("s")
    refused(manager, "file was not written:")
    manager.press("escape")
    manager.wait_for("m More")
    manager.press("escape")
    manager.wait_for("r Pickups")
    manager.press("o")  # a new order, or the one that was parked
    refused(manager, "was not sent:")

    manager.press("ctrl+q")
    assert manager.wait_for_end() == 0
    assert victim.found() == before
    assert not victim.exports.exists()


@pytest.mark.once
def test_files_go_to_the_export_folder_only(victim: Victim, manager: Terminal) -> None:
    victim.exports.mkdir(mode=0o700)
    (victim.exports / "there.csv").write_text("mine\n")
    (victim.exports / "link.csv").symlink_to(victim.home / ".bash_login")
    before = victim.found()
    manager.wait_for(r"READ ONLY(.|\n)*online")
    manager.press("f3")
    manager.wait_for("Code")
    type_slowly(manager, BARCODE)
    manager.press("enter")
    manager.wait_for(rf"{ORDER}")
    for name in ("~/.bashrc", "../x.csv", "bin/lynx", ".x", "/dev/shm/x", "-x", "$(x)"):
        export_as(manager, name)
        refused(manager, f"Nothing was written to “{name}”:")
    for name in ("there", "link.csv"):
        export_as(manager, name)
        refused(manager, f"{name.removesuffix('.csv')}.csv is there already, and")
    export_as(manager, "mine")
    manager.wait_for("1 line written to")
    manager.press("ctrl+q")
    assert manager.wait_for_end() == 0
    assert victim.found() == before
    assert (victim.exports / "there.csv").read_text() == "mine\n"
    mine = victim.exports / "mine.csv"
    assert BARCODE in mine.read_text()
    assert stat.S_IMODE(mine.stat().st_mode) == 0o600
    assert sorted(each.name for each in victim.exports.iterdir()) == [
        *("link.csv", "mine.csv", "there.csv"),
    ]
    assert not (victim.home / ".bash_login").exists()


COMMANDS: Final = (
    ("forget", CUSTOMER, "--yes"),
    ("forget", "*", "--yes"),
    ("budget", "--spent", "7"),
    ("budget", "--month", "9"),
    ("api", "updateOrder", f"orderID={ORDER}", "paid=1"),
    ("api", "deleteOrder", f"orderID={ORDER}"),
    ("connect", "--name", "Other", "--base-url", "http://127.0.0.1:9/api"),
    ("practice", "--port", "0", "--data", "HOME/.bashrc"),
    ("audit", "--csv", "HOME/.bashrc"),
    ("audit", "--csv", "HOME/new.csv"),
    ("summary", "--csv", "HOME/.profile"),
)


def test_nothing_is_changed_by_a_read_only_command(
    victim: Victim, capsys: pytest.CaptureFixture[str]
) -> None:
    before = victim.found()
    for command in COMMANDS:
        typed = [each.replace("HOME", str(victim.home)) for each in command]
        assert cli.main(["--read-only", *typed]) != 0, command
        assert "read-only" in capsys.readouterr().err, command
        assert victim.found() == before, command
    assert cli.main(["budget"]) == 0
    assert "of 50,000" in capsys.readouterr().out


def test_a_read_only_command_exports_by_a_new_name_alone(
    victim: Victim, capsys: pytest.CaptureFixture[str]
) -> None:
    before: Any = victim.found()
    assert cli.main(["--read-only", "audit", "--csv", "trail"]) == 0
    assert str(victim.exports / "trail.csv") in capsys.readouterr().err
    assert cli.main(["--read-only", "audit", "--csv", "trail.csv"]) != 0
    assert "is there already" in capsys.readouterr().err
    assert victim.found() == before
