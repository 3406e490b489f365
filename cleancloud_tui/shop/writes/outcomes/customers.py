"""What became of customers made and deactivated, and of their messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from ....api import field_names as names
from ....api.models.customers import Customer
from ....api.operations import OPERATIONS
from ....api.readers.customers import customer, customer_row, customer_rows
from ....api.readers.messages import messages
from ....api.same_value import differing, same
from ...journal.entries import Entry
from ...records import Row
from ..verdict import (
    NOT_UNDERSTOOD,
    Sources,
    WriteOutcome,
    did_not,
    happened,
    is_understood,
    sent_at,
    tells_nothing,
    text,
)
from .matching import Candidate, is_about, told_apart

_A_DAY: Final = timedelta(days=1)
_WHO: Final = ("customerEmail", "customerTel", "customerName")


async def customer_added(entry: Entry, sources: Sources) -> WriteOutcome:
    """Find who signed up then, with the same email, phone and name.

    The shop's day may begin a day before or after this computer's.
    """
    moment = sent_at(entry)
    found = await _who_signed_up(moment, sources)
    # The answer told what time it is, should the clock have been wrong.
    instead = sources.by_uptime(entry)
    if found is not None and instead and abs(instead - moment) > _A_DAY:
        more = await _who_signed_up(instead, sources)
        found = None if more is None else found + more
    if found is None:
        return NOT_UNDERSTOOD
    claimed = await sources.claimed("addCustomer", "CustomerID")
    candidates = [_candidate(entry, each, row) for row, each in found if each.id not in claimed]
    return told_apart(candidates, moment, instead, what="customer", reply_name="CustomerID")


async def customer_deleted(entry: Entry, sources: Sources) -> WriteOutcome:
    """Look for the customer among the active ones who signed up on the same days.

    Nothing in a customer's own record tells that it is deactivated.
    """
    customer_id = text(entry, "customerID")
    own = await sources.read_customers(customerID=customer_id)
    told = customer(own)
    if told is None and tells_nothing(own):
        return happened("There is no such customer any more.")
    if told is None or told.signed_up is None:
        return NOT_UNDERSTOOD
    reply = await _signed_up_around(told.signed_up.date(), sources)
    active = [each.id if (each := customer_row(row)) else "" for row in customer_rows(reply)]
    if customer_id in active:
        return did_not("The customer is still active.")
    if not is_understood(reply, active):
        return NOT_UNDERSTOOD
    return happened("The customer is not among the active ones any more.")


async def message_written(entry: Entry, sources: Sources) -> WriteOutcome:
    """Find a message of the same text."""
    moment = sent_at(entry)
    parameter = OPERATIONS["addMessage"].parameter("message")
    reply = await sources.read("getMessages", customerID=text(entry, "customerID"))
    told = messages(reply)
    claimed = await sources.claimed("addMessage", "messageID")
    if parameter is None or not (told or tells_nothing(reply)):
        return NOT_UNDERSTOOD
    candidates = [
        Candidate(each.id, each.at, is_same=True)
        for each in told
        if each.from_customer is not False
        and each.id not in claimed
        and same(parameter, each.text, text(entry, "message"))
    ]
    # No reply tells a message's id: the same one that was sent besides can only be counted.
    moments = moment, sources.by_uptime(entry)
    of_then = [each for each in candidates if not each.made_at or is_about(each.made_at, moments)]
    besides = await sources.twins(entry, "messageID")
    if of_then and len(of_then) <= besides:
        return did_not("CleanCloud has the message only as often as it was sent besides.")
    if besides and len(of_then) == besides + 1:
        return happened("CleanCloud has the message once more than it was sent besides.")
    return told_apart(candidates, *moments, what="message", reply_name="messageID")


async def _who_signed_up(moment: datetime, sources: Sources) -> list[tuple[Row, Customer]] | None:
    """Return who signed up around a moment; None where the reply is not clear."""
    reply = await _signed_up_around(moment.date(), sources)
    found = [(row, customer_row(row)) for row in customer_rows(reply)]
    if not is_understood(reply, [each.id if each else "" for _, each in found]):
        return None
    return [(row, each) for row, each in found if each]


async def _signed_up_around(day: date, sources: Sources) -> Mapping[str, object]:
    """Read the active customers of a day and its neighbours."""
    return await sources.read_customers(
        dateFrom=day - _A_DAY, dateTo=day + _A_DAY, excludeDeactivated="1"
    )


def _candidate(entry: Entry, found: Customer, row: Row) -> Candidate:
    """Compare who was to sign up with who did."""
    who = {name: value for name in _WHO if (value := entry.parameters.get(name))}
    adding = OPERATIONS["addCustomer"]
    told = names.told(adding, row)
    differs = differing(adding, who, told)
    return Candidate(
        found.id,
        found.signed_up,
        is_same=not differs and who.keys() <= told.keys(),
        is_like=any(name in told and name not in differs for name in who),
    )
