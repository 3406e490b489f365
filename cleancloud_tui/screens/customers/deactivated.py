"""Deactivated customers: no search finds them, and their orders still ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..dialogs.find_customer import MOST_SHOWN, FindCustomerDialog

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.shop import Shop

_WHICH: Final = "Deactivated customers, as far as is known: who is active is asked once a week"


class FindDeactivatedDialog(FindCustomerDialog):
    """Answers the id of the deactivated customer that was chosen."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(_WHICH, shop)

    def find(self, text: str) -> Sequence[Customer]:
        """Return the deactivated customers that match."""
        return self.shop.deactivated(text, limit=MOST_SHOWN)
