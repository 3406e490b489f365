"""A whole visit in a real terminal: taken in, Ready, handed out; strokes and requests counted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.practice.shop import open_practice_shop
from tests import forking
from tests.serving import served
from tests.terminal import KEYS, Terminal

pytestmark = pytest.mark.terminal

NAME = "Zoe Storyteller"
CATALOGUE = ("getPriceLists", "getProducts")
ITEMS = (
    ("3 shirt hang", r"3 × Shirt, on han\S* +3 +\$10\.50"),
    ("suit", r"Suit, two pieces +2 +\$18\.50"),
    ("pillow", r"Pillow +1 +\$11\.50"),
    ("tablecloth", r"Tablecloth +1 +\$12\.50"),
    ("zip", r"Replace zip +1 +\$22\.50"),
    ("velvet hem 12.25", r"velvet hem +1 +\$12\.25"),
)


class Recorded:
    """A practice shop that remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self._app = open_practice_shop(None, customers=20, rate=1000)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.requests.append(scope["path"].rpartition("/")[2])
        await self._app(scope, receive, send)

    def writes(self) -> list[str]:
        """What was changed, in its order."""
        return [each for each in self.requests if not each.startswith("get")]


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    """A shop that the counter has never seen."""
    recorded = Recorded()
    with served(recorded) as base_url:
        monkeypatch.setenv("CLEANCLOUD_BASE_URL", base_url)
        monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "practice")
        yield recorded


class Strokes:
    """Types at a terminal, and counts the keys that are no text."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.count = 0

    def press(self, *keys: str) -> None:
        """Press keys; texts are typed and do not count."""
        self.count += sum(key in KEYS or len(key) == 1 for key in keys)
        self._terminal.press(*keys)


def asked_for_people() -> int:
    """Return how many requests keys set off, as the ledger counts what a person waits for."""
    told = json.loads(forking.run("budget", "--json").stdout)
    by_purpose: Mapping[str, int] = told["by_purpose"]
    return by_purpose["people"]


def sign_up(counter: Terminal, strokes: Strokes) -> None:
    """Look for somebody who was never here, and make the account."""
    counter.wait_for("Last in, of")
    strokes.press(NAME)
    counter.wait_for(f"Nobody found for “{NAME}”")
    strokes.press("ctrl+n")
    counter.wait_for(rf"New customer\n Name +{NAME}")
    strokes.press("555-900-1234")
    counter.wait_for("Phone +555-900-1234")
    strokes.press("ctrl+s")
    counter.wait_for("without an email")
    strokes.press("f12")
    counter.wait_for(rf"{NAME}   customer \d+\n")


def take_in(counter: Terminal, strokes: Strokes) -> str:
    """Take six items with a discount, to be paid later; return the order's number."""
    strokes.press("o")
    counter.wait_for("Shirts & blouses")
    for entry, taken in ITEMS:
        strokes.press(entry, "enter")
        counter.wait_for(taken)
    strokes.press("10%", "enter")
    counter.wait_for(r"Discount 10 % +-\$8\.78")  # of 87.75
    counter.wait_for(r"TOTAL +\$78\.97")
    strokes.press("f10")
    counter.wait_for(r"Make it without this tax\?")  # the shop's other orders carry it
    counter.press("f12")  # asked before the first order ever, and no stroke of any other visit
    counter.wait_for(r"To pay: \$78\.97")
    strokes.press("4")
    counter.wait_for(r"Make it unpaid: \$78\.97")
    strokes.press("f12")
    counter.wait_for(r"Total \$78\.97  ·  UNPAID")
    order = counter.wait_for(r"ORDER (\d+)\n")[1]
    assert "▐▌" in counter.text
    strokes.press("s")
    counter.wait_for("Saved as")
    strokes.press("enter")
    counter.wait_for(rf"{order}  Cleaning [^\n]+ 9 +\$78\.97  UNPAID")
    return order


def make_ready(counter: Terminal, strokes: Strokes, order: str) -> None:
    """Set the order's status where the customer's orders are listed."""
    strokes.press("s")
    counter.wait_for(f"Status of order {order}")
    strokes.press("4")
    counter.wait_for(f"Make order {order} Ready")
    strokes.press("f12")
    counter.wait_for(f"{order}  READY ")


def hand_out(counter: Terminal, strokes: Strokes, order: str) -> None:
    """Hand the order out for the exact sum in cash."""
    strokes.press("h")
    counter.wait_for(rf"\[ \] +{order}  Ready")
    strokes.press(" ")
    counter.wait_for(rf"\[x\] +{order}  Ready")
    strokes.press("p")
    counter.wait_for(r"To pay: \$78\.97 for 1 order")
    strokes.press("1")
    counter.wait_for("Given, then F12")
    strokes.press("f5")
    counter.wait_for(r"78\.97[^§]*Change to give")
    strokes.press("f12")
    counter.wait_for(rf"{order}  Completed [^\n]+ cash  handed out")


def test_a_new_customers_first_visit_up_to_the_cash(shop: Recorded) -> None:
    with Terminal() as counter:
        strokes = Strokes(counter)
        sign_up(counter, strokes)
        order = take_in(counter, strokes)
        make_ready(counter, strokes, order)
        hand_out(counter, strokes, order)
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
    assert shop.writes() == ["addCustomer", "addOrder", "updateOrder", "updateOrder"]
    assert asked_for_people() == 4 + len(CATALOGUE)  # which is read once
    assert [shop.requests.count(each) for each in CATALOGUE] == [1, 1]
    assert strokes.count <= 25
