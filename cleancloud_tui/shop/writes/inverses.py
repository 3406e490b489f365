"""Writes that make or end something, taken back by the one that ends it, or makes it again."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from ...api import field_names as names
from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.operations import OPERATIONS, WireParameters
from ...api.readers.repeat_pickups import repeat_pickup_row, schedule_as_sent
from ...api.request import Request
from ..journal.entries import Entry
from ..mirror import effects
from ..mirror.mirror import Mirror
from ..records import Row

_MAKING: Final = OPERATIONS["repeatPickup"]
_ENDING: Final = OPERATIONS["deletePickup"]


def schedule_noted(sent: WireParameters, mirror: Mirror) -> Row | None:
    """Return what a schedule is before it is ended, so that it can be made again."""
    row = mirror.file.look(lambda reader: effects.known_schedule(sent, reader))
    return {"schedule": dict(row)} if row else None


def schedule_unmade(entry: Entry, mirror: Mirror, _: date) -> Request | None:
    """Return what ends a schedule that was made; None where it is gone, or had others deleted."""
    customer_id = str(entry.parameters.get("customerID", ""))
    pickup_id = str((entry.reply or {}).get("pickupID", ""))
    has_deleted = str(entry.parameters.get("deleteOld", "0")) == "1"
    if has_deleted or _standing(customer_id, pickup_id, mirror) is None:
        return None
    return Request.of(_ENDING, {"pickupID": pickup_id, "customerID": customer_id})


def schedule_remade(entry: Entry, mirror: Mirror, today: date) -> Request | None:
    """Return what makes an ended schedule again, under a new number; None where it can't be."""
    row = (entry.before or {}).get("schedule")
    pickup = repeat_pickup_row(cast(Row, row)) if isinstance(row, dict) else None
    customer_id = str(entry.parameters.get("customerID", ""))
    is_known = mirror.repeat_pickups_of(customer_id) is not None
    if pickup is None or not is_known or _standing(customer_id, pickup.id, mirror):
        return None
    return _made_again(cast(Row, row), customer_id, today)


def can_be_remade(ending: Request, mirror: Mirror, today: date) -> bool:
    """Tell whether a schedule can be made again once it is ended, by what is known of it now."""
    row = schedule_noted(ending.parameters, mirror)
    schedule = cast(Row, row["schedule"]) if row else None
    customer_id = str(ending.parameters.get("customerID", ""))
    return schedule is not None and _made_again(schedule, customer_id, today) is not None


def _made_again(row: Row, customer_id: str, today: date) -> Request | None:
    pickup = repeat_pickup_row(row)
    if pickup is None or pickup.next_day is None or pickup.next_day < today:
        return None
    told = names.told(_MAKING, schedule_as_sent(row))
    unset = [
        name for name, tip in (("tip", pickup.tip), ("tipPercent", pickup.tip_percent)) if tip == 0
    ]
    made: dict[str, object] = {
        name: value for name, value in told.items() if value not in ("", None) and name not in unset
    }
    made["customerID"] = customer_id
    if pickup.orders_created:
        made["ordersCreatedSoFar"] = pickup.orders_created
    try:
        return Request.of(_MAKING, made)
    except BadParametersError:  # CleanCloud told of it what it does not take
        return None


def _standing(customer_id: str, pickup_id: str, mirror: Mirror) -> RepeatPickup | None:
    known = mirror.repeat_pickups_of(customer_id)
    pickups = known.value if known else ()
    return next((each for each in pickups if pickup_id and each.id == pickup_id), None)
