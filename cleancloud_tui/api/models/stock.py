"""What the shop sells and holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """Something the shop sells (`getProducts`).

    Attributes:
        section: The name of its section, where the reply told one.
        parent_id: The parent product it is a variant of.
        tax_exempt: For taxes 1, 2 and 3.
    """

    id: str
    name: str = ""
    price: Decimal | None = None
    pieces: int | None = None
    section: str = ""
    parent_id: str = ""
    is_parent: bool = False
    is_upcharge: bool = False
    by_area: bool = False
    tax_exempt: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True, slots=True)
class PriceList:
    """A price list (`getPriceLists`); id `0` is the default one."""

    id: str
    name: str = ""
