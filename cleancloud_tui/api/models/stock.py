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


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """Goods that the shop holds (`getInventory`).

    Attributes:
        code: What the shop calls it, such as its SKU.
        quantity: How many are left; None where that is not told. Below 0 more were sold than held.
        low_at: How many are few, where the shop has settled that.
    """

    id: str
    name: str = ""
    code: str = ""
    quantity: Decimal | None = None
    low_at: Decimal | None = None
    price: Decimal | None = None

    @property
    def is_out(self) -> bool:
        """Whether none are left."""
        return self.quantity is not None and self.quantity <= 0

    @property
    def is_low(self) -> bool:
        """Whether few are left, by what the shop settled, or none."""
        if self.quantity is None or self.low_at is None:
            return self.is_out
        return self.is_out or self.quantity <= self.low_at
