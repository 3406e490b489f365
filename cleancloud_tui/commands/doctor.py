"""`cleancloud-tui doctor`: how everything is set up, and whether the API answers; never a token."""

from __future__ import annotations

import argparse
import platform
import sys

from .. import __version__, endings, paths
from ..api.rights import READ_ONLY
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..widgets.budget_words import (
    asking_in_words,
    forecast_in_words,
    spent_in_words,
    terms_in_words,
)


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
    endings.run(_examine(shop))
    return 0


async def _examine(settings: ShopSettings) -> None:
    async with opened_shop(settings, rights=READ_ONLY, process="doctor") as shop:
        _say("mirror", f"{shop.known_customers():,} customers are known")
        await shop.read("getPriceLists")
        _say("API", "answers, and accepts the token")
        state, plan = await shop.budget.state(), await shop.budget.plan()
        _say("requests", spent_in_words(state))
        _say("forecast", forecast_in_words(state))
        _say("asking", asking_in_words(plan))
        _say("terms", terms_in_words(state.terms))
        for notice in shop.notices:
            _say("notice", notice)


def _say(what: str, fact: str) -> None:
    print(f"{what:10}{fact}", flush=True)
