"""Whatever the program makes is its user's alone, whatever umask it was started with."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("modes are POSIX", allow_module_level=True)

from tests import forking
from tests.stranger import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

PROGRAM = (sys.executable, "-m", "cleancloud_tui")
UMASKS = (0o000, 0o022, 0o777)


def under(umask: int) -> list[str]:
    """Return what starts the program with a umask."""
    code = f"import os, sys; os.umask({umask}); os.execv(sys.argv[1], sys.argv[1:])"
    return [sys.executable, "-ISc", code, *PROGRAM]


def open_to_others(*places: Path) -> list[str]:
    found = [each for place in places for each in (place, *place.rglob("*"))]
    assert len(found) > len(places)
    modes = {each: stat.S_IMODE(each.lstat().st_mode) for each in found if not each.is_symlink()}
    return [f"{mode:o} {each}" for each, mode in modes.items() if mode & 0o077]


def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return where the program keeps files; nothing is there yet, not even the folders."""
    made = []
    for kind in ("CONFIG", "DATA", "STATE"):
        made.append(tmp_path / "home" / kind.lower() / "deeper")
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(made[-1]))
    (tmp_path / "home").mkdir()
    return made


@pytest.mark.parametrize("umask", UMASKS)
def test_nobody_else_can_look_into_what_commands_make(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places(tmp_path, monkeypatch)
    connects = ["connect", "--name", "Mill"]
    with Stranger() as stranger:
        token = stranger.environment["CLEANCLOUD_API_TOKEN"]
        for arguments in (
            [*connects, "--base-url", stranger.base_url],
            ["summary", "--csv", str(tmp_path / "home" / "days.csv")],
            ["--read-only", "summary", "--csv", "days.csv"],
            ["api", "updateOrder", "orderID=204", "status=1"],
        ):
            given = f"{token}\n".encode()
            forking.run(*arguments, given=given, umask=umask).check_returncode()
    there = {each.name for each in (tmp_path / "home").rglob("*")}
    assert {"settings.toml", "days.csv", "journal.db", "mirror.db", "pace.db"} <= there
    assert not open_to_others(*(tmp_path / "home").iterdir())


def test_nobody_else_can_look_into_what_the_counter_makes_or_did_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, data, state = places(tmp_path, monkeypatch)
    before = data / "cleancloud-tui" / "shops"
    before.mkdir(parents=True)
    for folder in (before, before.parent):
        folder.chmod(0o777)
    data.chmod(0o755)  # the system's own, and others' programs have files there
    with Stranger() as stranger:
        environment = stranger.environment
        with Terminal(environment=environment, command=under(0)) as counter:
            counter.press("abbott")
            counter.wait_for("Abbott Ines")
            counter.press("enter")
            counter.wait_for("204  Cleaning")
            counter.press("enter")
            counter.wait_for("m More")
            counter.press("m")
            counter.press(counter.wait_for(r"(\d)\s+Ticket")[1])
            counter.wait_for("ORDER 204")
            counter.press("s")
            counter.wait_for("Saved as")
            assert any(each.name.endswith("-wal") for each in data.rglob("*"))
            assert any(data.rglob("customer-101-order-*.txt"))
            assert any(data.rglob("*.alive"))
            assert not open_to_others(data / "cleancloud-tui", state)
    assert stat.S_IMODE(data.stat().st_mode) == 0o755


def test_the_practice_shops_file_is_private_and_its_folder_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    file = folder / "deep" / "[practice]*.db"
    asked = ["practice", "--port", "0", "--customers", "5", "--data", str(file)]
    process = subprocess.Popen([*under(0), *asked], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    process.terminate()
    process.wait()
    assert file.exists()
    assert not open_to_others(folder / "deep")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert os.path.commonpath([folder, file]) == str(folder)
