"""Damage that is met in the midst of work, by one process or several, or by one that is killed."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.journal.journal import Journal, JournalError
from cleancloud_tui.shop.journal.open_entries import UnresolvedError, UnsentWrite
from cleancloud_tui.shop.journal.schema import journal_store
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.stores.aside import set_aside, tell, those_set_aside, told_of, usual_name

from .stored import MARKED, NOW, content_of, is_open, made

OPEN_ONES = {4, 5, 6, *(number for number in MARKED if is_open(number))}


@contextlib.asynccontextmanager
async def opened(path: Path, said: list[str]) -> AsyncIterator[Journal]:
    presence = Presence(path.parent / "processes")
    journal = Journal(path, presence, lambda: NOW + 900, said.append)
    try:
        yield journal
    finally:
        await journal.aclose()
        presence.close()


async def open_ones(journal: Journal) -> set[int]:
    await journal.adopt()
    found = [
        *await journal.entries.to_resolve(),
        *await journal.entries.unsettled(),
        *await journal.entries.goes_on(),
    ]
    return {entry.id for entry in found}


def note_on(order: str) -> UnsentWrite:
    return UnsentWrite(operation_named("updateOrder"), {"orderID": order, "orderNotes": "x"})


def damage(path: Path) -> None:
    """Tear the pages in which SQLite keeps what it finds things by, under whoever has it open."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE type = 'index'")
        pages = [root for (root,) in roots]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * 4096)
            file.write(b"\xff" * 4096)


async def test_what_is_written_down_is_written_down_after_all(tmp_path: Path) -> None:
    path, said = tmp_path / "journal.db", list[str]()
    path.write_bytes(content_of("journal_6", is_busy=True))
    async with opened(path, said) as journal:
        assert await open_ones(journal) == OPEN_ONES
        damage(path)
        journal.file.reopen()  # as where the pages are not remembered any more
        entry = await journal.write_down(note_on("9001"))
        assert entry.id == MARKED[-1] + 1, "no number is given twice"
        (notice,) = said
        assert "damaged" in notice
        assert f"{len(OPEN_ONES)} open" in notice
        assert [told.sentence for told in told_of([path])] == said
        assert await open_ones(journal) == {*OPEN_ONES, entry.id}
        charge = UnsentWrite(operation_named("chargeCard"), {"orderID": "437"}, blocks_any=True)
        with pytest.raises(UnresolvedError):
            await journal.write_down(charge)
    assert journal_store(path).examine() == ""


async def test_another_process_goes_on_in_the_new_file(tmp_path: Path) -> None:
    path, said, others = tmp_path / "journal.db", list[str](), list[str]()
    path.write_bytes(content_of("journal_6", is_busy=True))
    async with opened(path, said) as one, opened(path, others) as other:
        await open_ones(other)
        damage(path)
        one.file.reopen()
        first = await one.write_down(note_on("9001"))
        second = await other.write_down(note_on("9002"))
        assert {first.id, second.id} <= await open_ones(one)
        assert (len(said), others) == (1, [])


