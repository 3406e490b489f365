"""The garments of an order: their barcodes, colours and notes, and where they hang.

Most bear a paper tag of this one visit, with twelve digits. Regulars' garments bear a heat-seal
label for life, with eleven: when the garment comes again, its barcode stands on both orders.
"""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

from ..calendar import day_of
from ..catalogue import PracticeProduct
from ..chance import is_true, pick, whole
from ..tables import table
from .items import BroughtItem, decimal_text
from .order import READY, OrderRow

LABEL_CYCLE: Final = 35
"""Days after which the same garments may come again."""

_LABEL_DIGITS: Final = 11
_TAG_DIGITS: Final = 12

_SPREAD: Final = 48_271_117
"""Spreads numbers over all codes, each to one of its own: it shares no factor with 10."""

_MOST_TAGGED: Final = 20
"""Of more pieces in a line, napkins say, the bundle gets one tag."""

_FLAWED: Final = 14
"""Of a hundred orders, how many have a garment with a note."""

_COLORS: Final = 12
"""Colours have the numbers from 1."""

_HOOKS: Final = 480
"""Places on the conveyor."""


class GarmentRow(NamedTuple):
    """One piece of an order, as `garments` holds it."""

    order_id: int
    barcode: str
    product_id: int
    color1: int
    color2: int
    notes: str
    conveyor_location: str
    sqm_total: str
    sqm_width: str
    sqm_height: str
    upcharge1: int


GARMENT_COLUMNS: Final = GarmentRow._fields


def garments_of(
    order: OrderRow, items: list[BroughtItem], rng: Random, *, labelled: bool
) -> list[GarmentRow]:
    """Return the garments of an order.

    Args:
        order: The order.
        items: What it holds.
        rng: Where notes are drawn from.
        labelled: Whether what can bear a heat-seal label bears one.
    """
    garments: list[GarmentRow] = []
    hangs_at = hook(order)
    flawed = whole(rng, 0, 2) if is_true(rng, _FLAWED) else -1
    for item in items:
        product = item.product
        area = _area(item)
        upcharge = item.upcharge.id if item.upcharge else 0
        heat_sealed = labelled and not product.is_measured
        for place in range(1 if item.pieces > _MOST_TAGGED else item.pieces):
            number = len(garments)
            code = _label(order, product, place) if heat_sealed else _tag(order, number)
            notes = pick(rng, table("orders")["garment_notes"]) if number == flawed else ""
            colors = _colors(code)
            garments.append(
                GarmentRow(order.id, code, product.id, *colors, notes, hangs_at, *area, upcharge)
            )
    return garments


def hook(order: OrderRow) -> str:
    """Return where on the conveyor an order's garments hang: some do, while it is ready."""
    if order.status == READY and order.id % 5 < 2:
        return str(order.id * 7 % _HOOKS + 1)
    return ""


def _label(order: OrderRow, product: PracticeProduct, place: int) -> str:
    """Return the label of a customer's own garment; it depends on the day as wardrobes do."""
    turn = day_of(order.created) % LABEL_CYCLE
    number = ((order.customer_id * 100 + product.id) * LABEL_CYCLE + turn) * _MOST_TAGGED + place
    return f"{number * _SPREAD % 10**_LABEL_DIGITS:0{_LABEL_DIGITS}}"


def _tag(order: OrderRow, place: int) -> str:
    number = order.id * 1_000 + place
    return f"{number * _SPREAD % 10**_TAG_DIGITS:0{_TAG_DIGITS}}"


def _colors(code: str) -> tuple[int, int]:
    """Return the colours of a garment, the same whenever it comes; few have a second one."""
    number = int(code)
    second = number // 7 % _COLORS + 1 if number % 7 == 0 else 0
    return number % _COLORS + 1, second


def _area(item: BroughtItem) -> tuple[str, str, str]:
    """Return area, width and height of a rug; all rugs are two meters long."""
    if not item.product.by_area:
        return ("0", "0", "0")
    return (decimal_text(item.amount), decimal_text(item.amount // 2), "2.00")
