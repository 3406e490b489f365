"""Taking in, in a real terminal: from the customer's screen to the ticket, strokes counted."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.practice.shop import open_practice_shop

from .serving import served
from .terminal import KEYS, Terminal

NAME = "Zoe Storyteller"
UPKEEP = frozenset({"getOrders", "getCustomer", "getGarments"})
"""What the counter asks by itself to stay current, whenever that is due."""


class Recorded:
    """A practice shop that remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self._app = open_practice_shop(None, customers=20, rate=1000)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.requests.append(scope["path"].rpartition("/")[2])
        await self._app(scope, receive, send)

    def wait_for(self, operation: str) -> None:
        """Wait until an operation was asked for."""
        until = time.monotonic() + 30
        while operation not in self.requests:
            assert time.monotonic() < until, self.requests
            time.sleep(0.05)

    def asked(self) -> list[str]:
        """What people's keys set off."""
        return [each for each in self.requests if each not in UPKEEP]


@pytest.fixture
def shop() -> Iterator[tuple[Recorded, str]]:
    """A shop with one customer more, whom no chance has given a discount or an order."""
    recorded = Recorded()
    with served(recorded) as base_url:
        reply = httpx.post(
            f"{base_url}/addCustomer",
            json={
                "api_token": "practice",
                "customerName": NAME,
                "customerTel": "555-900-1234",
                "customerEmail": "zoe@example.org",
            },
        )
        assert reply.json()["Success"] == "True"
        yield recorded, base_url


class Strokes:
    """Types at a terminal, and counts the keys that are no text."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.count = 0

    def press(self, *keys: str) -> None:
        """Press keys; texts are typed and do not count."""
        self.count += sum(key in KEYS or len(key) == 1 for key in keys)
        self._terminal.press(*keys)


def test_six_items_with_a_discount_and_a_one_off_item(shop: tuple[Recorded, str]) -> None:
    recorded, base_url = shop
    environment = {"CLEANCLOUD_BASE_URL": base_url, "CLEANCLOUD_API_TOKEN": "practice"}
    with Terminal(environment=environment) as counter:
        strokes = Strokes(counter)
        counter.wait_for(NAME[:12])
        counter.press("zoe story")
        counter.wait_for("1 customer found")
        counter.press("enter")
        counter.wait_for(f"{NAME}   customer")

        strokes.press("o")
        counter.wait_for("Shirts & blouses")
        recorded.wait_for("getPriceLists")
        assert sorted(recorded.asked()) == ["addCustomer", "getPriceLists", "getProducts"]
        recorded.requests.clear()
        for entry, taken in (
            ("3 shirt hang", r"3 × Shirt, on han\S* +3 +\$10\.50"),
            ("suit", r"Suit, two pieces +2 +\$18\.50"),
            ("pillow", r"Pillow +1 +\$11\.50"),
            ("tablecloth", r"Tablecloth +1 +\$12\.50"),
            ("zip", r"Replace zip +1 +\$22\.50"),
            ("velvet hem 12.25", r"velvet hem +1 +\$12\.25"),
        ):
            strokes.press(entry, "enter")
            counter.wait_for(taken)
        strokes.press("10%", "enter")
        counter.wait_for(r"Discount 10 % +-\$8\.78")  # of 87.75
        counter.wait_for(r"TOTAL +\$78\.97")
        strokes.press("f10")
        counter.wait_for(r"To pay: \$78\.97")
        strokes.press("1")
        counter.wait_for("Change to give")
        strokes.press("f5", "enter")
        counter.wait_for(r"Total \$78\.97  ·  paid, cash")
        counter.wait_for(r"ORDER \d+\n")
        assert "▐▌" in counter.text
        strokes.press("enter")
        counter.wait_for(r"\d+  Cleaning [^\n]+ 9 +\$78\.97  cash")

        assert recorded.asked() == ["addOrder"]
        assert strokes.count <= 25
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
