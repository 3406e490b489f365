"""`cleancloud-tui` without a command: the counter."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime
from functools import partial

from ..app import CounterApp
from ..composition import (
    COUNTER,
    connect_shop,
    keep_scan_setup,
    open_shop,
    order_rules,
    scan_setup,
)
from ..screens.base import Desk
from ..settings import DEFAULT_BASE_URL, PLACE_FIRST, AppSettings, ShopSettings, load
from ..shop.scans.setup import ScanSetup
from ..widgets.wording import Wording


def run(arguments: argparse.Namespace) -> int:
    """Open the counter; where a shop was connected in it, open that one next."""
    name: str | None = arguments.shop
    while name is not None:
        settings = load()
        shop = settings.shop(name)
        app = CounterApp(
            _desk(shop, settings.app, read_only=arguments.read_only),
            connect=_connect,
            keep_scan_setup=partial(_keep_scan_setup, shop),
            base_url=DEFAULT_BASE_URL,
            theme=settings.app.theme,
            hide_seconds=settings.app.hide_seconds,
        )
        name = app.run()
        if app.failure is not None:
            raise app.failure
    return app.return_code or 0


def _desk(settings: ShopSettings, app: AppSettings, *, read_only: bool) -> Desk:
    return Desk(
        shop=open_shop(settings, read_only=read_only, may_charge=app.charging, process=COUNTER),
        wording=Wording(lambda: datetime.now(UTC), settings.zone, settings.currency),
        name=settings.name,
        is_practice=settings.is_practice,
        read_only=read_only,
        site=settings.base_url,
        card_processor=settings.processor_code,
        order_rules=partial(order_rules, settings),
        is_place_first=app.placing == PLACE_FIRST,
        scans=scan_setup(settings, app),
    )


async def _connect(name: str, base_url: str, token: str) -> None:
    await connect_shop(name, base_url, token)


async def _keep_scan_setup(shop: ShopSettings, setup: ScanSetup) -> None:
    await asyncio.to_thread(keep_scan_setup, shop, setup)
