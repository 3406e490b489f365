"""One line of a new order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.wire import money_text
from ..orders.totals import NOTHING, PricedItem

if TYPE_CHECKING:
    from ...api.models.stock import Product
    from ..journal.kept_orders import KeptItem

ONE_OFF: Final = "0"
"""The product id of an item that is in no catalogue."""


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of a new order.

    Attributes:
        price: Of one.
        pieces: Of one.
        tax_exempt: From taxes 1, 2 and 3.
    """

    name: str
    price: Decimal
    quantity: Decimal = Decimal(1)
    pieces: int = 1
    product_id: str = ONE_OFF
    tax_exempt: tuple[bool, bool, bool] = (False, False, False)

    @classmethod
    def of(cls, product: Product, quantity: Decimal, price: Decimal | None = None) -> OrderItem:
        """Return some of a product, at another price where one is given."""
        return cls(
            name=product.name,
            price=price if price is not None else product.price or NOTHING,
            quantity=quantity,
            pieces=1 if product.pieces is None else product.pieces,
            product_id=product.id,
            tax_exempt=product.tax_exempt,
        )

    @property
    def is_one_off(self) -> bool:
        """Whether it is in no catalogue."""
        return self.product_id == ONE_OFF

    @property
    def amount(self) -> Decimal:
        """What it comes to."""
        return self.priced.amount

    @property
    def priced(self) -> PricedItem:
        """The line as the totals take it."""
        return PricedItem(self.price, self.quantity, self.tax_exempt)

    @property
    def all_pieces(self) -> int:
        """Pieces of the whole line; half a shirt is one, too."""
        return max(min(1, self.pieces), int(self.pieces * self.quantity))

    def parameters(self) -> dict[str, str]:
        """Return the line as `products` takes it."""
        return {
            "id": self.product_id,
            "name": self.name,
            "price": money_text(self.price),
            "pieces": str(self.pieces),
            "quantity": f"{self.quantity.normalize():f}",
        }

    def priced_by(self, product: Product | None) -> OrderItem:
        """Return the line with a product's price; as it is where there is none."""
        if product is None or product.price is None:
            return self
        return replace(self, price=product.price)

    def as_kept(self) -> dict[str, str]:
        """Return the line as texts, to be read by `kept_order`."""
        exempt = "".join(str(int(each)) for each in self.tax_exempt)
        return {**self.parameters(), "exempt": exempt}

    @classmethod
    def from_kept(cls, kept: KeptItem) -> OrderItem:
        """Return a line that was kept as texts."""
        return cls(
            name=kept.name,
            price=kept.price,
            quantity=kept.quantity,
            pieces=kept.pieces,
            product_id=kept.product_id,
            tax_exempt=kept.tax_exempt,
        )
