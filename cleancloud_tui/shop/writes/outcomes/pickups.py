"""What became of repeat pickups made and deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ....api import field_names as names
from ....api.clocks.moments import day_of
from ....api.models.repeat_pickups import RepeatPickup
from ....api.operations import OPERATIONS, Operation
from ....api.readers.repeat_pickups import repeat_pickup_row, repeat_pickup_rows, schedule_as_sent
from ....api.readers.replies.not_understood import NotUnderstoodError
from ....api.same_value import differing
from ...journal.entries import Entry
from ...reading import Reply
from ...records import Row
from ..verdict import (
    NOT_UNDERSTOOD,
    Sources,
    WriteOutcome,
    cant_tell,
    did_not,
    happened,
    is_understood,
    text,
)


async def pickup_added(entry: Entry, sources: Sources) -> WriteOutcome:
    """Find a schedule of the same content that was not there before."""
    rows = await read_schedules(entry, sources)
    if rows is None:
        return NOT_UNDERSTOOD
    adding, known = OPERATIONS["repeatPickup"], known_before(entry)
    claimed = await sources.claimed("repeatPickup", "pickupID")
    new = {id: row for id, row in rows.items() if id not in claimed | (known or set())}
    same = [id for id, row in new.items() if not differing_schedule(adding, entry, row, sources)]
    if len(same) == 1 and known is not None:
        return happened(f"It is pickup {same[0]}.", pickupID=same[0])
    doubtful = same or (list(new) if known is not None else [])
    if doubtful:
        ids = " or ".join(doubtful)
        return cant_tell(f"It may be pickup {ids}, made by this or by somebody else: look there.")
    if known and not known & rows.keys() and text(entry, "deleteOld") == "1":
        return cant_tell("The old pickups are gone, as they were to be, and no new one is there.")
    if int(text(entry, "duration") or 0) and _has_come(_day(entry), sources):
        return cant_tell("It is not there, but its last pickup may have been made already.")
    return did_not("The customer has no new pickup like it.")


async def pickup_deleted(entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether a schedule is gone."""
    rows = await read_schedules(entry, sources)
    if rows is None:
        return NOT_UNDERSTOOD
    if text(entry, "pickupID") in rows:
        return did_not("The pickup is still there.")
    return happened("The pickup is gone.")


async def schedule_row(entry: Entry, sources: Sources) -> Row | None:
    """Read the row of the schedule that an update is about, as it would be sent.

    Raises:
        NotUnderstoodError: Whether it is there is not known.
    """
    reply = await sources.read("getPickups", customerID=text(entry, "customerID"))
    rows = _rows_in(reply)
    if rows is None:
        raise NotUnderstoodError(reply)
    row = rows.get(text(entry, "pickupID"))
    return schedule_as_sent(row) if row else {}


async def read_schedules(entry: Entry, sources: Sources) -> dict[str, Row] | None:
    """Return the rows of the customer's schedules by id; None where the reply is not clear."""
    return _rows_in(await sources.read("getPickups", customerID=text(entry, "customerID")))


def _rows_in(reply: Reply) -> dict[str, Row] | None:
    rows = repeat_pickup_rows(reply)
    ids = [schedule.id if (schedule := repeat_pickup_row(row)) else "" for row in rows]
    return dict(zip(ids, rows, strict=True)) if is_understood(reply, ids) else None


def differing_schedule(
    operation: Operation, entry: Entry, row: Row, sources: Sources
) -> tuple[str, ...]:
    """Return the names of what was sent and is told otherwise.

    A schedule whose day has come has made its order, and tells the next day.
    """
    schedule = repeat_pickup_row(row)
    differs = differing(operation, entry.parameters, names.told(operation, schedule_as_sent(row)))
    moved_on = schedule and _has_moved_on(_day(entry), schedule, sources)
    own = {"ordersCreatedSoFar", *(("pickupDate",) if moved_on else ())}
    return tuple(name for name in differs if name not in own)


def known_before(entry: Entry) -> set[str] | None:
    """Return the ids of the schedules that were known when a write was made."""
    noted = (entry.before or {}).get("pickups")
    return {str(each) for each in noted} if isinstance(noted, list) else None


def _has_moved_on(day: date | None, schedule: RepeatPickup, sources: Sources) -> bool:
    if day is None or schedule.next_day is None or not _has_come(day, sources):
        return False
    gone = (schedule.next_day - day).days
    return gone > 0 and gone % (7 * (schedule.frequency or 1)) == 0


def _has_come(day: date | None, sources: Sources) -> bool:
    """Tell whether a day has come somewhere on earth."""
    tomorrow = datetime.fromtimestamp(sources.now, UTC).date() + timedelta(days=1)
    return day is not None and day <= tomorrow


def _day(entry: Entry) -> date | None:
    return day_of(text(entry, "pickupDate"))
