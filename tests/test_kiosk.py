"""What a kiosk hears of its environment, what it may do, and which sessions are kiosks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("asks for users and processes as POSIX has them", allow_module_level=True)

from cleancloud_tui import kiosk
from cleancloud_tui.api.errors import ReadOnlyError
from cleancloud_tui.api.rights import KIOSK, READ_ONLY, Right
from cleancloud_tui.settings import SettingsError
from cleancloud_tui.shop import who
from cleancloud_tui.shop.exports.files import ExportError, Exports

ROOT = Path(__file__).parents[1]

HOSTILE = {
    "CLEANCLOUD_API_TOKEN": "x",
    "CLEANCLOUD_BASE_URL": "http://127.0.0.1:9/api",
    "CLEANCLOUD_WEBHOOK_SECRET": "x",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "SSL_CERT_FILE": "/tmp/x",
    "SSLKEYLOGFILE": "/tmp/x",
    "TEXTUAL": "devtools",
    "PYTHONPATH": "/tmp/x",
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "/tmp/x",
    "BROWSER": "sh",
    "EDITOR": "sh",
    "PAGER": "sh",
    "PATH": "/tmp/x",
    "LD_PRELOAD": "/tmp/x",
}


def test_what_a_person_sets_is_not_heard() -> None:
    usual = {"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": "/home/till"}
    heard = kiosk.environment_of({**HOSTILE, **usual})
    assert {name: heard[name] for name in usual} == usual
    assert set(heard) == {*usual, "PATH"}
    assert "/tmp/x" not in heard.values()


def test_it_does_the_shops_work_and_nothing_of_the_computers(tmp_path: Path) -> None:
    refused = {right for right in Right if not KIOSK.may(right)}
    assert refused == {
        *(Right.SAVE, Right.OPEN, Right.READ_FILES),
        *(Right.SET_UP, Right.CONNECT, Right.SERVE, Right.UNASKED),
    }
    with pytest.raises(ReadOnlyError, match="The link was not opened: this session is a kiosk"):
        KIOSK.require(Right.OPEN)
    seen = {Right.SEE, Right.SEE_FIGURES}
    assert READ_ONLY.only(KIOSK.granted).granted == {Right.EXPORT, *seen}
    exports = Exports(tmp_path, KIOSK)
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="this session is a kiosk"):
        exports.write(exports.file("link"), [])
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("above", "is_kiosk"),
    [
        (["sshd-session"], True),  # the program stands in the shell's place
        (["bash -c cleancloud-tui", "sshd-session"], True),
        (["sh /usr/local/bin/till", "sshd"], True),
        (["sh -ec exec\0x", "dropbear"], True),
        (["-bash", "sshd-session"], False),
        (["bash", "sshd"], False),
        (["zsh -i -l", "sshd"], False),
        (["sudo -i", "-bash", "sshd"], False),
        (["bash", "login"], None),
        (["tmux: server"], None),
    ],
)
def test_a_session_without_a_shell_to_type_into_is_one(
    above: Sequence[str], is_kiosk: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who, "_PROCESSES", tmp_path)
    numbers = [os.getpid(), *range(900, 900 - len(above), -1), 1]
    for number, parent, words in zip(numbers, numbers[1:], ["python", *above], strict=False):
        (tmp_path / str(number)).mkdir()
        called = words.split(" ")[0].lstrip("-")
        (tmp_path / str(number) / "stat").write_text(f"{number} ({called}) S {parent} 1 1 0")
        (tmp_path / str(number) / "cmdline").write_bytes(words.encode().replace(b" ", b"\0"))
    assert kiosk.is_begun_over_ssh({}) is bool(is_kiosk)
    assert kiosk.is_begun_over_ssh({"SSH_ORIGINAL_COMMAND": "sh"}) is (is_kiosk is not False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_settings_of_another_user_are_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "cleancloud-tui"
    folder.mkdir()
    for name in ("settings.toml", "replies.toml"):
        (folder / name).touch(mode=0o600)
        os.chown(folder / name, 65534, 65534)
        with pytest.raises(SettingsError, match="was written by another user"):
            kiosk._require_own(folder / name)
        os.chown(folder / name, 0, 0)
        kiosk._require_own(folder / name)


def command(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cleancloud_tui", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_neither_an_address_nor_a_token_of_the_environment_is_used() -> None:
    hostile = {name: value for name, value in HOSTILE.items() if name.startswith("CLEANCLOUD")}
    done = command("--kiosk", "doctor", **hostile)
    assert "practice" in done.stdout
    assert "127.0.0.1" not in done.stdout


def test_python_takes_no_commands_behind_it() -> None:
    done = command("--kiosk", "budget", PYTHONINSPECT="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this session is a kiosk" in done.stderr


def test_nobody_is_forgotten_for_good_unasked() -> None:
    for whom in ("1", "--old"):
        done = command("--kiosk", "forget", whom, "--yes")
        assert done.returncode == 2
        assert "was not removed without a question: this session is a kiosk" in done.stderr


def test_no_file_is_read_wherever_it_is() -> None:
    done = command("--kiosk", "api", "getOrders", "--json", "/etc/passwd")
    assert done.returncode == 2
    assert "The file was not read: this session is a kiosk" in done.stderr
