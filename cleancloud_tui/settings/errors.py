"""What is wrong with settings, as a sentence."""

from __future__ import annotations


class SettingsError(ValueError):
    """The settings can't be used; it says where, why, and what would be right."""


class ZoneError(SettingsError):
    """Nothing can be learned of a time zone that is named; it says why."""
