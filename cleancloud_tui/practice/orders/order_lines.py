"""The products of an order, as `addOrder` sends them and the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..call import PracticeCall, RefusalError, cents_of
from ..store import PracticeStore

MOST_CUSTOM_ITEMS: Final = 5
"""`addOrder`: one-time items (id 0) in one order."""

MOST_PIECES: Final = 1_000
"""Pieces in one order that the practice shop is ready to handle."""


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One line of an order.

    Attributes:
        product_id: 0 for a one-time item.
        price: Cents of one.
        pieces: Pieces of one.
    """

    product_id: int
    name: str
    price: int
    pieces: int
    quantity: Decimal

    @property
    def cents(self) -> int:
        """The line's whole price, half a cent rounded up."""
        return int((self.price * self.quantity).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def total_pieces(self) -> int:
        """The line's whole count of pieces; half a piece is one, too."""
        return max(min(1, self.pieces), int(self.pieces * self.quantity))


def sent(call: PracticeCall) -> tuple[PracticeLine, ...]:
    """Return the lines that `products` holds.

    Raises:
        RefusalError: A product does not exist, or there are too many items of some kind.
    """
    rows = call.parameters.get("products", ())
    if isinstance(rows, str):
        return ()
    lines = tuple(
        PracticeLine(
            int(row["id"] or 0),
            row["name"],
            cents_of(row["price"]),
            int(row["pieces"]),
            Decimal(row["quantity"]),
        )
        for row in rows
    )
    if sum(line.product_id == 0 for line in lines) > MOST_CUSTOM_ITEMS:
        raise RefusalError(f"Maximum of {MOST_CUSTOM_ITEMS} custom products per order")
    if max((line.quantity for line in lines), default=0) > MOST_PIECES or (
        sum(line.total_pieces for line in lines) > MOST_PIECES
    ):
        raise RefusalError("Too many pieces in one order")
    for line in lines:
        if line.product_id and not call.store.row(
            "SELECT 1 FROM products WHERE id = ?", (line.product_id,)
        ):
            raise RefusalError("No Product With That ID")
    return lines


def store(store: PracticeStore, order_id: int, lines: Sequence[PracticeLine]) -> None:
    """Write an order's lines."""
    store.insert_many(
        "order_products",
        ("order_id", "line", "product_id", "name", "price", "pieces", "quantity"),
        (
            (
                order_id,
                number,
                line.product_id,
                line.name,
                line.price,
                line.pieces,
                f"{line.quantity:f}",
            )
            for number, line in enumerate(lines, 1)
        ),
    )
