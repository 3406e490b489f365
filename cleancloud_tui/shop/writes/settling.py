"""Settling what is open: sent, looked for, and then confirmed, refused or put before a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Final

from ...api.errors import (
    AskingRefusedError,
    CleanCloudError,
    OutcomeUnknownError,
    RefusedError,
)
from ...api.rights import Right, Rights
from ..journal.doubt import Doubt
from ..journal.entries import Entry, EntryState, what_in_words
from ..journal.journal import Journal
from ..journal.open_entries import Claim
from ..records import Change
from .outcomes import Outcomes
from .sending import Sender, WriteWaitsError
from .verdict import WriteOutcome, WriteVerdict

_MOST_TOLD: Final = 3
"""Changes that a sentence each is said of."""


_LONG: Final = 20.0
"""Seconds after which it is said of what was never tried that it waited."""

Follows = Callable[[Entry], Awaitable[str]]
"""Tells, as a sentence for people, what follows from a write that did happen; empty for nothing."""


class Settler:
    """Settles entries of the journal that nobody works at.

    Args:
        journal: Where they stand.
        sender: Sends them.
        outcomes: Looks up what became of them.
        rights: What may be sent.
        doubt: How a lost write is looked for.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
        report: Is told what changed.
        notify: Is told, as a sentence for people, what was found out.
        settled: Is awaited after each that was settled.
        follows: Tells, as a sentence for people, what follows from one that did happen.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        sender: Sender,
        outcomes: Outcomes,
        rights: Rights,
        doubt: Doubt,
        clock: Callable[[], float],
        uptime: Callable[[], float],
        report: Callable[[Sequence[Change]], None],
        notify: Callable[[str], None],
        settled: Callable[[], Awaitable[None]],
        follows: Follows,
    ) -> None:
        self._journal = journal
        self._sender = sender
        self._outcomes = outcomes
        self._rights = rights
        self._doubt = doubt
        self._clock = clock
        self._uptime = uptime
        self._report = report
        self._notify = notify
        self._settled = settled
        self._follows = follows
        self._held_up: set[str] = set()

    def is_due(self, entry: Entry) -> bool:
        """Tell whether an entry is to be sent or looked for now."""
        if entry.state is EntryState.WAITING:
            return self._rights.may(Right.SEND)
        return self._doubt.is_due(entry, self._uptime())

    async def settle(self, entries: Collection[Entry]) -> None:
        """Settle entries, the oldest first; where one can't be, the later of its subject wait.

        What failed comes last the next time, so that one does not keep all the others waiting.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        went_through: list[Entry] = []
        try:
            await self._settle_all(entries, went_through)
        finally:
            self._tell_of(went_through)

    async def _settle_all(self, entries: Collection[Entry], went_through: list[Entry]) -> None:
        stuck: set[str] = set()
        for entry in sorted(entries, key=lambda entry: entry.subject in self._held_up):
            if entry.subject in stuck:
                continue
            is_waiting = entry.state is EntryState.WAITING
            try:
                is_settled = await (
                    self._send(entry, went_through) if is_waiting else self._find_out(entry)
                )
            except Exception:
                self._held_up.add(entry.subject)
                raise
            self._held_up.discard(entry.subject)
            if is_settled:
                await self._settled()  # at three a second, a thousand take minutes
            elif not entry.is_for_people:
                stuck.add(entry.subject)

    def _tell_of(self, went_through: Sequence[Entry]) -> None:
        """Say what was sent: of a few hundred that waited, nobody reads a sentence each."""
        if len(went_through) > _MOST_TOLD:
            self._notify(f"{len(went_through)} changes that waited went through.")
            return
        for entry in went_through:
            self._notify(f"{self._what(entry)} went through.")

    async def look_up(self, entry: Entry, *, asked: bool = False) -> bool:
        """Look for an unknown entry once; False where another process does, or has decided.

        Args:
            entry: What to look for.
            asked: Whether a person wants it.

        Raises:
            CleanCloudError: It could not be looked up.
        """
        try:
            if not await self._journal.own(entry.id, EntryState.UNKNOWN):
                return False
            outcome = await self.outcome_of(entry)
            is_held = await self._journal.holds(entry.id)  # or a person was quicker
            if is_held:
                await self._settle_as(entry, outcome, asked=asked)
        except BaseException:
            await self._journal.disown(entry.id)
            raise
        return is_held

    async def outcome_of(self, entry: Entry) -> WriteOutcome:
        """Find out what became of an entry; nothing is noted of it.

        Raises:
            CleanCloudError: It could not be looked up now.
        """
        try:
            return await self._outcomes.look_up(entry)
        except AskingRefusedError:
            raise
        except RefusedError as error:
            return WriteOutcome(WriteVerdict.CANT_TELL, {}, f"It could not be looked up: {error}")

    async def _send(self, entry: Entry, went_through: list[Entry]) -> bool:
        """Send what waits, unless somebody has changed the same meanwhile.

        It is read right before, however short it waited: what stands behind dozens of others of a
        list, or behind one slow answer, was read many seconds ago.

        Raises:
            CleanCloudError: It can't be sent now.
        """
        if not self._rights.may(Right.SEND):
            return False
        if changed := await self._outcomes.still_meant(entry):
            was_sent = entry.sent_at is not None
            await self._journal.let_wait(entry.id, changed, was_sent=was_sent, needs_person=True)
            await self._sender.read_truth(entry)
            self._notify(f"{self._what(entry)} was not sent: {changed}")
            return True
        if await self._journal.claim(entry.id) is not Claim.MINE:
            return False
        try:
            await self._sender.send(entry, asked=False)
            if self._has_waited(entry):
                went_through.append(entry)
        except (WriteWaitsError, OutcomeUnknownError):
            raise
        except CleanCloudError as error:
            if entry.sent_at is None or not await self._was_found_out(entry):
                why = error.text if isinstance(error, RefusedError) else error
                self._notify(f"{self._what(entry)} was not accepted: {why} See Ctrl+R.")
        return True

    def _what(self, entry: Entry) -> str:
        return what_in_words(entry, self._outcomes.name_of(entry))

    def _has_waited(self, entry: Entry) -> bool:
        """Tell whether an entry waited, so that it is told that it went through.

        What was just written down, as many at once are, is told where that was done.
        """
        waited = self._clock() - entry.created_at.timestamp()
        return bool(entry.error) or not 0 <= waited <= _LONG  # of a clock set back nobody knows

    async def _was_found_out(self, entry: Entry) -> bool:
        """Settle what was refused the second time, unless it did not arrive the first time either.

        Where nobody can tell, the refusal does not: what has arrived may be refused for that.
        """
        outcome = await self.outcome_of(entry)
        match outcome.verdict:
            case WriteVerdict.HAPPENED:
                await self._sender.confirm(entry, outcome.reply, note=outcome.why)
            case WriteVerdict.CANT_TELL if outcome.is_unread:
                unknown = EntryState.UNKNOWN
                await self._journal.settle(entry.id, unknown, error=outcome.why, needs_person=True)
            case _:
                return False
        return True

    async def _find_out(self, entry: Entry) -> bool:
        """Look for an unknown entry while that is due; tell whether it is settled."""
        looked_for: Entry | None = entry
        while looked_for and self._doubt.is_due(looked_for, self._uptime()):
            if not await self.look_up(looked_for):
                return False
            looked_for = await self._unknown(entry.id)
        return looked_for is None

    async def _unknown(self, entry_id: int) -> Entry | None:
        entry = await self._journal.entries.get(entry_id)
        return entry if entry and entry.state is EntryState.UNKNOWN else None

    async def _settle_as(self, entry: Entry, outcome: WriteOutcome, *, asked: bool) -> None:
        """Settle an entry where its outcome is clear; else note what is known of it.

        Only what was found settles at once. That something is not there is true for good only once
        it can't be carried out any more, and what was unclear once is a person's to say.
        """
        what = self._what(entry)
        is_absent = outcome.verdict is WriteVerdict.DID_NOT
        is_over = self._doubt.is_over(entry, self._uptime())
        if outcome.verdict is WriteVerdict.HAPPENED:
            await self._sender.confirm(entry, outcome.reply, note=outcome.why)
            told = f"{what} did happen. {outcome.why} {await self._follows(entry)}"
            self._notify(told.strip())
        elif entry.repeatable and not outcome.is_unread:
            await self._again(entry, outcome.why)
        elif is_absent and is_over and (asked or not entry.needs_person):
            await self._sender.refuse(entry, outcome.why, needs_person=True)
            self._notify(f"{what} did not happen. What was typed stands under Ctrl+R.")
        else:
            doubt = "" if is_over or not is_absent else self._doubt.in_words(entry, self._uptime())
            is_unclear = entry.needs_person or not is_absent
            known = f"{outcome.why} {doubt}".strip()
            await self._journal.note_look(entry.id, known, needs_person=is_unclear)
            if is_unclear and not entry.needs_person:
                self._notify(f"Nobody can tell whether {what} happened but you: see Ctrl+R.")
            self._report([Change("journal", entry.subject)])

    async def _again(self, entry: Entry, why: str) -> None:
        """Send values once more, which does no harm where they arrived, over nobody else's."""
        await self._journal.let_wait(entry.id, why, was_sent=True)
        if again := await self._journal.entries.get(entry.id):
            went_through: list[Entry] = []
            await self._send(again, went_through)
            self._tell_of(went_through)
