"""What an order of the practice shop comes to, worked out by the shop itself.

CleanCloud keeps the `finalTotal` that it is sent, and so does the practice shop. It works the
order out all the same: what a client need not send (the fee for express) comes from here, and a
total that differs from the order's parts is told in the log. All of it is integer cents, rounded
half a cent up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..call import PracticeCall
from ..generator.catalogue import catalogue
from ..percentages import EXPRESS_PERCENT, WHOLE, percent, rounded
from ..store import PracticeStore
from .order_lines import PracticeLine


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An order's money in cents; `total` is what is left to pay."""

    discount: int
    express_fee: int
    taxes: tuple[int, int, int]
    tip: int
    total: int


def reckon(call: PracticeCall, lines: Sequence[PracticeLine], *, tax1_exempt: bool) -> Reckoned:
    """Work out the order that `addOrder` sends: its lines, its terms, the shop's own rates.

    Args:
        call: The request.
        lines: What it orders.
        tax1_exempt: Whether the customer pays no sales tax.
    """
    items = sum(line.cents for line in lines)
    discount = min(items, _by_percent(call, "discount", items))
    net = items - discount
    express_fee = percent(net, EXPRESS_PERCENT * 100) if call.is_set("express") else 0
    rates = (0 if tax1_exempt else catalogue().tax1, catalogue().tax2, 0)
    first, second, third = (
        rounded(taxed * net * rate, items * WHOLE) if items else 0
        for taxed, rate in zip(_taxed(call.store, lines), rates, strict=True)
    )
    tip = _by_percent(call, "tip", items)
    fees = call.cents("minimumAdjust") + express_fee + call.cents("deliveryFee")
    due = net + fees + first + second + third + tip - call.cents("creditUsed")
    return Reckoned(discount, express_fee, (first, second, third), tip, max(0, due))


def _by_percent(call: PracticeCall, name: str, items: int) -> int:
    """Return a discount or a tip: by its percentage where one is sent, else as an amount."""
    rate = int(Decimal(call.text(f"{name}Percent", "0")) * 100)
    return percent(items, rate) if rate else call.cents(name)


def _taxed(store: PracticeStore, lines: Sequence[PracticeLine]) -> tuple[int, int, int]:
    """Return what the lines come to that bear each tax; one-time items bear all of them."""
    taxed = [0, 0, 0]
    for line in lines:
        product = store.row("SELECT * FROM products WHERE id = ?", (line.product_id,))
        for number in range(len(taxed)):
            if product is None or not product[f"tax{number + 1}_exempt"]:
                taxed[number] += line.cents
    return taxed[0], taxed[1], taxed[2]
