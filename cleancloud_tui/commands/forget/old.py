"""`cleancloud-tui forget --old`: forget those about whom the retention asks; no request is sent."""

from __future__ import annotations

import argparse
import asyncio
import sys

from ... import endings
from ...api.rights import Right, Rights
from ...composition import opened_shop
from ...settings import SettingsError, ShopSettings, load
from ...wording.values import counted
from ..signing_in import rights_here


def run(arguments: argparse.Namespace) -> int:
    """Say what is asked about, have it confirmed, and say what came of it."""
    arguments.rights.require(Right.FORGET)
    settings = load().shop(arguments.shop)
    rights = rights_here(settings, arguments.rights.only([Right.FORGET]))
    rights.require(Right.FORGET)
    if arguments.yes:
        arguments.rights.require(Right.UNASKED)
    return endings.run(_forget(settings, rights, arguments.yes))


async def _forget(settings: ShopSettings, rights: Rights, yes: bool) -> int:
    async with opened_shop(settings, rights=rights, process="forget") as shop:
        asked = shop.retention_asks
        if asked is None:
            print(
                "Nothing is asked: the counter and sync forget by themselves whoever was not in "
                "for as long as retention_months says."
            )
            return 0
        print(asked.sentence, flush=True)
        if not yes and not sys.stdin.isatty():
            raise SettingsError(
                "Nobody was forgotten: there is no terminal to ask at. Add --yes to forget them "
                "without being asked."
            )
        if not yes and not await asyncio.to_thread(_is_confirmed):
            print("Nobody was forgotten.", file=sys.stderr)
            return 1
        count = await shop.forgetting.forget_asked(asked)
    print(f"{counted(count, 'customer')} were forgotten.")
    return 0


def _is_confirmed() -> bool:
    try:
        return input("Forget them? Type y for yes: ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
