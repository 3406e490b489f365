"""A holiday as it is kept: what was chosen, whether it was sent, and what became of it.

What was chosen stands among the drafts from the first choice on, and is marked as sent before its
changes are written down, all in one go. So whoever opens it again after a death in between knows
from the journal alone whether they were.

Once it is over, or another one is begun, it is kept as the last one, so that its report can be seen
again until another one has been sent in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ...api.rights import Right
from .choices import Choice
from .holiday import Holiday, choices_kept, span_kept
from .keys import Key
from .report import entries_since
from .sending import Picked
from .span import Span

if TYPE_CHECKING:
    from ..journal.entries import Entry
    from ..shop import Shop

_KIND: Final = "holiday"
_LAST: Final = "last"
"""The draft's key of a holiday that is over; the one at hand has none."""

_SENT: Final = "sent"
"""In a draft: in which second the changes were about to be written down."""


@dataclass(frozen=True, slots=True)
class LastHoliday:
    """A holiday that was seen to before.

    Attributes:
        span: Its days.
        sent_at: When its changes were written down.
        entries: What became of each.
        values: As it is kept.
    """

    span: Span
    sent_at: datetime
    entries: Mapping[Key, Entry | None]
    values: Mapping[str, str]


class KeptHoliday:
    """A holiday and its draft. Its methods raise a `StorageError` where the journal fails.

    Args:
        shop: Keeps and sends it.
        holiday: What is chosen.

    Attributes:
        entries: What became of each change that was sent; empty before any was.
        at: When it was kept that was taken up; None where nothing was.
        sent_at: When the changes were written down; None where they were not.
        last: The holiday before; None where there was none, or nothing is known of it any more.
    """

    def __init__(self, shop: Shop, holiday: Holiday) -> None:
        self.entries: Mapping[Key, Entry | None] = {}
        self.at: datetime | None = None
        self.sent_at: datetime | None = None
        self.last: LastHoliday | None = None
        self._shop = shop
        self._holiday = holiday
        self._is_last = False

    @property
    def is_sent(self) -> bool:
        """Whether its changes were written down."""
        return bool(self.entries)

    @property
    def is_over(self) -> bool:
        """Whether it is known of all its changes what became of them."""
        entries = self.entries.values()
        return self.is_sent and all(entry and entry.is_settled for entry in entries)

    async def take_up(self) -> bool:
        """Go on with what was chosen or sent before; False where nothing was."""
        draft = await self._shop.drafts.find(_KIND, "")
        if draft is None:
            return False
        self.at = draft.at
        self._holiday.take_up(draft.values)
        self.sent_at = _sent_at(draft.values)
        await self.look()
        if not self.is_sent:
            self.sent_at = None
        return True

    async def find_last(self) -> None:
        """Look for the holiday before."""
        drafts = await self._shop.drafts.all(_KIND)
        values = next((each.values for each in drafts if each.key == _LAST), {})
        span, sent_at, keys = span_kept(values), _sent_at(values), choices_kept(values).keys()
        entries = await entries_since(self._shop, sent_at, keys) if sent_at else {}
        self.last = (
            LastHoliday(span, sent_at, {key: entries.get(key) for key in keys}, values)
            if span and sent_at and entries
            else None
        )

    def show_last(self) -> None:
        """Have the report of the holiday before at hand."""
        if last := self.last:
            self._holiday.take_up(last.values)
            self.entries, self.sent_at, self._is_last = last.entries, last.sent_at, True

    async def keep(self) -> None:
        """Keep what is chosen, or nothing where nothing is; where nothing may be kept, do neither.

        Raises:
            StorageError: It could not be kept.
        """
        if not self._shop.rights.may(Right.KEEP):
            return
        if values := self._values():
            await self._shop.drafts.keep(_KIND, "", values)
        else:
            await self._shop.drafts.drop(_KIND, "")

    async def begin(self, span: Span | None) -> None:
        """Begin with other days; the draft of the old ones goes, but for a report."""
        if self.is_sent and self._shop.rights.may(Right.KEEP):
            await self._keep_as_last()
        self._holiday.begin(span)
        self.entries, self.sent_at, self.at, self._is_last = {}, None, None, False
        await self.keep()
        await self.find_last()

    async def send(self, picked: Sequence[Picked]) -> None:
        """Write down the changes, all or none; the outbox sends one after another, each once.

        Raises:
            CleanCloudError: They could not be written down: none of them is sent.
        """
        keys = {(each.pickup.customer_id, each.pickup.id) for each in picked}
        for key in self._holiday.choices.keys() - keys:
            self._holiday.choose(key, Choice.LEAVE)
        self.sent_at = self._shop.now().replace(microsecond=0)
        try:
            await self.keep()
            await self._shop.leave([one for each in picked for one in each.plan.moved.requests])
        except BaseException:
            self.sent_at = None
            raise
        self.entries = dict.fromkeys(keys)
        await self.look()

    async def look(self) -> None:
        """Look what became of the changes."""
        keys = self._holiday.choices.keys()
        if self.sent_at and (found := await entries_since(self._shop, self.sent_at, keys)):
            self.entries = {key: found.get(key) for key in keys}

    async def put_away(self) -> None:
        """Keep what is over as the last one, and leave the rest to whoever opens it next."""
        if not self._shop.rights.may(Right.KEEP):
            return
        if self.is_over:
            await self._keep_as_last()
        await self._shop.drafts.leave(_KIND, "")

    async def _keep_as_last(self) -> None:
        """Keep it in place of the last one, for any terminal to look at; it is, where it is that.

        First it is kept, and only then thrown away as the one at hand.
        """
        if self._is_last:
            return
        drafts = self._shop.drafts
        await drafts.find(_KIND, _LAST)  # so that what is kept is kept in its place
        await drafts.keep(_KIND, _LAST, self._values())
        await drafts.leave(_KIND, _LAST)
        await drafts.drop(_KIND, "")

    def _values(self) -> dict[str, str]:
        values = self._holiday.kept()
        if values and self.sent_at:
            values[_SENT] = f"{self.sent_at.timestamp():.0f}"
        return values


def _sent_at(values: Mapping[str, str]) -> datetime | None:
    """Return when the changes of what was kept were written down; None where it tells that not."""
    sent = values.get(_SENT, "")
    return datetime.fromtimestamp(int(sent), UTC) if sent else None
