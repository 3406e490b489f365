"""The draft of a new order, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...api.models.orders import OrderKind

_KIND: Final = "kind"
_ITEMS: Final = "items"


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A line of a new order, as it was kept."""

    name: str
    price: Decimal
    quantity: Decimal
    pieces: int
    product_id: str
    tax_exempt: tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """A new order, as it was kept.

    Attributes:
        typed: What was typed, by the names of its fields.
    """

    kind: OrderKind
    items: tuple[KeptItem, ...]
    typed: Mapping[str, str]


def kept_order(draft: Mapping[str, str]) -> KeptOrder:
    """Read what a draft holds.

    Raises:
        ValueError: Something in it is not what it should be; or another of `UNREADABLE`.
    """
    typed = {name: text for name, text in draft.items() if name not in (_KIND, _ITEMS)}
    items = tuple(map(_item, json.loads(draft.get(_ITEMS, "[]"))))
    return KeptOrder(OrderKind(draft.get(_KIND, OrderKind.STORE.value)), items, typed)


def draft_of_order(
    kind: OrderKind, items: list[dict[str, str]], typed: Mapping[str, str]
) -> dict[str, str]:
    """Return a new order as a draft: texts alone, to be read by `kept_order`."""
    return {_KIND: kind.value, _ITEMS: json.dumps(items), **typed}


def _item(kept: Mapping[str, str]) -> KeptItem:
    if not all(isinstance(text, str) for text in kept.values()):
        raise ValueError("no texts")
    first, second, third = (each == "1" for each in kept["exempt"])
    return KeptItem(
        name=kept["name"],
        price=_number(kept["price"]),
        quantity=_number(kept["quantity"]),
        pieces=int(kept["pieces"]),
        product_id=kept["id"],
        tax_exempt=(first, second, third),
    )


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError("no number")
    return number
