"""What befalls a file."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
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
    how, after = random.choices((_byte, _page, _cut, _newer), weights=(40, 30, 20, 10))[0](
        random, before
    )
    is_newer = any(after[at : at + 1] != before[at : at + 1] for at in VERSION_AT)
    return Damage(name, how, after, is_newer, _whole(name, before, after))


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
