"""What an order holds, line by line."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

from ..catalogue import BUSINESS_PRICES, PracticeProduct, catalogue
from ..chance import is_true, pick, whole
from ..tables import table
from .order import OrderRow

_UPCHARGED: Final = 7
"""Of a hundred dry-cleaned items, how many bear an upcharge."""

_NOTED: Final = 5
"""Of a hundred orders, how many have a line with a note."""


class BroughtItem(NamedTuple):
    """A product that somebody brought.

    Attributes:
        amount: Hundredths of a piece, a kilogram or a square meter.
    """

    product: PracticeProduct
    amount: int
    upcharge: PracticeProduct | None

    @property
    def pieces(self) -> int:
        """How many pieces it is; what is measured counts as one bag or rug."""
        times = 1 if self.product.is_measured else self.amount // 100
        return self.product.pieces * times


class OrderLineRow(NamedTuple):
    """One line of an order, as `order_products` holds it; the price is cents of one."""

    order_id: int
    line: int
    product_id: int
    name: str
    price: int
    pieces: int
    quantity: str
    notes: str


LINE_COLUMNS: Final = OrderLineRow._fields


def items_of(order: OrderRow, rng: Random) -> list[BroughtItem]:
    """Draw what somebody brings, by the kind of the order's price list."""
    sold = catalogue()
    business = order.price_list_id == BUSINESS_PRICES
    drawn = (sold.business_baskets if business else sold.baskets).fill(rng)
    return [BroughtItem(product, amount, _upcharge(product, rng)) for product, amount in drawn]


def lines_of(order: OrderRow, items: list[BroughtItem], rng: Random) -> list[OrderLineRow]:
    """Return the lines of an order: each item, and after it its upcharge; some bear a note."""
    noted = whole(rng, 1, len(items)) if is_true(rng, _NOTED) else 0
    lines: list[OrderLineRow] = []
    for item in items:
        for product in (item.product, item.upcharge):
            if product:
                number = len(lines) + 1
                notes = pick(rng, table("orders")["line_notes"]) if number == noted else ""
                lines.append(_line(order, number, product, item.amount, notes))
    return lines


def decimal_text(hundredths: int) -> str:
    """Return hundredths as decimal text: `"6.40"`."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _line(
    order: OrderRow, number: int, product: PracticeProduct, amount: int, notes: str
) -> OrderLineRow:
    return OrderLineRow(
        order.id,
        number,
        product.id,
        product.name,
        product.price(order.price_list_id),
        product.pieces,
        decimal_text(amount) if product.is_measured else str(amount // 100),
        notes,
    )


def _upcharge(product: PracticeProduct, rng: Random) -> PracticeProduct | None:
    if product.solvent and is_true(rng, _UPCHARGED):
        return pick(rng, catalogue().upcharges)
    return None
