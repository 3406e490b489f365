"""A store that a newer version made, or that is no file: said, not touched, the command fails."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.composition import stores_of
from cleancloud_tui.settings import Settings, ShopSettings, load, save
from cleancloud_tui.stores.store import StoredFile

Capture = pytest.CaptureFixture[str]

COMMANDS = (
    ["sync"],
    ["doctor"],
    ["doctor", "--seen"],
    ["audit"],
    ["forget", "12", "--yes"],
    ["budget"],
    ["summary"],
    ["api", "getPriceLists"],
    ["api", "updateOrder", "orderID=437", "status=1"],
)


def shop_at(address: str) -> list[StoredFile]:
    save(Settings((ShopSettings(name="Mill", base_url=address, token="t"),)))
    return stores_of(load().shop("Mill"))


def make_newer(store: StoredFile, version: int) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    store.prepare()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("CREATE TABLE unheard_of (id INTEGER PRIMARY KEY)")
        connection.execute(f"PRAGMA user_version = {version}")


def all_bytes(directory: Path) -> dict[str, bytes]:
    files = (each for each in directory.rglob("*") if each.is_file() and each.suffix != ".log")
    return {str(each): each.read_bytes() for each in files}


def make_folder(store: StoredFile) -> None:
    store.path.mkdir(parents=True)


def make_link_to_nothing(store: StoredFile) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    store.path.symlink_to("/nowhere/x.db")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda store: make_newer(store, len(store.migrations) + 1), "newer version"),
        (make_folder, "is no file. Move away what stands there"),
        (make_link_to_nothing, "is a link to /nowhere/x.db, which is not there"),
    ],
    ids=["newer", "folder", "link"],
)
@pytest.mark.parametrize("which", ["journal", "mirror", "pace"])
def test_every_command_says_so_and_touches_nothing(
    which: str, make: Callable[[StoredFile], None], said: str, tmp_path: Path, capsys: Capture
) -> None:
    stores = shop_at("http://127.0.0.1:1/api")
    (store,) = (store for store in stores if store.path.stem == which)
    make(store)
    before = all_bytes(tmp_path)
    for command in COMMANDS:
        if which != "pace" and command[0] in ("budget", "connect"):
            continue  # it needs nothing of the shop's
        assert cli.main(command) == 1, command
        err = capsys.readouterr().err
        assert str(store.path) in err, command
        assert said in err
        assert "Nothing was changed" in err
        assert all_bytes(tmp_path) == before, command


def test_the_practice_shop_says_so_too(tmp_path: Path, capsys: Capture) -> None:
    stores = stores_of(load().shop(""))
    (newer,) = (store for store in stores if store.path.stem == "practice")
    make_newer(newer, len(newer.migrations) + 1)
    before = all_bytes(tmp_path)
    for command in (["sync"], ["doctor"], ["practice", "--port", "0", "--data", str(newer.path)]):
        assert cli.main(command) == 1, command
        assert "newer version" in capsys.readouterr().err
        assert all_bytes(tmp_path) == before, command


def test_what_stands_in_the_log_alone_is_seen_and_stays_there(tmp_path: Path) -> None:
    (store, *_) = shop_at("http://127.0.0.1:1/api")
    make_newer(store, 6)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA user_version = 7")
        log = store.path.with_name("journal.db-wal")
        whole = {path: path.read_bytes() for path in (store.path, log)}
    assert not log.exists()
    for path, content in whole.items():  # as a newer program leaves it that was killed
        path.write_bytes(content)
    assert cli.main(["doctor"]) == 1
    assert {path: path.read_bytes() for path in whole} == whole
