"""Whether the repeat pickups that the mirror knows are those of the shop.

Nothing tells of their changes, so what this host changes has to be right by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleancloud_tui.api.readers.repeat_pickups import repeat_pickups
from cleancloud_tui.practice import replies
from cleancloud_tui.shop.shop import Shop

from .scene import Scene


def stale_pickups(scene: Scene, shop: Shop) -> Iterator[str]:
    """Yield what differs, for each customer whose pickups are known."""
    for customer_id in scene.floor.customers:
        known = shop.repeat_pickups_of(customer_id)
        rows = scene.store.rows(
            "SELECT * FROM repeat_pickups WHERE customer_id = ? AND ended = 0 ORDER BY id",
            (customer_id,),
        )
        there = repeat_pickups({"Pickups": [replies.repeat_pickup(row) for row in rows]})
        if known is not None and known.value != there:
            yield f"pickups of customer {customer_id}: {known.value} here, {there} there"
