"""A token in the system's keyring: an extra of the package, imported when it is asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from ...typed import command
from ..errors import SettingsError

if TYPE_CHECKING:
    from ..schema import ShopSettings

SERVICE: Final = "cleancloud-tui"
"""Under which name the keyring has tokens; the account is the shop's name and address."""


def kept_token(shop: ShopSettings, where: str) -> str:
    """Return the token that the keyring has.

    Raises:
        SettingsError: There is no keyring, or no such token in it.
    """
    keyring = _keyring(where)
    try:
        token = keyring.get_password(SERVICE, _account(shop))
    except Exception as error:  # noqa: BLE001  (each system's keyring fails in its own way)
        raise _closed(where, error) from None
    if not token:
        raise SettingsError(
            f"{where} is not in this system's keyring. Put it there: "
            + command(f"connect --keyring --name “{shop.name}”")
        )
    return str(token)


def keep_token(shop: ShopSettings, token: str) -> None:
    """Put a shop's token into the keyring.

    Raises:
        SettingsError: There is none, or it does not take it; nothing was kept.
    """
    where = f"The token of “{shop.name}”"
    keyring = _keyring(where)
    try:
        keyring.set_password(SERVICE, _account(shop), token)
    except Exception as error:  # noqa: BLE001  (each system's keyring fails in its own way)
        raise _closed(where, error) from None


def _keyring(where: str) -> Any:
    try:
        import keyring
    except ImportError:
        raise SettingsError(
            f"{where} is to be in this system's keyring, which needs the program's extra "
            f"“keyring”. Install it for {sys.executable}: pip install keyring"
        ) from None
    return keyring


def _account(shop: ShopSettings) -> str:
    return f"{shop.name} at {shop.base_url}"


def _closed(where: str, error: Exception) -> SettingsError:
    """Say that a keyring does not answer; what it says itself may hold what was given to it."""
    return SettingsError(
        f"{where} is not to be had: this system's keyring can't be used ({type(error).__name__}). "
        "Unlock it, or set one up."
    )
