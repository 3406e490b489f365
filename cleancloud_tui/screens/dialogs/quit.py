"""Whether to quit although something would be lost by it."""

from __future__ import annotations

from collections.abc import Sequence

from .confirm import ConfirmDialog


class QuitDialog(ConfirmDialog):
    """Names what would be lost."""

    def __init__(self, losses: Sequence[str]) -> None:
        super().__init__("Quit all the same?", "\n".join(dict.fromkeys(losses)))
