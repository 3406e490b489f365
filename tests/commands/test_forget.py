"""`cleancloud-tui forget`: asks, removes, and says what it did and what it does not do."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from cleancloud_tui import cli
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import Settings, ShopSettings, save
from cleancloud_tui.shop import database
from cleancloud_tui.shop.mirror import storing
from cleancloud_tui.shop.tickets.ticket_files import TicketFiles

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file() -> Path:
    """The mirror of a shop that can't be reached; it knows one customer with two orders."""
    settings = ShopSettings(name="Mill", base_url="http://127.0.0.1:1/api", token="t")
    save(Settings((settings,)))

    async def fill() -> Path:
        async with opened_shop(settings, rights=EVERYTHING) as shop:
            mirror = shop.mirror
            reading = mirror.reading(time.time())
            for store, rows in (
                (storing.store_customers, [{"ID": "12", "Name": "Ann Onymous", "Tel": "555 0101"}]),
                (
                    storing.store_orders,
                    [
                        {"id": "7", "customerID": "12", "status": "2"},
                        {"id": "8", "customerID": "12", "status": "1"},
                    ],
                ),
                (partial(storing.store_garments, order_id="8"), [{"barcodeID": "0042"}]),
            ):
                await mirror.file.store(rows, partial(store, reading=reading))
            return mirror.file.path

    return asyncio.run(fill())


class Terminal(io.StringIO):
    """A terminal at which something is typed."""

    def isatty(self) -> bool:
        return True


def names_in(file: Path) -> bool:
    return any(b"Onymous" in each.read_bytes() for each in file.parent.glob("*.db*"))


def test_a_customer_is_named_and_removed_when_somebody_says_yes(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert cli.main(["forget", " 12 "]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Customer 12, Ann Onymous, with 2 orders (1 open) and 1 garment will be ")
    assert "Nothing is changed at CleanCloud: deactivate the customer there." in out
    assert "2 orders and 1 garment were removed" in out
    assert err == ""
    assert not names_in(file)

    assert cli.main(["forget", "12", "--yes"]) == 0, "to do it again is no mistake"
    assert "0 orders and 0 garments were removed" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["n\n", "\n", "", "yellow\n"])
def test_anything_but_yes_removes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, typed: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert cli.main(["forget", "12"]) == 1
    assert capsys.readouterr().err == "Nothing was removed.\n"
    assert names_in(file)


def test_without_a_terminal_it_takes_yes(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert cli.main(["forget", "12"]) == 2
    assert "Add --yes" in capsys.readouterr().err
    assert names_in(file)
    assert cli.main(["forget", "--yes", "12"]) == 0
    assert not names_in(file)


def test_an_unknown_customer_is_told_and_marked_where_that_is_wanted(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert cli.main(["forget", "99"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Nothing is known of a customer 99 here, so nothing was removed.")
    assert marked(file) == []

    assert cli.main(["forget", "99", "--yes"]) == 1
    assert "Was it the right one?" in capsys.readouterr().err
    assert marked(file) == ["99"]
    assert names_in(file), "nobody else was removed"


def marked(file: Path) -> list[str]:
    with sqlite3.connect(file) as connection:
        found = [row[0] for row in connection.execute("SELECT customer_id FROM forgotten")]
    connection.close()
    return found


def test_what_could_not_be_overwritten_yet_is_told_and_done_the_next_time(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(database, "_READERS_SECONDS", 0.05)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM customers").fetchone()
    assert cli.main(["forget", "12", "--yes"]) == 1
    out, err = capsys.readouterr()
    assert "Customer 12 is forgotten" in out
    assert "it may still stand on the disk" in err
    assert names_in(file)
    reader.close()
    assert cli.main(["forget", "12", "--yes"]) == 0
    assert capsys.readouterr().err == ""
    assert not names_in(file)


def test_an_empty_id_is_bad_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["forget", " ", "--yes"])
    assert ended.value.code == 2
    assert "is to be an id" in capsys.readouterr().err


@pytest.mark.parametrize("pattern", ["*", "?2", "[1]2", "**/*", "../12", "12*"])
def test_a_pattern_is_nobodys_id(file: Path, pattern: str, capsys: Capture) -> None:
    tickets = TicketFiles(file.parent / "tickets")
    saved = [tickets.save("12", "7", "Ann"), tickets.save("3", "9", "Bo")]
    assert cli.main(["forget", pattern, "--yes"]) == 1
    assert "Nothing was known" in capsys.readouterr().err
    assert all(path.exists() for path in saved)
    assert names_in(file)
