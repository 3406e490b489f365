"""`cleancloud-tui forget`: remove a customer from this computer for good; no request is sent."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Final

from ... import endings
from ...api.rights import Right, Rights
from ...composition import opened_shop
from ...settings import SettingsError, ShopSettings, load
from ...shop.forgetting.forgetting import Forgotten
from ...shop.shop import Shop
from ...wording.values import counted
from ..signing_in import rights_here

_ALL: Final = 1_000_000
"""More orders than a customer has."""

_CLEANCLOUD: Final = (
    "Nothing is changed at CleanCloud: deactivate the customer there. Other computers that show "
    "this shop, and copies that were made of this one, keep what they have."
)


def run(arguments: argparse.Namespace) -> int:
    """Say what is removed, ask, remove it, and say what came of it."""
    if arguments.old == (arguments.customer is not None):
        raise SettingsError("Nothing was removed: give either a customer's id or --old.")
    if arguments.old:
        from . import old

        return old.run(arguments)
    if not arguments.yes and not sys.stdin.isatty():
        raise SettingsError(
            "Nothing was removed: there is no terminal to ask at. Add --yes to remove the customer "
            "without being asked."
        )
    arguments.rights.require(Right.FORGET)
    settings = load().shop(arguments.shop)
    rights = rights_here(settings, arguments.rights.only([Right.FORGET]))
    rights.require(Right.FORGET)
    if arguments.yes:
        arguments.rights.require(Right.UNASKED)
    forgetting = _forget(settings, rights, arguments.customer, arguments.yes)
    return endings.run(forgetting)


async def _forget(settings: ShopSettings, rights: Rights, customer_id: str, yes: bool) -> int:
    async with opened_shop(settings, rights=rights, process="forget") as shop:
        was_forgotten = shop.forgetting.is_forgotten(customer_id)
        known = _known(shop, customer_id)
        if not (known or was_forgotten or yes):
            return _tell(
                f"Nothing is known of a customer {customer_id} here, so nothing was removed. With "
                "--yes, what CleanCloud tells of that customer is not kept from now on."
            )
        if known:
            print(f"{known} will be removed from this computer for good.", _CLEANCLOUD, sep="\n")
        if known and not yes and not await asyncio.to_thread(_is_confirmed):
            return _tell("Nothing was removed.")
        forgotten = await shop.forgetting.forget(customer_id)
    print(_result(customer_id, forgotten))
    if not known and not was_forgotten:
        return _tell(f"Nothing was known of a customer {customer_id} here. Was it the right one?")
    if forgotten.is_overwritten:
        return 0
    return _tell(
        "What was removed is found and shown no more, but it may still stand on the disk: another "
        "program reads the mirror, or the disk is full. Run this again when that is over, or leave "
        "the counter open: it tries once a day."
    )


def _known(shop: Shop, customer_id: str) -> str:
    """Return in words what is known of a customer; empty for nothing."""
    customer = shop.customer(customer_id)
    orders = shop.orders_of(customer_id, _ALL)
    if customer is None and not orders:
        return ""
    name = customer.value.name if customer else ""
    are_open = sum(order.is_open for order in orders)
    garments = sum(len(shop.garments_of(order.id)) for order in orders)
    return (
        f"Customer {customer_id}{f', {name},' if name else ''} with {counted(len(orders), 'order')}"
        f" ({are_open} open) and {counted(garments, 'garment')}"
    )


def _is_confirmed() -> bool:
    try:
        return input("Remove? Type y for yes: ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _result(customer_id: str, forgotten: Forgotten) -> str:
    lines = [
        f"Customer {customer_id} is forgotten: {counted(forgotten.orders, 'order')} and "
        f"{counted(forgotten.garments, 'garment')} were removed. The audit trail keeps the ids. "
        "An order that is made from now on brings the customer back."
    ]
    if forgotten.entries:
        lines.append(
            f"Not settled yet: {counted(forgotten.entries, 'change')} about this customer, see “To "
            "resolve” in the counter. Until then the journal keeps what was meant."
        )
    lines += [
        f"{file} was set aside as damaged and may still tell about this customer. Delete it once "
        "nobody needs it to find out what became of a change."
        for file in forgotten.damaged_journals
    ]
    return "\n".join(lines)


def _tell(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
