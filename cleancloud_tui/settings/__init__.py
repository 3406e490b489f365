"""The settings: declared once in `schema`, read and written by `file`."""

from __future__ import annotations

from .errors import SettingsError
from .file import ADDRESS_VARIABLE, Settings, load, new_shop, read_file, save
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

__all__ = [
    "ADDRESS_VARIABLE",
    "DEFAULT_BASE_URL",
    "KIOSK_ALWAYS",
    "KIOSK_NEVER",
    "PLACE_FIRST",
    "PRACTICE",
    "PRACTICE_SHOP",
    "AppSettings",
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
