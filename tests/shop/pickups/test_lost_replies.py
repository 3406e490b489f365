"""A new schedule whose reply was lost is looked for, in whatever way `getPickups` tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.shop import Shop
from tests.elsewhere import a_customer, elsewhere
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()

Told = dict[str, Any]


def _each(change: Callable[[Told], Told]) -> Callable[[str, Told], Mapping[str, Any]]:
    """Return what tells each schedule of a list otherwise."""

    def retold(operation: str, reply: Told) -> Mapping[str, Any]:
        if operation != "getPickups" or "Pickups" not in reply:
            return reply
        return {**reply, "Pickups": [change(row) for row in reply["Pickups"]]}

    return retold


def _in_windows(row: Told) -> Told:
    """Tell windows as `getOrders` does."""
    return {
        **{key: value for key, value in row.items() if not key.endswith(("Start", "End"))},
        "pickupTime": f"{row['pickupStart']}-{row['pickupEnd']}",
        "deliveryTime": f"{row['deliveryStart']}-{row['deliveryEnd']}",
    }


def _nested(row: Told) -> Told:
    beside = {key: row[key] for key in ("id", "customerID")}
    return {**beside, "schedule": {key: row[key] for key in row if key not in beside}}


def _by_id(_: str, reply: Told) -> Mapping[str, Any]:
    """Tell a list as an object of its rows by their ids."""
    if "Pickups" not in reply:
        return reply
    return {**reply, "Pickups": {row["id"]: row for row in reply["Pickups"]}}


SHAPES: Mapping[str, Callable[[str, Told], Mapping[str, Any]]] = {
    "windows": _each(_in_windows),
    "capitals": _each(lambda row: {key.upper(): value for key, value in row.items()}),
    "small letters": _each(lambda row: {key.lower(): value for key, value in row.items()}),
    "windows in capitals": _each(
        lambda row: {key.upper(): value for key, value in _in_windows(row).items()}
    ),
    "spelt times": _each(lambda row: {**row, "pickupStart": "9:00 AM", "pickupEnd": "11:00 AM"}),
    "nested": _each(_nested),
    "by id": _by_id,
}


@pytest.fixture
async def shop(host: Host) -> Shop:
    return host.open()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
async def test_it_is_found_or_known_not_to_be_there(
    shop: Shop, host: Host, shape: Callable[[str, Told], Mapping[str, Any]], fault: Fault
) -> None:
    customer_id = await a_customer(host)
    new = {
        "customerID": customer_id,
        "pickupDate": TODAY + timedelta(5),
        "pickupStart": "9am",
        "pickupEnd": "11am",
        "frequency": 2,
        "deliveryDays": 2,
        "deliveryStart": "5pm",
        "deliveryEnd": "7pm",
    }
    host.disguise = shape
    await shop.ask.refresh_repeat_pickups(customer_id)
    host.faults.cause(fault, times=1, operation="repeatPickup")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("repeatPickup", new)
    for _ in range(3):
        host.now += 30
        await shop.outbox.round()
    (entry,) = await shop.journal.entries_of(subject=f"customer:{customer_id}")
    is_made = fault is Fault.DROP_AFTER
    assert entry.state is (EntryState.CONFIRMED if is_made else EntryState.REFUSED), entry
    host.disguise = None
    there = (await elsewhere(host, "getPickups", customerID=customer_id))["Pickups"]
    assert len(there) == is_made
    assert host.requests.count("repeatPickup") == 1
