"""Whether it is still open what became of an earlier try to make the same customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...api.operations import OPERATIONS, Operation
from ...api.same_value import same
from ..journal.entries import Entry, EntryState
from .outbox import Outbox

_ADDING: Final[Operation] = OPERATIONS["addCustomer"]
_WHO: Final = ("customerName", "customerTel", "customerEmail")


async def is_customer_under_way(outbox: Outbox, parameters: Mapping[str, str]) -> bool:
    """Tell whether it is not known if somebody of the same name, phone or email was made.

    Args:
        outbox: Of the shop.
        parameters: Of `addCustomer`, as they are about to be sent.

    Raises:
        StorageError: The journal can't be read.
    """
    open_entries = (*await outbox.waiting(), *await outbox.to_resolve())
    return any(_is_unknown(each) and _is_alike(each, parameters) for each in open_entries)


def _is_unknown(entry: Entry) -> bool:
    return entry.operation == _ADDING.name and entry.state is EntryState.UNKNOWN


def _is_alike(entry: Entry, parameters: Mapping[str, str]) -> bool:
    return any(
        parameters.get(name) and same(parameter, parameters[name], entry.parameters.get(name))
        for name in _WHO
        if (parameter := _ADDING.parameter(name))
    )
