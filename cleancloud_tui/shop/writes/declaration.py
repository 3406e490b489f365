"""What the program knows of one write operation, beside what the catalogue has of it.

Sending, effects, outcomes, undoing and the audit trail read it here, and nowhere else. To add a
write: the catalogue, a declaration among `declarations`, a reader where its reply is new, the
practice shop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ...api.errors import BadParametersError, CleanCloudError
from ...api.field_names import told
from ...api.operations import Operation, OperationKind, WireParameters
from ...api.request import Request
from ...api.rights import Right
from ...api.same_value import differing
from ..journal.entries import Entry
from ..mirror.effects import Effect, KnownRow, replaced
from ..mirror.mirror import Mirror
from ..records import Row
from .verdict import LookUp, Sources

Note = Callable[[WireParameters, Mirror], Row | None]
"""Returns what is known before a write and will tell later whether it happened."""

Objection = Callable[[WireParameters, Row], CleanCloudError | None]
"""Returns why a write is not sent after all, by what was noted before it."""

Inverse = Callable[[Entry, Mirror, date], Request | None]
"""Returns the write that takes one back, on a day; None where that can't be."""

ReadThing = Callable[[Entry, Sources], Awaitable[Row | None]]
"""Reads the row of what an update is about; it may raise a `CleanCloudError`.

It returns an empty row where the thing is clearly not there any more, and this is told (`gone`);
None where it can't be found.
"""

Differing = Callable[[Operation, Entry, Row, Sources], tuple[str, ...]]
"""Returns the names of what an update set that a row tells otherwise."""


def plainly_differing(operation: Operation, entry: Entry, row: Row, _: Sources) -> tuple[str, ...]:
    """Return what is told otherwise, where nothing but a change can make it differ."""
    return differing(operation, entry.parameters, told(operation, row))


@dataclass(frozen=True, slots=True)
class Read:
    """A read about the same thing as a write.

    Attributes:
        operation: Its wire name.
        by: The parameter that it shares with the write, and is asked by.
    """

    operation: str
    by: str

    def about(self, parameters: Mapping[str, object]) -> dict[str, object] | None:
        """Return its parameters; None where the write does not name the thing."""
        value = parameters.get(self.by)
        return {self.by: value} if value else None


OF_CUSTOMER: Final = Read("getCustomer", "customerID")
"""How a customer stands: what most writes about one go by."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What an update sets values of.

    Attributes:
        known: Finds its row in the mirror.
        read: Reads its row at CleanCloud, to see whether what was meant stands.
        differing: Tells what of it does not.
        gone: What is said where it is not there any more, and nothing is sent then; empty where
            CleanCloud itself refuses to change what is not there.
    """

    known: KnownRow
    read: ReadThing
    differing: Differing = plainly_differing
    gone: str = ""


@dataclass(frozen=True, slots=True)
class WriteDeclaration:
    """One write operation.

    Attributes:
        operation: As the catalogue has it.
        identified_by: The parameters that tell what is changed instead of how.
        truth: What tells how the thing that it is about stands; None where nothing does.
        updates: What it sets values of; None for what makes, ends or does something.
        read_first: Read before it is sent, where what is known may be too old to tell later
            whether it happened.
        note: What is noted before it is sent, where it replaces no values.
        objection: What speaks against it, once that was read and noted.
        right: What whoever asks for it needs besides the right to send changes.
        charges: Whether it takes money by a saved card: only where this terminal may.
        blocks_any: Whether any open one about the same thing stands in its way, and not only the
            very same: it has no content that tells two apart.
        shown_while_waiting: Whether what it sets is shown while it waits to be sent.
        effect: What the mirror has once it is confirmed.
        read_again: What its reply does not tell, and has to be read after it where its effect has
            left the mirror without it.
        look_up: Finds out what became of one whose reply was lost; None where nothing tells.
        unseen: What is said where nothing tells.
        undoable: Whether it can be taken back by the values that it replaced.
        to_come: Of those values, the days that are taken only while they have not gone.
        goes_with: What a value is not taken back without, though it stands as before.
        goes_along: What it is not taken without though it is not to be changed, in groups of what
            belongs together: where nothing of a group is, it is sent as it stands.
        worked_out_from: What else a value follows from, which is noted as well where it is to be
            another one: where somebody changes that, the value is not meant any more.
        inverse: Takes back what sets no values, but makes or ends something.
        deed: What it does, in a word or two, where the fields that it sets do not say it.
    """

    operation: Operation
    identified_by: tuple[str, ...] = ()
    truth: Read | None = None
    updates: Thing | None = None
    read_first: Read | None = None
    note: Note | None = None
    objection: Objection | None = None
    right: Right | None = None
    charges: bool = False
    blocks_any: bool = False
    shown_while_waiting: bool = False
    effect: Effect | None = None
    read_again: Read | None = None
    look_up: LookUp | None = None
    unseen: str = "CleanCloud does not tell."
    undoable: bool = False
    to_come: tuple[str, ...] = ()
    goes_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    goes_along: tuple[tuple[str, ...], ...] = ()
    worked_out_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inverse: Inverse | None = None
    deed: str = ""

    @property
    def name(self) -> str:
        """The operation's wire name."""
        return self.operation.name

    def known(self, sent: WireParameters, mirror: Mirror) -> Row | None:
        """Return the row of the mirror that it sets values of; None where that is not known."""
        updates = self.updates
        return mirror.file.look(lambda reader: updates.known(sent, reader)) if updates else None

    def before(self, sent: WireParameters, mirror: Mirror) -> Row | None:
        """Return what is written down before it is sent; None for nothing.

        The values that it replaces, with those that it follows from, or else what will tell later
        whether it happened.
        """
        row = self.known(sent, mirror)
        values = replaced(self.operation, sent, row)
        if row is None or not values:
            return self.noted(sent, mirror)
        return {**self._followed(sent, row), **values}

    def _followed(self, sent: WireParameters, row: Row) -> Row:
        """Return what the values follow from that are to be others than a row has."""
        stands = told(self.operation, row)
        changed = differing(self.operation, sent, stands)
        names = {each for name in changed for each in self.worked_out_from.get(name, ())}
        return {self.operation.told_as[name]: stands[name] for name in names & stands.keys()}

    def noted(self, sent: WireParameters, mirror: Mirror) -> Row | None:
        """Return what is known now and will tell later whether it happened; None for nothing."""
        return self.note(sent, mirror) if self.note else None


class Writes:
    """The write operations that a shop knows.

    Args:
        declarations: One for each.
    """

    def __init__(self, declarations: Iterable[WriteDeclaration]) -> None:
        self._by_name = {each.name: each for each in declarations}

    def __iter__(self) -> Iterator[WriteDeclaration]:
        """All of them."""
        return iter(self._by_name.values())

    def of(self, name: str) -> WriteDeclaration:
        """Return the declaration of an operation; of one that is not known, an empty one.

        A journal may hold an entry of a newer version's.
        """
        unknown = Operation(name, name, OperationKind.NON_IDEMPOTENT_WRITE, "")
        return self._by_name.get(name) or WriteDeclaration(unknown)

    def request(self, entry: Entry) -> Request:
        """Return the request of an entry, checked anew: it may come from a file.

        Raises:
            BadParametersError: It breaks a rule, or is of an operation that is not known.
        """
        if declared := self._by_name.get(entry.operation):
            return Request.of(declared.operation, entry.parameters)
        raise BadParametersError(entry.operation, ("this version does not know it",))
