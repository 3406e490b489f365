"""What became of writes that set values: whether those stand, or what stands in their place."""

from __future__ import annotations

from collections.abc import Iterable

from ....api import field_names as names
from ....api.errors import RefusedError
from ....api.privacy import is_personal
from ....api.readers.customers import customer_row, customer_rows
from ....api.readers.garments import garment_row, garment_rows
from ....api.readers.orders import order_row, order_rows
from ....api.same_value import differing
from ....api.value_words import name_in_words, value_in_words
from ...journal.entries import Entry
from ...records import Row
from ..declaration import WriteDeclaration, plainly_differing
from ..verdict import Sources, WriteOutcome, cant_tell, did_not, happened, is_about_this, text


async def order_row_of(entry: Entry, sources: Sources) -> Row | None:
    """Read the row of an order that an update is about."""
    order_id = text(entry, "orderID")
    rows = order_rows(await sources.read("getOrders", orderID=order_id))
    return next((row for row in rows if (each := order_row(row)) and each.id == order_id), None)


async def customer_row_of(entry: Entry, sources: Sources) -> Row | None:
    """Read the row of a customer that an update is about."""
    customer_id = text(entry, "customerID")
    reply = await sources.read_customers(customerID=customer_id)
    found = ((row, customer_row(row)) for row in customer_rows(reply))
    return next((row for row, each in found if each and each.id == customer_id), None)


async def garment_row_of(entry: Entry, sources: Sources) -> Row | None:
    """Read a garment; None where its barcode stands on several orders, or on none that is known."""
    barcode = text(entry, "barcodeID")
    known = {each.garment.order_id for each in sources.mirror.garments_with(barcode)}
    orders = [text(entry, "orderID")] if text(entry, "orderID") else list(known)
    if len(orders) != 1:
        return None
    rows = garment_rows(await sources.read("getGarments", orderID=orders[0]))
    found = ((row, garment_row(row)) for row in rows)
    return next((row for row, each in found if each and each.barcode == barcode), None)


async def updated(declared: WriteDeclaration, entry: Entry, sources: Sources) -> WriteOutcome:
    """See whether what an update meant stands.

    A parameter that no reply tells counts as set where another one shows that the write arrived.

    Raises:
        CleanCloudError: It could not be read.
    """
    row = await declared.updates.read(entry, sources) if declared.updates else None
    if not row:
        return cant_tell("What it was to change can't be found.")
    operation, meant = declared.operation, _meant(declared, entry)
    told = names.told(operation, row)
    before = names.told(operation, entry.before or {})
    readable = meant.keys() & told.keys()
    if not readable:
        return cant_tell("CleanCloud does not tell what it was to set.", is_unread=True)
    differs = _differing(declared, entry, row, sources)
    arrived = set(differing(operation, before, meant)) & readable - set(differs)
    if not differs:
        if arrived or readable == meant.keys():
            return happened("What it was to set stands.")
        untold = meant.keys() - readable
        is_unread = not untold.isdisjoint(before)  # it was told before: something is not understood
        return cant_tell(f"CleanCloud does not tell the {_listed(untold)}.", is_unread=is_unread)
    if arrived or set(differing(operation, before, told)) & set(differs):
        return cant_tell(
            f"The {_listed(differs)} is not as it was to be, nor all as it was before: "
            "somebody has changed it."
        )
    return did_not(f"The {_listed(differs)} is as it was before.")


async def changed_since(declared: WriteDeclaration, entry: Entry, sources: Sources) -> str:
    """Return what somebody changed of what an update sets, or was worked out from.

    Returns:
        Sentences, also that it is not there any more; empty for nothing.

    Raises:
        CleanCloudError: It could not be read.
    """
    if declared.updates is None or not (entry.before or declared.updates.gone):
        return ""
    try:
        row = await declared.updates.read(entry, sources)
    except RefusedError as error:
        if not is_about_this(error):
            raise
        return ""  # the update itself will be refused, in CleanCloud's own words
    if not row:
        return "" if row is None else declared.updates.gone
    told = names.told(declared.operation, row)
    before = names.told(declared.operation, entry.before or {})
    differs = _differing(declared, entry, row, sources)
    matters = {*differs, *_followed(declared, entry, differs)}
    changed = [name for name in differing(declared.operation, before, told) if name in matters]
    return " ".join(_in_words(declared, name, told[name], before[name]) for name in changed)


def _meant(declared: WriteDeclaration, entry: Entry) -> dict[str, object]:
    sent = entry.parameters.items()
    return {name: value for name, value in sent if name not in declared.identified_by}


def _followed(declared: WriteDeclaration, entry: Entry, differs: Iterable[str]) -> set[str]:
    """Return what the values that are still to be set were worked out from, but for what it sets.

    Args:
        declared: What is known of the update.
        entry: The update.
        differs: The names of what it is to set and does not stand.
    """
    followed = {each for name in differs for each in declared.worked_out_from.get(name, ())}
    return followed - entry.parameters.keys()


def _differing(
    declared: WriteDeclaration, entry: Entry, row: Row, sources: Sources
) -> tuple[str, ...]:
    tell = declared.updates.differing if declared.updates else plainly_differing
    return tell(declared.operation, entry, row, sources)


def _in_words(declared: WriteDeclaration, name: str, now: object, before: object) -> str:
    """Return what somebody changed; of what tells about a person, only that it changed."""
    what = name_in_words(name)
    parameter = declared.operation.parameter(name)
    if parameter is None or is_personal(parameter):
        return f"Somebody has changed the {what} since this was typed."
    return (
        f"{what.capitalize()} is {value_in_words(parameter, now)} now; "
        f"it was {value_in_words(parameter, before)} when this was typed."
    )


def _listed(parameters: Iterable[str]) -> str:
    return ", ".join(name_in_words(name) for name in parameters)
