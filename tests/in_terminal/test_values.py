"""Values in the real program, as people type them and as a shop tells them."""

from __future__ import annotations

import re
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.mark.once
def test_a_part_of_a_phone_number_opens_no_order() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.wait_for("Abbott Ines")
        counter.wait_for("online")
        for phone in ("205-7777", "205.7777", "205/7777", "(205) 77-77", "205\u20137777"):
            counter.press(*phone)
            shown = counter.wait_for(rf"Nobody found for “{re.escape(phone)}”")
            assert "Abbott" not in counter.text, shown
            counter.press("escape")
            counter.wait_for("Last in")
        counter.press(*"40/555.0103")  # the third customer's, without the country's code
        counter.wait_for("1 customer found")
        counter.wait_for("Castellano")
        counter.press("escape", *"#205")
        counter.wait_for("1 order")
        counter.wait_for("Abbott Ines")


@pytest.mark.once
def test_absurd_schedules_open_and_skipping_starts_from_the_day_that_is_shown() -> None:
    with Stranger() as stranger:
        # CleanCloud told a day that has gone since: three days ago, every two weeks.
        noon = int(time.time()) // 86_400 * 86_400 + 43_200
        shown = datetime.fromtimestamp(noon, UTC).date() + timedelta(days=11)
        stale = {"pickupDate": noon - 3 * 86_400, "frequency": 2, "pickupStart": "10am",
                 "pickupEnd": "1pm", "duration": 0, "tipPercent": 1e9,
                 "deliveryStart": "soon"}  # fmt: skip
        absurd = (
            {"frequency": 0, "pickupDate": "9999-12-31"},
            {"frequency": -1, "pickupDate": 253402257600, "duration": 10**12},
            {"frequency": 10**12, "pickupDate": "2199-12-31", "ordersCreatedSoFar": -5},
            {"frequency": "often", "deliveryDays": 10**9, "tip": 10**14, "tipPercent": "NaN"},
        )
        for number, row in enumerate((stale, *absurd), start=1):
            schedule = {"pickupID": number, "customerID": "101", **row}
            stranger.shop.pickups[str(number)] = schedule
        with Terminal(environment=stranger.environment) as counter:
            counter.wait_for("Abbott Ines")
            counter.press(*"abbott")
            counter.wait_for("1 customer found")
            counter.press("enter")
            counter.wait_for("205")
            counter.press("r")
            counter.wait_for("Repeat pickups of Abbott")
            counter.wait_for(r"2 weeks")
            counter.wait_for("unknown +how often is unknown")
            day = f"{shown:%a} {shown.day} {shown:%b}"
            counter.wait_for(day)
            counter.press("k")
            counter.wait_for(f"Skip the pickup of {day}")
            counter.press("f12")
            later = shown + timedelta(weeks=2)
            counter.wait_for(f"Next pickup is {later:%a} {later.day} {later:%b}")
            (sent,) = stranger.of("updateRepeatPickup")
            assert sent.parameters["pickupDate"] == str(noon + 25 * 86_400)
            counter.press("down", "down", "k")
            counter.wait_for("while this is unknown: its day, how often it comes")
            counter.press("enter")
            counter.wait_for("unknown, as it is")
            assert len(stranger.of("updateRepeatPickup")) == 1
