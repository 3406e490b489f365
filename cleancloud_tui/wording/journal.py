"""A write that is not settled, in words: what was meant, by whom, what is known, what can be done.

Unlike the audit trail it tells what was typed: whoever decides has to see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from textual.content import Content

from ..api import field_names as names
from ..api.operations import OPERATIONS, OperationKind, Wire
from ..api.operations import title_of as operation_title
from ..api.same_value import same
from ..api.text import one_line
from ..api.value_words import (
    id_of_subject,
    items_in_words,
    name_in_words,
    subject_in_words,
    value_in_words,
)
from ..shop.journal.entries import NOT_KEPT, Entry, EntryState
from ..values.cells import left
from .values import Wording, joined

_NAME: Final = 20
"""Cells for a parameter's name; its value stands behind it."""

_STANDS: Final = {
    EntryState.UNKNOWN: "not known",
    EntryState.WAITING: "in conflict",
    EntryState.REFUSED: "not done",
}

_NOT_KNOWN_YET: Final = (
    "It is not known yet whether CleanCloud does it: no clear answer came, and it may still be "
    "on its way. It is looked for by itself, and must not be done once more before that is known. "
    "Whoever knows already may say so:",
    "h  it happened",
    "d  it did not happen, and will not any more",
    "l  look for it now",
)

_OVER_OR_DROP: Final = (
    "s  send it anyway, over what stands there now",
    "d  drop it, and leave what stands there",
)

_NOT_ONCE_MORE: Final = (
    "No clear answer came when it was sent, and it was not sent once more, for what is known of it "
    "above.",
    *_OVER_OR_DROP,
)

_AGAIN: Final = "s  send it again; "

_WHAT_TO_DO: Final = {
    EntryState.UNKNOWN: (
        "Nobody can tell from here whether CleanCloud did it. Look there, or ask the customer:",
        "h  it happened",
        "d  it did not happen",
        "l  look it up once more",
        f"{_AGAIN}if it did happen, it is there twice then",
    ),
    EntryState.WAITING: (
        "It was not sent, for what is known of it above.",
        *_OVER_OR_DROP,
    ),
    EntryState.REFUSED: (
        "It was not done. What was typed stands above.",
        "n  noted: take it off this list",
        "s  send it again, as it stands above",
    ),
}

_GOES_ON: Final = {
    EntryState.WAITING: "to be sent",
    EntryState.SENT: "under way",
    EntryState.UNKNOWN: "is looked up",
}

_REFUSED: Final = re.compile(r"CleanCloud refused [a-z]+[A-Z]\w*:")

_NOT_SENT_AGAIN: Final = (
    "It held a secret, which is never kept: to send it again, it has to be typed anew."
)


def error_in_words(error: str) -> str:
    """Return an error's sentence without the operation that was refused: what it was is seen."""
    return _REFUSED.sub("CleanCloud refused it:", error)


def title_of(entry: Entry) -> str:
    """Return what an entry does, in the documentation's words."""
    return operation_title(entry.operation)


def stands_in_words(entry: Entry) -> str:
    """Return in two words why an entry waits for a person."""
    if is_in_doubt(entry):
        return "looked up"
    return _STANDS.get(entry.state, entry.state.value)


def is_in_doubt(entry: Entry) -> bool:
    """Tell whether an entry is still looked for, so that nobody has to decide about it."""
    return entry.state is EntryState.UNKNOWN and not entry.needs_person


def is_there_twice(entry: Entry) -> bool:
    """Tell whether sending an entry again does it a second time, where it did happen before."""
    operation = OPERATIONS.get(entry.operation)
    return operation is None or operation.kind is OperationKind.NON_IDEMPOTENT_WRITE


def is_kept_whole(entry: Entry) -> bool:
    """Tell whether all of it was kept, so that it can be sent again."""
    return NOT_KEPT not in entry.parameters.values()


def details_of(entry: Entry, customer: str, wording: Wording) -> Content:
    """Return all there is to know about an entry; `customer` is the customer's name."""
    error = one_line(error_in_words(entry.error))
    head = joined(title_of(entry), subject_in_words(entry.subject), customer)
    return Content("\n").join(
        [
            Content.styled(head, "bold"),
            Content(_who_and_when(entry, wording)),
            *(
                Content.assemble(("  " + left(name_in_words(name), _NAME), "bold"), value)
                for name, value in _fields(entry)
            ),
            *([Content.assemble(("Known  ", "bold"), error)] if error else []),
        ]
    )


def choices_of(entry: Entry, *, read_only: bool) -> Content:
    """Return what can be decided about an entry, a line a key."""
    why, *choices = _what_to_do(entry)
    if read_only:
        return Content(f"{why}\nOpened read-only: decide it at another counter.")
    if not is_kept_whole(entry) and not is_in_doubt(entry):
        choices = [each for each in choices if not each.startswith("s ")] + [_NOT_SENT_AGAIN]
    return Content("\n").join([Content.styled(why, "bold"), *map(Content, choices)])


def _what_to_do(entry: Entry) -> tuple[str, ...]:
    if is_in_doubt(entry):
        return _NOT_KNOWN_YET
    if entry.state is EntryState.WAITING and entry.sent_at:
        return _NOT_ONCE_MORE
    told = _WHAT_TO_DO.get(entry.state, ("",))
    if entry.state is not EntryState.UNKNOWN or is_there_twice(entry):
        return told
    return (*told[:-1], f"{_AGAIN}once more changes nothing where it did happen")


def waits_in_words(entry: Entry, wording: Wording) -> str:
    """Return one line on an entry that goes on by itself."""
    goes_on = _GOES_ON.get(entry.state, "")
    what = joined(title_of(entry), subject_in_words(entry.subject))
    return left(goes_on, 13) + left(wording.moment(entry.created_at), 16) + what


def lines_of(entry: Entry) -> list[str]:
    """Return what is sent, a line a parameter."""
    return [f"{name_in_words(name)} {value}" for name, value in _fields(entry)]


def _who_and_when(entry: Entry, wording: Wording) -> str:
    who = f"{entry.staff} ({entry.user})" if entry.staff else entry.user
    sent = f"sent {wording.moment(entry.sent_at)}" if entry.sent_at else "never sent"
    return joined(
        f"typed {wording.moment(entry.created_at)}",
        f"by {one_line(who)}" if who else "",
        f"from {one_line(entry.address)}" if entry.address else "",
        sent,
    )


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    operation = OPERATIONS.get(entry.operation)
    replaced = names.told(operation, entry.before or {})
    for name, value in entry.parameters.items():
        parameter = operation.parameter(name) if operation else None
        if name == id_of_subject(entry.subject):
            continue
        if parameter is None:
            yield name, one_line(str(value))
        elif parameter.wire is Wire.PRODUCTS:
            yield name, f"\n{' ' * (_NAME + 2)}".join(items_in_words(value))
        elif name in replaced and same(parameter, value, replaced[name]):
            yield name, f"{value_in_words(parameter, value)}   (not changed by it)"
        elif name in replaced:
            was, sent = (value_in_words(parameter, each) for each in (replaced[name], value))
            yield name, sent if was == sent else f"{sent}   (was {was})"
        else:
            yield name, value_in_words(parameter, value)
