"""An order in full: the sections of its screen, each a list of lines.

Only what is told is shown; a section of which nothing is told is left out as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ..api.models.customers import Customer
from ..api.models.orders import Order, OrderLine
from ..api.text import one_line
from ..api.value_words import PERSONAL, name_in_words
from ..shop.orders.totals import charges_of
from ..values.cells import cells, cut, left, right
from .charges import charges_in_words
from .orders import owed_in_words, paid_of, total_of
from .values import Wording, counted, joined, number

if TYPE_CHECKING:
    from ..api.value_words import FieldChange
    from ..shop.writes.audit import AuditLine

_LINE: Final = 36
"""Cells of a line with an amount, which stands at its end."""

_LABEL: Final = 11
"""Cells for the name of a field; its value stands behind it."""

_RESCHEDULED: Final = {"1": "moved by staff", "2": "moved by the customer"}

_STAFF: Final = {
    "create": "taken in",
    "pickup": "picked up",
    "cleaned": "cleaned",
    "payment": "paid",
    "completed": "handed out",
}
"""What staff did, by the names of the API, in the order in which it is done."""


def warnings_of(
    order: Order, customer: Customer | None, others: Iterable[Order], wording: Wording
) -> Iterator[str]:
    """Yield what the counter is to see first: what the customer owes besides, and their notes.

    Args:
        order: The order that is shown.
        customer: Whose it is, where that is known.
        others: The customer's orders.
        wording: How the shop writes its values.
    """
    unpaid = [each for each in others if each.id != order.id and (each.due or each.is_due_unknown)]
    if owed := owed_in_words(unpaid, wording):
        numbers = ", ".join(each.id for each in unpaid[:3]) + ", …" * (len(unpaid) > 3)
        yield f"! owes {owed} more on {counted(len(unpaid), 'order')}: {numbers}"
    if customer is None:
        return
    notes = joined(one_line(customer.notes), one_line(customer.private_notes))
    if notes:
        yield f"! {notes}"


def contents_of(order: Order, wording: Wording) -> list[Content]:
    """Return the order's notes, its items, and the remarks among them."""
    lines: list[Content] = []
    if order.notes:
        lines += [_heading("Notes"), Content(order.notes)]
    lines.append(_heading("Items"))
    lines += [_item(line, wording) for line in order.lines] or [Content("no items are known")]
    lines += [Content(f"  {remark}") for remark in order.remarks]
    return lines


def money_of(order: Order, wording: Wording, *, tax_included: bool) -> list[Content]:
    """Return what makes up the total, line by line, and what is paid, how and when.

    `tax_included` tells whether the shop's prices include the taxes.
    """
    lines = [_heading("Money")]
    charges = charges_of(order, tax_included=tax_included)
    lines += (
        [charges_in_words(charges, wording, _LINE)] if charges else [Content("no total is known")]
    )
    paid_at = f" {wording.moment(order.paid_at)}" if order.paid and order.paid_at else ""
    lines.append(Content(f"{paid_of(order)}{paid_at}"))
    if order.due or order.is_due_unknown:
        lines.append(_amount("To pay", total_of(order, wording), style="bold"))
    return lines


def travel_of(order: Order, wording: Wording) -> list[Content]:
    """Return when it is due, and how it comes and goes: pickup, delivery, locker, address."""
    pickup = f"{wording.day(order.pickup_day)} {order.pickup_time}" if order.pickup_day else ""
    code = order.locker_return[1]
    return _section(
        "Dates",
        ("Pickup", joined(pickup, _RESCHEDULED.get(order.pickup_reschedule, "")))
        if order.is_pickup
        else ("Taken in", wording.day(order.pickup_day) if order.pickup_day else ""),
        ("Picked up", wording.moment(order.picked_up) if order.picked_up else ""),
        (
            "Delivery" if order.is_delivery else "Ready by",
            joined(
                f"{wording.day(order.delivery_day)} {order.delivery_time}".rstrip()
                if order.delivery_day
                else "",
                _RESCHEDULED.get(order.delivery_reschedule, ""),
            ),
        ),
        ("Driver", "on the way" if order.driver_on_the_way else ""),
        ("Bags", f"{order.bags_to_pickup} to pick up" if order.bags_to_pickup else ""),
        ("Route", order.route),
        ("Address", one_line(order.address)),
        ("Locker", joined(order.locker_number, order.locker_location_id)),
        ("Returned", joined(order.locker_return[0], f"code {code}" if code else "")),
    )


