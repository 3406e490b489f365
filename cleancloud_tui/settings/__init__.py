"""The settings: declared once in `schema`, read by `file`, written by `writing`."""

from __future__ import annotations

from .errors import SettingsError
from .file import ADDRESS_VARIABLE, Settings, load, new_shop, read_file
from .in_force import InForce
from .schema import (
    DEFAULT_BASE_URL,
    KIOSK_ALWAYS,
    KIOSK_NEVER,
    PLACE_FIRST,
    PRACTICE,
    PRACTICE_SHOP,
    AppSettings,
    Setting,
    ShopSettings,
    Source,
    settings_of,
)
from .writing import save

__all__ = [
    "ADDRESS_VARIABLE",
    "DEFAULT_BASE_URL",
    "KIOSK_ALWAYS",
    "KIOSK_NEVER",
    "PLACE_FIRST",
    "PRACTICE",
    "PRACTICE_SHOP",
    "AppSettings",
    "InForce",
    "Setting",
    "Settings",
    "SettingsError",
    "ShopSettings",
    "Source",
    "load",
    "new_shop",
    "read_file",
    "save",
    "settings_of",
]
