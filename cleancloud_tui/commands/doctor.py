"""`cleancloud-tui doctor`: how everything is set up, and whether the API answers; never a token."""

from __future__ import annotations

import argparse
import platform
import sys
from datetime import UTC, datetime

from .. import __version__, endings, paths
from ..api.rights import READ_ONLY, Right, Rights
from ..composition import opened_shop, stores_of
from ..settings import ShopSettings, load
from ..settings.aliases import read_aliases
from ..shop.database import DamagedFileError, examine, mend
from ..shop.probing.misspelt import Misspelt, misspelt
from ..stores.aside import take_note, told_of
from ..stores.damage import UnusableError
from ..stores.store import StoredFile
from ..typed import command
from ..wording.budget import asking_in_words, forecast_in_words, spent_in_words, terms_in_words
from ..wording.clock import clock_sentence
from ..wording.values import number
from .probe import was_probed


def run(arguments: argparse.Namespace) -> int:
    """Print one fact a line; what is found wrong is raised after what is known so far."""
    python = f"Python {platform.python_version()} ({sys.executable})"
    _say("program", f"cleancloud-tui {__version__}, {python}, {platform.platform()}")
    _say("settings", str(paths.settings_file()))
    _say("log", str(paths.log_file()))
    settings = load()
    _say("shops", ", ".join(shop.name for shop in settings.shops) or "none is configured")
    shop = settings.shop(arguments.shop)
    _say("shop", f"{shop.name} at {shop.base_url} (from the {shop.source.value})")
    _say("files", str(paths.shop_directory(shop.name, shop.identity)))
    _say("taxes", _taxes_in_words(shop))
    is_wrong = _is_way_wrong(shop) | _are_aliases_wrong()
    stores = stores_of(shop)
    if arguments.seen:
        arguments.rights.require(Right.TAKE_NOTE)
        take_note(told_of(store.path for store in stores))
    for told in told_of(store.path for store in stores):
        _say("damage", told.sentence)
        _say("", f"Said until you have read it: see Ctrl+R, or {command('doctor --seen')}")
    was_damaged = [_is_damaged(store, arguments.rights) for store in stores]
    endings.run(_examine(shop))
    return int(any(was_damaged) or is_wrong)


def _taxes_in_words(shop: ShopSettings) -> str:
    if not shop.has_said_taxes:
        return (
            "nobody has set any, so new orders are made without: put tax = 8.25 into the shop's "
            "section of the settings file, or tax = 0 where there is none"
        )
    return ", ".join(f"{number(tax)} %" for tax in shop.taxes if tax) or "none"


def _is_way_wrong(shop: ShopSettings) -> bool:
    """Tell what is set of the way to the shop; return whether anything of it can't be used."""
    from ..api.network.surroundings import surroundings  # imports httpx

    found = list(surroundings(shop.base_url))
    for each in found:
        _say(each.what, each.sentence)
    return any(each.is_wrong for each in found)


def _are_aliases_wrong() -> bool:
    """Tell of the alias file, where there is one; return whether it can't be used."""
    found = read_aliases()
    if found.wrong or found.aliases:
        known = f"{found.path} has names for {', '.join(found.aliases)}"
        _say("replies", found.wrong or known)
        for each in misspelt(found.aliases, found.text):
            _say("", f"{found.path}, line {each.line}: {_misspelt_in_words(each)}")
    return bool(found.wrong)


def _misspelt_in_words(each: Misspelt) -> str:
    """Say that a name of the alias file is no known one, and which is nearest."""
    return (
        f"[{each.table}] {each.name}: nothing is known by that name, so it does nothing. Did you "
        f"mean {each.nearest}?"
    )


def _is_damaged(store: StoredFile, rights: Rights) -> bool:
    """Look through a whole file; what is damaged is mended as everything does that meets it.

    Raises:
        StorageError: It was made by a newer version, can't be read, or is not mended.
    """
    if why := examine(store):
        if not rights.may(Right.TAKE_NOTE):
            advice = (
                "Nothing was changed, for this is read-only. What uses the file keeps it under "
                "another name and carries over what can be read; so does this without --read-only."
            )
            raise DamagedFileError(store.path, why, advice)
        _say("damage", mend(store, UnusableError(why)) or "")
        return True
    if store.path.exists():
        _say("file", f"{store.path.name} can be read whole")
    return False


async def _examine(settings: ShopSettings) -> None:
    named = settings.time_zone or "this computer's own zone"
    _say("time", f"{datetime.now(UTC).astimezone(settings.zone):%a %d %b %Y %H:%M %Z} in {named}")
    async with opened_shop(settings, rights=READ_ONLY, process="doctor") as shop:
        _say("mirror", f"{shop.known_customers():,} customers are known")
        await shop.ask.refresh_price_lists()
        _say("API", "answers, and accepts the token")
        if not settings.is_practice and not was_probed(settings):
            _say("answers", f"See once how far they are understood: {command('probe')}")
        _say("clock", clock_sentence(shop.clock_ahead))
        if asked := shop.retention_asks:
            _say("retention", f"{asked.sentence} To forget them: {command('forget --old')}")
        state, plan = await shop.budget.state(), await shop.budget.plan()
        _say("requests", spent_in_words(state))
        _say("forecast", forecast_in_words(state))
        _say("asking", asking_in_words(plan))
        _say("terms", terms_in_words(state.terms))
        for notice in shop.notices:
            if notice != read_aliases().wrong:  # that is said
                _say("notice", notice)


def _say(what: str, fact: str) -> None:
    print(f"{what:10}{fact}", flush=True)
