"""Settings that are anything but settings are told in a sentence, whatever is started."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.settings import SettingsError, read_file, save
from tests import forking
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

SHOP = '[[shops]]\nname = "Mill"\ntoken = "t0ken"\n'


def holding(content: bytes) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.write_bytes(content)
        path.chmod(0o600)

    return make


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "is a link to nowhere"),
    "a link in a circle": (lambda path: path.symlink_to(path.name), "can't be read"),
    "a folder": (Path.mkdir, "can't be read: Is a directory"),
    "a pipe": (os.mkfifo, "is a pipe and no file"),
    "a device without an end": (lambda path: path.symlink_to("/dev/zero"), "is a device"),
    "nothing at all": (lambda path: path.symlink_to("/dev/null"), "is a device"),
    "brackets": (holding(b"a = " + b"[" * 5000), "brackets nest too deeply"),
    "tables": (holding(b"a = " + b"{a=" * 5000), "brackets nest too deeply"),
    "a key of many parts": (holding(b"a" + b".a" * 90_000 + b" = 1"), "so many dots"),
    "a pattern": (
        holding(f"{SHOP}garment_codes = '{'(' * 5000}{')' * 5000}'".encode()),
        "nests too deeply",
    ),
    "a video": (holding(b"\x00\x01\x02" * 400_000), "is larger than"),
    "zeros": (holding(b"\x00" * 4096), "save it as UTF-8"),
    "another encoding": (
        holding(f'{SHOP}currency = "£"'.encode("cp1252")),
        "line 4",
    ),
    "a name twice": (holding(f'{SHOP}name = "Dale"\n'.encode()), "Cannot overwrite a value"),
    "a number too large": (
        holding(f"{SHOP}tax = 1e999999999999999999999\n".encode()),
        "a number that is none",
    ),
    "a number too long": (
        holding(f"{SHOP}rate = 0x{'f' * 6000}\n".encode()),
        "whole number from 1",
    ),
    "digits without end": (holding(f"{SHOP}rate = {'9' * 6000}\n".encode()), "is no valid TOML"),
}


def settings(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
    path.parent.mkdir(parents=True, mode=0o700)
    return path


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_wrong_with_them_is_told_in_one_sentence(kind: str, tmp_path: Path) -> None:
    make, said = BROKEN[kind]
    path = settings(tmp_path)
    make(path)
    with pytest.raises(SettingsError) as caught:
        read_file()
    told = str(caught.value)
    assert told.startswith(str(path))
    assert said in told
    assert "t0ken" not in told
    assert "\n" not in told
    assert len(told) < 400


def test_a_folder_that_is_a_link_to_nothing_is_no_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "config" / "cleancloud-tui" / "settings.toml"
    path.parent.parent.mkdir()
    path.parent.symlink_to("unmounted")
    with pytest.raises(SettingsError, match="a link to unmounted, which is not there"):
        read_file()


@pytest.mark.parametrize("kind", ["a link to nothing", "brackets", "a pipe"])
def test_counter_and_commands_say_it_and_open_no_other_shop(kind: str, tmp_path: Path) -> None:
    make, said = BROKEN[kind]
    path = settings(tmp_path)
    make(path)
    with Terminal(size=(200, 24)) as counter:
        counter.wait_for(said)
        assert counter.wait_for_end() == 2
        assert "Traceback" not in counter.text
    ended = forking.run("doctor")
    assert ended.returncode == 2
    assert said in ended.stderr.decode()
    assert len(ended.stderr.splitlines()) == 1


def test_saving_through_a_link_leaves_the_link(tmp_path: Path) -> None:
    path = settings(tmp_path)
    (tmp_path / "kept").mkdir()
    holding(SHOP.encode())(tmp_path / "kept" / "real.toml")
    path.symlink_to(tmp_path / "kept" / "real.toml")
    save(read_file())
    assert path.is_symlink()
    assert "Mill" in path.read_text()
