"""What an order's taxes were taken of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .totals import charges_of

if TYPE_CHECKING:
    from ...api.models.orders import Order


def tax_and_base(
    order: Order, number: int, *, tax_included: bool
) -> tuple[Decimal, Decimal] | None:
    """Return a tax of an order and what it was taken of, as if all of it bore that tax.

    Args:
        order: As it is known.
        number: Of the tax: 0, 1 or 2.
        tax_included: Whether prices include the taxes.

    Returns:
        None where the order bears no such tax, or its total is not known.
    """
    charges = charges_of(order, tax_included=tax_included)
    tax = charges.taxes[number] if charges else Decimal(0)
    if charges is None or not tax:
        return None
    base = charges.net - (sum(charges.taxes) if charges.tax_included else 0)
    return (tax, base) if base > 0 else None
