"""A holiday as it is kept: what was chosen, whether it was sent, and what became of it.

What was chosen stands among the drafts from the first choice on, and is marked as sent before its
changes are written down, all in one go. So whoever opens it again after a death in between knows
from the journal alone whether they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ...api.rights import Right
from .choices import Choice
from .holiday import Holiday
from .keys import Key
from .report import entries_since
from .sending import Picked
from .span import Span

if TYPE_CHECKING:
    from ..journal.entries import Entry
    from ..shop import Shop

_KIND: Final = "holiday"
_SENT: Final = "sent"
"""In a draft: in which second the changes were about to be written down."""


class KeptHoliday:
    """A holiday and its draft. Its methods raise a `StorageError` where the journal fails.

    Args:
        shop: Keeps and sends it.
        holiday: What is chosen.

    Attributes:
        entries: What became of each change that was sent; empty before any was.
        at: When it was kept that was taken up; None where nothing was.
    """

    def __init__(self, shop: Shop, holiday: Holiday) -> None:
        self.entries: Mapping[Key, Entry | None] = {}
        self.at: datetime | None = None
        self._shop = shop
        self._holiday = holiday
        self._sent_at: datetime | None = None

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
        if sent := draft.values.get(_SENT):
            self._sent_at = datetime.fromtimestamp(int(sent), UTC)
            await self.look()
        if not self.is_sent:
            self._sent_at = None
        return True

    async def keep(self) -> None:
        """Keep what is chosen, or nothing where nothing is; where nothing may be kept, do neither.

        Raises:
            StorageError: It could not be kept.
        """
        if not self._shop.rights.may(Right.KEEP):
            return
        values = self._holiday.kept()
        if values and self._sent_at:
            values[_SENT] = f"{self._sent_at.timestamp():.0f}"
        if values:
            await self._shop.drafts.keep(_KIND, "", values)
        else:
            await self._shop.drafts.drop(_KIND, "")

    async def begin(self, span: Span | None) -> None:
        """Begin with other days; the draft of the old ones goes."""
        self._holiday.begin(span)
        self.entries, self._sent_at, self.at = {}, None, None
        await self.keep()

    async def send(self, picked: Sequence[Picked]) -> None:
        """Write down the changes, all or none; the outbox sends one after another, each once.

        Raises:
            CleanCloudError: They could not be written down: none of them is sent.
        """
        keys = {(each.pickup.customer_id, each.pickup.id) for each in picked}
        for key in self._holiday.choices.keys() - keys:
            self._holiday.choose(key, Choice.LEAVE)
        self._sent_at = self._shop.now().replace(microsecond=0)
        try:
            await self.keep()
            await self._shop.leave([one for each in picked for one in each.plan.moved.requests])
        except BaseException:
            self._sent_at = None
            raise
        self.entries = dict.fromkeys(keys)
        await self.look()

    async def look(self) -> None:
        """Look what became of the changes."""
        keys = self._holiday.choices.keys()
        if self._sent_at and (found := await entries_since(self._shop, self._sent_at, keys)):
            self.entries = {key: found.get(key) for key in keys}

    async def put_away(self) -> None:
        """Throw away what is over, and leave the rest to whoever opens it next."""
        if not self._shop.rights.may(Right.KEEP):
            return
        if self.is_over:
            await self._shop.drafts.drop(_KIND, "")
        else:
            await self._shop.drafts.leave(_KIND, "")
