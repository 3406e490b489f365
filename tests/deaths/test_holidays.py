"""A holiday of 40 schedules by keyboard, killed in the middle: each is changed once."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from cleancloud_tui.practice.shop import open_practice_shop
from tests import forking
from tests.patience import HUNG_SECONDS
from tests.serving import served
from tests.terminal import KEYS, Terminal

pytestmark = pytest.mark.terminal

UPDATE = "updateRepeatPickup"
DAYS_AHEAD = 20
DAY = datetime.now(UTC).date() + timedelta(days=DAYS_AHEAD)
COUNT = 40
KILLED_AT = 15

SETTINGS = """
[[shops]]
name = "Holidays"
base_url = "{address}"
token = "practice"
rate = 50
margin = 0.0
first_day = {first_day}
"""

MOST_STROKES = 30
PLACES = "\x02"
"""Ctrl+B."""


class Recorded:
    """A practice shop of 200 customers that remembers which schedules were changed.

    Attributes:
        changed: The ids of the schedules, in the order in which they came.
        is_held: Is set once the answer to one of them is held back.
        go_on: Lets that answer go.
    """

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.is_held, self.go_on = threading.Event(), threading.Event()
        self.app = open_practice_shop(None, customers=200, rate=10_000)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(UPDATE):
            await self.app(scope, receive, send)
            return
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.changed.append(json.loads(body)["pickupID"])
        is_held = len(self.changed) == KILLED_AT

        async def received() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def sent(message: Any) -> None:
            if is_held:  # it was done, and nobody hears of it
                self.is_held.set()
                await asyncio.to_thread(self.go_on.wait)
            await send(message)

        await self.app(scope, received, sent)

    def make_schedules(self) -> list[str]:
        """Let customers who had a pickup get one every week, the next one on the day."""
        store = self.app.state.server.store
        rows = store.rows(
            "SELECT DISTINCT customer_id AS id FROM orders JOIN customers ON customers.id ="
            " customer_id WHERE pickup = 1 AND deactivated = 0 ORDER BY customer_id LIMIT ?",
            (COUNT,),
        )
        noon = int(datetime.combine(DAY, datetime.min.time(), UTC).timestamp()) + 12 * 3600
        made = {"next_pickup": noon, "pickup_start": "10am", "pickup_end": "1pm", "frequency": 1}
        return [
            str(store.insert("repeat_pickups", {"customer_id": row["id"], **made})) for row in rows
        ]


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Recorded]:
    recorded = Recorded()
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    with served(recorded) as address:
        settings = tmp_path / "CONFIG" / "cleancloud-tui" / "settings.toml"
        settings.parent.mkdir(parents=True, mode=0o700)
        settings.touch(mode=0o600)
        first_day = DAY - timedelta(days=500)
        settings.write_text(SETTINGS.format(address=address, first_day=first_day))
        yield recorded
        recorded.go_on.set()


@pytest.mark.once
def test_forty_schedules_are_changed_once_each_also_when_killed_in_the_middle(
    shop: Recorded,
) -> None:
    schedules = shop.make_schedules()
    assert len(schedules) == COUNT
    strokes = 0

    def press(counter: Terminal, *keys: str) -> None:
        nonlocal strokes
        strokes += sum(1 if key in KEYS else len(key) for key in keys)
        counter.press(*keys)

    forking.run("sync").check_returncode()
    with Terminal() as counter:
        counter.wait_for(r"online(.|\n)*Last in, of \d+ customers")
        press(counter, PLACES, "6")
        counter.wait_for("Which days|Closed days")
        press(counter, "f6")
        counter.wait_for("or had pickups: ")
        press(counter, "1")
        counter.wait_for("customers were read")
        press(counter, f"+{DAYS_AHEAD}", "enter")
        counter.wait_for(r": \d+ schedules, 0 to change")
        press(counter, "a")
        counter.wait_for("Skip: the next one")
        press(counter, "1")
        counter.wait_for("still have before the holiday")
        press(counter, "escape")
        found = counter.wait_for(r"schedules, ([1-9]\d*) to change")
        assert int(found[1]) >= COUNT
        press(counter, "ctrl+s")
        counter.wait_for(f"Change {found[1]} schedules")
        press(counter, "f12")
        assert shop.is_held.wait(HUNG_SECONDS)
        counter.kill()
    assert strokes < MOST_STROKES
    shop.go_on.set()
    with Terminal() as counter:
        counter.wait_for("Last in, of")
        press(counter, PLACES, "6")
        counter.wait_for(rf"Changes for .*: {found[1]} done")
    times = Counter(shop.changed)
    assert set(schedules) <= times.keys()
    assert len(times) == int(found[1])
    assert set(times.values()) == {1}
