"""What has to hold after a campaign of the money that was taken and the orders that were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from cleancloud_tui.shop.journal.entries import Entry, EntryState

from .door import Arrival
from .scene import Scene


def counter_violations(scene: Scene) -> Iterator[str]:
    """Yield what does not hold at the counter."""
    yield from _made_twice(scene)
    yield from _promos_twice(scene)
    yield from _charged_though_paid(scene)


def _made_twice(scene: Scene) -> Iterator[str]:
    """An item that was put in once stands on one order, and on none where nothing was made."""
    happened = Counter(
        str(product["name"])
        for arrival in scene.door.arrivals
        if arrival.operation == "addOrder" and arrival.happened
        for product in _products(arrival)
    )
    for row in scene.store.rows(
        "SELECT name, count(*) AS times FROM order_products WHERE name LIKE 'item %' GROUP BY name"
    ):
        if row["times"] != happened[row["name"]]:
            yield f"{row['name']} stands on {row['times']} orders, not {happened[row['name']]}"


def _promos_twice(scene: Scene) -> Iterator[str]:
    """What a promo code gave, it gave once for each time that it was used."""
    given = Counter(
        (str(arrival.parameters["promoCode"]), str(arrival.parameters["customerID"]))
        for arrival in scene.door.arrivals
        if arrival.operation == "usePromo" and arrival.happened
    )
    yield from (
        f"promo {what} was given {times} times" for what, times in given.items() if times > 1
    )


def _charged_though_paid(scene: Scene) -> Iterator[str]:
    """No charge is sent for an order that was known to be paid before it was asked for."""
    charges = [entry for entry in scene.entries if entry.operation == "chargeCard"]
    for arrival in scene.door.arrivals:
        told = str((arrival.reply or {}).get("Error", ""))
        if arrival.operation != "chargeCard" or "already paid" not in told:
            continue
        sent = [entry for entry in charges if _is_of(entry, arrival)]
        charge = max(sent, key=lambda entry: entry.id, default=None)
        if charge and _was_paid(scene.entries, charge.subject, charge.created_at):
            yield f"charged though it was paid: {arrival}"


def _was_paid(entries: Sequence[Entry], subject: str, moment: datetime) -> bool:
    """Tell whether an order was paid at a moment, and nothing else was done to its payment."""
    changes = [
        entry
        for entry in entries
        if entry.subject == subject and "paid" in entry.parameters and entry.created_at < moment
    ]
    return bool(changes) and all(
        entry.parameters["paid"] == "1"
        and entry.state is EntryState.CONFIRMED
        and entry.settled_at is not None
        and entry.settled_at < moment
        for entry in changes
    )


def _is_of(entry: Entry, arrival: Arrival) -> bool:
    return (
        entry.parameters == arrival.parameters
        and entry.sent_at is not None
        and entry.sent_at.timestamp() <= arrival.at
    )


def _products(arrival: Arrival) -> Sequence[dict[str, object]]:
    products = arrival.parameters.get("products")
    return products if isinstance(products, list) else []
