"""Sending an update over what somebody else has changed: only what it was to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ....api import field_names as names
from ....api.errors import CleanCloudError, RefusedError
from ....api.operations import WireParameters
from ....api.readers.replies.not_understood import NotUnderstoodError
from ....api.request import Request
from ....api.same_value import same
from ....api.text import clean
from ...journal.entries import Entry
from ...records import Row
from ..declaration import WriteDeclaration
from ..verdict import Sources, is_about_this


class GoneError(CleanCloudError):
    """What is to be changed is not there any more."""

    sent = False

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was sent. {why} Drop the change.")


async def as_meant(declared: WriteDeclaration, entry: Entry, sources: Sources) -> Entry:
    """Return an update as it is to be sent over what stands now.

    What it was not to change, and has to be sent all the same, is sent as it stands; and what it
    replaces is what stands, so that this is what comes back where it is taken back.

    Raises:
        GoneError: There is nothing to be changed any more.
        CleanCloudError: How it stands could not be read.
    """
    if declared.updates is None or not declared.goes_along:
        return entry
    try:
        row = await declared.updates.read(entry, sources)
    except NotUnderstoodError:
        return entry
    except RefusedError as error:
        if not is_about_this(error):
            raise
        return entry
    if row is None:
        return entry
    if not row:
        raise GoneError(declared.updates.gone)
    stands = names.told(declared.operation, row)
    as_it_stands = {
        name: clean(str(stands[name]))
        for name in _not_meant(declared, entry)
        if stands.get(name) not in (None, "")
    }
    request = Request.of(declared.operation, {**entry.parameters, **as_it_stands})
    before = declared.before(request.parameters, sources.mirror)
    return replace(entry, parameters=request.parameters, before=before or entry.before)


def _not_meant(declared: WriteDeclaration, entry: Entry) -> Iterator[str]:
    """Yield what an update only has to be sent with, of what belongs together all or none."""
    before: Row = names.told(declared.operation, entry.before or {})
    sent = cast(WireParameters, entry.parameters)
    for group in declared.goes_along:
        of_group = [name for name in group if name in sent]
        if all(_is_same(declared, name, sent[name], before.get(name)) for name in of_group):
            yield from of_group


def _is_same(declared: WriteDeclaration, name: str, one: object, other: object) -> bool:
    parameter = declared.operation.parameter(name)
    return parameter is not None and other is not None and same(parameter, one, other)
