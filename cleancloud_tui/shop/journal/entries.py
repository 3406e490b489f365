"""What stands in the journal: one entry a write, and how it may end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Protocol, TypeVar

from ...api.operations import Operation, OperationKind, Wire, WireParameters, title_of
from ...api.privacy import without_private
from ...stores import cells

T = TypeVar("T")


class CellsOfRow(Protocol):
    """A row by the names of its columns."""

    def __getitem__(self, name: str, /) -> object: ...


SUBJECTS: Final = ("order:", "customer:", "garment:", "new:")
"""How the subjects of entries begin."""

NOT_KEPT: Final = "(not kept)"
"""Stands for a secret in an entry's parameters."""


class EntryState(Enum):
    """Where a write stands."""

    WAITING = "waiting"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    MERGED = "merged"
    """It was never sent: a newer one of the same thing took its values along."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One write.

    Attributes:
        parameters: As they are sent, secrets replaced by `NOT_KEPT`.
        subject: What it is about: `order:437`, `customer:12`, `garment:0042`.
        before: The values that it replaces, by the names that replies have for them, if known.
        reply: The API's answer; empty unless confirmed.
        error: What went wrong, in words.
        staff: Who was at the counter, where that was told.
        owner: The process that works at it; empty for none.
        repeatable: Whether it may wait for a connection and be sent again.
        needs_person: Whether it stands under "To resolve".
        merged_into: The entry that took its values along.
        sent_up: When it was sent, as `uptime` tells it; None where that is not known.
        looked_up: When it was last looked for, as `uptime` tells it; None for never.
    """

    id: int
    operation: str
    parameters: Mapping[str, object]
    subject: str
    state: EntryState
    created_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    before: Mapping[str, object] | None
    reply: Mapping[str, object]
    error: str
    staff: str
    user: str
    terminal: str
    address: str
    owner: str = ""
    repeatable: bool = False
    needs_person: bool = False
    merged_into: int | None = None
    sent_up: float | None = None
    looked_up: float | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is known what became of it."""
        return self.state in (EntryState.CONFIRMED, EntryState.REFUSED)

    @property
    def is_done(self) -> bool:
        """Whether it happened."""
        return self.state is EntryState.CONFIRMED

    @property
    def is_for_people(self) -> bool:
        """Whether a person may decide about it: nobody else can, or only with time."""
        return self.needs_person or (self.state is EntryState.UNKNOWN and not self.repeatable)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many entries are not settled.

    Attributes:
        waiting: They are sent when CleanCloud can be reached.
        unknown: They are being looked up; a person may decide before that.
        to_resolve: They wait for a person.
    """

    waiting: int = 0
    unknown: int = 0
    to_resolve: int = 0


def subject_of(operation: str, parameters: Mapping[str, object]) -> str:
    """Return what a write is about; writes about the same go one after another."""
    for name, kind in (("barcodeID", "garment"), ("orderID", "order"), ("customerID", "customer")):
        if value := parameters.get(name):
            return f"{kind}:{value}"
    return f"new:{operation}"


def is_repeatable(operation: Operation, parameters: WireParameters) -> bool:
    """Tell whether a write may wait and be sent again: it sets values, and all of them are kept."""
    return operation.kind is OperationKind.IDEMPOTENT_WRITE and not _secrets(operation, parameters)


def kept_parameters(operation: Operation, parameters: WireParameters) -> dict[str, object]:
    """Return a write's parameters as they are kept: without secrets."""
    secrets = _secrets(operation, parameters)
    return {name: NOT_KEPT if name in secrets else value for name, value in parameters.items()}


def as_json(value: object) -> str:
    """Return a value as the journal keeps it: without private fields."""
    return json.dumps(without_private(value), separators=(",", ":"), default=str)


def entry_of(row: CellsOfRow) -> Entry:
    """Return the entry of a row.

    Raises:
        ValueError: Something in it is not what it should be.
    """
    subject = cells.text(row["subject"])
    if not subject.startswith(SUBJECTS):
        raise ValueError("no subject")
    _or_none(cells.moment, row["settled_up"])
    return Entry(
        id=cells.number(row["id"]),
        operation=cells.text(row["operation"]),
        parameters=cells.json_object(row["parameters"]),
        subject=subject,
        state=EntryState(row["state"]),
        created_at=cells.instant(row["created_at"]),
        sent_at=_or_none(cells.instant, row["sent_at"]),
        settled_at=_or_none(cells.instant, row["settled_at"]),
        before=_or_none(cells.json_object, row["before"]),
        reply=_or_none(cells.json_object, row["reply"]) or {},
        error=_or_none(cells.text, row["error"]) or "",
        staff=cells.text(row["staff"]),
        user=cells.text(row["system_user"]),
        terminal=cells.text(row["terminal"]),
        address=cells.text(row["address"]),
        owner=cells.text(row["owner"]),
        repeatable=cells.flag(row["repeatable"]),
        needs_person=cells.flag(row["needs_person"]),
        merged_into=_or_none(cells.number, row["merged_into"]),
        sent_up=_or_none(cells.moment, row["sent_up"]),
        looked_up=_or_none(cells.moment, row["looked_up"]),
    )


def what_in_words(entry: Entry, name: str = "") -> str:
    """Return an entry's operation and subject: `Update an Order (order 437)`.

    Args:
        entry: The entry.
        name: The customer's that it is about, where it is about one whose name is known.
    """
    title = title_of(entry.operation)
    kind, _, number = entry.subject.partition(":")
    return title if kind == "new" else f"{title} ({name or f'{kind} {number}'})"


def _secrets(operation: Operation, parameters: WireParameters) -> set[str]:
    return {
        name
        for name in parameters
        if (declared := operation.parameter(name)) is None or declared.wire is Wire.SECRET
    }


def _or_none(read: Callable[[object], T], value: object) -> T | None:
    return None if value is None else read(value)
