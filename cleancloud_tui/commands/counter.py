"""`cleancloud-tui` without a command: the counter."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import sys
from functools import partial
from typing import Final

from .. import endings
from ..api.rights import Rights
from ..app.counter import CounterApp
from ..composition import (
    COUNTER,
    check_token,
    connect_shop,
    keep_scan_setup,
    open_shop,
    order_rules,
    scan_setup,
    terms_of,
)
from ..scanner.setup import ScanSetup
from ..screens.desk import Desk
from ..settings import DEFAULT_BASE_URL, PLACE_FIRST, InForce
from ..settings.set_up.pending import note_pending
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
        settings = InForce.of_file(name, check_token)
        desk = _desk(settings, rights)
        app = CounterApp(
            desk,
            connect=partial(_connect, desk.rights),
            keep_scan_setup=partial(_keep_scan_setup, desk.rights, settings),
            base_url=DEFAULT_BASE_URL,
            theme=settings.app.theme,
            hide_seconds=settings.app.hide_seconds,
            around=around(desk, is_new=is_new),
        )
        with endings.by(app):
            name = app.run()
        is_new = app.shops.is_connected
        if app.failure is not None:
            raise app.failure
    return app.return_code or 0


def _desk(settings: InForce, rights: Rights) -> Desk:
    opened = settings.shop
    shop = open_shop(opened, rights=rights, may_charge=settings.app.charging, process=COUNTER)
    desk = Desk(
        shop=shop,
        wording=Wording(shop.now, opened.zone, opened.currency),
        name=opened.name,
        is_practice=opened.is_practice,
        site=opened.base_url,
        order_rules=lambda: order_rules(settings.shop),
        settings=settings,
    )
    shop.session.staff = settings.app.staff
    settle(desk)
    settings.subscribe(partial(settle, desk))
    return desk


def settle(desk: Desk) -> None:
    """Let what is set hold at a desk, from now on."""
    shop, app = desk.settings.shop, desk.settings.app
    desk.shop.settle(terms_of(shop, may_charge=app.charging))
    desk.wording = dataclasses.replace(desk.wording, currency=shop.currency)
    desk.card_processor = shop.processor_code
    desk.is_place_first = app.placing == PLACE_FIRST
    desk.csv = CsvForm(app.csv)
    desk.scans.take(scan_setup(shop, app))


async def _connect(rights: Rights, name: str, base_url: str, token: str) -> None:
    note_pending(await connect_shop(name, base_url, token, rights=rights))


async def _keep_scan_setup(rights: Rights, settings: InForce, setup: ScanSetup) -> None:
    await asyncio.to_thread(keep_scan_setup, settings.shop, setup, rights)
    settings.look()
