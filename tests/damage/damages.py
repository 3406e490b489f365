"""What befalls a file."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.stores.stored import (
    MARKED,
    NAMES,
    content_of,
    is_open,
    killed_journal,
    kind_of,
    mark_of,
)

PAGE = 4096
VERSION_AT = range(60, 64)
"""Where a file says of what version it is."""


@dataclass(frozen=True)
class Damage:
    """A file that something befell.

    Attributes:
        name: The version of the store, such as `journal_3`.
        how: What befell it, in words.
        content: What it holds now.
        is_newer: Whether it may say that it is of a newer version.
        whole: The open changes that stand in undamaged pages.
        log: What stands beside it, of a program that was killed; empty for nothing.
    """

    name: str
    how: str
    content: bytes
    is_newer: bool
    whole: frozenset[int]
    log: bytes = b""


def damage_by(random: Random) -> Damage:
    """Return a damage by chance."""
    if random.random() < 0.1:
        return _of_a_killed_program(random)
    name = random.choice(NAMES)
    before = content_of(name, is_busy=True)
    if random.random() < 0.3:
        return _of_a_cell(random, name, before)
    how, after = random.choices((_byte, _page, _cut, _newer), weights=(40, 30, 20, 10))[0](
        random, before
    )
    is_newer = any(after[at : at + 1] != before[at : at + 1] for at in VERSION_AT)
    return Damage(name, how, after, is_newer, _whole(name, before, after))


def _of_a_cell(random: Random, name: str, before: bytes) -> Damage:
    """Change what one cell of a row holds: SQLite sees nothing in that."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "cell.db"
        path.write_bytes(before)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            how, changed = _change_a_cell(random, connection)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        after = path.read_bytes()
    whole = {each for each in MARKED if is_open(each) and each != changed}
    return Damage(
        name, how, after, False, frozenset(whole) if kind_of(name) == "journal" else frozenset()
    )


def _change_a_cell(random: Random, connection: sqlite3.Connection) -> tuple[str, int]:
    """Return what was changed, and the number of the entry; 0 for none."""
    tables = [
        table
        for (table,) in connection.execute(_TABLES)
        if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
    ]
    while True:
        table = random.choice(tables)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        row = random.choice(rows)
        number = random.randrange(len(columns))
        value = random.choice(_OTHERWISE)(random, row[number])
        where = " AND ".join(f"{column} IS ?" for column in columns)
        with contextlib.suppress(sqlite3.Error, OverflowError):
            connection.execute(
                f"UPDATE {table} SET {columns[number]} = ? WHERE {where}", (value, *row)
            )
            how = (
                f"{columns[number]} of {table} {row[0]} is {value!r:.60} (was {row[number]!r:.60})"
            )
            return how, row[0] if table == "entries" else 0


_TABLES = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'
"""
"""All tables but those of indexes."""


def _one_sign(random: Random, value: object) -> object:
    if not isinstance(value, str) or not value:
        return random.randbytes(8)
    at = random.randrange(len(value))
    return f"{value[:at]}{random.choice(_SIGNS)}{value[at + 1 :]}"


_SIGNS = '{}[]":,0O9-.x\x00'
_OTHERWISE: tuple[Callable[[Random, object], object], ...] = (
    _one_sign,
    _one_sign,
    _one_sign,
    lambda random, _: random.randbytes(random.randrange(9)),
    lambda random, _: random.choice(("", "x", "[1]", "7", "null", "{}", '"a"', "[]", "-1")),
    lambda random, _: random.choice((-1, 0, 2, 1 << 61, -(1 << 62), 4.6e18, -0.5, 1e300, 1.5)),
    lambda _, __: None,
)
"""What a changed byte makes of a value: another sign, or a value of another type."""


def _of_a_killed_program(random: Random) -> Damage:
    """Damage a journal that has a log, or its log: what that told last may be lost with it."""
    content, log = killed_journal()
    befalls = random.choices((_byte, _page, _cut), weights=(40, 30, 30))[0]
    if random.random() < 0.5:
        how, after = befalls(random, content)
        whole = {each for each in _whole("journal_6", content, after) if _is_in(each, after + log)}
        is_newer = after[60:64] != content[60:64]
        return Damage("journal_6", f"beside a log, {how}", after, is_newer, frozenset(whole), log)
    how, after = befalls(random, log)
    whole = {each for each in MARKED if is_open(each) and _is_in(each, content)}
    # The page that tells the version stands in the log, too.
    return Damage("journal_6", f"in the log, {how}", content, True, frozenset(whole), after)


def _is_in(entry_id: int, content: bytes) -> bool:
    return mark_of(entry_id).encode() in content


def _byte(random: Random, content: bytes) -> tuple[str, bytes]:
    at = random.randrange(100 if random.random() < 0.2 else len(content))
    byte = random.choice((0, 255, content[at] ^ 1 << random.randrange(8), random.randrange(256)))
    return f"byte {at} is {byte}", content[:at] + bytes([byte]) + content[at + 1 :]


def _page(random: Random, content: bytes) -> tuple[str, bytes]:
    count = len(content) // PAGE
    number, other = random.randrange(count), random.randrange(count)
    word, page = random.choice(
        (
            ("empty", b"\0" * PAGE),
            ("full", b"\xff" * PAGE),
            ("noise", random.randbytes(PAGE)),
            (f"page {other}", content[other * PAGE : (other + 1) * PAGE]),
        )
    )
    at = number * PAGE
    return f"page {number} is {word}", content[:at] + page + content[at + PAGE :]


def _cut(random: Random, content: bytes) -> tuple[str, bytes]:
    length = random.randrange(1, len(content))
    length = length // PAGE * PAGE or length if random.random() < 0.5 else length
    return f"cut after {length}", content[:length]


def _newer(random: Random, content: bytes) -> tuple[str, bytes]:
    version = random.randrange(7, 1_000)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "newer.db"
        path.write_bytes(content)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("CREATE TABLE IF NOT EXISTS unheard_of (id INTEGER PRIMARY KEY)")
        return f"of version {version}", path.read_bytes()


def _whole(name: str, before: bytes, after: bytes) -> frozenset[int]:
    if kind_of(name) != "journal":
        return frozenset()
    return frozenset(
        entry_id
        for entry_id in MARKED
        if is_open(entry_id) and _is_in_whole_pages(mark_of(entry_id).encode(), before, after)
    )


def _is_in_whole_pages(mark: bytes, before: bytes, after: bytes) -> bool:
    at = before.find(mark)
    while at >= 0:
        start = at // PAGE * PAGE
        if before[start : start + PAGE] != after[start : start + PAGE]:
            return False
        at = before.find(mark, at + 1)
    return True
