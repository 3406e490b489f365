"""What a scanned code stands for, told from the mirror with no request."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ...scanner.labels.codes import CodeKind, ScannedCode

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...api.models.garments import Garment
    from ...api.models.orders import Order
    from ..mirror.mirror import Mirror
    from ..records import FoundGarment

_THINGS: Final = (CodeKind.GARMENT, CodeKind.TICKET)
"""What a code is tried as where the shop's patterns do not know it, or took it for another kind."""


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """One thing that a code stands for.

    Attributes:
        text: What the code says: a barcode, a number, the name of a place.
        garments: Those with that barcode, of open orders first; for a garment only.
        order: Of the ticket, or of the first garment.
        customer: Whose code it is, or whose order.
    """

    kind: CodeKind
    text: str
    garments: tuple[FoundGarment, ...] = ()
    order: Order | None = None
    customer: Customer | None = None

    @property
    def order_id(self) -> str:
        """The number of the order; empty where there is none."""
        if self.garments:
            return self.garments[0].garment.order_id
        return self.order.id if self.order else ""

    def apart(self) -> list[CodeMeaning]:
        """Return one meaning for every open order that a garment's barcode stands on.

        Where none of them is open, the newest is all that is left of it.
        """
        open_ones = [each for each in self.garments if each.order is None or each.order.is_open]
        return [_garment(self.text, [each]) for each in open_ones or self.garments[:1]] or [self]


def recognised(mirror: Mirror, code: ScannedCode) -> ScannedCode:
    """Return a code as a customer's, where no pattern knows it and it is their QR code of the app.

    Caps Lock, or how the shop has its codes written, may have turned its letters.
    """
    if code.kinds:
        return code
    text = code.text
    for each in dict.fromkeys((text, text.swapcase(), text.lower(), text.upper())):
        if customer_id := mirror.customer_with_app_code(each):
            return replace(code, kinds=(CodeKind.CUSTOMER,), names=(customer_id,))
    return code


def meanings(
    mirror: Mirror, code: ScannedCode, kinds: Collection[CodeKind] = tuple(CodeKind)
) -> list[CodeMeaning]:
    """Return everything that a code stands for, the likeliest first; nothing is guessed.

    Args:
        mirror: Knows garments, orders and customers.
        code: What was scanned.
        kinds: What is asked for; a code is not taken for anything else.
    """
    found = _as_kinds(mirror, code, [each for each in code.kinds if each in kinds])
    return found or _as_kinds(mirror, code, [each for each in _THINGS if each in kinds])


def garments_at(mirror: Mirror, place: str) -> list[Garment]:
    """Return the garments of orders in work that hang at a place."""
    from ...api.readers.garments import garment_row

    wanted = place.casefold()

    def read() -> list[Garment]:
        rows = mirror.file.rows(_NAMING, json.dumps(place)[1:-1])
        found = (garment_row(json.loads(row["reply"]), row["order_id"]) for row in rows)
        return [each for each in found if each and each.place.casefold() == wanted]

    return mirror.file.understood(read)


# Which of its values is the place, the reader knows.
_NAMING: Final = """SELECT order_id, garments.reply
    FROM orders CROSS JOIN garments ON order_id = orders.id
    WHERE in_work = 1 AND deleted = 0 AND instr(lower(garments.reply), lower(?))
    ORDER BY length(order_id), order_id, barcode"""


def knows_garments_of(mirror: Mirror, order_id: str) -> bool:
    """Tell whether all garments of an order were read since it last changed."""
    rows = mirror.file.rows(
        """SELECT 1 FROM garment_readings LEFT JOIN orders ON orders.id = order_id
        WHERE order_id = ? AND garment_readings.read_at >= coalesce(changed_at, 0)""",
        order_id,
    )
    return bool(rows)


def _as_kinds(mirror: Mirror, code: ScannedCode, kinds: Sequence[CodeKind]) -> list[CodeMeaning]:
    read = (_meaning(mirror, code.name_as(kind), kind) for kind in kinds)
    return [meaning for meaning in read if meaning is not None]


def _meaning(mirror: Mirror, text: str, kind: CodeKind) -> CodeMeaning | None:
    match kind:
        case CodeKind.GARMENT:
            found = mirror.garments_with(text)
            return _garment(text, found) if found else None
        case CodeKind.TICKET:
            order = mirror.order(text)
            if order is None:
                return None
            owner = mirror.customer(order.value.customer_id)
            return CodeMeaning(
                kind, text, order=order.value, customer=owner.value if owner else None
            )
        case CodeKind.CUSTOMER:
            customer = mirror.customer(text)
            return CodeMeaning(kind, text, customer=customer.value) if customer else None
        case CodeKind.PLACE | CodeKind.COMMAND:
            return CodeMeaning(kind, text)


def _garment(text: str, found: Sequence[FoundGarment]) -> CodeMeaning:
    first = found[0]
    return CodeMeaning(
        CodeKind.GARMENT, text, tuple(found), order=first.order, customer=first.customer
    )
