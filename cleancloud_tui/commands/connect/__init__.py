"""`cleancloud-tui connect`: take a shop's token, check it, keep it, ask how it is set up."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from ... import endings, paths
from ...api.rights import Right, Rights
from ...composition import connect_shop
from ...settings import ADDRESS_VARIABLE, DEFAULT_BASE_URL, SettingsError, load
from ...settings.tokens import TokenSource
from ...typed import command
from ...values.texts import NotTextError, standard_input
from ..signing_in import hidden_line, rights_here

_USUAL_NAME: Final = "My shop"


def run(arguments: argparse.Namespace) -> int:
    """Ask for the token, check it with one request, and keep it."""
    rights: Rights = arguments.rights
    rights.require(Right.CONNECT)  # before a token is asked for
    rights = rights_here(load().shop(), rights)
    rights.require(Right.CONNECT)
    base_url = arguments.base_url or os.environ.get(ADDRESS_VARIABLE) or DEFAULT_BASE_URL
    token = _token()
    if not token:
        raise SettingsError("No token was given; nothing was changed.")
    shop = endings.run(
        connect_shop(
            arguments.name or _USUAL_NAME,
            base_url,
            token,
            rights=rights,
            renew=arguments.name is not None,
            in_keyring=arguments.keyring,
        )
    )
    print(f"CleanCloud accepts the token. “{shop.name}” is kept in {paths.settings_file()}")
    if shop.token_keyring:
        print(f"Its token is kept in {TokenSource.KEYRING.value}.")
    if _is_somebody_there() and rights.may(Right.SET_UP):
        from .questions import ask_and_keep  # scripts are asked nothing

        ask_and_keep(shop, rights)
    print(f"Open its counter with: {command()}")
    print(f"See once how far its answers are understood, in 25 requests: {command('probe')}")
    return 0


def _is_somebody_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _token() -> str:
    if not _is_somebody_there():
        try:
            return standard_input(first_line=True).strip()
        except NotTextError as error:
            raise SettingsError(f"Standard input {error}. Nothing was changed.") from None
    return hidden_line(
        "The shop's API token",
        f"Give the token on standard input instead: {command('connect < FILE')}",
    )
