"""What an order comes to, in words, and why no money is taken for it."""

from __future__ import annotations

from decimal import Decimal

from textual.content import Content

from ..shop.orders.payment import Refused, WhyNot
from ..shop.orders.totals import Charges
from ..values.cells import cells, left
from .orders import paid_of
from .values import UNKNOWN, Wording, number


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


def refusal_in_words(refused: Refused, order_id: str) -> str:
    """Say why no money is taken for an order, and nothing changed that is noted of it."""
    paid = paid_of(refused.order) if refused.order else UNKNOWN
    match refused.why:
        case WhyNot.GONE:
            return f"Order {order_id} is not at CleanCloud any more."
        case WhyNot.CHARGED:
            return (
                f"A card was charged for order {order_id}, and it is not known yet whether that "
                "worked. Take no money for it until that is resolved, under Ctrl+R."
            )
        case WhyNot.ON_INVOICE:
            return f"Order {order_id} is {paid}: nothing is paid at the counter."
        case WhyNot.PAID:
            return f"Order {order_id} is paid already: {paid}. Take no money for it."
        case WhyNot.UNPAID:
            return f"Order {order_id} is noted as {paid} now: somebody has changed it."
        case WhyNot.UNKNOWN:
            return f"CleanCloud does not tell whether order {order_id} is paid, or what is due."
        case WhyNot.NOTHING_DUE:
            return f"CleanCloud tells no amount that is due for order {order_id}."
        case WhyNot.NO_CARD:
            return "No saved card is known. Press F5 to ask again, or a to add one."


def _percent(label: str, percent: Decimal) -> str:
    return f"{label} {number(percent)} %" if percent else label


def _line(label: str, amount: str, width: int) -> str:
    return left(label, width - cells(amount)) + amount
