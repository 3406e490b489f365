"""What the practice shop sells, and what people bring together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, Final

from .chance import is_true, pick_weighted, whole
from .tables import cents, table

PRODUCT: Final = 1
UPCHARGE: Final = 3
PARENT: Final = 4

DEFAULT_PRICES: Final = 0
STUDENT_PRICES: Final = 1
BUSINESS_PRICES: Final = 2


@dataclass(frozen=True, slots=True)
class PracticeProduct:
    """Something the shop sells.

    Attributes:
        type: `PRODUCT`, `UPCHARGE` or `PARENT`.
        prices: Price of one in cents, by the number of the price list.
        pieces: Pieces of one.
        taxed: By the sales tax.
        solvent: Whether it bears the levy on solvents, too: it is dry cleaned.
        by_weight: Sold by the kilogram.
        by_area: Sold by the square meter.
        in_app: Offered to customers, not only at the till.
    """

    id: int
    name: str
    section_id: int
    type: int
    parent_id: int
    prices: tuple[int, int, int]
    pieces: int
    taxed: bool
    solvent: bool
    by_weight: bool
    by_area: bool
    in_app: bool

    def price(self, price_list: int) -> int:
        """Return the price of one in a price list, the default's for a list that is not known."""
        return self.prices[price_list if 0 <= price_list < len(self.prices) else DEFAULT_PRICES]

    @property
    def is_measured(self) -> bool:
        """Whether it is sold by a measure, and not by the piece."""
        return self.by_weight or self.by_area

    @property
    def step(self) -> int:
        """What one in a basket's table stands for, in hundredths of a piece, kilogram or m²."""
        if self.by_area:
            return 2
        return 10 if self.by_weight else 100


@dataclass(frozen=True, slots=True)
class Basket:
    """What people bring together: product, fewest, most, chance in a hundred."""

    items: tuple[tuple[PracticeProduct, int, int, int], ...]

    def fill(self, rng: Random) -> list[tuple[PracticeProduct, int]]:
        """Draw products with their amounts in hundredths of one; at least one product."""
        drawn = [item for item in self.items if is_true(rng, item[3])] or [self.items[0]]
        return [
            (product, whole(rng, fewest, most) * product.step) for product, fewest, most, _ in drawn
        ]


@dataclass(frozen=True, slots=True)
class Baskets:
    """Baskets with how often each is brought, as running totals."""

    baskets: tuple[Basket, ...]
    running: tuple[int, ...]

    def fill(self, rng: Random) -> list[tuple[PracticeProduct, int]]:
        """Draw one of the baskets, and fill it."""
        return pick_weighted(rng, self.baskets, self.running).fill(rng)


@dataclass(frozen=True, slots=True)
class PracticeCatalogue:
    """All that the shop sells.

    Attributes:
        sections: Number and name of each.
        price_lists: Number and name of each; 0 is the default one.
        tax1, tax2: Rates in hundredths of a percent.
    """

    sections: tuple[tuple[int, str], ...]
    price_lists: tuple[tuple[int, str], ...]
    products: dict[int, PracticeProduct]
    upcharges: tuple[PracticeProduct, ...]
    baskets: Baskets
    business_baskets: Baskets
    tax1: int
    tax2: int


@cache
def catalogue() -> PracticeCatalogue:
    """Return the catalogue."""
    data = table("catalogue")
    products = {
        row["id"]: _product(row, section)
        for section in data["section"]
        for row in section["products"]
    }
    return PracticeCatalogue(
        sections=tuple((section["id"], section["name"]) for section in data["section"]),
        price_lists=tuple((number, name) for number, name in data["price_lists"]),
        products=products,
        upcharges=tuple(product for product in products.values() if product.type == UPCHARGE),
        baskets=_baskets(data["basket"], products),
        business_baskets=_baskets(data["business_basket"], products),
        tax1=cents(data["tax1_percent"]),
        tax2=cents(data["tax2_percent"]),
    )


def _product(row: dict[str, Any], section: dict[str, Any]) -> PracticeProduct:
    price = cents(row["price"])
    student = price * 9 // 10 // 5 * 5
    kind = PARENT if row.get("parent") else UPCHARGE if row.get("upcharge") else PRODUCT
    return PracticeProduct(
        id=row["id"],
        name=row["name"],
        section_id=section["id"],
        type=kind,
        parent_id=row.get("of", 0),
        prices=(price, student, cents(row.get("business", row["price"]))),
        pieces=row.get("pieces", 1),
        taxed=not section.get("untaxed", False),
        solvent=section["solvent"],
        by_weight=row.get("by_weight", False),
        by_area=row.get("by_area", False),
        in_app=row.get("in_app", True),
    )


def _baskets(rows: list[dict[str, Any]], products: dict[int, PracticeProduct]) -> Baskets:
    return Baskets(
        baskets=tuple(
            Basket(tuple((products[number], *rest) for number, *rest in row["items"]))
            for row in rows
        ),
        running=tuple(accumulate(row["share"] for row in rows)),
    )
