"""A schedule is known again in whatever way `getPickups` tells it, and told from another one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.shop.writes.outcomes.pickups import differing_schedule
from cleancloud_tui.shop.writes.verdict import Sources
from tests.host import NOW
from tests.shop.desk import entry_of

SENT = {
    "customerID": "9",
    "pickupDate": "1796731200",
    "pickupStart": "10am",
    "pickupEnd": "12pm",
    "frequency": "2",
    "duration": "0",
    "deliveryDays": "2",
    "deliveryStart": "5pm",
    "deliveryEnd": "7:30pm",
}
PLAIN = {"pickupID": "5", **SENT}
WHOLE = {key: value for key, value in PLAIN.items() if not key.endswith(("Start", "End"))}

SHAPES = [
    PLAIN,
    {**WHOLE, "pickupTime": "10am-12pm", "deliveryTime": "5pm-7:30pm"},
    {**WHOLE, "PickupTime": "10 AM - 12 PM", "DELIVERYTIME": "17:00-19:30"},
    {**WHOLE, "pickup_window": "10am to 12pm", "delivery_slot": "5-7:30pm"},
    {**WHOLE, "pickupStart": "10am-12pm", "deliveryStart": "5pm-7:30pm"},
    {**WHOLE, "pickupStart": "10am-12pm", "pickupEnd": "12pm", "deliveryTime": "5pm-7:30pm"},
    {key.lower(): value for key, value in PLAIN.items()},
    {key.upper(): value for key, value in PLAIN.items()},
    {**PLAIN, "frequency": "Every 2 weeks", "duration": "Until cancelled"},
    {key: value for key, value in PLAIN.items() if key != "pickupDate"}
    | {"nextPickupDate": "2026-12-08"},
]
"""One schedule, told in other ways."""

OTHERS = [
    {"pickupTime": "10am-11am"},
    {"pickupTime": "9am-12pm"},
    {"deliveryTime": "5pm-7pm"},
    {"frequency": "weekly"},
    {"duration": "2 orders"},
    {"nextPickup": "2026-12-09", "pickupDate": ""},
]
"""What makes another one of it."""


def differing(row: dict[str, str]) -> tuple[str, ...]:
    sources = cast(Sources, SimpleNamespace(now=NOW))
    entry = entry_of("repeatPickup", SENT)
    return differing_schedule(OPERATIONS["repeatPickup"], entry, row, sources)


@pytest.mark.parametrize("row", SHAPES)
def test_it_is_the_same_in_whatever_way_it_is_told(row: dict[str, str]) -> None:
    assert differing(row) == ()


@pytest.mark.parametrize("other", OTHERS)
def test_another_one_differs(other: dict[str, str]) -> None:
    times = {"pickupTime": "10am-12pm", "deliveryTime": "5pm-7:30pm"}
    assert differing({**WHOLE, **times, **other}) != ()
