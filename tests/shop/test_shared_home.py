"""Two users of a group are one shop: its pace, mirror, journal, audit trail, and nobody else's."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

if sys.platform == "win32":
    pytest.skip("asks for users as POSIX has them", allow_module_level=True)

from cleancloud_tui import paths
from cleancloud_tui.paths import HOME_VARIABLE, SharedHomeError
from cleancloud_tui.stores.private import keep_private
from tests.stranger.server import TOKEN, Stranger

ROOT: Final = Path(__file__).parents[2]
GROUP, TILL, MANAGER = 64321, 64322, 64323
"""A group and two users, by numbers that nobody has: the system asks for no more."""

RATE, MARGIN = 5, 0.12

_SETTINGS: Final = """
[[shops]]
name = "Mill"
base_url = "{address}"
token = "{token}"
rate = {rate}
margin = {margin}
"""

needs_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can be two users"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach."""
    with tempfile.TemporaryDirectory(dir="/tmp") as temporary:
        Path(temporary).chmod(0o755)
        yield Path(temporary)


def shared(folder: Path, stranger: Stranger, rate: int = RATE) -> Path:
    """Return a folder as its owner makes it, with settings in it."""
    folder.mkdir()
    os.chown(folder, 0, GROUP)
    folder.chmod(0o2770)
    told = {"address": stranger.base_url, "token": TOKEN, "rate": rate, "margin": MARGIN}
    settings = folder / "settings.toml"
    settings.write_text(_SETTINGS.format(**told))
    os.chown(settings, 0, GROUP)
    settings.chmod(0o660)
    return folder


class User:
    """A user of the computer, in a process of their own."""

    def __init__(self, number: int, scratch: Path, home: Path) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.shop.shared_home_user"),
                *(str(number), str(GROUP), str(scratch), str(home)),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def told(self) -> Mapping[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "it has ended"
        facts: Mapping[str, Any] = json.loads(line)
        return facts

    def go_on(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def __enter__(self) -> User:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


@needs_root
def test_two_users_of_a_group_are_one_shop(folder: Path) -> None:
    with Stranger() as mine, Stranger() as stranger, contextlib.ExitStack() as stack:
        home = shared(folder / "home", stranger)
        users = []
        for number in (TILL, MANAGER):
            scratch = shared(folder / f"scratch {number}", mine, rate=50)
            user = stack.enter_context(User(number, scratch, home))
            users.append(user)
            for _ in range(2):  # what it does as root
                user.told()
                user.go_on()
        assert [user.told()["user"] for user in users] == [TILL, MANAGER]
        for user in users:
            user.go_on()  # both at once
        modes: dict[str, str] = {}
        for user in users:
            modes |= user.told()["modes"]
        for user in users:
            user.go_on()
        seen = [user.told() for user in users]
        for user in users:
            user.go_on()
        arrivals = sorted(each.at for each in stranger.received)
        told = [each.parameters for each in stranger.received if each.is_write]
    numbers = {str(TILL), str(MANAGER)}
    assert {each["orderNotes"] for each in told} == numbers
    for facts in seen:
        assert set(facts["drafts"]) == numbers
        assert {who.rpartition("uid ")[2].rstrip(")") for who in facts["who"]} == numbers
    assert len({facts["notes"] for facts in seen}) == 1
    apart = [later - one for one, later in zip(arrivals, arrivals[RATE:], strict=False)]
    assert len(apart) > RATE
    assert min(apart) >= 1.0
    assert {"journal.db-wal", "mirror.db-shm", "pace.db", "pace.db-wal"} <= set(modes)
    assert set(modes.values()) == {f"{GROUP} 660", f"{GROUP} 2770"}


@needs_root
@pytest.mark.parametrize(
    ("owner", "group", "mode", "told"),
    [
        (0, 0, 0o2770, ""),
        (64322, 0, 0o2770, "belongs to uid 64322"),
        (0, 0, 0o2777, "chmod 2770"),
        (0, 0, 0o770, "chmod 2770"),
        (0, 0, 0o2750, "chmod 2770"),
    ],
)
def test_a_folder_that_others_could_write_is_refused(
    owner: int, group: int, mode: int, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.chown(folder, owner, group)
    folder.chmod(mode)
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    try:
        if not told:
            paths.keep()
        else:
            with pytest.raises(SharedHomeError, match=told):
                paths.keep()
    finally:
        keep_private()


@pytest.mark.parametrize("named", ["relative", "/nowhere/at/all", __file__])
def test_what_is_no_folder_is_told(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, named)
    with pytest.raises(SharedHomeError, match=HOME_VARIABLE):
        paths.keep()


def test_all_of_it_stands_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    found = [paths.settings_file(), paths.practice_file(), paths.ledger_file(), paths.log_file()]
    found += [paths.aliases_file(), paths.shop_directory("Mill", "x").parent.parent / "x"]
    assert {each.parent for each in found} == {tmp_path}
