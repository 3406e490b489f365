"""A damaged journal in the real program: carried over, and told of until somebody has read it."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui import cli
from cleancloud_tui.composition import stores_of
from cleancloud_tui.settings import load
from tests.stranger.server import Stranger
from tests.terminal import Terminal

from .stored import content_of

pytestmark = pytest.mark.terminal

TO_RESOLVE, SEEN = "\x12", "\x19"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    with Stranger() as stranger:
        for name, value in stranger.environment.items():
            monkeypatch.setenv(name, value)
        yield stranger


def journal_with(content: bytes) -> Path:
    journal = next(
        store.path for store in stores_of(load().shop("")) if store.path.stem == "journal"
    )
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(content)
    return journal


@pytest.mark.usefixtures("stranger")
def test_it_is_told_on_the_screen_and_by_doctor_until_it_was_read(capsys: Capture) -> None:
    content = content_of("journal_6")
    journal = journal_with(b"\xff" * 4096 + content[4096:])
    with Terminal() as counter:
        counter.wait_for("1 FILE DAMAGED Ctrl.R")
        counter.press(TO_RESOLVE)
        counter.wait_for("journal.db was damaged")
        counter.wait_for(r"Carried over:\s+3\s+open and 4 settled changes, 2 drafts")
        counter.wait_for("Charge")
        counter.press("ctrl+q")
    (aside,) = journal.parent.glob("journal.damaged-*.db")
    assert aside.read_bytes()[4096:] == content[4096:]
    cli.main(["doctor"])
    assert "journal.db was damaged" in capsys.readouterr().out
    with Terminal() as counter:
        counter.wait_for("1 FILE DAMAGED")
        counter.press(TO_RESOLVE)
        counter.wait_for("Ctrl.Y says that you have read this")
        counter.press(SEEN)
        counter.wait_for(r"\A(?![\s\S]*(DAMAGED|damaged))")
        counter.press("ctrl+q")
    cli.main(["doctor"])
    assert "damaged" not in capsys.readouterr().out
    assert aside.exists()


def test_a_counter_over_a_newer_journal_ends_with_a_sentence(stranger: Stranger) -> None:
    journal = journal_with(content_of("journal_6"))
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = journal.read_bytes()
    with Terminal() as counter:
        assert counter.wait_for_end() == 1
        assert "newer version" in " ".join(counter.text.split())
    assert journal.read_bytes() == before
    assert stranger.of("getOrders") == []