def test_processes_that_meet_the_same_damage_at_once_mend_it_once(tmp_path: Path) -> None:
    store = made(tmp_path, "journal_6")
    content = store.path.read_bytes()
    store.path.write_bytes(b"\0" * 4096 + content[4096:])
    program = (
        "import asyncio, sys, time; from pathlib import Path\n"
        "from cleancloud_tui.shop.journal.journal import Journal\n"
        "from cleancloud_tui.shop.presence import Presence\n"
        "async def run():\n"
        "    directory = Path(sys.argv[1])\n"
        "    presence = Presence(directory / 'processes')\n"
        "    journal = Journal(directory / 'journal.db', presence, time.time, print)\n"
        "    print(len(await journal.entries_of()))\n"
        "    await journal.aclose(); presence.close()\n"
        "asyncio.run(run())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=60)[0].splitlines() for process in processes]
    assert [lines[-1] for lines in told] == ["7"] * 3
    assert sum(len(lines) for lines in told) == 4, "one of them says what it did"
    assert len(told_of([store.path])) == 1


@pytest.mark.parametrize("is_new_begun", [False, True])
async def test_one_that_is_killed_in_the_midst_of_it_loses_nothing(
    tmp_path: Path, is_new_begun: bool
) -> None:
    path, said = tmp_path / "journal.db", list[str]()
    (tmp_path / "journal.damaged-20260101-000000-000000.db").write_bytes(content_of("journal_6"))
    (tmp_path / "journal.mending").touch()
    if is_new_begun:
        (tmp_path / "journal.db.new").write_bytes(b"half")
    async with opened(path, said) as journal:
        assert await open_ones(journal) == {4, 5, 6}
        assert {entry.state for entry in await journal.entries_of()} >= {EntryState.CONFIRMED}
    assert len(said) == len(told_of([path])) == 1
    assert not (tmp_path / "journal.mending").exists()


async def test_one_that_was_emptied_is_told_from_a_new_one(tmp_path: Path) -> None:
    path, said = tmp_path / "journal.db", list[str]()
    async with opened(path, said) as journal:
        assert await journal.entries_of() == []
    assert said == []
    path.write_bytes(b"")
    async with opened(path, said) as journal:
        assert await journal.entries_of() == []
    assert "nothing is in it any more" in said[0]
    assert "Some may be missing" in said[0]
    assert len(told_of([path])) == 1


async def test_a_lost_journal_is_made_anew_and_that_is_told(tmp_path: Path) -> None:
    path, said = tmp_path / "journal.db", list[str]()
    async with opened(path, said) as journal:
        await journal.write_down(note_on("1"))
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink()
        await journal.write_down(note_on("2"))
        assert [entry.subject for entry in await journal.entries_of()] == ["order:2"]
    assert said == ["journal.db was lost and is made anew."]


async def test_damage_that_cannot_be_mended_is_not_called_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(content_of("journal_6", is_busy=True))
    async with opened(path, []) as journal:
        await open_ones(journal)
        damage(path)
        journal.file.reopen()

        def fail(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("cleancloud_tui.stores.store.set_aside", fail)
        with pytest.raises(JournalError, match=r"is damaged .* could not be replaced") as told:
            await journal.write_down(note_on("3"))
        assert "Nothing was sent" in str(told.value)
        assert "disk is full" not in str(told.value)


def test_a_torn_sign_of_life_is_no_life(tmp_path: Path) -> None:
    presence = Presence(tmp_path)
    (tmp_path / "1-dead.alive").write_bytes(b"no database at all" * 100)
    assert not presence.is_alive("1-dead")
    assert list(tmp_path.iterdir()) == []


async def test_a_full_disk_in_the_midst_of_mending_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, said = tmp_path / "journal.db", list[str]()
    content = content_of("journal_6")
    path.write_bytes(b"\0" * 4096 + content[4096:])

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("cleancloud_tui.stores.store.tell", fail)
        with pytest.raises(StorageError, match="No space left"):
            Journal(path, Presence(tmp_path / "processes"), lambda: NOW, said.append)
    async with opened(path, said) as journal:
        assert await open_ones(journal) == {4, 5, 6}
    assert len(said) == len(told_of([path])) == 1


def test_a_file_that_another_process_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    store = made(tmp_path, "journal_6")
    with contextlib.closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.prepare() == ""


def test_a_byte_that_says_write_protected_is_damage(tmp_path: Path) -> None:
    store = made(tmp_path, "journal_6")
    content = bytearray(store.path.read_bytes())
    content[18] = 9
    store.path.write_bytes(content)
    assert "readonly" in store.examine()
    assert "Nothing of it is missing" in store.mend(store.examine())


@pytest.mark.parametrize("token", ["../other", "/etc/passwd", "", "*", "1-../../x", "1-a\0b"])
def test_what_a_damaged_file_says_is_no_way_to_another_file(tmp_path: Path, token: str) -> None:
    (tmp_path / "other.alive").write_text("somebody's")
    assert not Presence(tmp_path / "processes").is_alive(token)
    assert [each.name for each in tmp_path.iterdir()] == ["other.alive"]


@pytest.mark.parametrize("name", ["[abc].db", "*.db", "pra?tice.db", "practice.db"])
def test_what_was_set_aside_is_found_by_its_name_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    others = [tmp_path / "a.damaged-20260101.db", tmp_path / "practice2.damaged-20260101.db"]
    for each in (path, *others):
        each.write_bytes(b"x")
    aside = set_aside(path, usual_name(path))
    tell(path, "It was damaged.")
    assert those_set_aside(path) == [aside]
    assert [told.sentence for told in told_of([path])] == ["It was damaged."]
    assert not told_of(others)
