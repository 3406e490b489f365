"""What is closed goes away, whatever the pace: counted in objects, and not in time."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter as Counted
from typing import Any
from weakref import WeakSet

import pytest
from textual.screen import Screen
from textual.widget import Widget

from cleancloud_tui.app import garbage
from tests.screens.conftest import Counter

VISIT = (
    *("f2", "escape", "a", "down", "enter"),  # a customer
    *("enter", "m", "escape", "e", "tab", "escape", "escape"),  # an order and its form
    *("e", "tab", "escape"),
    *("o", "escape"),
    *("a", "escape"),
    "escape",
)
PLACES = ("f1", "escape", "f3", "f4", "ctrl+g", "escape", "ctrl+n", "tab", "escape")


class Visitor:
    """Goes through screens, and remembers all widgets that were ever there."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._seen: WeakSet[Widget] = WeakSet()
        self.kinds: set[type[Screen[Any]]] = set()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self._counter.press(key)
            screen = self._counter.app.screen
            self.kinds.add(type(screen))
            self._seen.update(screen.walk_children(with_self=True))

    def is_gone(self) -> bool:
        """Collect, and tell whether nothing is left of what was closed."""
        self._counter.app.garbage.collect()
        return not self.closed()

    def closed(self) -> Counted[str]:
        """Return the kinds of widgets that are closed and still there."""
        stacks = self._counter.app._screen_stacks.values()
        open_ = {
            widget
            for stack in stacks
            for screen in stack
            for widget in screen.walk_children(with_self=True)
        }
        return Counted(type(widget).__name__ for widget in self._seen if widget not in open_)


@pytest.fixture
def visitor(counter: Counter) -> Visitor:
    return Visitor(counter)


async def test_nothing_refers_to_what_is_closed(counter: Counter, visitor: Visitor) -> None:
    # A task of its own: Textual notes the screens in sight in the context of who presses.
    await asyncio.create_task(visitor.press(*VISIT, *PLACES, "f2", "b"))
    assert len(visitor.kinds) > 10
    await counter.until(visitor.is_gone)  # what was just closed is still being painted for a moment


async def test_garbage_does_not_wait_for_a_pause(
    counter: Counter, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys without any time between them; and Python does not look by itself."""
    monkeypatch.setattr(garbage, "get_time", lambda: 0.0)
    counter.app.garbage._touched_at = 0.0
    gc.disable()
    try:
        for _ in range(2):
            await visitor.press(*VISIT)
            counter.app.garbage.look()
            # What fewer new objects hold than are worth a look; a visit leaves 250.
            assert visitor.closed().total() < 150
    finally:
        gc.enable()


async def test_what_is_in_use_for_good_is_not_gone_through_again(
    counter: Counter, visitor: Visitor
) -> None:
    gc.collect()
    gc.freeze()  # what other tests left behind is none of this counter's
    try:
        await visitor.press(*VISIT, "f2")
        counter.app.garbage.collect()
        assert len(gc.get_objects(2)) < garbage.AT_REST
        await visitor.press("a", "down", "enter", "e")
        counter.app.garbage.collect()
        assert len(gc.get_objects(2)) < 40_000  # with a form of 130 fields and labels
    finally:
        gc.unfreeze()
