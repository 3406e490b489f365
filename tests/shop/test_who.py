from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

if sys.platform == "win32":
    pytest.skip("asks for users and processes as POSIX has them", allow_module_level=True)

from cleancloud_tui.shop import who
from cleancloud_tui.shop.who import UNKNOWN_ADDRESS, who_is_here
from tests.scanner import over_ssh

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    who.told_by_server.cache_clear()
    yield
    who.told_by_server.cache_clear()


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for /proc; this process hangs on what `process` puts there."""
    monkeypatch.setattr(who, "_PROCESSES", tmp_path)
    return tmp_path


def process(
    processes: Path, number: int, parent: int, name: str, began: Mapping[str, str] | None = None
) -> None:
    directory = processes / str(number)
    directory.mkdir()
    (directory / "stat").write_text(f"{number} ({name}) S {parent} 1 1 0")
    if began is not None:
        lines = [f"{variable}={value}" for variable, value in began.items()]
        (directory / "environ").write_bytes("\0".join(lines).encode())


def test_the_user_is_the_systems_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = who_is_here().user
    for variable in ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(variable, "the manager")
    assert who_is_here().user == real != "the manager"
    monkeypatch.setattr("pwd.getpwuid", lambda _: SimpleNamespace(pw_name="till"))
    assert who_is_here().user == "till"


def test_a_user_without_a_name_is_told_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert who_is_here().user == f"uid {os.getuid()}"


def test_the_address_is_what_the_server_told_first(
    processes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "198.51.100.1 1 192.0.2.1 22")  # set by whoever sits there
    process(processes, os.getpid(), 30, "python")
    process(processes, 30, 20, "ba) S 1 (sh", {"SSH_CONNECTION": "2001:db8::7 5 2001:db8::1 22"})
    process(processes, 20, 10, "sshd")
    assert who_is_here().address == "2001:db8::7"


def test_below_a_server_that_told_nothing_the_address_is_unknown(
    processes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "198.51.100.1 1 192.0.2.1 22")
    process(processes, os.getpid(), 30, "python")
    process(processes, 30, 20, "sudo")  # another user's: what it began with is not shown
    process(processes, 20, 1, "sshd-session")
    assert who_is_here().address == UNKNOWN_ADDRESS


def test_without_a_server_in_sight_the_environment_is_asked_for_an_address(
    processes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process(processes, os.getpid(), 30, "python")
    process(processes, 30, 1, "tmux: server")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
    assert who_is_here().address == "192.0.2.7"
    for no_address in ("", "Maria", "192.0.2.7; rm", "\x1b[2J 1 2 3"):
        monkeypatch.setenv("SSH_CONNECTION", no_address)
        assert who_is_here().address == ""


@pytest.mark.skipif(not over_ssh.is_possible(), reason="there is no SSH server")
def test_through_ssh_the_address_is_the_clients(tmp_path: Path) -> None:
    told = "from cleancloud_tui.shop.who import who_is_here; print(who_is_here())"
    with over_ssh.server(tmp_path) as client:
        forged = ["env", "SSH_CONNECTION=198.51.100.1 1 2 3", "USER=manager"]
        line = over_ssh.remote([*forged, sys.executable, "-c", told], ROOT)
        # A shell stays in between, as for whoever logs in and starts the program.
        done = subprocess.run([*client, f"{line.replace('exec ', '')}; true"], capture_output=True)
    assert b"address='127.0.0.1'" in done.stdout
    assert b"manager" not in done.stdout