def facts_of(order: Order) -> list[Content]:
    """Return what else is told: marks, weight, price list, business, invoice, the staff's ids."""
    marks = joined(
        "express" if order.express_fee or order.express_percent else "",
        "photos" if order.has_photos else "",
        "signature" if order.has_signature else "",
        "locker" if order.is_locker else "",
        "sale of goods" if order.is_retail else "",
        f"split off from order {order.split_parent_id}" if order.split_parent_id else "",
    )
    price_list = order.price_list_id if order.price_list_id != "0" else ""
    staff = joined(
        *(f"{did} {order.staff[part]}" for part, did in _STAFF.items() if part in order.staff)
    )
    return _section(
        "Besides",
        ("Marks", marks),
        ("Weight", number(order.weight) if order.weight else ""),
        ("Services", order.services),
        ("Price list", price_list),
        ("Business", f"account {order.business_id}" if order.business_id else ""),
        ("Invoice", joined(order.invoice_id, order.invoice_number, order.invoice_status)),
        ("Review", order.review_status),
        ("Staff", staff),
    )


_RESULTS: Final = {"unknown": "not known yet", "sent": "under way", "waiting": "to be sent"}


def history_of(order: Order, changes: Sequence[AuditLine], wording: Wording) -> list[Content]:
    """Return what became of it, the newest first: its own dates, and the changes made here."""
    told = [
        (instant, what)
        for what, instant in (
            ("Made", order.created),
            ("Cleaned", order.cleaned),
            ("Completed", order.completed),
        )
        if instant
    ]
    told += [(line.when, _change(line)) for line in changes if line.result != "refused"]
    told.sort(key=lambda each: each[0], reverse=True)
    moments = [(wording.moment(at), what) for at, what in told]
    width = max((cells(moment) for moment, _ in moments), default=0) + 2
    return _section("History", *moments, width=width)


def links_of(receipt: str) -> list[Content]:
    """Return the addresses that belong to an order, to be copied or opened."""
    return _section("Links", ("Receipt", receipt))


def is_under_way(order: Order) -> bool:
    """Whether a driver may be on the way with it, or to it."""
    if order.driver_on_the_way:
        return True
    is_driven = order.is_delivery or (order.is_pickup and order.awaits_pickup)
    return bool(is_driven) and order.is_open


def _amount(label: str, amount: str, style: str = "") -> Content:
    """Return a label and an amount, the amounts of several lines under one another."""
    width = _LINE - 10
    return Content.styled(left(cut(label, width), width) + right(amount, 10), style)


def _change(line: AuditLine) -> str:
    """Return what was done: an update says it by its fields, whatever else has to be named."""
    is_update = line.operation.startswith("update") and line.changes
    what = "; ".join(map(_set, line.changes)) if is_update else line.deed
    what = what or line.title
    state = "" if line.result == "confirmed" else f" ({_RESULTS.get(line.result, line.result)})"
    return f"{what}{state}, {line.who}" if line.who else f"{what}{state}"


def _set(change: FieldChange) -> str:
    if change.after == PERSONAL:
        return f"{name_in_words(change.name)} changed"
    return str(change)


def _section(heading: str, *fields: tuple[str, str], width: int = _LABEL) -> list[Content]:
    told = [Content(left(label, width) + text) for label, text in fields if text]
    return [_heading(heading), *told] if told else []


def _heading(text: str) -> Content:
    return Content.styled(text, "bold underline")


def _item(line: OrderLine, wording: Wording) -> Content:
    quantity = f"{number(line.quantity)} × " if line.quantity is not None else ""
    if line.price is None or line.quantity is None:
        return Content(f"{quantity}{line.name}")
    return _amount(f"{quantity}{line.name}", wording.money(line.price * line.quantity))
