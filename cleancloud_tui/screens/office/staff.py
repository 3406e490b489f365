"""Who is at the counter: asked for by name, and noted with every change from then on."""

from __future__ import annotations

from typing import Any, Final

from textual.app import App

from ...api.text import one_line
from ...values.cards import without_cards
from ...values.cells import begin
from ..desk import Desk
from ..dialogs.edit_line import EditLineDialog

_LONGEST: Final = 30
"""Signs of a name; the status line has no room for more."""


def ask_staff(app: App[Any], desk: Desk) -> None:
    """Ask who is at the counter; an empty name is nobody."""

    def keep(name: str | None) -> None:
        if name is not None:
            desk.shop.session.staff = begin(without_cards(one_line(name)), _LONGEST).rstrip()

    dialog = EditLineDialog(
        "Who is at the counter?",
        desk.shop.session.staff,
        "The audit trail notes this name with every change made from here. Leave it empty for "
        "nobody in particular.",
    )
    app.push_screen(dialog, keep)
