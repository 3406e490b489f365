"""What an order comes to, in words: part by part, the total last."""

from __future__ import annotations

from decimal import Decimal

from textual.content import Content

from ..shop.orders.totals import Charges
from ..values.cells import cells, left
from .values import Wording, number


def charges_in_words(charges: Charges, wording: Wording, width: int) -> Content:
    """Return a line for each part that is not nothing, and one for the total.

    Args:
        charges: The parts.
        wording: How the shop writes amounts.
        width: Cells of a line.
    """
    tax = "Tax included" if charges.tax_included else "Tax"
    parts = (
        (_percent("Discount", charges.discount_percent), -charges.discount),
        ("Minimum", charges.minimum_adjust),
        ("Express", charges.express_fee),
        ("Delivery", charges.delivery_fee),
        *(
            (f"{tax} {place}".removesuffix(" 1"), each)
            for place, each in enumerate(charges.taxes, 1)
        ),
        (_percent("Tip", charges.tip_percent), charges.tip),
        ("Credit", -charges.credit_used),
    )
    shown = [(label, amount) for label, amount in parts if amount]
    if shown:
        shown.insert(0, ("Items", charges.items))
    lines = [Content(_line(label, wording.money(amount), width)) for label, amount in shown]
    total = _line("TOTAL", wording.money(charges.final_total), width)
    return Content("\n").join([*lines, Content.styled(total, "bold reverse")])


def _percent(label: str, percent: Decimal) -> str:
    return f"{label} {number(percent)} %" if percent else label


def _line(label: str, amount: str, width: int) -> str:
    return left(label, width - cells(amount)) + amount
