"""`cleancloud-tui doctor`: how everything is set up, and whether the API answers; never a token."""

from __future__ import annotations

import argparse
import time

from ... import endings, paths
from ...api.errors import CleanCloudError
from ...api.rights import READ_ONLY, Right
from ...composition import opened_shop, stores_of
from ...settings import SettingsError, ShopSettings, load
from ...settings.aliases import read_aliases
from ...stores.aside import take_note, told_of
from . import computer, known, set_up, stored, terminal
from .finding import Finding, Report, State


def run(arguments: argparse.Namespace) -> int:
    """Tell one finding a line; what nothing can go on with is raised after what is known so far."""
    report = Report(arguments.json)
    try:
        _look(arguments, report)
    except (CleanCloudError, SettingsError) as error:
        report.found.append(Finding("stopped", State.WRONG, str(error)))
        raise
    finally:
        report.end()
    return int(not report.is_well)


def _look(arguments: argparse.Namespace, report: Report) -> None:
    report.add(set_up.program())
    settings = load()
    shop = settings.shop(arguments.shop)
    report.add([set_up.session(arguments.rights, settings.app, shop), set_up.shops(settings)])
    report.add(set_up.shop(shop))
    report.add([computer.time_of_day(shop, time.time())])
    report.add(terminal.terminal(terminal.seen()))
    report.add([computer.printer(shop)])
    report.add([computer.folder(paths.shop_directory(shop.name, shop.identity))])
    report.add(_way(shop))
    report.add(set_up.replies(read_aliases()))
    _look_through(arguments, report, shop)
    endings.run(_examine(shop, report))


def _way(shop: ShopSettings) -> list[Finding]:
    """Tell what is set of the way to the shop."""
    from ...api.network.surroundings import surroundings  # imports httpx

    return [
        Finding(each.what, State.WRONG if each.is_wrong else State.OK, each.sentence)
        for each in surroundings(shop.base_url)
    ]


def _look_through(arguments: argparse.Namespace, report: Report, shop: ShopSettings) -> None:
    stores = stores_of(shop)
    files = [store.path for store in stores]
    if arguments.seen:
        arguments.rights.require(Right.TAKE_NOTE)
        take_note(told_of(files))
    report.add(stored.told_before(told_of(files)))
    report.add(stored.looked_through(stores, arguments.rights))


async def _examine(settings: ShopSettings, report: Report) -> None:
    async with opened_shop(settings, rights=READ_ONLY, process="doctor") as shop:
        async for finding in known.known(shop, settings, time.time()):
            report.add([finding])
        report.add(known.notices(shop, read_aliases().wrong))
