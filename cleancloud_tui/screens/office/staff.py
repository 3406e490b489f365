"""Who is at the counter: asked for by name, and noted with every change from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.app import App

from ...api.text import one_line
from ...values.cards import without_cards
from ...values.cells import begin
from ..desk import Desk
from ..dialogs.edit_line import EditLineDialog

_LONGEST: Final = 30
"""Signs of a name; the status line has no room for more."""


def ask_staff(app: App[Any], desk: Desk, told: Callable[[str], object]) -> None:
    """Ask who is at the counter; an empty name is nobody.

    Args:
        app: Asks.
        desk: Where they are.
        told: Is told the name.
    """

    def keep(name: str | None) -> None:
        if name is not None:
            desk.shop.session.staff = begin(without_cards(one_line(name)), _LONGEST).rstrip()
            told(desk.shop.session.staff)

    dialog = EditLineDialog(
        "Who is at the counter?",
        desk.shop.session.staff,
        "The audit trail notes this name with every change made from here. Leave it empty for "
        "nobody in particular.",
    )
    app.push_screen(dialog, keep)
