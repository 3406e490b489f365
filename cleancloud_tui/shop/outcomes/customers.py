"""What became of customers made and deactivated, and of their messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from ...api.operations import OPERATIONS
from ...api.readers.customers import customer, customer_row, customer_rows
from ...api.readers.messages import messages
from .. import names
from ..entries import Entry
from ..meaning import differing, same
from ..records import Row
from .likeness import Candidate, told_apart
from .verdict import (
    LookUp,
    Outcome,
    Sources,
    cant_tell,
    did_not,
    happened,
    sent_at,
    tells_nothing,
    text,
)

_A_DAY: Final = timedelta(days=1)
_WHO: Final = ("customerEmail", "customerTel", "customerName")


async def _added(entry: Entry, sources: Sources) -> Outcome:
    """Find who signed up then, with the same email, phone and name.

    The shop's day may begin a day before or after this computer's.
    """
    moment = sent_at(entry)
    reply = await _signed_up_around(moment.date(), sources)
    claimed = await sources.claimed("addCustomer", "CustomerID")
    candidates = [
        candidate
        for row in customer_rows(reply)
        if (candidate := _candidate(entry, row)) and candidate.id not in claimed
    ]
    return told_apart(candidates, moment, what="customer", reply_name="CustomerID")


async def _deleted(entry: Entry, sources: Sources) -> Outcome:
    """Look for the customer among the active ones who signed up on the same days.

    Nothing in a customer's own record tells that it is deactivated.
    """
    customer_id = text(entry, "customerID")
    told = customer(await sources.read_customers(customerID=customer_id))
    if told is None:
        return happened("There is no such customer any more.")
    if told.signed_up is None:
        return cant_tell("CleanCloud does not tell whether the customer is deactivated.")
    reply = await _signed_up_around(told.signed_up.date(), sources)
    active = {each.id for row in customer_rows(reply) if (each := customer_row(row))}
    if customer_id in active:
        return did_not("The customer is still active.")
    return happened("The customer is not among the active ones any more.")


async def _written(entry: Entry, sources: Sources) -> Outcome:
    """Find a message of the same text."""
    parameter = OPERATIONS["addMessage"].parameter("message")
    reply = await sources.read("getMessages", customerID=text(entry, "customerID"))
    told = messages(reply)
    claimed = await sources.claimed("addMessage", "messageID")
    if parameter is None or not (told or tells_nothing(reply)):
        return cant_tell("The customer's messages could not be understood.")
    candidates = [
        Candidate(each.id, each.at, is_same=True)
        for each in told
        if each.from_customer is not False
        and each.id not in claimed
        and same(parameter, each.text, text(entry, "message"))
    ]
    return told_apart(candidates, sent_at(entry), what="message", reply_name="messageID")


LOOK_UPS: Final[Mapping[str, LookUp]] = {
    "addCustomer": _added,
    "deleteCustomer": _deleted,
    "addMessage": _written,
}


async def _signed_up_around(day: date, sources: Sources) -> Mapping[str, object]:
    """Read the active customers of a day and its neighbours."""
    return await sources.read_customers(
        dateFrom=day - _A_DAY, dateTo=day + _A_DAY, excludeDeactivated="1"
    )


def _candidate(entry: Entry, row: Row) -> Candidate | None:
    found = customer_row(row)
    if found is None:
        return None
    who = {name: value for name in _WHO if (value := entry.parameters.get(name))}
    told = names.told("addCustomer", row)
    differs = differing("addCustomer", who, told)
    return Candidate(
        found.id,
        found.signed_up,
        is_same=not differs and who.keys() <= told.keys(),
        is_like=any(name in told and name not in differs for name in who),
    )
