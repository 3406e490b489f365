"""What the screen that hands out shows: a row an order, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ...shop.hand_out.collecting import is_ready
from ...shop.hand_out.tally import Ending
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.orders import NOT_KNOWN, short_paid_of, status_of
from ...wording.values import Wording, counted, joined, number

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ...shop.hand_out.tally import Tally

COLUMNS: Final = (
    Column("", 3),
    Column("Order", 6, align="right"),
    Column("Status", 17),
    Column("Place", 6),
    Column("Pieces", 6, align="right"),
    Column("To pay", 10, align="right"),
    Column("", 10, share=1),
)

_SIGNS: Final = {
    Ending.OUT: " … ",
    Ending.HANDED_OUT: " ✓ ",
    Ending.KEPT: " + ",
    Ending.UNKNOWN: " ? ",
}


def row_of(order: Order, tally: Tally, wording: Wording) -> TableRow:
    """Return an order's row: its tick, where it stands, what is due, what became of it."""
    said = "" if is_ready(order) else "NOT READY"
    sign = "[x]" if order.id in tally.ticked else "[ ]"
    if order.id in tally.refused:
        said = "NOT PUT IN"
    elif ending := tally.endings.get(order.id):
        sign, said = _SIGNS[ending], ending.value
    cells = (
        sign,
        order.id,
        status_of(order),
        order.rack,
        number(order.pieces),
        _to_pay(order, tally, wording),
        said,
    )
    return TableRow(order.id, cells)


def collector_in_words(name: str, phone: str, orders: Sequence[Order]) -> Content:
    """Return who collects, and how many orders there are."""
    ready = sum(map(is_ready, orders))
    waiting = sum(order.is_open for order in orders) - ready
    count = joined(
        f"{counted(ready, 'order')} Ready", f"{waiting} not Ready yet" if waiting else ""
    )
    nothing = "No open orders are known: there is nothing to hand out."
    return Content.assemble(
        (f"Hand out to {name}", "bold"), f"   {phone}\n", count if orders else nothing
    )


def bill_in_words(orders: Sequence[Order], tally: Tally) -> Content:
    """Return how much of it is ticked, and what the amount beside it is."""
    ready = [order for order in orders if is_ready(order)]
    ticked = [order for order in orders if order.id in tally.ticked]
    pieces = sum(order.pieces or 0 for order in ticked)
    taken = sum(is_ready(order) for order in ticked)
    return Content.assemble(
        joined(
            f"{taken} of {counted(len(ready), 'Ready order')} ticked" if ready else "",
            counted(pieces, "piece") if pieces else "",
        ),
        "\n",
        ("To pay" if tally.change is None else "Change to give", "bold"),
    )


def _to_pay(order: Order, tally: Tally, wording: Wording) -> str:
    taken = tally.taken.get(order.id)
    if order.is_on_invoice and not taken:
        return "on invoice"
    if order.is_due_unknown and not taken:
        return NOT_KNOWN
    if order.paid or order.due is None:
        return short_paid_of(order)
    return taken.name.lower() if taken else wording.money(order.due)
