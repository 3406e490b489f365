"""The ticket of an order: plain text for a printer of receipts, its number as a barcode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Final

from ...api.operations.schema import PAYMENT_TYPES
from ...api.text import one_line
from ...api.wire import money_text
from ...values.cells import cells, centred, left, right, wrapped
from ..orders.totals import NOTHING, PricedItem, charges_of
from .barcode import bars

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from ...api.models.customers import Customer
    from ...api.models.orders import Order, OrderLine

WIDTH: Final = 48
"""Cells a line: what printers of 80 mm paper take."""

_RULE: Final = "-" * WIDTH
_LEAST_ROOM: Final = 12
"""Cells beside an amount that are worth writing in."""


def ticket_of(
    order: Order,
    customer: Customer | None,
    *,
    shop: str,
    time_zone: tzinfo,
    letterhead: Sequence[str] = (),
    currency: str = "",
    lines: Sequence[str] = (),
    tax_included: bool = False,
) -> str:
    """Return an order's ticket.

    Args:
        order: As far as known.
        customer: Whose it is, as far as known.
        shop: The shop's name, at the top.
        time_zone: The shop's: an order is taken in on a day of it.
        letterhead: What stands under the shop's name.
        currency: The sign before amounts.
        lines: What stands at the end.
        tax_included: Whether the shop's prices include the taxes.
    """
    return "\n".join(
        line.rstrip()
        for part in (
            chain(_middle(shop), *map(_middle, letterhead)),
            _head(order, customer, time_zone),
            _items(order, currency),
            _end(order, currency, tax_included=tax_included),
            _foot(lines),
        )
        for line in part
    )


def _head(order: Order, customer: Customer | None, time_zone: tzinfo) -> Iterator[str]:
    yield ""
    yield from _middle(f"ORDER {one_line(order.id)}")
    yield from _barcode(order.id)
    yield ""
    yield from _text(customer.name if customer else f"Customer {order.customer_id}")
    if customer and customer.phone:
        yield from _text(customer.phone)
    if order.created:
        yield f"Taken in {_day(order.created.astimezone(time_zone).date())}"
    if order.delivery_day:
        what = "Delivery" if order.is_delivery else "READY BY"
        yield from _text(f"{what} {_day(order.delivery_day)} {order.delivery_time}")
    yield _RULE


def _barcode(order_id: str) -> Iterator[str]:
    """Yield the bars of a number; none where it has signs without any, or they are too wide."""
    if order_id and order_id.isascii() and order_id.isprintable():
        drawn = bars(order_id)
        yield from (centred(line, WIDTH) for line in drawn if cells(line) <= WIDTH)


def _items(order: Order, currency: str) -> Iterator[str]:
    for item in order.lines:
        yield from _item(item, currency)
    if order.pieces is not None:
        yield f"{order.pieces} piece{'s' * (order.pieces != 1)}"
    if order.notes:
        yield from _text(f"Note: {order.notes}")
    yield _RULE


def _item(item: OrderLine, currency: str) -> Iterator[str]:
    quantity = f"{item.quantity.normalize():f} x " if item.quantity is not None else ""
    comes_to = _amount_of(item)
    amount = "" if comes_to is None else _money(comes_to, currency)
    yield from _beside(f"{quantity}{one_line(item.name)}", amount, indent="  ")


def _end(order: Order, currency: str, *, tax_included: bool) -> Iterator[str]:
    tax = "Tax included" if tax_included else "Tax"
    parts = (
        ("Discount", order.discount, "-"),
        ("Minimum", order.minimum_adjust, ""),
        ("Express", order.express_fee, ""),
        ("Other charges", _untold(order, tax_included=tax_included), ""),
        ("Delivery", order.delivery_fee, ""),
        (tax, order.tax, ""),
        (f"{tax} 2", order.tax2, ""),
        (f"{tax} 3", order.tax3, ""),
        ("Tip", order.tip, ""),
        ("Credit", order.credit_used, "-"),
    )
    for label, amount, sign in parts:
        if amount:
            yield from _beside(label, f"{sign}{_money(amount, currency)}")
    if order.total is not None:
        yield from _beside("TOTAL", _money(order.total, currency))
    how = PAYMENT_TYPES.get(order.payment_type, "").lower()
    if order.is_on_invoice:
        yield from _beside("", f"ON INVOICE {order.invoice_number or order.invoice_id}")
    elif order.paid is not None:
        yield from _beside("", f"PAID {how}".rstrip() if order.paid else "NOT PAID YET")


def _amount_of(item: OrderLine) -> Decimal | None:
    if item.price is None or item.quantity is None:
        return None
    return PricedItem(item.price, item.quantity).amount


def _untold(order: Order, *, tax_included: bool) -> Decimal | None:
    """Return what the total holds beside all that is told: express, before the order was read."""
    amounts = [_amount_of(item) for item in order.lines]
    charges = charges_of(order, tax_included=tax_included)
    if charges is None or not amounts:
        return None
    known = [amount for amount in amounts if amount is not None]
    rest = charges.items - sum(known, NOTHING)
    return rest if rest > 0 and len(known) == len(amounts) else None


def _foot(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield _RULE
    for line in lines:  # a blank between words that are to stand apart stays
        yield from [line] if cells(line) <= WIDTH else wrapped(line, WIDTH)


def _text(text: str) -> list[str]:
    return wrapped(one_line(text), WIDTH)


def _middle(text: str) -> Iterator[str]:
    return (centred(line, WIDTH) for line in wrapped(text, WIDTH))


def _beside(text: str, amount: str, indent: str = "") -> Iterator[str]:
    """Yield a text and an amount at the end of its first line, or below where that is too long."""
    room = WIDTH - cells(amount) - 1
    if room < _LEAST_ROOM:
        yield from wrapped(text, WIDTH)
        yield from (right(line, WIDTH) for line in wrapped(amount, WIDTH))
        return
    first, *more = wrapped(text, room - cells(indent)) or [""]
    yield f"{left(first, room)} {amount}"
    yield from (f"{indent}{line}" for line in more)


def _money(amount: Decimal, currency: str) -> str:
    return f"{currency}{money_text(amount)}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
