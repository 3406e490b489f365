"""All writes of the catalogue: one declaration each, a module a chapter."""

from __future__ import annotations

from typing import Final

from ..declaration import Writes
from . import accounts, customers, garments, orders, pickups

WRITES: Final = Writes(
    declaration
    for chapter in (customers, orders, garments, pickups, accounts)
    for declaration in chapter.DECLARATIONS
)
