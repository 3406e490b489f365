from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.models.repeat_pickups import RepeatPickup

if TYPE_CHECKING:
    from ..shop import Shop


def known_schedules(shop: Shop) -> list[RepeatPickup]:
    rows = shop.mirror.file.rows("SELECT customer_id FROM repeat_pickups")
    found = []
    for row in rows:
        known = shop.repeat_pickups_of(row["customer_id"])
        found += known.value if known else ()
    return found
