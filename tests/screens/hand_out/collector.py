"""A customer who collects: orders that wait, made in a shop that holds nothing else."""

from __future__ import annotations

from collections import Counter as Counted

from cleancloud_tui.screens.destinations import OpenHandOut
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from tests.elsewhere import (
    CLEANING,
    COMPLETED,
    READY,
    a_customer,
    an_order,
    elsewhere,
    order_at,
    standing,
)
from tests.host import Host
from tests.screens.conftest import Counter

__all__ = [
    "CLEANING",
    "COMPLETED",
    "READY",
    "a_customer",
    "an_order",
    "asked_by_people",
    "elsewhere",
    "hand_out",
    "order_at",
    "standing",
]


async def hand_out(
    counter: Counter, host: Host, customer_id: str, *order_ids: str
) -> HandOutScreen:
    """Open what a customer collects, an hour after it was made."""
    host.now += 3600
    counter.app.go(OpenHandOut(customer_id, order_ids))
    await counter.settle()
    screen = counter.app.screen
    assert isinstance(screen, HandOutScreen)
    return screen


async def asked_by_people(host: Host) -> Counted[str]:
    """Return how often each operation was asked for by anything but the background."""
    client = await host.connect()
    rows = (await client.usage()).rows
    await client.aclose()
    people = Counted[str]()
    for row in rows:
        people[row.operation] += 0 if row.background else row.requests
    return people
