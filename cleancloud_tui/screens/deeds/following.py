"""What becomes of a write that was not settled when its screen told of it.

Its notice, and the form, dialog or list behind it, follow what the journal finds out: here, in the
background, or by a person at another terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError, leaves_open
from ...shop.records import Change

if TYPE_CHECKING:
    from ...shop.journal.entries import Entry
    from ..base import ShopScreen

Then = Callable[["Entry"], None]


@dataclass(slots=True)
class _Followed:
    """A write that is followed.

    Attributes:
        done: What to say once it was done.
        then: Are told the entry, once it is settled.
    """

    done: str
    then: list[Then] = field(default_factory=list)


is_followed = leaves_open
"""Whether what becomes of a write is followed: it waits, or no clear answer came."""


class Following:
    """The writes of one screen that are not settled yet."""

    def __init__(self, screen: ShopScreen) -> None:
        self._screen = screen
        self._followed: dict[int, _Followed] = {}
        self._unsubscribe: Callable[[], None] | None = None
        self._newest = 0

    @property
    def is_open(self) -> bool:
        """Whether it is not known yet what became of the newest write."""
        return self._newest in self._followed

    def begin(
        self, error: CleanCloudError, done: str, then: Then | None = None, more: str = ""
    ) -> bool:
        """Say how a write stands, and follow it; False where there is nothing to follow."""
        self._newest = error.entry_id if is_followed(error) else 0
        if not self._newest:
            return False
        told, notice = f"{error} {more}".rstrip(), self._screen.notice
        if error.kept:
            notice.say(told, _cause(error.entry_id), is_news=True)
        else:
            notice.failed(told, _cause(error.entry_id))
        self.on(error.entry_id, done, then)
        return True

    def on(self, entry_id: int, done: str, then: Then | None = None) -> None:
        """Follow an entry."""
        followed = self._followed.setdefault(entry_id, _Followed(done))
        if then is not None:
            followed.then.append(then)
        if self._unsubscribe is None:
            self._unsubscribe = self._screen.shop.subscribe(self._on_change)
        self._screen.look_back()

    def then(self, act: Then) -> bool:
        """Have the newest write tell one more when it is settled; False where it is."""
        if self.is_open:
            self._followed[self._newest].then.append(act)
        return self.is_open

    def end(self) -> None:
        """Follow nothing any more."""
        self._followed.clear()
        self._rest()

    async def look(self) -> None:
        """Look what became of all that is followed.

        Raises:
            StorageError: The journal can't be read.
        """
        for entry_id, followed in list(self._followed.items()):
            entry = await self._screen.shop.outbox.entry(entry_id)
            is_over = entry is None or entry.is_settled
            if is_over and self._followed.get(entry_id) is followed:
                del self._followed[entry_id]
                self._tell(entry_id, entry, followed)
        if not self._followed:
            self._rest()

    def _tell(self, entry_id: int, entry: Entry | None, followed: _Followed) -> None:
        notice, cause = self._screen.notice, _cause(entry_id)
        notice.ended(cause)
        if entry is None:
            return
        if entry.is_done:
            notice.say(followed.done, cause)
        else:
            notice.failed(f"It did not happen after all. {entry.error}", cause)
        for act in followed.then:
            act(entry)
        self._screen.show_again()

    def _on_change(self, change: Change) -> None:
        if not self._screen.is_attached:
            self.end()
        elif change.kind == "journal":
            self._screen.look_back()

    def _rest(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None


def _cause(entry_id: int) -> str:
    return f"entry {entry_id}"
