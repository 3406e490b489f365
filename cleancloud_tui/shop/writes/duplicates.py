"""Whether it is still open what became of an earlier try to make the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...api.operations import OPERATIONS, Operation, WireParameters
from ...api.same_value import same
from ..journal.entries import Entry, EntryState
from .outbox import Outbox

_ADDING: Final[Operation] = OPERATIONS["addCustomer"]
_WHO: Final = ("customerName", "customerTel", "customerEmail")

_SCHEDULING: Final[Operation] = OPERATIONS["repeatPickup"]
_WHEN: Final = ("customerID", "pickupDate", "pickupStart")


async def is_customer_under_way(outbox: Outbox, parameters: Mapping[str, str]) -> bool:
    """Tell whether it is not known if somebody of the same name, phone or email was made.

    Args:
        outbox: Of the shop.
        parameters: Of `addCustomer`, as they are about to be sent.

    Raises:
        StorageError: The journal can't be read.
    """
    return any(
        _is_same(each, name, parameters)
        for each in await _unknown(outbox, _ADDING)
        for name in _WHO
        if parameters.get(name)
    )


async def is_schedule_under_way(outbox: Outbox, parameters: WireParameters) -> bool:
    """Tell whether it is not known if a schedule of the same customer, day and time was made.

    Args:
        outbox: Of the shop.
        parameters: Of `repeatPickup`, as they are about to be sent.

    Raises:
        StorageError: The journal can't be read.
    """
    return any(
        all(_is_same(each, name, parameters) for name in _WHEN)
        for each in await _unknown(outbox, _SCHEDULING)
    )


async def _unknown(outbox: Outbox, operation: Operation) -> list[Entry]:
    """Return the writes of an operation of which it is not known what became."""
    open_entries = (*await outbox.waiting(), *await outbox.to_resolve())
    return [
        each
        for each in open_entries
        if each.operation == operation.name and each.state is EntryState.UNKNOWN
    ]


def _is_same(entry: Entry, name: str, parameters: WireParameters) -> bool:
    parameter = OPERATIONS[entry.operation].parameter(name)
    return parameter is not None and same(
        parameter, parameters.get(name), entry.parameters.get(name)
    )
