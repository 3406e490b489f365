"""What is said of a file that can't be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from cleancloud_tui.shop import database
from cleancloud_tui.shop.database import StorageError


@pytest.mark.parametrize(
    ("free", "said"),
    [(0, "The disk that it is on is full: make room there"), (10**9, "Look whether the disk is")],
)
def test_a_full_disk_is_called_so(
    free: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    error = StorageError(tmp_path / "mirror.db", sqlite3.OperationalError("disk I/O error"))
    assert said in str(error)


def test_nor_does_it_matter_that_the_folder_is_not_there(tmp_path: Path) -> None:
    error = StorageError(tmp_path / "gone" / "mirror.db", OSError("no such folder"))
    assert "Look whether the disk is full" in str(error)
