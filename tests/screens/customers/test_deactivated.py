"""Deactivated customers are found by a command of their own."""

from __future__ import annotations

from cleancloud_tui.screens.customers.customer import CustomerScreen
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made


async def test_a_deactivated_customer_is_found_and_opened(counter: Counter) -> None:
    customer_id = await made(counter)
    await counter.press("a", "9", "f12", "f2")
    await counter.type("vexley")
    assert "Nobody found" in counter.text
    await counter.press("ctrl+p")
    await counter.press(*"deactivatedcust")
    await counter.press("enter")
    await counter.type("vexl otto")
    assert "Ottoline Vexley" in counter.text
    await counter.press("enter")
    screen = counter.app.screen
    assert isinstance(screen, CustomerScreen)
    assert screen.customer_id == customer_id
    assert "DEACTIVATED" in counter.text
