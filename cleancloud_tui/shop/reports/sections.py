"""What was ordered, by section of the shop's products: the lines of orders have their names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.readers.stock import products
from ..stock.catalogue import section_of, understood
from .day_clock import DayClock
from .figures import Section

if TYPE_CHECKING:
    from ..shop import Shop

ELSEWHERE: Final = "Not on a price list"
"""The section of what no price list that is known has, such as one-time items."""

_LINES: Final = """
WITH sold (product, name, quantity, price) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
        json_extract(value, '$[2]'), json_extract(value, '$[3]')
    FROM order_figures, json_each(lines)
    WHERE created >= ? AND created < ? AND lines <> '' AND json_valid(lines))
SELECT product, name, round(sum(quantity), 3) AS quantity,
    sum(CAST(round(quantity * price * 100) AS INTEGER)) AS cents, min(price <> '') AS is_priced
FROM sold GROUP BY product, name"""


def by_section(shop: Shop, clock: DayClock) -> Mapping[str, Section] | None:
    """Return what was ordered of each section in a span of days, the most of it first.

    None where no price list is known.
    """
    sections = _sections(shop)
    if not sections:
        return None
    sold: dict[str, Section] = {}
    for row in shop.mirror.file.rows(_LINES, clock.begins, clock.ends):
        name = sections.get(row["product"]) or sections.get(_folded(row["name"])) or ELSEWHERE
        cents = row["cents"] if row["is_priced"] else None
        sold[name] = _plus(sold.get(name), Decimal(str(row["quantity"] or 0)), cents)
    return dict(sorted(sold.items(), key=lambda each: -each[1].quantity))


def _sections(shop: Shop) -> dict[str, str]:
    """Return the sections of the products on all price lists that are known, by id and name."""
    known = shop.mirror.documents("getProducts").values()
    told = [each for reply in known for each in understood(reply, products) or ()]
    by_name = {_folded(each.name): section_of(each) for each in told}
    return {**by_name, **{each.id: section_of(each) for each in told if each.id}}


def _plus(before: Section | None, quantity: Decimal, cents: int | None) -> Section:
    amount = None if cents is None else Decimal(cents).scaleb(-2)
    if before is None:
        return Section(quantity, amount)
    is_known = before.amount is not None and amount is not None
    both = (before.amount or Decimal(0)) + (amount or Decimal(0))
    return Section(before.quantity + quantity, both if is_known else None)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
