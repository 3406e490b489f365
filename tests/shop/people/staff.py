"""People who work for a shop of the tests; their PINs take no time to be hashed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cleancloud_tui.shop.people.people_file import PeopleFile, Person
from cleancloud_tui.shop.people.pins import Hashing
from cleancloud_tui.shop.shop import Shop
from tests.host import Host

QUICK: Final = Hashing(b"salt of the tests", cost=2)

OLGA, MAX, CLEO = "2580", "1470", "3690"
"""The PINs of an owner, a manager and somebody at the counter."""


def hire(directory: Path, *people: tuple[str, str, str]) -> None:
    """Let people work for the shop of a directory: each a name, a role and a PIN."""
    hired = people or (
        ("Olga", "owner", OLGA),
        ("Max", "manager", MAX),
        ("Cleo", "counter", CLEO),
    )
    rows = [Person(name, role, QUICK.hash(pin)) for name, role, pin in hired]
    PeopleFile(directory / "people.json").write(rows, QUICK)


async def shop_with(host: Host, pin: str, **options: object) -> Shop:
    """Open the shop of a host in which people sign in, and let one be there."""
    hire(host.directory / "shop")
    shop = host.open(**options)
    if pin:
        await shop.staffing.sign_in(pin)
    return shop
