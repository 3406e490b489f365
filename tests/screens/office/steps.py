"""Steps on the screens of the office, as several test files take them."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import OptionList

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.console.screen import ConsoleScreen
from cleancloud_tui.screens.destinations import OpenOperations
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from tests.host import Host
from tests.screens.conftest import Counter


def journal_of(counter: Counter) -> Any:
    return counter.app.desk.shop.journal


async def lost(
    counter: Counter,
    operation: str,
    sent: dict[str, str],
    why: str = "Nobody knows.",
    *,
    needs_person: bool = True,
) -> Entry:
    """Send a write that is not confirmed; return its entry."""
    with pytest.raises(CleanCloudError):
        await counter.app.desk.shop.write(operation, sent)
    journal = journal_of(counter)
    entry: Entry = (await journal.entries_of(limit=1))[0]
    if entry.state is EntryState.UNKNOWN and needs_person:
        await journal.settle(entry.id, EntryState.UNKNOWN, error=why, needs_person=True)
    return entry


async def unknown_message(
    counter: Counter,
    host: Host,
    order: Order,
    text: str = "hello",
    why: str = "No message of that time was found.",
    *,
    needs_person: bool = True,
) -> Entry:
    """A message of which nobody knows whether it arrived."""
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    sent = {"customerID": order.customer_id, "message": text}
    return await lost(counter, "addMessage", sent, why, needs_person=needs_person)


async def pick(counter: Counter, operation: str, **known: str) -> ConsoleScreen:
    counter.app.go(OpenOperations(known))
    await counter.settle()
    screen = counter.app.screen
    assert isinstance(screen, ConsoleScreen)
    screen.query_one(OptionList).highlighted = list(OPERATIONS).index(operation)
    await counter.press("enter")
    return screen
