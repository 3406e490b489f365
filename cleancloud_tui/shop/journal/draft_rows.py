"""A draft as a row of the journal's file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ...stores import cells
from .entries import CellsOfRow
from .kept_orders import kept_order
from .linked import NEW_ORDERS


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What was typed into a form.

    Attributes:
        kind: The form: `customer`, `order`.
        key: Which one of its kind, as the form names it; empty for a new one.
        values: By the names of the form's fields, secrets left out.
        at: When it was last changed.
        customer_id: Whom it is about; empty for somebody new.
        staff: Who was at the counter, where that was told.
        terminal: Where it was typed.
        entry_id: The entry that it was sent by, which tells what became of it; 0 for none.
    """

    kind: str
    key: str
    values: Mapping[str, str]
    at: datetime
    customer_id: str
    staff: str
    terminal: str
    entry_id: int = 0


def draft_of(row: CellsOfRow) -> FormDraft:
    """Return the draft of a row.

    Raises:
        ValueError: Something in it is not what it should be; or another of `UNREADABLE`.
    """
    cells.number(row["id"])
    cells.text(row["owner"])
    kind, key = cells.text(row["kind"]), cells.text(row["key"])
    content = cells.json_object(row["content"])
    values = {name: cells.text(value) for name, value in content.items()}
    if kind == NEW_ORDERS:
        kept_order(values)
    return FormDraft(
        kind=kind,
        key=key,
        values=values,
        at=cells.instant(row["kept_at"]),
        customer_id=cells.text(row["customer_id"]),
        staff=cells.text(row["staff"]),
        terminal=cells.text(row["terminal"]),
        entry_id=cells.number(row["entry_id"]),
    )
