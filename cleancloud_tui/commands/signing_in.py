"""Who runs a command, where the shop's people sign in: asked for by a PIN, else a role is set.

Only a person can type a PIN at a terminal. What runs by itself has the role that the settings name,
and where none is named it changes nothing and is shown no figures.
"""

from __future__ import annotations

import getpass
import sys
import time
import warnings
from typing import Final

from .. import endings, paths
from ..api.rights import READ_ONLY, Allowance, Rights
from ..composition import directories_beside, opened_shop
from ..settings import SettingsError, ShopSettings
from ..shop.people.people_file import Person
from ..shop.people.staffing import Staffing

_NOBODY: Final = Allowance("", "a command without unattended_role", frozenset())


def rights_here(settings: ShopSettings, rights: Rights) -> Rights:
    """Return what may be done by whoever runs a command; asks who it is where people sign in.

    Args:
        settings: Of which shop.
        rights: What may be done in this session, whoever it is.

    Raises:
        SignInError: It is nobody's PIN, or may not be tried yet.
    """
    staffing = staffing_of(settings)
    if not staffing.is_set_up:
        return rights
    if sys.stdin is None or not sys.stdin.isatty():
        role = staffing.roles.get(settings.unattended_role)
        allowance = role.allowance() if role else _NOBODY
        return rights.of_whom(lambda: allowance)
    staffing.sign_in_as(endings.run(_person(settings, hidden_line("Your PIN"))))
    return rights.of_whom(staffing.allowance)


def staffing_of(settings: ShopSettings) -> Staffing:
    """Return who works for a shop, of whom nobody has signed in."""
    directory = paths.shop_directory(settings.name, settings.identity)
    directories = (directory, *directories_beside(settings))
    return Staffing(directories, time.time, settings.roles)


def hidden_line(what: str, otherwise: str = "") -> str:
    """Ask for a line at the terminal that is not shown; empty where the input ends.

    Args:
        what: What is asked for.
        otherwise: What else can be done where this terminal shows what is typed, as a sentence.

    Raises:
        SettingsError: It would be shown.
    """
    with warnings.catch_warnings():
        # Where getpass can't turn the echo off, it warns and goes on; this is not to.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{what} (it is not shown): ").strip()
        except getpass.GetPassWarning:
            told = f"This terminal can't hide what is typed; nothing was changed. {otherwise}"
            raise SettingsError(told.rstrip()) from None
        except EOFError:
            return ""


async def _person(settings: ShopSettings, pin: str) -> Person:
    async with opened_shop(settings, rights=READ_ONLY, process="sign-in") as shop:
        return await shop.staffing.sign_in(pin)
