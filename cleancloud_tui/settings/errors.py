"""What is wrong with settings, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence


class SettingsError(ValueError):
    """The settings can't be used; it says where, why, and what would be right."""


class ZoneError(SettingsError):
    """Nothing can be learned of a time zone that is named; it says why."""


class ChangedMeanwhileError(SettingsError):
    """What is to be changed stands otherwise by now than it was shown.

    Attributes:
        names: Of the settings, as the file has them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"Somebody has changed {', '.join(names)} meanwhile. Nothing was kept.")
