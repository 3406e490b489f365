"""Writes that make, change and end repeat pickups."""

from __future__ import annotations

from typing import Final

from ....api.operations import OPERATIONS, WireParameters
from ....api.operations.repeat_pickups import GOES_WITH
from ...mirror import effects
from ...mirror.mirror import Mirror
from ...records import Row
from ..declaration import Read, Thing, WriteDeclaration
from ..inverses import schedule_noted, schedule_remade, schedule_unmade
from ..outcomes.pickups import differing_schedule, pickup_added, pickup_deleted, schedule_row

_PICKUPS: Final = Read("getPickups", "customerID")

_GONE: Final = (
    "The repeat pickup is not there any more: somebody has ended it, or its last order was made."
)


def _schedules(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.repeat_pickups_of(str(sent["customerID"]))
    return {"pickups": [each.id for each in known.value]} if known else None


_ADDING: Final = WriteDeclaration(
    OPERATIONS["repeatPickup"],
    identified_by=("customerID",),
    truth=_PICKUPS,
    read_first=_PICKUPS,
    note=_schedules,
    effect=effects.forget_schedules,
    read_again=_PICKUPS,
    look_up=pickup_added,
    inverse=schedule_unmade,
)

_UPDATING: Final = WriteDeclaration(
    OPERATIONS["updateRepeatPickup"],
    identified_by=("pickupID", "customerID"),
    truth=_PICKUPS,
    updates=Thing(effects.known_schedule, schedule_row, differing_schedule, _GONE),
    effect=effects.update_schedule,
    read_again=_PICKUPS,
    undoable=True,
    to_come=("pickupDate",),
    goes_with=GOES_WITH,
    goes_along=(("pickupDate",), ("pickupStart", "pickupEnd")),
    worked_out_from={"pickupDate": ("frequency", "deliveryDays")},
)

_DELETING: Final = WriteDeclaration(
    OPERATIONS["deletePickup"],
    identified_by=("pickupID", "customerID"),
    truth=_PICKUPS,
    note=schedule_noted,
    effect=effects.forget_schedules,
    read_again=_PICKUPS,
    look_up=pickup_deleted,
    inverse=schedule_remade,
)

DECLARATIONS: Final = (_ADDING, _UPDATING, _DELETING)
