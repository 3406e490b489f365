"""What an order holds: lines, garments and money together."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from ..clients import PracticeCustomer
from .accounts import Accounts
from .garments import GarmentRow, garments_of
from .items import OrderLineRow, decimal_text, items_of, lines_of
from .money import reckon
from .order import OrderRow


class Contents(NamedTuple):
    """The rows that belong to an order's items."""

    lines: list[OrderLineRow]
    garments: list[GarmentRow]


def fill(
    order: OrderRow, client: PracticeCustomer, rng: Random, accounts: Accounts, *, labelled: bool
) -> Contents:
    """Put items into an order that has none yet, and reckon what it costs.

    Args:
        order: The order; its price list, pieces, weight and money are set.
        client: Whose order it is.
        rng: Where all of it is drawn from.
        accounts: Where the customer's credit stands, which the order may use.
        labelled: Whether heat-seal labels may come again on it.
    """
    order.price_list_id = order.price_list_id or client.price_list_id
    agreed_credit = order.credit_used
    items = items_of(order, rng)
    order.pieces = sum(item.pieces for item in items)
    order.weight = decimal_text(sum(item.amount for item in items if item.product.by_weight))
    reckon(
        order,
        items,
        rng,
        discount_percent=client.discount_percent,
        tax1_exempt=client.tax1_exempt,
        credit=accounts.credit_of(client.id),
    )
    accounts.note_credit(client.id, order.credit_used - agreed_credit)
    garments = garments_of(order, items, rng, labelled=labelled and client.has_labels)
    return Contents(lines_of(order, items, rng), garments)
