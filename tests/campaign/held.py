"""Which values have to stand in the shop in the end: the last that was confirmed for each field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.journal.entries import Entry, EntryState


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the practice shop keeps what an operation sets.

    Attributes:
        by: Columns that tell the row, by the parameters that do.
        columns: By the parameters that set them.
        cents: Those of amounts, which are kept in cents.
        ends: The column that is 1 afterwards, whatever else there was.
    """

    table: str
    by: dict[str, str]
    columns: dict[str, str]
    cents: dict[str, str] = field(default_factory=dict)
    ends: str = ""


_KEPT: Final[Mapping[str, _Kept]] = {
    "updateOrder": _Kept(
        "orders",
        {"orderID": "id"},
        {
            "status": "status",
            "paid": "paid",
            "paymentType": "payment_type",
            "orderNotes": "notes",
        },
        cents={"finalTotal": "total", "creditUsed": "credit_used"},
    ),
    "deleteOrder": _Kept("orders", {"orderID": "id"}, {}, ends="deleted"),
    "updateCustomer": _Kept(
        "customers",
        {"customerID": "id"},
        {"customerAddress": "address", "customerNotes": "notes"},
    ),
    "updateGarment": _Kept(
        "garments",
        {"barcodeID": "barcode", "orderID": "order_id"},
        {"extraNotes": "notes", "conveyorLocation": "conveyor_location"},
    ),
    "updateRepeatPickup": _Kept(
        "repeat_pickups",
        {"pickupID": "id"},
        {"pickupDate": "next_pickup", "pickupStart": "pickup_start", "pickupEnd": "pickup_end"},
    ),
    "deletePickup": _Kept("repeat_pickups", {"pickupID": "id"}, {}, ends="ended"),
}


@dataclass(frozen=True, slots=True)
class LastValue:
    """A value that has to stand.

    Attributes:
        row: The columns that tell the row, and their values.
        entry: What set it last.
    """

    table: str
    row: tuple[tuple[str, str], ...]
    column: str
    value: str
    entry: Entry

    @property
    def what(self) -> str:
        """What it is a value of."""
        return f"{self.table} {dict(self.row)} {self.column}"

    def in_shop(self, store: PracticeStore) -> str | None:
        """Return what stands there; None where the row is gone."""
        where = " AND ".join(f"{column} = ?" for column, _ in self.row)
        found = store.row(
            f"SELECT {self.column} FROM {self.table} WHERE {where}",
            [value for _, value in self.row],
        )
        return str(found[0]) if found else None


def last_values(entries: Sequence[Entry], out_of_turn: Collection[int]) -> Collection[LastValue]:
    """Return what the confirmed entries of a journal leave in the shop.

    Args:
        entries: All of them.
        out_of_turn: The ids of those that were sent when a person said so.
    """

    def turn(entry: Entry) -> int:
        if entry.id not in out_of_turn or entry.sent_at is None:
            return entry.id
        return max(each.id for each in entries if each.created_at <= entry.sent_at)

    last: dict[tuple[object, ...], LastValue] = {}
    for entry in sorted(entries, key=turn):
        kept = _KEPT.get(entry.operation)
        if kept is None or entry.state is not EntryState.CONFIRMED:
            continue
        sent = entry.parameters
        row = tuple((column, str(sent[name])) for name, column in kept.by.items())
        if kept.ends:
            last = {key: each for key, each in last.items() if key[:2] != (kept.table, row)}
            last[kept.table, row, kept.ends] = LastValue(kept.table, row, kept.ends, "1", entry)
        for name, column in (kept.columns | kept.cents).items():
            if name in sent:
                told = _in_cents(sent[name]) if name in kept.cents else str(sent[name])
                last[kept.table, row, column] = LastValue(kept.table, row, column, told, entry)
    return [each for each in last.values() if not _is_open(each, entries)]


def _in_cents(amount: object) -> str:
    return str(int(Decimal(str(amount)) * 100))


def _is_open(value: LastValue, entries: Sequence[Entry]) -> bool:
    """Tell whether a value may have been set otherwise, past the order of the journal."""
    if value.table == "garments":
        # With its order goes a garment: a change that arrived before may be refused after that.
        order_id = value.entry.parameters["orderID"]
        return any(
            each.operation == "deleteOrder" and each.parameters["orderID"] == order_id
            for each in entries
        )
    # A charge sets these, too, and does not wait for its turn among the changes.
    return value.column in ("paid", "payment_type") and any(
        each.operation == "chargeCard" and each.subject == value.entry.subject for each in entries
    )
