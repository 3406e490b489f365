"""The last change is taken back, after a yes that says what goes back."""

from __future__ import annotations

from cleancloud_tui.api.models.orders import OrderStatus
from tests.screens.conftest import Counter

from .test_orders import an_order, opened_order


async def test_a_status_is_taken_back_once(counter: Counter) -> None:
    order = an_order(counter, OrderStatus.DETAILING)
    await opened_order(counter, order.id)
    await counter.press("s", "3", "f12")
    assert "Cleaning" in counter.text.splitlines()[1]
    await counter.press("u")
    assert f"Take back the last change of order {order.id}?" in counter.text
    assert "Cleaning  →  Detailing" in counter.text
    await counter.press("f12")
    assert "Detailing" in counter.text.splitlines()[1]
    assert "Taken back" in counter.text


async def test_taking_back_towards_ready_says_what_that_may_set_off(counter: Counter) -> None:
    order = an_order(counter, OrderStatus.READY)
    await opened_order(counter, order.id)
    await counter.press("s", "3", "f12", "u")
    assert "charge the saved card" in " ".join(counter.text.split())
    await counter.press("escape")
    assert "Cleaning" in counter.text.splitlines()[1]


async def test_nothing_to_take_back_is_said(counter: Counter) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    await counter.press("u")
    assert "no change from this computer" in counter.text
