"""Sending once more what did not happen, or may have: looked up first, and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...shop.journal.entries import EntryState
from ...shop.writes.ids import order_id_in
from ...wording.journal import is_there_twice, lines_of, title_of
from ..operations_words import whom_of

if TYPE_CHECKING:
    from ...shop.journal.entries import Entry
    from ...shop.writes.outbox import Again
    from ..base import ShopScreen


async def may_go_again(screen: ShopScreen, entry: Entry, question: str = "") -> bool:
    """Look at CleanCloud what became of an entry, and ask whether it is meant once more.

    Args:
        screen: Asks, and says where there is nothing left to be sent.
        entry: What is to be sent again.
        question: Is asked; empty for one that names the entry.

    Raises:
        StorageError: The journal can't be read.
    """
    screen.notice.waiting()
    again = await screen.shop.outbox.before_again(entry)
    screen.notice.arrived()
    if again.has_happened:
        screen.notice.say(f"It did happen, so nothing was sent. {again.why}")
        return False
    whom = whom_of(screen, entry.parameters)
    asked = question or f"Send “{title_of(entry)}”{f' for {whom}' if whom else ''} again?"
    return await screen.confirm(asked, "\n".join(_consequences(screen, entry, again)))


def _consequences(screen: ShopScreen, entry: Entry, again: Again) -> Iterator[str]:
    yield again.why
    if again.since is not None:
        at = screen.wording.moment(again.since.settled_at or again.since.created_at)
        order_id = order_id_in(again.since.reply)
        yield (
            f"The very same was done since, {at}{f' (order {order_id})' if order_id else ''}"
            f"{': sent again, it is there twice' if is_there_twice(entry) else ''}."
        )
    elif entry.state is EntryState.UNKNOWN and is_there_twice(entry):
        yield (
            "If it did happen the first time, it is there twice then: two orders, two charges, "
            "two messages. Look in CleanCloud first."
        )
    yield f"Sent is: {'; '.join(lines_of(entry))}"
