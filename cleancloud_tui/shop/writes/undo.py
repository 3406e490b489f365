"""Taking the last change of an order, a garment, a customer, a schedule back: the inverse write.

It is offered only where every value that the change set still stands, what it replaced is known,
and can be written again. What made or ended a schedule is taken back by ending or making it. Right
before it is sent, the thing is read at CleanCloud: what somebody else has set since is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from ...api import field_names as names
from ...api.clocks.moments import day_of
from ...api.errors import BadParametersError, CleanCloudError
from ...api.operations import OPERATIONS, Parameter, Wire, WireParameters
from ...api.request import Request
from ...api.same_value import same
from ...api.text import clean
from ...api.value_words import value_in_words
from ..journal.entries import Entry, EntryState
from ..mirror.mirror import Mirror
from ..reading import Reader
from .declaration import WriteDeclaration

_DEEDS: Final = {
    "repeatPickup": "The repeat pickup that was ended is made again",
    "deletePickup": "The repeat pickup is ended",
}
"""What taking a change back does, by the operation that does it."""


class ChangedSinceError(CleanCloudError):
    """Somebody has changed what was to be taken back."""

    sent = False

    def __init__(self) -> None:
        super().__init__(
            "It was not taken back: somebody else has changed it since. Nothing was sent; how it "
            "stands now is shown."
        )


class NotSettledError(CleanCloudError):
    """It is not known yet what became of the last change."""

    sent = False

    def __init__(self) -> None:
        super().__init__(
            "The last change can't be taken back yet: it is not known whether it happened. It is "
            "being sent or looked up; what needs you stands under Ctrl+R."
        )


class NotLookedAtError(CleanCloudError):
    """What was to be taken back could not be read. `__cause__` says why."""

    sent = False

    def __init__(self, cause: CleanCloudError) -> None:
        super().__init__(
            "It was not taken back, and nothing was sent: whether it still stands has to be read "
            f"before, and could not be. {cause}"
        )


@dataclass(frozen=True, slots=True)
class FieldUndo:
    """One field that goes back.

    Attributes:
        name: Of the parameter, on the wire.
        now: What stands, in words.
        back: What it was before, in words.
    """

    name: str
    now: str
    back: str


@dataclass(frozen=True, slots=True)
class Undo:
    """How a change is taken back.

    Attributes:
        entry_id: The change, in the journal.
        subject: What it was about, as the journal names it: `order:437`.
        request: The inverse write.
        changes: What goes back, for people.
        deed: What it does besides, in a word or two; empty where it sets values only.
    """

    entry_id: int
    subject: str
    request: Request
    changes: tuple[FieldUndo, ...]
    deed: str = ""


def undo_of(entry: Entry, mirror: Mirror, declared: WriteDeclaration, today: date) -> Undo | None:
    """Return how a change is taken back; None where it can't be.

    Args:
        entry: The last change of its subject.
        mirror: Tells what stands now.
        declared: What is known of its operation.
        today: The shop's calendar day.
    """
    if entry.state is not EntryState.CONFIRMED:
        return None
    if declared.inverse:
        return _inverse(entry, declared.inverse(entry, mirror, today))
    if not declared.undoable or entry.before is None:
        return None
    operation, ids = declared.operation, declared.identified_by
    sent = cast(WireParameters, entry.parameters)
    row = declared.known(sent, mirror)
    now = names.told(operation, row or {})
    before = names.told(operation, entry.before)
    parameters: dict[str, object] = {name: sent[name] for name in ids if name in sent}
    changes = []
    for name, value in sent.items():
        parameter = operation.parameter(name)
        if parameter is None or name in ids:
            continue
        if name not in before or name not in now or not same(parameter, value, now[name]):
            return None
        if same(parameter, now[name], before[name]):
            if parameter.required:
                parameters[name] = value
            continue
        back = clean(str(before[name]))
        if not back and parameter.wire is not Wire.TEXT:  # only a text can be emptied
            return None
        if name in declared.to_come and _has_gone(back, today):
            return None
        parameters[name] = back
        changes.append(_change(parameter, now[name], back))
    beside = {other for name in parameters for other in declared.goes_with.get(name, ())}
    for name in beside - parameters.keys():
        if stands := clean(str(now.get(name) or "")):
            parameters[name] = stands
    try:
        inverse = Request.of(operation, parameters)
    except BadParametersError:  # such as a status that can't be set, or nothing to change
        return None
    return Undo(entry.id, entry.subject, inverse, tuple(changes)) if changes else None


async def look_at(entry: Entry, declared: WriteDeclaration, reader: Reader) -> None:
    """Read how the thing stands whose change is to be taken back.

    Raises:
        NotLookedAtError: That can't be done now.
    """
    about = declared.truth.about(entry.parameters) if declared.truth else None
    if declared.truth is None or about is None:
        return
    try:
        await reader.read(declared.truth.operation, about)
    except CleanCloudError as error:
        raise NotLookedAtError(error) from error


def _inverse(entry: Entry, request: Request | None) -> Undo | None:
    if request is None:
        return None
    operation = OPERATIONS[request.name]
    told = ((operation.parameter(name), value) for name, value in request.parameters.items())
    changes = tuple(
        FieldUndo(parameter.name, "", value_in_words(parameter, value))
        for parameter, value in told
        if parameter and not parameter.name.endswith("ID")
    )
    deed = _DEEDS.get(request.name, operation.title)
    return Undo(entry.id, entry.subject, request, changes, deed)


def _has_gone(text: str, today: date) -> bool:
    day = day_of(text)
    return day is None or day < today


def _change(parameter: Parameter, now: object, back: str) -> FieldUndo:
    return FieldUndo(
        parameter.name, value_in_words(parameter, now), value_in_words(parameter, back)
    )
