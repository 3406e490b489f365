"""A token to paste: it is shown as dots, and never taken where it is a card's number."""

from __future__ import annotations

from typing import Final

from textual.widgets import Input, Static

from ...shop.orders.cards import may_be_card_number
from ..dialogs.edit_line import EditLineDialog

CARD_TYPED: Final = (
    "! That looks like a payment card's number. It was dropped: it is never kept or sent. "
    "The card processor's own form takes the number, and gives a token for it: paste that."
)


class TokenDialog(EditLineDialog):
    """Answers a token; what looks like a card's number is dropped at once, and said so."""

    def __init__(self, question: str, hint: str) -> None:
        super().__init__(question, "", hint, is_hidden=True, is_sent=True)

    def action_save(self) -> None:
        """Answer the token, unless it is none."""
        field = self.query_one(Input)
        if may_be_card_number(field.value):
            field.value = ""
            self.query_one(".consequence", Static).update(CARD_TYPED)
            self.app.bell()
            return
        super().action_save()
