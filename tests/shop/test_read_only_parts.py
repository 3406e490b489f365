"""Whatever public method of whatever part of the shop is called: who may only read changes nothing.

Nobody lists the methods: one that is written tomorrow is called, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.api.request import Request
from cleancloud_tui.shop.journal.drafts import NEW_ORDERS
from cleancloud_tui.shop.lazy import Lazy
from cleancloud_tui.shop.shop import Shop
from tests.host import Host

_BELOW: Final = {"journal", "sender", "outcomes", "writes", "reader"}
"""What the others stand on: it settles what other sessions sent, and keeps what CleanCloud told."""

_NOT_CALLED: Final = {"aclose", "close", "keep_current", "run", "subscribe"}

_TABLES: Final = ("drafts", "entries", "scans", "counts", "counted")

_CHANGE: Final = Request.of(OPERATIONS["updateOrder"], {"orderID": "1", "orderNotes": "x"})

_GUESSES: Final[Mapping[str, object]] = {
    "str": NEW_ORDERS,
    "int": 1,
    "float": 1.0,
    "bool": True,
    "Request": _CHANGE,
}


def guess(parameter: inspect.Parameter) -> object:
    """Return something that a method may take."""
    told = str(parameter.annotation)
    for name, value in _GUESSES.items():
        if told.startswith(name):
            return value
    return {"a": "1"} if told.startswith(("Mapping", "dict")) else ["1"]


def methods_of(shop: Shop) -> Iterator[tuple[str, Callable[..., Any]]]:
    parts: dict[str, object] = {"shop": shop}
    for name, part in vars(shop.parts).items():
        if isinstance(part, Lazy) and name not in _BELOW:
            parts[name] = part()
    parts["counts"], parts["history"] = shop.scans.counts, shop.scans.history
    for name, part in parts.items():
        for called, method in inspect.getmembers(type(part), inspect.isfunction):
            if not called.startswith("_") and called not in _NOT_CALLED:
                yield f"{name}.{called}", method.__get__(part)


async def call(method: Callable[..., Any]) -> None:
    """Call a method with what it may take; most of it means nothing to it."""
    needed = [
        each
        for each in inspect.signature(method).parameters.values()
        if each.default is each.empty and each.kind is not each.VAR_KEYWORD
    ]
    by_name = {each.name: guess(each) for each in needed if each.kind is each.KEYWORD_ONLY}
    given = [guess(each) for each in needed if each.kind is not each.KEYWORD_ONLY]
    with contextlib.suppress(Exception):
        async with asyncio.timeout(1):
            found = method(*given, **by_name)
            if inspect.isawaitable(found):
                await found
            elif inspect.isasyncgen(found):
                async for _ in found:
                    pass


def kept(host: Host) -> Mapping[str, object]:
    """Return what a session that may change something could have changed."""
    files = {
        str(each): each.read_bytes()
        for each in sorted((host.directory / "shop").rglob("*"))
        if each.is_file() and ".db" not in each.name and each.parent.name != "processes"
    }
    with contextlib.closing(sqlite3.connect(host.directory / "shop" / "journal.db")) as journal:
        tables = {name: journal.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}
    with contextlib.closing(sqlite3.connect(host.directory / "shop" / "mirror.db")) as mirror:
        forgotten = mirror.execute("SELECT * FROM forgotten").fetchall()
        paused = mirror.execute("SELECT * FROM facts WHERE name LIKE '%paused%'").fetchall()
    return {**files, **tables, "forgotten": forgotten, "paused": paused}


async def test_no_method_of_any_part_changes_anything(host: Host) -> None:
    counter = host.open()
    await counter.drafts.keep(NEW_ORDERS, NEW_ORDERS, {"notes": "x"})
    await counter.drafts.leave(NEW_ORDERS, NEW_ORDERS)
    await counter.drafts.keep(NEW_ORDERS, "1", {"notes": "x"})
    before = kept(host)
    called = dict(methods_of(host.open(read_only=True)))
    assert len(called) > 100
    for name, method in called.items():
        await call(method)
        assert kept(host) == before, name
    changing = {each for each, told in OPERATIONS.items() if told.kind is not OperationKind.READ}
    assert not changing & set(host.requests)
    changed = []  # it is not for want of trying
    for name, method in methods_of(counter):
        await call(method)
        if kept(host) != before:
            changed.append(name)
            before = kept(host)
    assert len(changed) > 5
