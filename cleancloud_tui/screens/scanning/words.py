"""What was scanned, in words: a garment, an order, a customer, a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ...api.models.garments import Garment
from ...scanner.labels.codes import CodeKind
from ...shop.records import FoundGarment
from ...shop.scans.resolving import CodeMeaning
from ...wording.orders import due_of, paid_of, status_of
from ...wording.values import counted, joined

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.shop import Shop
    from .desk import Knowing

_MOST_NAMED: Final = 6
"""Garments that are named one by one; of more, the rest is counted."""

_MOST_ORDERS: Final = 4
"""Orders of one barcode, or of a customer, that there is room for."""


def meaning_in_words(screen: Knowing, meaning: CodeMeaning) -> Content:
    """Return all that a counter wants to know of what was scanned."""
    match meaning.kind:
        case CodeKind.GARMENT:
            if len(meaning.garments) > 1:
                return _several(screen, meaning.garments)
            return _garment(screen, meaning.garments[0])
        case CodeKind.TICKET:
            return Content.assemble(
                (f"Ticket of order {meaning.order_id}. F6 opens it.", "bold"),
                "\n",
                order_in_words(screen, meaning.order_id),
            )
        case CodeKind.CUSTOMER if meaning.customer:
            return _customer(screen, meaning.customer)
        case CodeKind.PLACE:
            return _place(screen, meaning.text)
        case _:
            return Content(meaning.text)


def short_name_of(meaning: CodeMeaning) -> str:
    """Return what a code may be, for a choice between several."""
    owner = meaning.customer.name if meaning.customer else ""
    match meaning.kind:
        case CodeKind.GARMENT:
            return joined(f"garment of order {meaning.order_id}", owner)
        case CodeKind.TICKET:
            return joined(f"ticket of order {meaning.order_id}", owner)
        case CodeKind.CUSTOMER:
            return joined("customer", owner)
        case CodeKind.PLACE:
            return f"place {meaning.text}"
        case CodeKind.COMMAND:
            return f"command {meaning.text}"


def order_in_words(screen: Knowing, order_id: str) -> Content:
    """Return whose an order is, how it stands, and what is missing from its garments."""
    known = screen.shop.order(order_id)
    if known is None:
        return Content(f"Nothing is known of order {order_id}.")
    order = known.value
    pieces = counted(order.pieces, "piece") if order.pieces is not None else ""
    return Content("\n").join(
        [
            Content.styled(owner_of_order(screen.shop, order_id), "bold"),
            Content(
                joined(
                    status_of(order),
                    f"due {due_of(order, screen.wording)}" if order.is_open else "",
                    f"{paid_of(order)} {screen.wording.money(order.total)}",
                    f"rack {order.rack}" if order.rack else "no rack",
                    pieces,
                )
            ),
            Content(_garments_of_order(screen, order_id)),
        ]
    )


def missing_in_words(garments: Sequence[Garment]) -> str:
    """Return which garments are missing; empty for none."""
    return f"missing: {_names(garments)}" if garments else ""


def owner_of_order(shop: Shop, order_id: str) -> str:
    """Return whose an order is, with the phone number; empty where that is not known."""
    customer = customer_of_order(shop, order_id)
    return f"{customer.name}  {customer.phone}".rstrip() if customer else ""


def customer_of_order(shop: Shop, order_id: str) -> Customer | None:
    """Return whose an order is, as far as that is known."""
    order = shop.order(order_id) if order_id else None
    customer = shop.customer(order.value.customer_id) if order else None
    return customer.value if customer else None


def _several(screen: Knowing, found: Sequence[FoundGarment]) -> Content:
    """Return a line for each order that a barcode stands on, the open ones first."""
    lines = [
        Content(joined(_order_of(screen, each), each.customer.name if each.customer else ""))
        for each in found[:_MOST_ORDERS]
    ]
    heading = f"{found[0].garment.barcode} stands on {counted(len(found), 'order')}"
    return Content("\n").join([Content.styled(heading, "bold"), *lines])


def _order_of(screen: Knowing, found: FoundGarment) -> str:
    order = found.order
    return joined(
        f"order {found.garment.order_id}",
        status_of(order) if order else "",
        f"due {due_of(order, screen.wording)}" if order and order.is_open else "",
        paid_of(order) if order else "",
    )


def _garment(screen: Knowing, found: FoundGarment) -> Content:
    garment, customer = found.garment, found.customer
    owner = f"{customer.name}  {customer.phone}" if customer else "customer not known"
    return Content.assemble(
        (f"{garment.barcode}  {owner}", "bold"),
        "\n",
        _order_of(screen, found),
        "\n",
        joined(
            f"place {garment.place}" if garment.place else "no place",
            f"colour {'/'.join(filter(None, (garment.color1, garment.color2)))}"
            if garment.color1
            else "",
            f"status {garment.custom_status}" if garment.custom_status else "",
            garment.notes,
        ),
        "\n",
        _garments_of_order(screen, garment.order_id),
    )


def _garments_of_order(screen: Knowing, order_id: str) -> str:
    """Return how many garments of an order are known, what lacks a label, and what a place."""
    garments = screen.shop.garments_of(order_id)
    if not garments:
        return "None of its garments are known."
    order = screen.shop.order(order_id)
    pieces = order.value.pieces if order else None
    placeless = [garment for garment in garments if not garment.place]
    of = f" of {counted(pieces, 'piece')}" if pieces and pieces > len(garments) else ""
    labels = f"{counted(len(garments), 'garment')}{of}"
    if not placeless:
        return f"{labels}, each with a place"
    return f"{labels}, without a place: {_names(placeless)}"


def _names(garments: Sequence[Garment]) -> str:
    named = [
        f"{each.barcode} ({each.notes})" if each.notes else each.barcode
        for each in garments[:_MOST_NAMED]
    ]
    more = len(garments) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _customer(screen: Knowing, customer: Customer) -> Content:
    orders = [each for each in screen.shop.orders_of(customer.id) if each.is_open]
    return Content("\n").join(
        [
            Content.styled(f"{customer.name}  {customer.phone}", "bold"),
            Content(counted(len(orders), "open order") + ". F7 opens the customer."),
            *(Content(f"order {each.id}  {status_of(each)}") for each in orders[:_MOST_ORDERS]),
        ]
    )


def _place(screen: Knowing, place: str) -> Content:
    garments = screen.shop.scans.garments_at(place)
    return Content.assemble(
        (f"Place {place}: {counted(len(garments), 'garment')}", "bold"),
        "\n",
        _names(garments) if garments else "Nothing is known to hang here.",
    )
