"""Codes as slow as a person types, in any case: no pace tells them, and they do nothing for good.

Whatever letters, digits, Enter and Tab do one after another: nothing is written.
"""

from __future__ import annotations

from random import Random

import pytest

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.operations.schema import OperationKind
from cleancloud_tui.screens.destinations import (
    OpenCharge,
    OpenCustomer,
    OpenHandOut,
    OpenNewOrder,
    OpenOrder,
    OpenRepeatPickups,
)
from cleancloud_tui.screens.dialogs.base import Dialog
from tests.app.steps import slowly
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.orders.steps import an_order

LABELS = (
    "p-150\r",
    "P150\r",
    "hp1\r",
    "s1\r",
    "s3y\r",
    "m9y\ry\r",
    "a7y\r",
    "d1\tcharge\r",
    "uy\r",
)
"""Each begins with what is a key somewhere: pay, status, more, account, delete, undo."""


def writes(host: Host) -> list[str]:
    return [each for each in host.requests if OPERATIONS[each].kind is not OperationKind.READ]


def some_codes(rng: Random, count: int) -> list[str]:
    signs = "abcdefhklmnoprsuy0123456789 -\r"
    return ["".join(rng.choice(signs) for _ in range(8)) + "\r" for _ in range(count)]


async def opened(counter: Counter, place: str) -> None:
    app, order = counter.app, an_order(counter)
    match place:
        case "order":
            app.go(OpenOrder(order.id))
        case "customer":
            app.go(OpenCustomer(order.customer_id))
        case "hand out":
            app.go(OpenHandOut(order.customer_id, [order.id]))
        case "charge":
            app.go(OpenCharge(order.id))
        case "repeat pickups":
            app.go(OpenRepeatPickups(order.customer_id))
        case "taking in":
            app.go(OpenNewOrder(order.customer_id))
    await counter.settle()


PLACES = ("order", "customer", "hand out", "charge", "repeat pickups", "taking in")


@pytest.mark.parametrize("place", PLACES)
async def test_no_slow_code_writes_anything(counter: Counter, host: Host, place: str) -> None:
    rng = Random(f"{place} 4")
    for code in (*LABELS, *some_codes(rng, 4)):
        while len(counter.app.screen_stack) > 1:
            top = counter.app.screen
            # As Escape does: what waits for a dialog's answer has to get one.
            top.dismiss(None) if isinstance(top, Dialog) else counter.app.pop_screen()
            await counter.pilot.pause()
        await opened(counter, place)
        await slowly(counter, code, 0.12)
    assert writes(host) == []


async def test_an_order_is_not_paid_by_a_rack_label_with_caps_lock_on(
    counter: Counter, host: Host
) -> None:
    await opened(counter, "hand out")
    await slowly(counter, "p-150\r", 0.14)
    assert counter.is_asking
    question = type(counter.app.screen)
    await slowly(counter, "https://example.com/y1\r", 0.004)
    assert isinstance(counter.app.screen, question)
    assert writes(host) == []


async def test_a_fast_one_is_read_and_caps_lock_is_named(counter: Counter) -> None:
    await counter.press("f4")
    await slowly(counter, "cMD-COUNT\r", 0.004)
    notices = counter.notices
    assert "Caps Lock seems to be on: cMD-COUNT was read as CMD-COUNT." in notices
    assert "COUNT" in counter.text
