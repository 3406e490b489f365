"""`cleancloud-tui` without a command: the counter."""

from __future__ import annotations

import argparse
import asyncio
import sys
from functools import partial
from typing import Final

from .. import endings
from ..api.rights import Rights
from ..app.counter import CounterApp
from ..composition import (
    COUNTER,
    connect_shop,
    keep_scan_setup,
    open_shop,
    order_rules,
    scan_setup,
)
from ..scanner.setup import ScanSetup
from ..screens.desk import Desk
from ..settings import DEFAULT_BASE_URL, PLACE_FIRST, AppSettings, ShopSettings, load
from ..shop.exports.csv_forms import CsvForm
from ..terminal.kind import forget_sizes, why_not_painted_on
from ..terminal.there import missing_terminal
from ..wording.values import Wording
from .around import around

BAD_USAGE: Final = 2
"""The exit code where the command can't be run in this way."""


def run(arguments: argparse.Namespace) -> int:
    """Open the counter; where a shop was connected in it, open that one next."""
    if refusal := missing_terminal() or why_not_painted_on():
        print(refusal, file=sys.stderr)
        return BAD_USAGE
    forget_sizes()
    name: str | None = arguments.shop
    rights: Rights = arguments.rights
    is_new = False
    while name is not None:
        settings = load()
        shop = settings.shop(name)
        desk = _desk(shop, settings.app, rights)
        app = CounterApp(
            desk,
            connect=partial(_connect, desk.rights),
            keep_scan_setup=partial(_keep_scan_setup, desk.rights, shop),
            base_url=DEFAULT_BASE_URL,
            theme=settings.app.theme,
            hide_seconds=settings.app.hide_seconds,
            around=around(settings, shop, desk.rights, is_new=is_new),
        )
        with endings.by(app):
            name = app.run()
        is_new = app.shops.is_connected
        if app.failure is not None:
            raise app.failure
    return app.return_code or 0


def _desk(settings: ShopSettings, app: AppSettings, rights: Rights) -> Desk:
    shop = open_shop(settings, rights=rights, may_charge=app.charging, process=COUNTER)
    return Desk(
        shop=shop,
        wording=Wording(shop.now, settings.zone, settings.currency),
        name=settings.name,
        is_practice=settings.is_practice,
        site=settings.base_url,
        card_processor=settings.processor_code,
        order_rules=partial(order_rules, settings),
        is_place_first=app.placing == PLACE_FIRST,
        csv=CsvForm(app.csv),
        scans=scan_setup(settings, app),
        colour=settings.own_colour,
    )


async def _connect(rights: Rights, name: str, base_url: str, token: str) -> None:
    await connect_shop(name, base_url, token, rights=rights)


async def _keep_scan_setup(rights: Rights, shop: ShopSettings, setup: ScanSetup) -> None:
    await asyncio.to_thread(keep_scan_setup, shop, setup, rights)
