"""Reading a shop's token, from the one place that counts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ... import log
from ...typed import command
from ...values.texts import NotTextError
from ..errors import SettingsError
from ..kinds import Secret
from ..reading import UnreadableError, read_whole
from .keyring import kept_token
from .source import TokenSource, credential_name, credential_of, source_of

if TYPE_CHECKING:
    from ..schema import ShopSettings


def token_of(
    shop: ShopSettings, *, may_run: bool = True, environ: Mapping[str, str] = os.environ
) -> str:
    """Return a shop's token; it is kept out of the log from then on.

    It may take seconds: a command is run, or a keyring asks for its password.

    Args:
        shop: Whose.
        may_run: Whether a command of the settings may be run.
        environ: Of this process.

    Raises:
        SettingsError: It can't be had; the sentence says why, and tells nothing of a token.
    """
    where = f"The token of “{shop.name}”"
    match source_of(shop, environ):
        case TokenSource.CREDENTIAL:
            path = credential_of(shop.name, environ)
            name = credential_name(shop.name)
            token, place = _credential(path, where) if path else "", f"the credential {name}"
        case TokenSource.COMMAND if not may_run:
            raise SettingsError(
                f"{where} comes from token_command, and this session runs no command that another "
                "user wrote into the settings. Have the settings file given to the system's owner."
            )
        case TokenSource.COMMAND:
            from .command import said_by  # only where one is set

            token, place = said_by(shop.token_command, where), "what token_command prints"
        case TokenSource.KEYRING:
            token, place = kept_token(shop, where), "what the keyring has"
        case TokenSource.NOWHERE:
            raise SettingsError(f"{where} is missing; add it, or run: {command('connect')}")
        case _:
            return shop.token
    try:
        token = Secret().read(token)
    except ValueError:
        token = ""
    if not token:
        raise SettingsError(f"{where} can't be used: {place} is no text without blanks.")
    log.hide(token)
    return token


def _credential(path: Path, where: str) -> str:
    try:
        return read_whole(path)[0]
    except (UnreadableError, NotTextError) as error:
        raise SettingsError(f"{where} can't be read: {path} {error}") from None
    except OSError as error:
        raise SettingsError(f"{where} can't be read: {path}: {error.strerror}.") from None
