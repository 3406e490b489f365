"""What people decide about entries under "To resolve", who know what happened."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from typing import Any

from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.writes.outbox import Decision

from .desks import Desk
from .inputs import key
from .scene import Scene


async def decide(scene: Scene, desks: Sequence[Desk], dice: random.Random) -> None:
    """Have somebody at each of some desks, all at once, decide the same about one entry."""
    listed = await desks[0].tell("to resolve")
    entries = (listed or {}).get("entries", [])
    if not entries:
        return
    entry = dice.choice(entries)
    decision = _decision(scene, entry, dice)
    if decision is None:
        return
    scene.decided[entry["id"]] = decision.value
    told = {"entry": entry["id"], "decision": decision.value}
    await asyncio.gather(*(desk.tell("decide", **told) for desk in desks))


def _decision(scene: Scene, entry: Mapping[str, Any], dice: random.Random) -> Decision | None:
    match EntryState(entry["state"]):
        case EntryState.REFUSED:
            return dice.choice((Decision.SEND_AGAIN, Decision.NOTED))
        case EntryState.WAITING:
            return dice.choice((Decision.SEND_AGAIN, Decision.DID_NOT))
        case EntryState.UNKNOWN:
            return _truth(scene, key(entry["operation"], entry["parameters"]))
        case _:
            return None


def _truth(scene: Scene, what: str) -> Decision | None:
    """Return whether something happened; None where that was asked for several times."""
    if sum(key(put.operation, put.parameters) == what for put in scene.inputs) != 1:
        return None
    happened = any(
        each.happened and key(each.operation, each.parameters) == what
        for each in scene.door.arrivals
    )
    return Decision.HAPPENED if happened else Decision.DID_NOT
