"""A box to tick: its sign tells whether it is, and not its colour alone."""

from __future__ import annotations

from textual.widgets import Checkbox


class Tick(Checkbox):
    """Shows an X while it is ticked, and nothing while it is not."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802  (Textual's name)
        """What stands in the box."""
        return "X" if self.value else " "
