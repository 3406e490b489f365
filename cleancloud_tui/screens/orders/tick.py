"""A box to tick: its sign tells whether it is, and not its colour alone."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Checkbox


class Tick(Checkbox, inherit_bindings=False):
    """Shows an X while it is ticked, and nothing while it is not.

    Enter does not change it: it ends what a scanner sends.
    """

    BINDINGS = [Binding("space", "toggle_button", "Tick", show=False)]

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802  (Textual's name)
        """What stands in the box."""
        return "X" if self.value else " "
