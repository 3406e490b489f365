"""What `doctor` says of damage, and what of other stores than the journal outlives it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.composition import stores_of
from cleancloud_tui.settings import Settings, ShopSettings, load, save
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.stores.aside import told_of

from .stored import NOW, SHOP, content_of, made

Capture = pytest.CaptureFixture[str]
PAGE = 4096


def torn_journal() -> Path:
    save(Settings((ShopSettings(name="Mill", base_url="http://127.0.0.1:1/api", token="t"),)))
    path = stores_of(load().shop("Mill"))[0].path
    path.parent.mkdir(parents=True, exist_ok=True)
    tear(path, content_of("journal_6"), "entries_by_time")
    return path


def tear(path: Path, content: bytes, name: str) -> None:
    """Write a file with noise in the first page of one of its tables or indexes."""
    path.write_bytes(content)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
        (root,) = told.fetchone()
    at = (root - 1) * PAGE
    path.write_bytes(content[:at] + b"\xa5" * PAGE + content[at + PAGE :])


def test_doctor_finds_what_nobody_has_met_and_tells_it_until_it_was_read(capsys: Capture) -> None:
    path = torn_journal()
    before = path.read_bytes()
    assert cli.main(["--read-only", "doctor"]) == 1
    assert f"{path} is damaged" in capsys.readouterr().err
    assert (path.read_bytes(), len(list(path.parent.iterdir()))) == (before, 1)

    assert cli.main(["doctor"]) != 0
    out = capsys.readouterr().out
    assert "journal.db was damaged" in out
    assert "3 open and 4 settled changes, 2 drafts" in out
    assert "Nothing of it is missing" in out
    (aside,) = path.parent.glob("journal.damaged-*.db")
    assert aside.read_bytes() == before

    cli.main(["doctor"])
    out = capsys.readouterr().out
    assert "journal.db was damaged" in out, "still"
    assert "journal.db can be read whole" in out
    assert cli.main(["--read-only", "doctor", "--seen"]) == 2
    cli.main(["doctor", "--seen"])
    assert "damaged" not in capsys.readouterr().out
    assert aside.exists()


async def test_a_mirror_made_anew_still_forgets_whom_it_had_to(tmp_path: Path) -> None:
    path, said = tmp_path / "mirror.db", list[str]()
    tear(path, content_of("mirror_6"), "customers")
    mirror = Mirror(path, lambda: NOW, said.append)
    assert mirror.customer("12") is None
    marks = mirror.file.rows("SELECT * FROM forgotten")
    assert [tuple(row) for row in marks] == [("77", NOW - 1000.0, '["customer:77"]')]
    assert "read again from CleanCloud" in said[0]
    await mirror.aclose()


@pytest.mark.parametrize("torn", ["slots_by_due", "days"])
def test_a_ledger_made_anew_goes_on_counting(tmp_path: Path, torn: str) -> None:
    path = made(tmp_path, "ledger_2").path
    tear(path, path.read_bytes(), torn)
    ledger = Ledger(path, SHOP, process="test", clock=lambda: NOW)
    ledger.book("getOrders", background=False)
    assert (ledger.spent(), ledger.terms().month) == (15, 40_000)
    ledger.close()
    (told,) = told_of([path])
    assert ("carried over" if torn != "days" else "budget --spent N") in told.sentence


def test_the_terms_of_a_ledger_that_cannot_be_are_damage(tmp_path: Path) -> None:
    path = made(tmp_path, "ledger_2").path
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE terms SET starts = 99")
    ledger = Ledger(path, SHOP, process="test", clock=lambda: NOW)
    assert (ledger.spent(), ledger.terms().starts) == (14, 1)
    ledger.close()
    assert len(told_of([path])) == 1
