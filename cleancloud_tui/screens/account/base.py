"""What the screens of an account are made of: asked for each time, and kept nowhere."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ...api.readers.replies.not_understood import NotUnderstoodError
from ...shop.records import Known
from ..base import ShopScreen
from ..desk import Desk

if TYPE_CHECKING:
    from ...shop.journal.entries import Entry

Told = TypeVar("Told")

_UNREAD: Final = "what was not read"
"""The cause of what is said about it."""


class AccountScreen(ShopScreen, Generic[Told]):
    """A part of a customer's account, as CleanCloud told it last.

    Attributes:
        told: What it told, and when it was asked; None until it answered.
    """

    CSS_PATH = "account.tcss"

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk)
        self.customer_id = customer_id
        self.told: Known[Told] | None = None

    def shows(self) -> str:
        """Return the customer's id."""
        return self.customer_id

    @property
    def whose(self) -> str:
        """The customer's name."""
        return self.name_of(self.customer_id)

    @abstractmethod
    async def read(self) -> Told:
        """Ask CleanCloud for it.

        Raises:
            CleanCloudError: It could not be read.
        """

    def is_fresh(self) -> bool:
        """Never: it is kept nowhere."""
        return False

    def read_at(self) -> datetime | None:
        """Return when it was asked for."""
        return self.told.read_at if self.told else None

    async def fetch(self) -> None:
        """Ask for it; what was told before stays where that fails."""
        asked_at = self.shop.now()
        self.told = Known(await self.read(), asked_at)

    def say_unread(self, reply: Mapping[str, object] | None, told: str = "") -> None:
        """Say that more is told than is shown, where a reply is given; else that is over."""
        if reply is None:
            self.notice.ended(_UNREAD)
        else:
            self.notice.failed(NotUnderstoodError(reply, told), _UNREAD)

    def ask_again(self, _entry: Entry | None = None) -> None:
        """Ask for it again: something may have become of it."""
        self.bring_up_to_date()
