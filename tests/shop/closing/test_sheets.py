"""Closing sheets: counted, beside what should be there, kept for good."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest

from cleancloud_tui.api.errors import ReadOnlyError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY, Rights
from cleancloud_tui.shop.closing.sheet import Sheet, changed, notes_and_coins
from cleancloud_tui.shop.closing.sheet_rows import closing_store
from cleancloud_tui.shop.closing.sheets import Sheets
from cleancloud_tui.shop.closing.slip import WIDTH, slip_of
from cleancloud_tui.shop.closing.typed import form_of, mistakes_in, sheet_typed, values_of
from cleancloud_tui.shop.database import nobody_is_told
from tests.host import NOW

DAY = date(2026, 11, 20)
MONEY = notes_and_coins("$")
TYPED = {"of_2000": "3", "of_25": "4", "float": "50", "taken_out": "20.00", "note": "short shift"}


def _sheets(
    path: Path, rights: Rights = EVERYTHING, notify: Callable[[str], None] = lambda _: None
) -> Sheets:
    return Sheets(path, lambda: NOW, lambda: "Ada", notify, nobody_is_told, rights)


@pytest.fixture
async def sheets(tmp_path: Path) -> AsyncIterator[Sheets]:
    each = _sheets(tmp_path / "closing.db")
    yield each
    await each.aclose()


def test_what_was_counted_beside_what_should_be_there() -> None:
    sheet = sheet_typed(TYPED, MONEY, DAY, Decimal("32.50"))
    assert sheet.counted == Decimal("61.00")
    assert sheet.expected == Decimal("62.50")
    assert sheet.difference == Decimal("-1.50")
    assert sheet_typed(values_of(sheet), MONEY, DAY, sheet.received) == sheet
    unknown = replace(sheet, received=None)
    assert (unknown.expected, unknown.difference) == (None, None)


@pytest.mark.parametrize("currency", ["$", "€", "£", "¥", "kr"])
def test_each_note_and_coin_has_a_field(currency: str) -> None:
    money = notes_and_coins(currency)
    assert list(money) == sorted(money, reverse=True)
    names = [each.name for each in form_of(money).parameters]
    assert len(names) == len(set(names)) == len(money) + 4


def test_the_shop_settles_what_is_counted() -> None:
    assert notes_and_coins("$", "1 20 0.50") == (Decimal(20), Decimal(1), Decimal("0.50"))
    for wrong in ("ten", "5 5", "0", "0.005x"):
        with pytest.raises(ValueError, match=wrong):
            notes_and_coins("$", wrong)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("of_2000", "three", "How many"),
        ("of_2000", "-1", "How many"),
        ("of_2000", "1.5", "How many"),
        ("of_1", "1000000", "too many"),
        ("float", "fifty", "An amount"),
        ("float", "1,250", "may be"),
        ("taken_out", "5.0055", "An amount"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(name: str, typed: str, said: str) -> None:
    mistakes = mistakes_in({**TYPED, name: typed}, MONEY)
    assert list(mistakes) == [name]
    assert said in mistakes[name]


async def test_a_correction_stands_beside_what_it_corrects(sheets: Sheets, tmp_path: Path) -> None:
    first = await sheets.keep(sheet_typed(TYPED, MONEY, DAY, Decimal("32.50")))
    again = await sheets.keep(replace(first, float=Decimal("48.50"), note="4111 1111 1111 1111"))
    other = await sheets.keep(Sheet(date(2026, 11, 19)))
    assert first.staff == "Ada"
    kept = await sheets.of_day(DAY)
    assert kept == [again, first]
    assert "4111" not in again.note
    assert await sheets.all() == [again, first, other]
    assert await sheets.last_before(DAY) == other
    names = [name for name, _, _ in changed(first, again)]
    assert names == ["float", "difference"]
    letterhead = ("12 Pier Street", "(555) 0100")
    slip = slip_of(kept, shop="Acme", letterhead=letterhead, time_zone=UTC, currency="$")
    assert [line.strip() for line in slip.splitlines()[:4]] == [
        *("Acme", *letterhead, "CLOSING SHEET"),
    ]
    assert "Corrects: " in slip
    assert "  Difference: -$1.50, then $0.00" in slip
    assert all(len(line) <= WIDTH for line in slip.splitlines())
    with contextlib.closing(sqlite3.connect(tmp_path / "closing.db")) as connection:
        for sql in ("UPDATE sheets SET staff = 'x'", "DELETE FROM sheets"):
            with pytest.raises(sqlite3.IntegrityError, match="is never"):
                connection.execute(sql)


async def test_a_session_that_may_change_nothing_keeps_none_and_makes_no_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "closing.db"
    looking = _sheets(path, READ_ONLY)
    assert await looking.all() == []
    with pytest.raises(ReadOnlyError, match="The closing sheet was not kept"):
        await looking.keep(Sheet(DAY))
    assert not path.exists()
    sheets = _sheets(path)
    kept = await sheets.keep(Sheet(DAY, float=Decimal(5)))
    assert await looking.all() == [kept]
    await looking.aclose()
    await sheets.aclose()


async def test_what_can_be_read_of_a_damaged_file_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "closing.db"
    sheets = _sheets(path)
    kept = [await sheets.keep(Sheet(DAY, float=Decimal(number))) for number in range(5)]
    await sheets.aclose()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[:16] = b"not a database.."
    path.write_bytes(content)
    said = closing_store(path).prepare()
    assert "Carried over: 5 closing sheets." in said
    again = _sheets(path)
    assert await again.of_day(DAY) == kept[::-1]
    await again.aclose()


def lose(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


async def test_a_file_is_told_to_be_lost_where_there_was_one(tmp_path: Path) -> None:
    told: list[str] = []
    path, sheet = tmp_path / "closing.db", sheet_typed(TYPED, MONEY, DAY, Decimal("32.50"))
    sheets = _sheets(path, notify=told.append)
    await sheets.keep(sheet)
    assert told == [], "the first sheet of a shop makes it"
    lose(path)
    await sheets.keep(sheet)
    assert told == ["closing.db was lost and is made anew."]
    await sheets.aclose()


def begin(path: Path, *, is_marked: bool, with_header: bool) -> None:
    """Leave a file as a process leaves it that was killed before the tables were in it."""
    path.touch()
    if is_marked:
        path.with_name("closing.mending").touch()
    if with_header:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("is_marked", [True, False])
@pytest.mark.parametrize("with_header", [True, False])
async def test_a_file_that_was_only_begun_is_made(
    tmp_path: Path, *, is_marked: bool, with_header: bool
) -> None:
    told: list[str] = []
    path = tmp_path / "closing.db"
    begin(path, is_marked=is_marked, with_header=with_header)
    is_emptied = not (is_marked or with_header)
    assert closing_store(path).examine() == ("nothing is in it any more" if is_emptied else "")
    sheets = _sheets(path, notify=told.append)
    assert await sheets.all() == []
    kept = await sheets.keep(Sheet(DAY))
    assert await sheets.all() == [kept]
    assert len(told) == (1 if is_emptied else 0), "a file that the disk emptied is damage"
    assert not path.with_name("closing.mending").exists() or with_header
    await sheets.aclose()
