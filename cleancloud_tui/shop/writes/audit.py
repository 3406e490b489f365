"""The audit trail: who changed what, when, from where, and how it ended.

It is read from the journal. It holds ids, and no personal data beyond them: of a field that tells
about a person it says that it changed, not how.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Final

from ...api import field_names as names
from ...api.operations import Operation
from ...api.privacy import is_personal
from ...api.text import one_line
from ...api.value_words import (
    PERSONAL,
    FieldChange,
    id_of_subject,
    subject_in_words,
    value_in_words,
)
from ..exports.csv_forms import Cell
from ..journal.entries import Entry, EntryState

if TYPE_CHECKING:
    from ..journal.journal import Journal
    from .declaration import WriteDeclaration, Writes

HEADINGS: Final = (
    "entry",
    "when",
    "staff",
    "user",
    "terminal",
    "address",
    "operation",
    "subject",
    "changes",
    "result",
    "made",
    "error",
)
"""The columns of the trail as a file."""

_MADE: Final = {"customerid": "customer", "orderid": "order", "pickupid": "pickup"}
"""What replies call the ids of what a write made."""

_REFUSAL: Final = re.compile(r"(CleanCloud refused \w+): (.*)", re.DOTALL)
_TOKEN: Final = re.compile(r"(for being too many a second|accept this shop's token) \([^)]*\)")
_QUOTED: Final = re.compile("“(?!To resolve”)[^”]*”?")
_HARMLESS_REFUSAL: Final = re.compile(
    r"(?:No (?:Customer|Order|Garment|Pickup|Product|Route|Group|Card|Subscription) "
    r"With That (?:ID|Barcode)|Missing Parameter: \w+|Order is already paid"
    r"|Your card was declined|Internal Server Error)\.?",
    re.IGNORECASE,
)
"""Words of CleanCloud that name nobody. Others might, and are left out."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One write, as the audit trail tells it.

    Attributes:
        entry_id: Its number in the journal.
        when: When it was written down, in the zone that was asked for.
        staff: Who was at the counter, where that was told.
        user: The system's user.
        terminal: The terminal's name.
        address: Where an SSH connection came from.
        operation: Its wire name.
        title: What it does, in the documentation's words.
        deed: What it does, in a word or two, where its fields do not say it: `card charged`.
        subject: What it is about: `order:437`.
        changes: What it was to set.
        result: `confirmed`, `refused`, `unknown`, `waiting`, `sent` or `merged into 12`.
        made: What it made: `order:438`; empty for nothing, or where that is not known.
        error: What went wrong or was found out, in words that name nobody.
    """

    entry_id: int
    when: datetime
    staff: str
    user: str
    terminal: str
    address: str
    operation: str
    title: str
    deed: str
    subject: str
    changes: tuple[FieldChange, ...]
    result: str
    made: str
    error: str

    @property
    def who(self) -> str:
        """The system's user, from where over SSH, behind the name that was told at the counter."""
        user = "@".join(filter(None, (self.user, self.address)))
        return f"{self.staff} ({user})" if self.staff and user else self.staff or user

    def cells(self) -> tuple[Cell, ...]:
        """Return a row under `HEADINGS`."""
        return (
            self.entry_id,
            self.when,
            self.staff,
            self.user,
            self.terminal,
            self.address,
            self.operation,
            subject_in_words(self.subject),
            "; ".join(str(change) for change in self.changes),
            self.result,
            subject_in_words(self.made),
            self.error,
        )

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether each word, in lower case, stands somewhere in it."""
        names = (change.name for change in self.changes)
        cells = (str(cell) for cell in self.cells() if cell is not self.when)
        when = self.when.isoformat(timespec="seconds")
        text = " ".join((when, *cells, self.subject, self.title, *names)).casefold()
        return all(word in text for word in words)


class AuditTrail:
    """The audit trail of one shop.

    Args:
        journal: Where every write stands.
        writes: What is known of each write operation.
    """

    def __init__(self, journal: Journal, writes: Writes) -> None:
        self._journal = journal
        self._writes = writes

    async def lines(self, first: date, last: date, zone: tzinfo, text: str = "") -> list[AuditLine]:
        """Return what was changed in a window of days, the newest first.

        Args:
            first: The first day.
            last: The last day, included.
            zone: Whose days they are, and in which moments are told.
            text: Words that must stand in a line: of its operation, subject, ids, staff, user,
                fields and their values.

        Raises:
            StorageError: The journal could not be read.
        """
        begin = datetime.combine(first, time(), zone)
        end = datetime.combine(last + timedelta(days=1), time(), zone)
        words = text.casefold().split()
        entries = await self._journal.entries.between(begin, end)
        # In a thread: a busy week's lines take a third of a second.
        return await asyncio.to_thread(self._lines, entries, zone, words)

    async def about(self, subject: str, zone: tzinfo, limit: int) -> list[AuditLine]:
        """Return the changes of one thing, the newest first.

        Args:
            subject: As the journal names it: `order:437`.
            zone: In which moments are told.
            limit: How many at most.

        Raises:
            StorageError: The journal could not be read.
        """
        entries = await self._journal.entries_of(subject=subject, limit=limit)
        return [self._line_of(entry, zone) for entry in entries]

    def _lines(
        self, entries: Sequence[Entry], zone: tzinfo, words: Sequence[str]
    ) -> list[AuditLine]:
        return [line for entry in entries if (line := self._line_of(entry, zone)).holds(words)]

    def _line_of(self, entry: Entry, zone: tzinfo) -> AuditLine:
        return line_of(entry, self._writes.of(entry.operation), zone)


def line_of(entry: Entry, declared: WriteDeclaration, zone: tzinfo) -> AuditLine:
    """Return an entry as the audit trail tells it.

    Args:
        entry: The write.
        declared: What is known of its operation.
        zone: In which moments are told.
    """
    return AuditLine(
        entry_id=entry.id,
        when=entry.created_at.astimezone(zone),
        staff=one_line(entry.staff),
        user=one_line(entry.user),
        terminal=one_line(entry.terminal),
        address=one_line(entry.address),
        operation=entry.operation,
        title=declared.operation.title,
        deed=declared.deed,
        subject=entry.subject,
        changes=tuple(_changes(entry, declared.operation)),
        result=_result(entry),
        made=_made(entry.reply) if entry.subject.partition(":")[0] in ("customer", "new") else "",
        error=one_line(naming_nobody(entry.error)),
    )


def naming_nobody(error: str) -> str:
    """Return the sentence of an error without what may name a person: quotes, and API's words."""
    refused = _REFUSAL.search(error)
    if refused and not _HARMLESS_REFUSAL.fullmatch(refused[2].strip()):
        error = f"{error[: refused.start()]}{refused[1]}."
    return _QUOTED.sub(PERSONAL, _TOKEN.sub(r"\1", error))


def _changes(entry: Entry, operation: Operation) -> Iterator[FieldChange]:
    replaced = names.told(operation, entry.before or {})
    for name, value in entry.parameters.items():
        if name == id_of_subject(entry.subject):
            continue
        parameter = operation.parameter(name)
        if parameter is None or is_personal(parameter):
            yield FieldChange(name, None, PERSONAL)
            continue
        in_words = partial(value_in_words, parameter, is_iso=True)  # CSV files tell it, too
        before = in_words(replaced[name]) if name in replaced else None
        yield FieldChange(name, before, in_words(value))


def _result(entry: Entry) -> str:
    if entry.state is EntryState.MERGED and entry.merged_into is not None:
        return f"merged into {entry.merged_into}"
    return entry.state.value


def _made(reply: Mapping[str, object]) -> str:
    """Return what a reply names that was made."""
    ids = {_MADE[key.lower()]: value for key, value in reply.items() if key.lower() in _MADE}
    for kind in ("order", "pickup", "customer"):
        if value := ids.get(kind):
            return one_line(f"{kind}:{value}")
    return ""
