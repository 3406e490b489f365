"""What is set up: the settings and who may read them, the token, taxes, names of replies."""

from __future__ import annotations

import os
import platform
import shlex
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ... import __version__, paths
from ...api.rights import EVERYTHING, Rights
from ...settings import AppSettings, Settings, SettingsError, ShopSettings, Source, read_file
from ...settings.aliases import AliasFile
from ...settings.tokens import TokenSource, source_of
from ...shop.people.people_file import PeopleFileError
from ...shop.probing.misspelt import meant_in_words, misspelt, misspelt_in_words
from ...stores.private import is_open_to_others
from ...typed import command
from ...wording.values import number
from ..signing_in import staffing_of
from .finding import Finding, State

_NO_TAXES: Final = "nobody has set any, so new orders are made without"


def program() -> Iterator[Finding]:
    """Tell which version runs on what, and where its own files are."""
    python = f"Python {platform.python_version()} ({sys.executable})"
    running = f"cleancloud-tui {__version__}, {python}, {platform.platform()}"
    yield Finding("program", State.OK, f"{running}, SQLite {sqlite3.sqlite_version}")
    yield settings_file(paths.settings_file())
    yield Finding("log", State.OK, str(paths.log_file()))
    yield home(paths.shared_home())


def settings_file(path: Path) -> Finding:
    """Tell where the settings are, whether they can be used, and whether others may read them."""
    try:
        read_file(path)
    except SettingsError:  # told in full where nothing goes on without them
        return Finding("settings", State.WRONG, f"{path}, which can't be used as it is")
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Finding("settings", State.OK, f"{path} (not there: all is as it comes)")
    except OSError as error:
        return Finding("settings", State.UNKNOWN, f"{path} ({error.strerror})")
    if os.name == "posix" and is_open_to_others(mode):
        mend = f"Mend it with: chmod 600 {shlex.quote(str(path))}"
        words = f"{path}, which other users of this computer can read"
        return Finding("settings", State.WARNING, words, mend)
    return Finding("settings", State.OK, str(path))


def home(shared: Path | None) -> Finding:
    """Tell whose the files are; that a shared folder can be used was looked at before."""
    if shared is None:
        return Finding("home", State.OK, "the files are nobody else's")
    words = f"{shared} is shared by the users of a group ({paths.HOME_VARIABLE})"
    return Finding("home", State.OK, words)


def session(rights: Rights, app: AppSettings, shop: ShopSettings) -> Finding:
    """Tell what this session may do."""
    kind = "may do everything" if rights == EVERYTHING else f"is {rights.session}"
    try:
        if staffing_of(shop).people is not None:
            kind += ", as far as whoever signs in may"
    except PeopleFileError as error:
        return Finding("session", State.WRONG, f"may do nothing. {error}")
    return Finding("session", State.OK, f"{kind}; kiosks are: {app.kiosk}")


def shops(settings: Settings) -> Finding:
    """Tell which shops there are."""
    names = ", ".join(shop.name for shop in settings.shops)
    return Finding("shops", State.OK, names or "none is configured")


def shop(settings: ShopSettings) -> Iterator[Finding]:
    """Tell which shop it is, where its token is from, and its taxes."""
    words = f"{settings.name} at {settings.base_url} (from the {settings.source.value})"
    yield Finding("shop", State.OK, words)
    yield token(settings)
    yield taxes(settings)


def token(settings: ShopSettings) -> Finding:
    """Tell where the token is from; it is read when CleanCloud is asked, and never told."""
    match source_of(settings):
        case TokenSource.PRACTICE:
            return Finding("token", State.OK, "the practice shop needs none")
        case TokenSource.NOWHERE:
            to_do = f"Connect the shop: {command('connect')}"
            return Finding("token", State.WRONG, "there is none: CleanCloud can't be asked", to_do)
        case source:
            return Finding("token", State.OK, f"from {source.value}")


def taxes(settings: ShopSettings) -> Finding:
    """Tell the taxes; a shop of the environment has no place to say that there are none."""
    if settings.has_said_taxes:
        told = ", ".join(f"{number(tax)} %" for tax in settings.taxes if tax)
        included = ", which prices include" if told and settings.tax_included else ""
        return Finding("taxes", State.OK, f"{told}{included}" or "none")
    if settings.source is Source.ENVIRONMENT:
        to_do = f"A shop that is connected can say its taxes: {command('connect')}"
        return Finding("taxes", State.UNKNOWN, _NO_TAXES, to_do)
    to_do = (
        "In the counter: Ctrl+B 9. Or put tax = 8.25 into the shop's section of the settings file, "
        "tax = 0 where there is none."
    )
    return Finding("taxes", State.WARNING, _NO_TAXES, to_do)


def replies(found: AliasFile) -> Iterator[Finding]:
    """Tell of the file with a shop's names of replies, where there is one."""
    if found.wrong:
        yield Finding("replies", State.WRONG, found.wrong, "Until then nothing of it counts.")
    elif found.aliases:
        known = f"{found.path} has names for {', '.join(found.aliases)}"
        yield Finding("replies", State.OK, known)
    for each in misspelt(found.aliases, found.text):
        where = f"{found.path}, line {each.line}: {misspelt_in_words(each)}"
        yield Finding("replies", State.WARNING, where, meant_in_words(each))
