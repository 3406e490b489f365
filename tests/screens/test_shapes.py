"""The counter shows the same of a shop whose replies have other names, lists and forms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cleancloud_tui.practice.shapes import AS_IT_IS, ReplyShape
from cleancloud_tui.screens.destinations import (
    OpenCustomer,
    OpenHandOut,
    OpenNewOrder,
    OpenOrder,
    OpenRepeatPickups,
)
from tests.host import Host, shop_of_40
from tests.screens.conftest import Counter, opened
from tests.screens.new_order.steps import take
from tests.shapes import SHAPES, shape_named

pytestmark = pytest.mark.long

_IN_MIXED = "numbered"
"""A shape of which `mixed` has all styles; `python -m tests.replies` goes through both."""

_AS_IT_IS: dict[str, str] = {}
"""What stands on each screen where the practice shop answers in its own shape."""


@pytest.fixture
async def stranger(tmp_path: Path) -> AsyncIterator[Host]:
    """A shop of 40 on a computer that knows nothing of it yet."""
    async for host in shop_of_40(tmp_path):
        yield host


@pytest.mark.parametrize("name", [each for each in SHAPES if each != _IN_MIXED])
async def test_every_screen_shows_the_same(stranger: Host, tmp_path: Path, name: str) -> None:
    if not _AS_IT_IS:
        _AS_IT_IS.update(await what_is_shown(stranger, AS_IT_IS, tmp_path / "as it is"))
    shown = await what_is_shown(stranger, shape_named(name), tmp_path / "other")
    for screen, text in _AS_IT_IS.items():
        assert shown[screen] == text, screen


async def what_is_shown(host: Host, shape: ReplyShape, folder: Path) -> dict[str, str]:
    """Return what stands on the screens, for a computer without files."""
    host.shape, host.directory = shape, folder
    store = host.app.state.server.store

    def id_of(sql: str) -> str:
        return str(store.number(sql))

    fetched = id_of("SELECT customer_id FROM repeat_pickups WHERE ended = 0 ORDER BY id")
    writer = id_of("SELECT customer_id FROM messages ORDER BY id")
    holder = id_of("SELECT customer_id FROM cards ORDER BY id")
    ready = id_of("SELECT id FROM orders WHERE status = 1 AND invoice_id = 0 ORDER BY id")
    collector = id_of(f"SELECT customer_id FROM orders WHERE id = {ready}")
    shown: dict[str, str] = {}
    async with opened(host) as counter:
        await host.shops[-1].sync.catch_up()  # what is read once the mirror is filled, too
        await counter.type("zz")  # the cursor stays with whoever was told of first
        await counter.press("escape")
        shown["search"] = body(counter)
        await counter.press("f4")
        shown["summary"] = body(counter)
        await counter.press("escape")
        for what, destination in (
            ("customer", OpenCustomer(collector)),
            ("order", OpenOrder(ready)),
            ("hand out", OpenHandOut(collector, [ready])),
            ("repeat pickups", OpenRepeatPickups(fetched)),
        ):
            counter.app.go(destination)
            await counter.settle()
            shown[what] = body(counter)
        for what, customer, key in (("messages", writer, "1"), ("cards", holder, "3")):
            counter.app.go(OpenCustomer(customer))
            await counter.settle()
            await counter.press("a", key)
            shown[what] = body(counter)
            await counter.press("escape")
        counter.app.go(OpenNewOrder(fetched))
        await counter.settle()
        await take(counter, "2 shirts", "suit")
        shown["new order"] = body(counter)
        await counter.press("f6", "2")
        shown["route"] = body(counter)
    assert all(shown.values())
    return shown


def body(counter: Counter) -> str:
    """Return what stands on the screen, the lines left out that tell how old it is."""
    lines = counter.text.splitlines()
    return "\n".join(line for line in lines[1:] if "as of" not in line)
